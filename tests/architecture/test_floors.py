"""Each contract of the floor plan is broken on purpose in a copy, and must be seen to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BREAKS = {
    "A room imports downwards only": ("domain/level.py", "from stadsbeeld.store import store\n"),
    "A source knows no other source": ("sources/ndw_archive.py", "from stadsbeeld.sources import road_incidents\n"),
    "An instrument knows no other instrument": (
        "instruments/other/__init__.py",
        "from stadsbeeld.instruments.drukte import scales\n",
    ),
    "A source never reaches the store": ("sources/ndw_archive.py", "from stadsbeeld.store import store\n"),
    "The domain needs the standard library alone": ("domain/level.py", "import polars\n"),
    "Only the store speaks SQL": ("runtime/newest.py", "import duckdb\n"),
    "The web framework stays at the border": ("connect/table.py", "import fastapi\n"),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(root / "src")}
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    leave = shutil.ignore_patterns("packs", "locales", "static", "__pycache__")
    shutil.copytree(ROOT / "src" / "stadsbeeld", tmp_path / "src" / "stadsbeeld", ignore=leave)
    return tmp_path


def test_the_floors_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "change"), BREAKS.items(), ids=list(BREAKS))
def test_a_broken_contract_is_seen(copy: Path, contract: str, change: tuple[str, str]) -> None:
    path = copy / "src" / "stadsbeeld" / change[0]
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n" + change[1], "utf-8")
    done = lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_a_folder_that_stands_on_no_floor_breaks_the_build(copy: Path) -> None:
    (copy / "src" / "stadsbeeld" / "utils").mkdir()
    (copy / "src" / "stadsbeeld" / "utils" / "__init__.py").write_text("", "utf-8")
    assert lint(copy).returncode != 0
