"""Completeness: what the floor plan promises holds for every file, so that no rule depends on memory."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "stadsbeeld"
PYTHON = sorted(SOURCE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_file_is_small_and_has_a_plain_name(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
    assert path.stem not in VAGUE


def front_end() -> list[Path]:
    return sorted(p for kind in ("*.ts", "*.svelte") for p in (ROOT / "web" / "src").rglob(kind))


def test_front_end_files_are_small() -> None:
    found = front_end()
    made = {ROOT / "web" / "src" / "api" / "schema.d.ts"}
    assert found
    assert [name(p) for p in found if p not in made and len(p.read_text("utf-8").splitlines()) > 300] == []


def reads(tree: ast.AST) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", [p for p in PYTHON if "runtime" not in p.parts], ids=name)
def test_only_the_runtime_reads_a_clock_or_the_environment(path: Path) -> None:
    forbidden = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "os.environ", "os.getenv"}
    assert reads(ast.parse(path.read_text("utf-8"))) & forbidden == set()


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_error_is_swallowed_unseen(path: Path) -> None:
    handlers = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ExceptHandler)]
    broad = [
        handler.lineno
        for handler in handlers
        if (handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"})
        and not isinstance(handler.body[-1], ast.Raise)  # to undo and raise again hides nothing
    ]
    assert broad == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / path for path in listed.split("\0") if path and (ROOT / path).is_file()]


def test_the_project_names_no_registry_host() -> None:
    hosts = re.compile("|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs"]))
    found = [
        name(p)
        for p in tracked()
        if p.suffix not in {".parquet", ".png", ".gz"} and hosts.search(p.read_text("utf-8", "replace"))
    ]
    assert found == []
    assert not (ROOT / "uv.lock").exists() or "uv.lock" not in {p.name for p in tracked()}


def test_each_packaged_data_file_is_credited() -> None:
    for pack in sorted((SOURCE / "packs").iterdir()):
        notice = (pack / "NOTICE.md").read_text("utf-8")
        files = [p.name for p in pack.iterdir() if p.name not in {"NOTICE.md", "pack.toml"}]
        assert [file for file in files if file not in notice] == []
