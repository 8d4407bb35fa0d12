"""What goes wrong with disks and files: each has its own error that says what to do, and nothing is lost."""

import errno
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stadsbeeld.domain.errors import (
    NotFoundError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.connection import extension_file
from stadsbeeld.store.failures import file_errors
from stadsbeeld.store.raw import RawStore
from stadsbeeld.store.store import Store
from store import hard_disk
from store.deliveries import deliver, facts, shown

HOLD = """
import sys
from stadsbeeld.store.store import Addresses, Store
with Store(Addresses(facts=sys.argv[1], records=":memory:", raw="memory://hold")):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that other users may look into."""
    path = Path(tempfile.mkdtemp(prefix="stadsbeeld_disk_"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def addresses(tmp_path: Path) -> Addresses:
    return hard_disk.addresses(tmp_path)


def met(command: list[str]) -> list[dict[str, Any]]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def small_disk(size: str, folder: Path) -> list[str]:
    """The beginning of a command that runs on a disk of this size, where the system lets us mount one; else
    nothing, and the process bounds its own files."""
    script = f'mount -t tmpfs -o size={size} tmpfs "$0" && exec "$@"'
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", script, str(folder)]
    may = (
        shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    )
    return command if may else []


@pytest.mark.parametrize("mounted", [True, False])
def test_a_full_disk(folder: Path, mounted: bool) -> None:
    own_disk = small_disk("7m", folder) if mounted else []
    first, second, last = met([*own_disk, sys.executable, hard_disk.__file__, "full", str(folder)])
    assert first["code"] == StoreFullError.code
    assert "make space" in first["message"]
    taken = second["taken"]
    assert taken > 0
    assert second["still_shown"] >= taken * hard_disk.ROWS
    # With the delivery that did not fit, brought again.
    assert last == {"rows": (taken + 1) * hard_disk.ROWS, "shown": (taken + 1) * hard_disk.ROWS, "unfinished": 0}


def test_a_read_only_folder(folder: Path) -> None:
    shown_before, *refused = met([sys.executable, hard_disk.__file__, "read-only", str(folder)])
    assert shown_before == {"shown": 1}
    assert [(line["where"], line["code"]) for line in refused] == [
        (name, StoreReadOnlyError.code) for name in ("facts", "records", "raw")
    ]
    assert all("give the user of this process the right" in line["message"] for line in refused)
    for file in folder.rglob("*"):
        file.chmod(0o755)
    folder.chmod(0o755)
    with Store(hard_disk.addresses(folder)) as store:
        assert len(shown(store)) == 1


def test_a_file_that_another_process_holds(tmp_path: Path) -> None:
    file = tmp_path / "facts.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreLockedError) as told:
            Store(Addresses(facts=str(file), records=":memory:", raw="memory://locked"))
        assert str(holder.pid) in str(told.value)
        assert str(file) in str(told.value)
        assert holder.stdin is not None
        holder.stdin.close()
    with Store(Addresses(facts=str(file), records=":memory:", raw="memory://locked")) as store:
        store.ping()


def test_a_file_that_this_process_holds(addresses: Addresses) -> None:
    with Store(addresses), pytest.raises(StoreLockedError, match="in use"):
        Store(addresses)


def test_a_store_that_was_closed(addresses: Addresses) -> None:
    store = Store(addresses)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="start the process again"):
        store.ping()


def damage_header(file: Path) -> None:
    file.write_bytes(b"this is no database " * 1000)


def damage_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:13_000])


def damage_bits(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[12_288:] = bytes(byte ^ 0x5A for byte in raw[12_288:])
    file.write_bytes(raw)


def damage_all(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("name", ["facts", "records"])
@pytest.mark.parametrize("damage", [damage_header, damage_end, damage_bits, damage_all])
def test_a_damaged_file(addresses: Addresses, name: str, damage: Any) -> None:
    with Store(addresses) as store:
        deliver(store, [("a", 0, 50.0)])
    file = Path(getattr(addresses, name))
    kept = file.read_bytes()
    damage(file)
    with pytest.raises(StoreDamagedError, match="put back the last copy"), Store(addresses) as store:
        shown(store)
    file.write_bytes(kept)
    with Store(addresses) as store:
        assert facts(store) == 1


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "facts.duckdb").mkdir()
    with pytest.raises(StoreDamagedError):
        Store(hard_disk.addresses(tmp_path))


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError):
        Store(hard_disk.addresses(tmp_path / "data"))


def test_raw_bytes(tmp_path: Path) -> None:
    raw = RawStore(str(tmp_path / "raw"))
    sha256 = raw.put(b"abc")
    assert sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1
    assert raw.put(b"abc") == sha256
    assert raw.get(sha256) == b"abc"
    files = [file for file in (tmp_path / "raw").rglob("*") if file.is_file()]
    assert [file.name for file in files] == [sha256]
    files[0].write_bytes(b"abd")
    with pytest.raises(StoreDamagedError, match="fetch the delivery again"):
        raw.get(sha256)
    files[0].write_bytes(b"ab")
    assert raw.get(raw.put(b"abc")) == b"abc"
    raw.delete(sha256)
    raw.delete(sha256)
    assert not raw.has(sha256)
    with pytest.raises(NotFoundError):
        raw.get(sha256)


def test_raw_bytes_in_a_bucket() -> None:
    raw = RawStore("memory://bucket/raw")
    sha256 = raw.put(b"abc")
    assert (raw.has(sha256), raw.get(sha256)) == (True, b"abc")
    raw.delete(sha256)
    assert not raw.has(sha256)
    raw.ping()


def test_raw_folder_that_is_gone(tmp_path: Path) -> None:
    raw = RawStore(str(tmp_path / "raw"))
    (tmp_path / "raw").rmdir()
    with pytest.raises(StoreUnreachableError):
        raw.ping()


@pytest.mark.parametrize(
    ("number", "leaf"),
    [
        (errno.ENOSPC, StoreFullError),
        (errno.EDQUOT, StoreFullError),
        (errno.EFBIG, StoreFullError),
        (errno.EROFS, StoreReadOnlyError),
        (errno.EACCES, StoreReadOnlyError),
        (errno.EPERM, StoreReadOnlyError),
        (errno.EIO, StoreDamagedError),
        (errno.ECONNREFUSED, StoreUnreachableError),
        (errno.ETIMEDOUT, StoreUnreachableError),
    ],
)
def test_what_a_file_system_says(number: int, leaf: type[StoreError]) -> None:
    with pytest.raises(leaf, match="the bucket"), file_errors("the bucket"):
        raise OSError(number, "said")


@pytest.mark.parametrize("name", ["ducklake", "postgres_scanner", "httpfs", "spatial"])
def test_extensions_come_with_the_installation(name: str) -> None:
    assert extension_file(name).stat().st_size > 1_000_000


def test_an_extension_that_is_not_installed() -> None:
    with pytest.raises(StoreError, match="install duckdb-extension-no-such"):
        extension_file("no_such")
