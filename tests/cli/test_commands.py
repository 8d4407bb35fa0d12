"""The commands as a person types them: real processes on real folders."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from stadsbeeld.cli.exits import EXITS, exit_code
from stadsbeeld.domain.errors import ConflictError, StadsbeeldError, StoreFullError, StoreLockedError
from stadsbeeld.runtime.assemble import addresses
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.store.store import Store
from stadsbeeld.web.passwords import Passwords
from stadsbeeld.web.people import People, ensure_administrator

COMMAND = Path(sys.executable).parent / "stadsbeeld"
ARCHIVE = Path(__file__).parents[2] / "src" / "stadsbeeld" / "packs" / "rotterdam" / "city_conditions.csv"


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    command = [str(COMMAND), *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=clean | {"COLUMNS": "200"})


@pytest.mark.parametrize("command", ["serve", "demo", "ingest", "export", "status", "token", "password", "city"])
def test_help_teaches(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert len(done.stdout.splitlines()) > 8


def test_what_comes_in_goes_out_again(tmp_path: Path) -> None:
    first = run("ingest", "city_conditions", ARCHIVE, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    again = run("ingest", "city_conditions", ARCHIVE, cwd=tmp_path)
    assert "0 new" in again.stdout

    done = run(
        "export", "out.csv", "--quantity", "temperature_c", "--from", "2026-08-20T13:40", "--to", "2026-08-20T13:50",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = pl.read_csv(tmp_path / "out.csv")
    # The first two lines of the file, 11:40 and 11:45 UTC: local time is two hours ahead in August.
    assert rows["observed_at"].to_list() == ["2026-08-20T11:40:00Z", "2026-08-20T11:45:00Z"]
    assert rows["value"].to_list() == [17.6, 17.6]

    told = run("status", cwd=tmp_path)
    assert told.returncode == 0
    assert "ndw_traffic" in told.stdout


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "junk.csv").write_text("<html>", "utf-8")
    done = run("ingest", "city_conditions", "junk.csv", ARCHIVE, cwd=tmp_path)
    assert done.returncode == 4
    assert "junk.csv" in done.stdout
    assert "2990 new" in done.stdout.split("city_conditions.csv")[1]  # 598 lines of five quantities


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ingest", "nobody", str(ARCHIVE)], 5, "nobody"),
        (["status", "--city", "atlantis"], 3, "atlantis"),
        (["export", "x.txt", "--quantity", "speed_kmh", "--from", "2026-08-20", "--to", "2026-08-21"], 4, ".parquet"),
        (["export", "x.csv", "--quantity", "mph", "--from", "2026-08-20", "--to", "2026-08-21"], 4, "mph"),
        (["export", "x.csv", "--quantity", "speed_kmh", "--from", "gisteren", "--to", "2026-08-21"], 4, "gisteren"),
        (["token", "t", "--scope", "everything"], 4, "observations:write"),
        (["serve", "--city", "rotterdam", "--port", "-1"], 3, "port"),
    ],
)
def test_a_mistake_says_what_to_do_and_has_its_code(words: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_process_is_told_that_the_data_is_in_use(tmp_path: Path) -> None:
    with Store(addresses(Settings(data_folder=tmp_path / "data"))):
        done = run("status", cwd=tmp_path)
    assert done.returncode == 8
    assert "Traceback" not in done.stderr


def test_a_token_is_printed_once_and_kept_nowhere(tmp_path: Path) -> None:
    done = run("token", "cameras", "--scope", "observations:write:cameras", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = done.stdout.strip()
    assert made.startswith("sb_")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert made.rpartition("_")[2].encode() not in kept


def test_who_lost_the_password_gets_a_new_one(tmp_path: Path) -> None:
    home = addresses(Settings(data_folder=tmp_path / "data"))
    with Store(home) as store:
        assert ensure_administrator(store, datetime(2026, 8, 20, tzinfo=UTC))
    assert run("password", "nobody", cwd=tmp_path).returncode == 5
    done = run("password", "beheerder", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with Store(home) as store:
        account = People(store, Passwords()).by_login("beheerder")
        assert account is not None
        assert account.must_change
        assert Passwords().verify(account.password_hash, done.stdout.strip())


def test_a_new_city_is_whole_at_once(tmp_path: Path) -> None:
    words = ["city", "new", "almere", "--title", "Almere", "--lon", "5.22", "--lat", "52.37"]
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Almere: 0 places" in run("city", "check", "almere", cwd=tmp_path).stdout
    assert run(*words, cwd=tmp_path).returncode == 4


def leaves(error: type[StadsbeeldError]) -> list[type[StadsbeeldError]]:
    return [leaf for below in error.__subclasses__() for leaf in leaves(below)] or [error]


def test_each_error_has_an_exit_code_that_means_something() -> None:
    kinds = tuple(kind for kind, _, _ in EXITS)
    assert [leaf for leaf in leaves(StadsbeeldError) if not issubclass(leaf, kinds)] == []
    assert exit_code(StoreLockedError("x")) == 8
    assert exit_code(StoreFullError("x")) == 9
    assert exit_code(ConflictError("place", "p", 2)) == 6
    assert exit_code(StadsbeeldError("x")) == 1
