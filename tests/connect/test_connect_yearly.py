"""Wide yearly tables as figures and areas."""

import polars as pl
import pytest

from stadsbeeld.connect.cbs_columns import COLUMNS, YEAR_COLUMNS
from stadsbeeld.connect.yearly import Column, areas, figure_rows, figures, yields_of
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.figure import FIGURES

COLUMN = {
    "people": Column(figure="inhabitants_n"),
    "young": Column(figure="age_0_14_pct", secret=True),
    "woz": Column(figure="woz_mean_eur", times=1000, zero_is_missing=True),
    "crime": Column(figure="crimes_n", year="crime_year"),
    "gas": Column(figure="gas_mean_m3"),
}
WIDE = pl.DataFrame(
    {
        "area": ["WK059901", "WK059902", "WK0363AA", "WK059904"],
        "people": [1000.0, 40.0, 0.0, None],
        "young": [17.0, None, None, None],
        "woz": [300.0, 0.0, None, 275.5],
        "crime": [5.0, None, None, 0.0],
        "crime_year": [2022.0, 2022.0, None, 2022.0],
    }
)


def told(wide=WIDE):
    frame = figures("made", figure_rows("made", wide, COLUMN, 2024, "people")).frame
    return {
        (row["area"], row["figure"]): (row["year"], row["value"], row["mark"]) for row in frame.iter_rows(named=True)
    }


def test_each_cell_in_the_unit_and_the_year_of_its_figure():
    cells = told()
    assert len(cells) == 16
    assert cells["WK059901", "woz_mean_eur"] == (2024, 300_000.0, None)
    assert cells["WK059904", "woz_mean_eur"] == (2024, 275_500.0, None)
    assert cells["WK059901", "crimes_n"] == (2022, 5.0, None)
    assert cells["WK059904", "crimes_n"] == (2022, 0.0, None)


def test_withheld_where_people_live_and_missing_where_none_do_or_nobody_knows():
    cells = told()
    assert cells["WK059902", "age_0_14_pct"] == (2024, None, "secret")
    assert cells["WK0363AA", "age_0_14_pct"] == (2024, None, "missing")
    assert cells["WK059904", "age_0_14_pct"] == (2024, None, "missing")
    assert cells["WK0363AA", "inhabitants_n"] == (2024, 0.0, None)
    assert cells["WK059904", "inhabitants_n"] == (2024, None, "missing")


def test_a_zero_that_means_nothing_is_missing():
    assert told()["WK059902", "woz_mean_eur"] == (2024, None, "missing")


def test_a_value_of_which_nobody_knows_the_year_is_refused():
    with pytest.raises(SourceFormatError, match="does not tell its year"):
        told(WIDE.with_columns(crime_year=pl.lit(None, dtype=pl.Float64)))
    with pytest.raises(SourceFormatError, match="is not a year"):
        told(WIDE.with_columns(crime_year=pl.lit(2022.5)))


def test_what_the_tables_refuse_is_told_of_the_source():
    with pytest.raises(SourceFormatError, match="made: the same area"):
        told(pl.concat([WIDE, WIDE]))
    with pytest.raises(SourceFormatError, match="made: areas lack"):
        areas(
            "made",
            pl.DataFrame({"area": ["GM0599"]}),
            figures("made", figure_rows("made", WIDE, COLUMN, 2024, "people")),
        )


def test_each_published_column_is_one_known_figure():
    names = [column.figure for column in COLUMNS.values()]
    assert len(set(names)) == len(names)
    assert set(names) <= set(FIGURES)
    assert yields_of(COLUMNS.values()) == {f"figure:{name}" for name in names}
    assert {column.year for column in COLUMNS.values()} == {None, *YEAR_COLUMNS}
    assert not set(COLUMNS) & set(YEAR_COLUMNS)
