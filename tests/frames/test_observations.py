from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.frames.observations import IMPLAUSIBLE, MISSING, SCHEMA, Observations
from stadsbeeld.frames.records import Record, Records

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


def rows(*values: float | None, quantity: str = "speed_kmh") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "place": "p",
            "quantity": quantity,
            "observed_at": [NOON + timedelta(minutes=5 * i) for i in range(len(values))],
            "span_s": 300,
            "value": list(values),
        },
        schema_overrides={"value": pl.Float64()},
    )


def test_marks_are_set_where_the_table_is_made() -> None:
    table = Observations(rows(80, None, 251, -1, 250))
    assert table.frame["mark"].to_list() == [None, MISSING, IMPLAUSIBLE, IMPLAUSIBLE, None]
    assert table.frame["value"].to_list() == [80, None, 251, -1, 250]


def test_an_empty_table_is_a_table() -> None:
    assert len(Observations.empty()) == 0
    assert Observations.empty().frame.schema == SCHEMA


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (rows(80).drop("value"), "lack the columns"),
        (rows(80).with_columns(place=pl.lit(None, dtype=pl.String)), "place is null"),
        (pl.concat([rows(80), rows(81)]), "twice"),
        (rows(80, quantity="speed_mph"), "unknown quantities"),
        (rows(80).with_columns(span_s=-300), "negative"),
        (rows(float("nan")), "finite"),
        (rows(float("inf")), "finite"),
    ],
)
def test_an_unusable_table_is_refused(broken: pl.DataFrame, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Observations(broken)


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30))
def test_every_row_is_kept_and_only_the_plausible_is_unmarked(values: list[float | None]) -> None:
    frame = Observations(rows(*values)).frame
    assert frame["value"].to_list() == values
    assert [mark is None for mark in frame["mark"]] == [v is not None and 0 <= v <= 250 for v in values]


def test_records_have_each_id_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        Records.of("incident", [Record(id="a", body={}), Record(id="a", body={})])
    with pytest.raises(ValueError, match="no id"):
        Records.of("incident", [Record(id="", body={})])
