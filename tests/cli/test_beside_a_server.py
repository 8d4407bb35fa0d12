"""Commands beside a running server: real processes, on one data folder, on a free loopback port."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import polars as pl
import pytest

from stadsbeeld.cli.running import Running, announced, found_in
from stadsbeeld.runtime.assemble import addresses
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.store.store import Store

COMMAND = Path(sys.executable).parent / "stadsbeeld"
ARCHIVE = Path(__file__).parents[2] / "src" / "stadsbeeld" / "packs" / "rotterdam" / "city_conditions.csv"
TEN_MINUTES = ("--quantity", "temperature_c", "--from", "2026-08-20T13:40", "--to", "2026-08-20T13:50")
ALL = ("--quantity", "temperature_c", "--from", "2026-08-01", "--to", "2026-09-01")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")} | {"COLUMNS": "200"}


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(COMMAND), *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**CLEAN, **environment}, stdin=None
    )


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[tuple[str, "subprocess.Popen[str]", list[str]]]:
    """A server on `folder`/data: (its address, its process, what it wrote on stderr so far)."""
    process = subprocess.Popen(
        [str(COMMAND), "serve", "--port", "0"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**CLEAN, "STADSBEELD_FETCH_SOURCES": "false", **environment},
    )
    assert process.stderr is not None
    said: list[str] = []
    for line in process.stderr:
        said.append(line)
        if "Ctrl+C" in line:
            break
    found = re.search(r"http://127\.0\.0\.1:\d+", "".join(said))
    assert found, "the server did not start:\n" + "".join(said)
    drain = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    drain.start()
    try:
        yield found[0], process, said
    finally:
        process.terminate()
        process.wait(timeout=30)
        drain.join(timeout=5)
        process.stderr.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, list[str]]]:
    """A running server under a name that is not its address: (the folder it was started in, address, stderr)."""
    folder = tmp_path_factory.mktemp("beside")
    with serving(folder, STADSBEELD_PUBLIC_HOSTS="stadsbeeld.almere.example,127.0.0.1") as (address, _, said):
        yield folder, address, said


def test_what_comes_in_goes_out_again_while_the_server_runs(town: tuple[Path, str, list[str]]) -> None:
    folder = town[0]
    first = run("ingest", "city_conditions", ARCHIVE, cwd=folder)
    assert first.returncode == 0, first.stderr
    assert "2990 new, 0 were known" in first.stdout
    assert "0 new, 0 were known" in run("ingest", "city_conditions", ARCHIVE, cwd=folder).stdout
    done = run("export", "out.csv", *TEN_MINUTES, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "out.csv: 2 rows\n"), done.stderr
    rows = pl.read_csv(folder / "out.csv")
    assert rows["observed_at"].to_list() == ["2026-08-20T11:40:00Z", "2026-08-20T11:45:00Z"]
    assert rows["value"].to_list() == [17.6, 17.6]
    whole = run("export", "out.parquet", *ALL, cwd=folder)
    assert whole.stdout == "out.parquet: 598 rows\n", whole.stderr
    told = run("status", cwd=folder)
    assert told.returncode == 0, told.stderr
    assert re.search(r"city_conditions │ silent │ 2026-08-22 21:35 UTC │ 1 ", told.stdout)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ingest", "nobody", str(ARCHIVE)], 5, "there is no source 'nobody'"),
        (["export", "x.csv", *TEN_MINUTES[:2], "--from", "gisteren", "--to", "2026-08-21"], 4, "gisteren"),
        (["export", "niet/x.csv", *TEN_MINUTES], 4, "niet/x.csv cannot be written"),
        (["token", "t", "--scope", "everything"], 4, "observations:write"),
    ],
)
def test_a_mistake_has_the_same_code_as_without_a_server(
    town: tuple[Path, str, list[str]], words: list[str], code: int, said: str
) -> None:
    done = run(*words, cwd=town[0])
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_named_in_the_same_words(
    town: tuple[Path, str, list[str]], tmp_path: Path
) -> None:
    (tmp_path / "é.csv").write_text("<html>", "utf-8")
    (town[0] / "é.csv").write_text("<html>", "utf-8")
    here, there = (run("ingest", "city_conditions", "é.csv", cwd=folder) for folder in (tmp_path, town[0]))
    assert there.returncode == here.returncode == 4
    assert there.stdout == here.stdout
    assert "é.csv: city_conditions: the last line does not end" in there.stdout


def test_a_token_is_made_by_the_server_and_opens_it_from_elsewhere(
    town: tuple[Path, str, list[str]], tmp_path: Path
) -> None:
    folder, address, said = town
    made = run("token", "reader", "--scope", "read", cwd=folder)
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    (tmp_path / "token").write_text(f"{token}\n", "utf-8")
    for more, environment in (
        (["--token-file", "token"], {}),
        ([], {"STADSBEELD_TOKEN": token}),
        ([], {"STADSBEELD_TOKEN": token, "STADSBEELD_SERVER": address}),
    ):
        at = [] if "STADSBEELD_SERVER" in environment else ["--server", address]
        done = run("status", *at, *more, cwd=tmp_path, **environment)
        assert done.returncode == 0, done.stderr
        assert "city_conditions" in done.stdout
    # Nothing was opened or made where the command ran.
    assert [one.name for one in tmp_path.iterdir()] == ["token"]
    refused = run("ingest", "city_conditions", ARCHIVE, "--server", address, "--token-file", "token", cwd=tmp_path)
    assert refused.returncode == 7
    assert "Your role may not do this" in refused.stderr
    assert token not in "".join(said)


def test_without_a_token_it_says_how_to_give_one(town: tuple[Path, str, list[str]], tmp_path: Path) -> None:
    for environment in ({}, {"STADSBEELD_TOKEN": "sb_wrong"}):
        done = run("status", "--server", town[1], cwd=tmp_path, **environment)
        assert done.returncode == 7
        assert "STADSBEELD_TOKEN or --token-file" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--server", "http://127.0.0.1:9"], 8, "gives no answer: is the server running?"),
        (["--server", "stadsbeeld.example"], 3, "no address"),
        (["--server", "http://stadsbeeld.example"], 3, "https only"),
        (["--server", "https://stadsbeeld.example", "--token-file", "niet"], 3, "niet cannot be read"),
    ],
)
def test_an_address_that_will_not_do_is_said(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    done = run("status", *words, cwd=tmp_path, STADSBEELD_TOKEN="sb_geheim")
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "sb_geheim" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_secret_is_for_the_owner_alone_and_is_told_nowhere(town: tuple[Path, str, list[str]]) -> None:
    folder, _, said = town
    assert (folder / "data" / "server.json").stat().st_mode & 0o777 == 0o600
    running = found_in(folder / "data")
    assert running is not None
    assert running.host == "stadsbeeld.almere.example"
    assert running.proof not in "".join(said)
    assert running.proof not in repr(running)
    command = Path(f"/proc/{running.pid}/cmdline")
    assert running.proof.encode() not in command.read_bytes() + command.with_name("environ").read_bytes()


def test_a_server_that_stopped_leaves_no_address_and_one_that_was_killed_no_harm(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, process, _):
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        assert not (tmp_path / "data" / "server.json").exists()
    with serving(tmp_path) as (_, process, _):
        before = found_in(tmp_path / "data")
        process.kill()
        process.wait(timeout=30)
        assert found_in(tmp_path / "data") == before
        done = run("status", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    with serving(tmp_path):
        assert found_in(tmp_path / "data") not in (None, before)
        assert run("status", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("pid", [0, os.getpid()])
def test_held_data_of_which_no_server_tells_is_exit_eight(tmp_path: Path, pid: int) -> None:
    """The process that wrote the address is not the one that holds the data, or does not answer."""
    folder = tmp_path / "data"
    left = Running(address="http://127.0.0.1:9", host="127.0.0.1:9", pid=pid, proof="geheim")
    with Store(addresses(Settings(data_folder=folder))), announced(folder, left):
        for words in (["status"], ["token", "t", "--scope", "read"]):
            done = run(*words, cwd=tmp_path)
            assert done.returncode == 8, done.stderr
            assert ("gives no answer" if pid else "is in use by another process") in done.stderr
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b"{}", b"null"])
def test_a_file_that_tells_nothing_is_as_good_as_none(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "server.json").write_bytes(left)
    assert found_in(tmp_path) is None


def test_an_export_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old", "utf-8")
    done = run("export", "x.csv", *TEN_MINUTES, "--server", "http://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 8
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [("x.csv", "old")]


@pytest.mark.parametrize(
    ("host", "public", "address", "named"),
    [
        ("127.0.0.1", ["127.0.0.1", "localhost"], "http://127.0.0.1:81", "127.0.0.1"),
        ("0.0.0.0", ["stad.example"], "http://127.0.0.1:81", "stad.example"),
        ("::", ["*"], "http://[::1]:81", "[::1]:81"),
        ("192.0.2.7", [], "http://192.0.2.7:81", "192.0.2.7:81"),
    ],
)
def test_where_a_server_is_asked(host: str, public: list[str], address: str, named: str) -> None:
    running = Running.here(host, 81, public)
    assert (running.address, running.host, running.pid) == (address, named, os.getpid())
    assert orjson.loads(orjson.dumps({"proof": running.proof}))["proof"] != Running.here(host, 81, public).proof
