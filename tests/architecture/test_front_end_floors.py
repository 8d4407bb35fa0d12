"""The floors of the front end, broken on purpose in a copy: each break must be seen."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"

BREAKS = {
    "instruments-are-strangers": ("src/instruments/other/index.ts", "import '../drukte/index';"),
    "rooms-know-no-instrument": ("src/ui/levels.ts", "import '../instruments/drukte/index';"),
    "instruments-know-no-app": ("src/instruments/drukte/index.ts", "import '../../app/instruments';"),
    "map-and-charts-are-strangers": ("src/charts/gaps.ts", "import '../map/style';"),
    "api-stands-alone": ("src/api/calls.ts", "import '../ui/levels';"),
    "only-map-draws-maps": ("src/ui/levels.ts", "import 'maplibre-gl';"),
    "only-charts-draw-charts": ("src/ui/levels.ts", "import 'echarts';"),
    "no-orphans": ("src/ui/forgotten.ts", "export const nobody = 'imports this';"),
}


def cruise(web: Path) -> subprocess.CompletedProcess[str]:
    command = [
        "node",
        "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
        "--config",
        ".dependency-cruiser.cjs",
        "src",
    ]
    return subprocess.run(command, cwd=web, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(WEB / "src", tmp_path / "src")
    for name in (".dependency-cruiser.cjs", "tsconfig.json", "package.json"):
        shutil.copy(WEB / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(WEB / "node_modules")
    return tmp_path


def test_the_front_end_floors_hold(copy: Path) -> None:
    done = cruise(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("rule", "change"), BREAKS.items(), ids=list(BREAKS))
def test_a_broken_front_end_rule_is_seen(copy: Path, rule: str, change: tuple[str, str]) -> None:
    path = copy / change[0]
    path.parent.mkdir(exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{change[1]}\n{before}", "utf-8")
    done = cruise(copy)
    assert done.returncode != 0
    assert rule in done.stdout


FETCHES = re.compile(r"\b(fetch\s*\(|new\s+(EventSource|XMLHttpRequest|WebSocket)\b|navigator\.sendBeacon)")


def fetching(src: Path) -> list[str]:
    files = [path for kind in ("*.ts", "*.svelte") for path in src.rglob(kind) if ".test." not in path.name]
    found = (str(path.relative_to(src)) for path in files if FETCHES.search(path.read_text("utf-8")))
    return sorted(name for name in found if not name.startswith("api/"))


def test_only_api_fetches(copy: Path) -> None:
    assert fetching(WEB / "src") == []
    (copy / "src" / "ui" / "levels.ts").write_text("export const broken = fetch('/v1/city');", "utf-8")
    assert fetching(copy / "src") == ["ui/levels.ts"]


def test_both_sides_have_the_same_instruments() -> None:
    python = WEB.parent / "src" / "stadsbeeld" / "instruments"
    behind = {path.parent.name for path in python.glob("*/__init__.py")}
    front = {path.parent.name for path in (WEB / "src" / "instruments").glob("*/index.ts")}
    assert behind == front
    assert behind
