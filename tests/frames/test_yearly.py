"""The tables that come once a year: figures, areas, ledger."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.frames import areas, figures, ledger
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import IMPLAUSIBLE, MISSING, SECRET, Figures
from stadsbeeld.frames.ledger import Ledger

POLYGON = {"type": "Polygon", "coordinates": [[[4.4, 51.9], [4.5, 51.9], [4.5, 52.0], [4.4, 51.9]]]}
IN_METRES = {"type": "Polygon", "coordinates": [[[92000, 437000], [92001, 437000], [92001, 437001], [92000, 437000]]]}


def told(*values: float | None, figure: str = "age_0_14_pct") -> pl.DataFrame:
    codes = [f"WK0599{number:02}" for number in range(len(values))]
    return pl.DataFrame(
        {"area": codes, "year": 2024, "figure": figure, "value": list(values)}, schema_overrides={"value": pl.Float64()}
    )


def paid(**change: object) -> pl.DataFrame:
    row = {
        "area": "GM0599",
        "year": 2023,
        "stage": "rekening",
        "flow": "0.10",
        "side": "lasten",
        "category": "L1.1",
        "payer": "gemeente",
        "payee": "medewerkers",
        "cents": -150_000,
        "grade": "A",
    }
    return pl.DataFrame([{**row, **change}])


def city(**change: object) -> pl.DataFrame:
    row = {"area": "WK059901", "kind": "wijk", "name": "Centrum", "parent": "GM0599", "year": 2024}
    return pl.DataFrame([{**row, "geometry": json.dumps(POLYGON), **change}])


def test_marks_are_set_where_the_table_is_made() -> None:
    table = Figures(told(30, None, 101, -1, 100))
    assert table.frame["mark"].to_list() == [None, MISSING, IMPLAUSIBLE, IMPLAUSIBLE, None]
    assert table.frame["value"].to_list() == [30, None, 101, -1, 100]


def test_a_secret_is_told_by_the_source_and_is_not_missing() -> None:
    table = Figures(told(None, None).with_columns(mark=pl.Series([SECRET, None])))
    assert table.frame["mark"].to_list() == [SECRET, MISSING]


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30))
def test_every_figure_is_kept_and_only_the_plausible_is_unmarked(values: list[float | None]) -> None:
    frame = Figures(told(*values)).frame
    assert frame["value"].to_list() == values
    assert [mark is None for mark in frame["mark"]] == [v is not None and 0 <= v <= 100 for v in values]


def test_a_table_that_is_read_back_is_the_same_table() -> None:
    first = Figures(told(30, None, 101, None).with_columns(mark=pl.Series([None, SECRET, None, None])))
    assert Figures(first.frame.sample(fraction=1, shuffle=True, seed=1)) == first
    assert Ledger(Ledger(paid()).frame) == Ledger(paid())
    assert Areas(Areas(city()).frame) == Areas(city())


def test_empty_tables_are_tables() -> None:
    for table, schema in ((Figures, figures.SCHEMA), (Areas, areas.SCHEMA), (Ledger, ledger.SCHEMA)):
        assert len(table.empty()) == 0
        assert table.empty().frame.schema == schema
        assert table.empty() == table.empty()
    assert Figures.empty() != Ledger.empty()


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (told(1).drop("value"), "lack the columns"),
        (told(1).with_columns(area=pl.lit(None, dtype=pl.String)), "area is null"),
        (told(1).with_columns(area=pl.lit("Centrum")), "area cannot be"),
        (told(1).with_columns(area=599), "no text"),
        (told(1).with_columns(year=pl.lit("vorig jaar")), "another kind"),
        (told(1).with_columns(year=23), "1900"),
        (pl.concat([told(1), told(2)]), "twice"),
        (told(1, figure="age_0_14"), "unknown figure"),
        (told(1).with_columns(mark=pl.lit("unsure")), "unknown mark"),
        (told(1).with_columns(mark=pl.lit(SECRET)), "carries its value"),
        (told(None).with_columns(mark=pl.lit(IMPLAUSIBLE)), "carries no value"),
        (told(float("nan")), "finite"),
        (told(float("inf")), "finite"),
    ],
)
def test_unusable_figures_are_refused(broken: pl.DataFrame, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Figures(broken)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (paid().drop("payee"), "lack the columns"),
        (paid(flow=0.10), "no text"),
        (paid(flow=" "), "flow cannot be"),
        (paid(area="WK059901"), "area cannot be"),
        (paid(stage="raming"), "unknown stage"),
        (paid(side="saldo"), "unknown side"),
        (paid(grade="F"), "unknown grade"),
        (paid(payee="iemand"), "unknown payee"),
        (paid(category=None), "category is"),
        (paid(cents=1.0), "no whole numbers"),
        (paid(cents="1"), "no whole numbers"),
        (paid(cents=True), "no whole numbers"),
        (pl.concat([paid(), paid(cents=2, payee="derden")]), "twice"),
    ],
)
def test_an_unusable_ledger_is_refused(broken: pl.DataFrame, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Ledger(broken)


def test_a_code_is_a_text_and_cents_may_be_null() -> None:
    both = pl.concat([paid(flow="0.1"), paid(flow="0.10", cents=None).cast({"cents": pl.Int64()})])
    assert Ledger(both).frame["flow"].to_list() == ["0.1", "0.10"]
    assert Ledger(both).frame["cents"].to_list() == [-150_000, None]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (city().drop("name"), "lack the columns"),
        (city(name=None), "name is"),
        (city(kind="stad"), "unknown kind"),
        (city(kind="buurt"), "does not fit"),
        (city(parent="Rotterdam"), "parent cannot be"),
        (city(geometry="{}"), "no polygon"),
        (city(geometry="POLYGON ((4 51))"), "no polygon"),
        (city(geometry=json.dumps({"type": "Point", "coordinates": [4.4, 51.9]})), "no polygon"),
        (city(geometry=json.dumps(IN_METRES)), "no polygon"),
        (pl.concat([city(), city(name="Noord")]), "twice"),
    ],
)
def test_unusable_areas_are_refused(broken: pl.DataFrame, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Areas(broken)


def test_areas_carry_their_figures() -> None:
    many = {"type": "MultiPolygon", "coordinates": [POLYGON["coordinates"]]}
    table = Areas(city(geometry=json.dumps(many)), Figures(told(12)))
    assert len(table) == 1
    assert table.figures == Figures(told(12))
    assert table != Areas(table.frame)
