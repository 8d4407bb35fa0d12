"""Squares of a degree, by hand; and the real buurten, gebieden and wijken of Rotterdam."""

import math
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.geldstromen.national import geojson, needs_data
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.zones import People, areas_m2, averaged, carried, shares

# A quarter of the earth's meridian is 10,002 km: a square of 0.01° at 52° is 1,112 m × 685 m by this measure.
Box = tuple[float, float, float, float]


def box(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def table(frame: pl.DataFrame) -> dict[tuple[str, str | None], float]:
    return {(source, target): share for source, target, share in frame.iter_rows()}


def test_an_area_is_that_of_the_sphere() -> None:
    (area,) = areas_m2({"a": box(4, 52, 4.01, 52.01)}).values()
    height = math.radians(0.01) * 6_371_007.2
    width = height * math.cos(math.radians(52.005))
    assert area == pytest.approx(height * width, rel=1e-6)


def test_by_hand() -> None:
    source = {"whole": box(4.00, 52, 4.04, 52.01), "right": box(4.04, 52, 4.06, 52.01)}
    target = {"A": box(4.00, 52, 4.01, 52.01), "B": box(4.01, 52, 4.05, 52.01)}
    found = shares(source, target)
    assert table(found) == pytest.approx(
        {("right", "B"): 0.5, ("right", None): 0.5, ("whole", "A"): 0.25, ("whole", "B"): 0.75}
    )
    told = carried(pl.DataFrame({"source": ["whole", "right"], "value": [100.0, 40.0]}), found)
    assert dict(told.iter_rows()) == pytest.approx({"A": 25, "B": 95, None: 20})


def test_what_is_not_known_in_a_part_is_not_known_in_the_whole() -> None:
    source = {"whole": box(4.00, 52, 4.04, 52.01), "right": box(4.04, 52, 4.06, 52.01)}
    target = {"A": box(4.00, 52, 4.01, 52.01), "B": box(4.01, 52, 4.06, 52.01)}
    told = carried(pl.DataFrame({"source": ["whole", "right"], "value": [100.0, None]}), shares(source, target))
    assert told.rows() == [("A", pytest.approx(25)), ("B", None)]
    lacking = carried(pl.DataFrame({"source": ["whole"], "value": [100.0]}), shares(source, target))
    assert lacking["value"].to_list() == [pytest.approx(25), None]


def test_people_weigh_where_they_live() -> None:
    source = {"whole": box(4.00, 52, 4.04, 52.01), "empty": box(4.10, 52, 4.12, 52.01)}
    target = {"A": box(4.00, 52, 4.01, 52.01), "B": box(4.01, 52, 4.11, 52.01)}
    people = People(
        zones={"town": box(4.00, 52, 4.02, 52.01), "land": box(4.02, 52, 4.2, 52.01)}, count={"town": 80, "land": 0}
    )
    found = table(shares(source, target, people))
    assert found == pytest.approx(
        {("whole", "A"): 0.5, ("whole", "B"): 0.5, ("empty", "B"): 0.5, ("empty", None): 0.5}
    )  # nobody lives in `empty`: by area


def test_a_mean_is_weighed() -> None:
    source = {"one": box(4.00, 52, 4.01, 52.01), "two": box(4.01, 52, 4.03, 52.01), "none": box(4.03, 52, 4.04, 52.01)}
    target = {"A": box(4.00, 52, 4.02, 52.01), "B": box(4.03, 52, 4.04, 52.01), "C": box(4.02, 52, 4.03, 52.01)}
    means = pl.DataFrame({"source": ["one", "two", "none"], "value": [300.0, 600.0, None]})
    counts = pl.DataFrame({"source": ["one", "two", "none"], "value": [10.0, 40.0, 0.0]})
    told = dict(averaged(means, counts, shares(source, target)).iter_rows())
    assert told["A"] == pytest.approx((10 * 300 + 20 * 600) / 30)
    assert told["B"] is None  # nothing to take a mean of
    assert told["C"] == pytest.approx(600)


def test_overlap_and_seams() -> None:
    source = {"a": box(4.00, 52, 4.01, 52.01)}
    twice = {"A": box(4.00, 52, 4.01, 52.01), "B": box(4.005, 52, 4.01, 52.01)}
    assert table(shares(source, twice)) == pytest.approx({("a", "A"): 2 / 3, ("a", "B"): 1 / 3})
    seam = {"A": box(4.0001, 52, 4.01, 52.01), "B": box(3.9, 52, 4.0001, 52.01)}
    assert table(shares(source, seam, least=0.02)) == pytest.approx({("a", "A"): 1})


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="flat has no area"):
        shares({"flat": box(4, 52, 4, 52.01)}, {"A": box(4, 52, 5, 53)})
    zone = {"a": box(4, 52, 4.1, 52.1)}
    for count in (-1.0, math.nan):
        with pytest.raises(InputError, match="negative or not known"):
            shares(zone, zone, People(zones=zone, count={"a": count}))


