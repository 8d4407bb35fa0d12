"""`stadsbeeld geldstromen wijk` as a person types it, on the packaged tables of the whole country."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "stadsbeeld"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("geldstromen")


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    command = [str(COMMAND), "geldstromen", "wijk", *words, "--city", "rotterdam"]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=clean | {"COLUMNS": "200"})


def test_the_wijken_close_on_the_published_total(folder: Path) -> None:
    done = run("GM0599", "--year", "2023", cwd=folder)
    assert done.returncode == 0, done.stderr
    (published,) = (line for line in done.stdout.splitlines() if "published" in line)
    # As published, in thousands of euro.
    assert "4,928,408.00" in published
    assert "4,928,404.00" in published
    (noord_west,) = (line for line in done.stdout.splitlines() if "WK059924" in line)
    assert "withheld" in noord_west


def test_the_same_as_json_adds_up_to_the_cent(folder: Path) -> None:
    done = run("GM0599", "--year", "2023", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    whole = json.loads(done.stdout)["closing"]["lasten"]["whole"]
    assert sum(whole[part] for part in ("wijken", "city", "unknown", "reserves")) == 492_840_800_000
    assert (whole["published"], whole["difference"]) == (492_840_800_000, 0)


def test_one_wijk_tells_its_tasks_with_key_and_grade(folder: Path) -> None:
    done = run("GM0599", "--year", "2023", "--area", "WK059903", cwd=folder)
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if " 6.3 " in line and "lasten" in line)
    for said in ("100,728.89", "adults_15_64", "benefits", " C "):
        assert said in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("GM9999", "--year", "2023"), "there is no gemeente 'GM9999'"),
        (("GM0599", "--year", "2019"), "there is no accounts 'GM0599 2019 rekening'"),
        (("GM0599", "--year", "2023", "--area", "WK036300"), "there is no area 'WK036300'"),
    ],
)
def test_what_is_not_there_has_its_code_and_is_named(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = run(*words, cwd=folder)
    assert done.returncode == 5
    assert said in done.stderr
    assert "Traceback" not in done.stderr
