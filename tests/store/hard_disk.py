"""A process that meets a full or a read-only disk, and goes on when the trouble is over.

    python hard_disk.py full <folder>         the folder is small, or this process may only write small files
    python hard_disk.py read-only <folder>    the folder may not be written by this process

Writes what it met, one JSON object a line.
"""

import json
import os
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from stadsbeeld.domain.errors import StoreError
from stadsbeeld.store.store import Addresses, Store
from store.deliveries import at, deliver, facts, finish, shown

MEBIBYTE = 1 << 20
ROWS = 2_000


def say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def addresses(folder: Path) -> Addresses:
    return Addresses(
        facts=str(folder / "facts.duckdb"), records=str(folder / "records.duckdb"), raw=str(folder / "raw")
    )


def bring(store: Store, number: int) -> None:
    # Values without a pattern, so that they take the room they should.
    rows = [(f"{number} {place}", 0.0, (place * 7919 + number * 104_729) % 99_991 / 433) for place in range(ROWS)]
    deliver(store, rows, key=str(number), known_at=at(60))


def full(folder: Path) -> None:
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(2 * MEBIBYTE))
    own_limit = os.statvfs(folder).f_blocks * os.statvfs(folder).f_frsize > 64 * MEBIBYTE
    if own_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEBIBYTE, resource.RLIM_INFINITY))
    taken = 0
    store = Store(addresses(folder))
    try:
        while taken < 500:
            bring(store, taken)
            taken += 1
    except StoreError as error:
        say(code=error.code, message=str(error))
    say(still_shown=len(shown(store)), taken=taken)
    ballast.unlink()
    if own_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.close()
    with Store(addresses(folder)) as again:
        finish(again)
        bring(again, taken)
        say(rows=facts(again), shown=len(shown(again)), unfinished=len(again.unfinished()))


def read_only(folder: Path) -> None:
    with Store(addresses(folder)) as store:
        deliver(store, [("a", 0, 50.0)], key="1")
        say(shown=len(shown(store)))
    folder.chmod(0o555)
    for file in folder.rglob("*"):
        file.chmod(0o555 if file.is_dir() else 0o444)
    if os.geteuid() == 0:  # to whom no right is refused
        os.setgid(65534)
        os.setuid(65534)
    for name in ("facts", "records", "raw"):
        try:
            if name == "raw":
                Store(Addresses(facts=":memory:", records=":memory:", raw=str(folder / "raw"))).raw.put(b"new")
            else:
                memory = {"facts": ":memory:", "records": ":memory:", "raw": "memory://hard_disk"}
                Store(Addresses(**{**memory, name: str(folder / f"{name}.duckdb")}))
        except StoreError as error:
            say(where=name, code=error.code, message=str(error))


if __name__ == "__main__":
    {"full": full, "read-only": read_only}[sys.argv[1]](Path(sys.argv[2]))
