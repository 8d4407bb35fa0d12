"""The state of a group of places: the rule by hand, and what must hold for any group."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.level import Level
from stadsbeeld.instruments.drukte.areas import EMPTY, area_states, combined, street_id, street_states

LETTERS = "ABCDEF"
level = st.sampled_from([*LETTERS, "unknown"])
known = st.sampled_from(list(LETTERS))


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        ("", "unknown"),
        ("A", "A"),
        ("F", "F"),
        ("AAAF", "F"),
        ("AAAAF", "A"),  # of five known places two are needed
        ("AAACF", "C"),
        ("AAAAAAFF", "F"),
        ("AAAAAAAFF", "A"),
        ("A?", "unknown"),  # the silent one may stand still
        ("F?", "F"),
        ("AAAAAAA?", "A"),  # of eight, one at F is not a quarter
        ("AAA?", "unknown"),
        ("A??", "unknown"),
        ("F??", "unknown"),
        ("??", "unknown"),
        ("AAF??", "F"),
    ],
)
def test_the_rule_by_hand(levels: str, state: str) -> None:
    assert combined(["unknown" if one == "?" else one for one in levels]) is Level(state)


@given(st.lists(level, min_size=1), st.data())
def test_a_place_that_gets_worse_never_makes_it_better(levels: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(levels) - 1))
    worse = [*levels]
    if levels[at] != "unknown":
        worse[at] = data.draw(st.sampled_from(LETTERS[LETTERS.index(levels[at]) :]))
    before, after = combined(levels), combined(worse)
    assert Level.UNKNOWN in (before, after) or before.value <= after.value


@given(st.lists(level, min_size=1), st.data())
def test_a_place_that_falls_silent_never_makes_it_better(levels: list[str], data: st.DataObject) -> None:
    silent = [*levels]
    silent[data.draw(st.integers(0, len(levels) - 1))] = "unknown"
    before, after = combined(levels), combined(silent)
    # What was unknown can only become a letter as bad as the worst that it may have been.
    at_worst = combined(["F" if one == "unknown" else one for one in levels])
    least = at_worst if before is Level.UNKNOWN else before
    assert after is Level.UNKNOWN or after.value >= least.value


@given(st.lists(known, max_size=20), st.integers(0, 40))
def test_mostly_unknown_is_unknown(levels: list[str], unknown: int) -> None:
    if not levels or len(levels) < unknown:
        assert combined([*levels, *["unknown"] * unknown]) is Level.UNKNOWN


@given(st.lists(known, min_size=1, max_size=30))
def test_the_state_is_the_level_of_one_of_its_places(levels: list[str]) -> None:
    assert combined(levels).value in levels


def rows(*told: tuple[str, str, str | None, list[str] | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "id": id,
                "level": letter,
                "trend": trend,
                "areas": areas,
                "street": street,
                "position": 1.0,
                "doubt": None,
            }
            for id, letter, trend, areas, street in told
        ],
        schema_overrides={
            "areas": pl.List(pl.String()),
            "trend": pl.String(),
            "street": pl.String(),
            "doubt": pl.String(),
        },
    )


def test_areas_and_streets_count_their_own_places() -> None:
    table = rows(
        ("a", "F", "worse", ["noord", "stad"], "Schieweg"),
        ("b", "A", "steady", ["stad"], "Schieweg"),
        ("c", "unknown", None, ["noord"], None),
        ("d", "B", None, [], "Coolsingel"),
    )
    areas = area_states(table)
    assert set(areas) == {"noord", "stad"}
    assert (areas["noord"].state, areas["noord"].known, areas["noord"].total) == (Level.F, 1, 2)
    assert areas["stad"].counts == {"A": 1, "B": 0, "C": 0, "D": 0, "E": 0, "F": 1, "unknown": 0}
    assert areas["stad"].worst == ("a",)
    assert {name: state.state.value for name, state in street_states(table).items()} == {
        "Schieweg": "F",
        "Coolsingel": "B",
    }


@pytest.mark.parametrize(
    ("trends", "trend"),
    [
        (["worse"], "worse"),
        (["better", "worse"], "steady"),
        (["worse", "steady", "steady", "steady", "steady"], "steady"),  # a quarter of five is two
        (["better", "better", "steady", "steady", "steady"], "better"),
        ([None, None], None),
    ],
)
def test_the_trend_needs_a_quarter_of_the_known(trends: list[str | None], trend: str | None) -> None:
    table = rows(*((str(n), "A", one, ["stad"], None) for n, one in enumerate(trends)))
    assert area_states(table)["stad"].trend == trend


def test_a_calm_place_is_never_called_worst_and_an_empty_area_is_unknown() -> None:
    table = rows(("a", "A", None, ["stad"], None), ("b", "B", None, ["stad"], None))
    assert area_states(table)["stad"].worst == ()
    assert EMPTY.state is Level.UNKNOWN


def test_a_place_in_doubt_for_good_counts_in_the_total_and_not_in_the_rule() -> None:
    table = rows(("a", "A", None, ["stad"], None), ("b", "unknown", None, ["stad"], None))
    doubted = table.with_columns(doubt=pl.when(pl.col("id") == "b").then(pl.lit("too-many-lanes")))
    assert area_states(table)["stad"].state is Level.UNKNOWN
    assert (area_states(doubted)["stad"].state, area_states(doubted)["stad"].total) == (Level.A, 2)


def test_a_street_as_part_of_an_address() -> None:
    assert street_id("'s-Gravendijkwal") == "s-gravendijkwal"
    assert street_id("Hoofdweg (Capelle aan den IJssel)") == "hoofdweg-capelle-aan-den-ijssel"