boxes = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 4), st.integers(1, 4)),
    min_size=1,
)


def drawn(found: dict[str, tuple[int, int, int, int]]) -> dict[str, dict[str, object]]:
    return {
        name: box(4 + x / 100, 52 + y / 100, 4 + (x + w) / 100, 52 + (y + h) / 100)
        for name, (x, y, w, h) in found.items()
    }


@settings(deadline=None)
@given(source=boxes, target=boxes, fine=boxes)
def test_nothing_is_lost_or_made(
    source: dict[str, tuple[int, int, int, int]],
    target: dict[str, tuple[int, int, int, int]],
    fine: dict[str, tuple[int, int, int, int]],
) -> None:
    """Zones that overlap, lie outside, or are lived in by nobody at all."""
    people = People(zones=drawn(fine), count={name: n * 10.0 for n, name in enumerate(fine)})
    values = pl.DataFrame({"source": list(source), "value": [float(7 + n) for n in range(len(source))]})
    for who in (None, people):
        found = shares(drawn(source), drawn(target), who)
        assert (found["share"] > 0).all()
        assert carried(values, found)["value"].sum() == pytest.approx(values["value"].sum())


@cache
def rotterdam(name: str) -> dict[str, dict[str, object]]:
    if name == "wijken":
        found = geojson("boundaries/wijken_2024.geojson.gz")
        return {
            f["properties"]["wijkcode"]: f["geometry"] for f in found if f["properties"]["gemeentecode"] == "GM0599"
        }
    return {f["properties"]["TEKST"]: f["geometry"] for f in geojson(f"rotterdam/{name}_wgs84.geojson")}


@needs_data
def test_the_land_of_rotterdam() -> None:
    """CBS: the gemeente is 324 km² of land and water."""
    assert sum(areas_m2(rotterdam("wijken")).values()) / 1e6 == pytest.approx(324, rel=0.01)


@needs_data
def test_buurten_of_rotterdam_lie_in_their_gebied() -> None:
    """A buurt is numbered after its gebied, so most of it has to be found there."""
    found = shares(rotterdam("buurten"), rotterdam("gebieden"))
    sums = found.group_by("source").agg(pl.col("share").sum())
    assert np.allclose(sums["share"], 1)
    largest = found.sort("share").group_by("source").last()
    assert len(largest) == 91
    assert largest.filter(pl.col("source").str.slice(0, 2) != pl.col("target")).is_empty()
    assert largest["share"].min() > 0.9
    buurten = areas_m2(rotterdam("buurten"))
    told = carried(pl.DataFrame({"source": list(buurten), "value": list(buurten.values())}), found)
    assert told["value"].sum() == pytest.approx(sum(buurten.values()))


@needs_data
def test_inhabitants_of_rotterdam_keep_their_number() -> None:
    """From CBS's wijken to the city's gebieden, two maps that were generalised apart, there and back."""
    wijken = geojson("boundaries/wijken_2024.geojson.gz")
    lived = {
        f["properties"]["wijkcode"]: float(f["properties"].get("aantal_inwoners") or 0)
        for f in wijken
        if f["properties"]["gemeentecode"] == "GM0599"
    }
    assert sum(lived.values()) == 670_595
    there = shares(rotterdam("wijken"), rotterdam("gebieden"), least=0.01)
    told = carried(pl.DataFrame({"source": list(lived), "value": list(lived.values())}), there)
    assert told["value"].sum() == pytest.approx(670_595)
    people = People(zones=rotterdam("wijken"), count=lived)
    back = shares(rotterdam("gebieden"), rotterdam("wijken"), people, least=0.01)
    known = told.drop_nulls("target").rename({"target": "source"})
    again = dict(carried(known, back).iter_rows())
    inside = [code for code, count in lived.items() if count > 20_000]
    assert len(inside) > 8
    for code in inside:
        assert again[code] == pytest.approx(lived[code], rel=0.05)
