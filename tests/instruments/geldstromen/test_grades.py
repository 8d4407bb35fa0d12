import polars as pl
import pytest

from stadsbeeld.instruments.geldstromen.grades import lowered, of_sums, worst


def test_the_ladder() -> None:
    assert worst(["B", "D", "A"]) == "D"
    assert [lowered(grade) for grade in "ABCDE"] == ["B", "C", "D", "D", "E"]  # attributed money is never E
    with pytest.raises(ValueError, match="not in"):
        lowered("F")


def test_a_sum_is_as_good_as_its_parts_but_for_a_tenth() -> None:
    parts = pl.DataFrame(
        {
            "wijk": ["one", "one", "two", "two", "two", "three", "four", "four"],
            "cents": [900, 100, 950, -30, 20, None, 0, 0],
            "grade": ["A", "D", "B", "D", "E", "C", "A", "D"],
        },
        schema_overrides={"cents": pl.Int64},
    )
    sums = of_sums(parts, ["wijk"])
    # One: a tenth is D. Two: D and E together are a twentieth. Three is not known. Four: of nothing, the worst.
    assert sums.rows() == [("one", 1000, "D"), ("two", 940, "B"), ("three", None, "C"), ("four", 0, "D")]
    partly = parts.with_columns(wijk=pl.lit("all"))
    assert of_sums(partly, ["wijk"])["cents"].to_list() == [None]  # a part is no whole
