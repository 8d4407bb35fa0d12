"""The national files: each is read whole by its source, and each comes along with the pack of Rotterdam."""

import gzip
from pathlib import Path

import polars as pl
import pytest

import stadsbeeld
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import Figures
from stadsbeeld.runtime.packs import read
from stadsbeeld.sources import sources

NEDERLAND = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"
FILES = sorted(path for path in NEDERLAND.iterdir() if path.name != "NOTICE.md")
HOLDINGS = read("rotterdam").holdings


def figures(name):
    """The figures of one of the files."""
    holding = next(one for one in HOLDINGS if one.path.name == name)
    table = sources()[holding.source].parse(holding.path.read_bytes())
    return (table.figures if isinstance(table, Areas) else table).frame


def test_every_file_comes_along_once_and_under_its_own_key():
    assert sorted(one.path.resolve() for one in HOLDINGS) == FILES
    assert len({one.key for one in HOLDINGS}) == len(FILES)


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda one: one.key)
def test_each_is_read_by_its_source_and_tells_nothing_implausible(holding):
    table = sources()[holding.source].parse(holding.path.read_bytes())
    assert len(table)
    told = table.figures if isinstance(table, Areas) else table
    if isinstance(told, Figures):
        assert told.frame.filter(pl.col("mark") == "implausible").is_empty()


def test_gemeenten_of_the_boundaries_are_those_of_the_key_figures_and_of_the_wijken():
    areas = {year: set(shapes(f"gemeenten_{year}.geojson.gz")["area"]) for year in (2022, 2024)}
    assert {year: len(codes) for year, codes in areas.items()} == {2022: 345, 2024: 342}
    for year, codes in areas.items():
        assert set(figures(f"kerncijfers_{year}.csv.gz")["area"]) == codes
    assert set(shapes("wijken_2024.geojson.gz")["parent"]) == areas[2024]


def shapes(name):
    return sources()["cbs_wijken"].parse((NEDERLAND / name).read_bytes()).frame


def test_no_care_costs_are_in_any_file():
    """Vektis may not be passed on; the boundaries as CBS data portals hand them out carry its costs."""
    for path in FILES:
        raw = path.read_bytes()
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        assert b"zk_kosten" not in text, path.name
        assert b"verzekerden" not in text, path.name
