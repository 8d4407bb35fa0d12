"""A PostgreSQL of the tests' own: Debian's binaries, a temporary folder, a free port on the loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store

pytest.register_assert_rewrite(
    "store.contract_arrivals",
    "store.contract_as_of",
    "store.contract_crashes",
    "store.contract_deliveries",
    "store.contract_forecasts",
    "store.contract_records",
    "store.contract_yearly",
    "store.contract_yearly_turns",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`run` runs one of PostgreSQL's programs as the user that owns the server."""

    binaries: Path
    folder: Path
    port: int
    user: list[str]
    databases: "count[int]"

    def run(self, program: str, *arguments: str) -> None:
        command = [*self.user, str(self.binaries / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"

    def database(self) -> str:
        """A new, empty database, as libpq words."""
        name = f"t{next(self.databases)}"
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "stadsbeeld", name)
        return f"dbname={name} host=127.0.0.1 port={self.port} user=stadsbeeld"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def start_server() -> Server:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.fail("PostgreSQL is missing: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="stadsbeeld_pg_"))
    user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    server = Server(binaries=found[-1].parent, folder=folder, port=free_port(), user=user, databases=count())
    words = ("-A", "trust", "-U", "stadsbeeld", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync")
    server.run("initdb", "-D", str(folder / "data"), *words)
    server.start()
    return server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    server = start_server()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    """One that a test may stop."""
    server = start_server()
    yield server
    if (server.folder / "data" / "postmaster.pid").exists():
        server.stop()
    shutil.rmtree(server.folder)


@pytest.fixture
def store(addresses: Addresses) -> Iterator[Store]:
    with Store(addresses) as opened:
        yield opened
