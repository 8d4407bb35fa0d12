"""The guide for newcomers tells the code as it is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "adding-a-source.md").read_text("utf-8")
FILES = (
    ROOT / "tests" / "sources" / "fixtures" / "city_conditions" / "three_intervals.csv",
    ROOT / "tests" / "sources" / "test_city_conditions.py",
    ROOT / "src" / "stadsbeeld" / "sources" / "city_conditions.py",
)


def told(text):
    """Its lines without the blank ones: the guide splits a file between its functions."""
    return [line for line in text.splitlines() if line]


def test_the_blocks_of_the_guide_make_the_three_files_of_its_example():
    blocks = re.findall(r"```(?:csv|python)\n(.*?)```", GUIDE, flags=re.DOTALL)
    assert told("\n".join(blocks)) == [line for path in FILES for line in told(path.read_text("utf-8"))]


def test_the_guide_names_the_three_files():
    for path in FILES:
        assert f"`{path.relative_to(ROOT)}`" in GUIDE
