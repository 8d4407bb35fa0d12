"""The demonstration as a real process on a free port."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = Path(sys.executable).parent / "stadsbeeld"


@contextmanager
def demo(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A demonstration on a free port: (its address, its process), ended when the block ends."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    process = subprocess.Popen(
        [str(COMMAND), "demo", "--port", "0", *words], stderr=subprocess.PIPE, text=True, env=clean
    )
    assert process.stderr is not None
    said: list[str] = []
    address = None
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            address = found[0]
            break
    if address is None:
        raise AssertionError("the demonstration did not start:\n" + "".join(said))
    # The pipe must be read on, or the server would stall when it is full.
    drain = threading.Thread(target=process.stderr.read, daemon=True)
    drain.start()
    try:
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=30)
        drain.join(timeout=5)
        process.stderr.close()
