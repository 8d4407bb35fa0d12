"""How a command finds the server that holds the data, and proves that it may speak for the folder.

While a server runs, `server.json` (0600) in its data folder says where it listens, and holds a secret of this one run.
Who shows that secret may do what the commands do. This is no new door: the file opens to the user of the server and to
root alone, and either may stop the server and open its databases. A token in the store would have been the other way:
it would outlive a kill, fill the administrator's list with one for each start, and be a secret on disk of use for
longer than the run. The secret stands in memory and in that file only; a copy of the folder that is made meanwhile (a
backup) is worth as much as the data in it, until the server stops.
"""

import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

import orjson

from stadsbeeld.store.failures import file_errors
from stadsbeeld.store.store import Store
from stadsbeeld.web.people import SYSTEM
from stadsbeeld.web.roles import LOCAL_SCOPE, Caller
from stadsbeeld.web.tokens import Tokens

FILE = "server.json"
ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what to ask where it listens on all addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server of this machine. `host` is a name that it answers to."""

    address: str
    host: str
    pid: int
    proof: str = field(repr=False)

    @classmethod
    def here(cls, host: str, port: int, public_hosts: list[str]) -> Self:
        """This process, that listens on `host` and `port`; with a new secret."""
        name = ANY.get(host, host)
        at = f"{f'[{name}]' if ':' in name else name}:{port}"
        known = "*" in public_hosts or not public_hosts
        return cls(
            address=f"http://{at}",
            host=at if known else public_hosts[0],
            pid=os.getpid(),
            proof=secrets.token_urlsafe(32),
        )


@contextmanager
def announced(folder: Path, running: Running) -> Iterator[None]:
    """`server.json` stands in the folder while the block runs. Raises the StoreError leaf that fits."""
    file, new = folder / FILE, folder / f".{FILE}.{running.pid}"
    with file_errors(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        # Nobody else can read it from its first moment on, whatever the umask is.
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(orjson.dumps(asdict(running)))
        new.replace(file)
    try:
        yield
    finally:
        # On a shared store another server may have written its own since.
        if found_in(folder) == running:
            with suppress(OSError):
                file.unlink()


def found_in(folder: Path) -> Running | None:
    """What the server of a folder wrote; None where there is none, or it cannot be read. It may be of one that was
    killed."""
    try:
        told = orjson.loads((folder / FILE).read_bytes())
        return Running(address=told["address"], host=told["host"], pid=told["pid"], proof=told["proof"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None


class ProvenTokens(Tokens):
    """The tokens of the store, and the proof of this run."""

    def __init__(self, store: Store, proof: str) -> None:
        super().__init__(store)
        self._proof = proof.encode()

    def remembered(self, token: str, now: datetime) -> Caller | None:
        if hmac.compare_digest(token.encode(), self._proof):
            return Caller(author=SYSTEM, scopes=frozenset({LOCAL_SCOPE}))
        return super().remembered(token, now)
