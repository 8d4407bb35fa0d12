"""A wheel from a clean copy of what git holds has the built front end, the packs and the sentences inside, and runs."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clean = tmp_path_factory.mktemp("clean")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (clean / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clean / name)
    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(out),
        ".",
    ]
    done = subprocess.run(command, cwd=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("stadsbeeld-*.whl"))


def test_the_wheel_holds_all_that_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert "stadsbeeld/web/static/index.html" in names
    assert any(name.startswith("stadsbeeld/web/static/assets/") and name.endswith(".js") for name in names)
    assert {"stadsbeeld/packs/rotterdam/pack.toml", "stadsbeeld/packs/melbourne/places.csv"} <= names
    assert {"stadsbeeld/locales/nl/errors.ftl", "stadsbeeld/locales/en/errors.ftl"} <= names
    assert "License-Expression: EUPL-1.2" in metadata


def test_the_wheel_serves_the_control_room(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = "from stadsbeeld.cli.main import app; app()"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    server = subprocess.Popen(
        [sys.executable, "-c", code, "demo", "--port", "0"],
        cwd=tmp_path,
        env=clean | {"PYTHONPATH": str(tmp_path / "installed")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    with server, server.stderr as said:
        try:
            address = next(found[0] for line in said if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            with urllib.request.urlopen(address) as answer:
                page = answer.read().decode()
            with urllib.request.urlopen(address + re.findall(r'src="(/assets/[^"]+\.js)"', page)[0]) as script:
                assert script.status == 200
        finally:
            server.terminate()
