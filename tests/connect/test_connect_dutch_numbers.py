"""Numbers with a decimal comma and points between thousands."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.connect.dutch_numbers import dutch_numbers
from stadsbeeld.domain.errors import SourceFormatError


def read(*texts):
    frame = pl.DataFrame({"name": "x", "n": list(texts)}, schema={"name": pl.String, "n": pl.String})
    return dutch_numbers("made", frame, ["n"])["n"].to_list()


def test_points_group_and_a_comma_divides():
    assert read("1.234.567,89", "-0,000890", "530.897,93", "16429700", " 7 ", "", None, "0") == [
        1234567.89, -0.00089, 530897.93, 16429700.0, 7.0, None, None, 0.0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["1.5", "1,234.5", "12.34", "1.2345", "1e5", "nan", "inf", "--1", "1,", ",5", "€ 1", "."]
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_its_row(text):
    with pytest.raises(SourceFormatError) as refused:
        read("1", text)
    assert refused.value.row == 2


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_written_in_dutch_and_read_again_it_is_the_same(number):
    dutch = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read(dutch) == [float(number)]
