"""`stadsbeeld geldstromen benefits` as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).parent / "stadsbeeld"
EXAMPLES = Path(__file__).parents[2] / "src" / "stadsbeeld" / "instruments" / "geldstromen" / "benefits" / "examples"


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    command = [str(COMMAND), "geldstromen", "benefits", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=clean | {"COLUMNS": "160"})


def test_a_case_file_is_worked_out(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text((EXAMPLES / "bos-en-lommer.toml").read_text("utf-8"), "utf-8")
    done = run("case.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for said in (
        "Municipality",
        "€35.4 m",
        "-€18.0 m",
        "It does not pay",
        "€1,010,000",
        "€802,000",
        "2.04 times",
        "KPMG",
    ):
        assert said in done.stdout
    assert (
        "https://www.grondbezit.nl/en/dossiers/verdienmodellen/thema-6-gezondheid/natuur-en-gezondheid-in-cijfers"
        in (done.stdout)
    )


def test_the_same_as_json(tmp_path: Path) -> None:
    done = run("bos-en-lommer", "--json", "--draws", "500", "--seed", "3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["draws"], told["seed"]) == (500, 3)
    assert told["total"]["npv"]["central"] == -18002228.61


def test_what_is_not_known_is_said_so(tmp_path: Path) -> None:
    done = run("teeb-nederland", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Whether it pays is not known" in done.stdout
    assert "at most €393.0 m" in done.stdout


def test_a_mistake_has_its_code_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('title = "x"\n[[effects]]\nid = "a"\n', "utf-8")
    done = run("bad.toml", cwd=tmp_path)
    assert done.returncode == 4
    assert "effects[1].card" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("nowhere.toml", cwd=tmp_path).returncode == 4


def test_help_teaches(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "bos-en-lommer" in done.stdout
    assert "correlation" in done.stdout
