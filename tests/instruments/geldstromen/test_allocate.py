"""Worked by hand; and over all 342 gemeenten of 2024 with their wijken: what is published is what is allocated."""

from datetime import UTC, datetime
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.geldstromen import national
from instruments.geldstromen.little_gemeente import GM, TOTALS, areas, figures, question, totals
from instruments.geldstromen.national import needs_data
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.allocate import ROW, Allocation, Question, allocate
from stadsbeeld.instruments.geldstromen.keys import PERSPECTIVES, Change, Variant, declared

OOST, WEST, KADE, WATER = "WK000101", "WK000102", "WK000103", "WK000199"
STAD, ONBEKEND = f"{GM}-stad", f"{GM}-onbekend"
DIRECT = {**TOTALS, "area": pl.String}


def cents(made: Allocation, taakveld: str, side: str = "lasten") -> dict[str, int | None]:
    rows = made.frame.filter(pl.col("taakveld") == taakveld, pl.col("side") == side)
    return dict(rows.group_by("area").agg(pl.col("cents").sum()).iter_rows())


def told(made: Allocation, taakveld: str, column: str) -> set[str]:
    return set(made.frame.filter(pl.col("taakveld") == taakveld)[column])


def noted(made: Allocation, kind: str) -> list[dict[str, object]]:
    return made.notes.filter(pl.col("kind") == kind).to_dicts()


def test_by_hand() -> None:
    made = allocate(question(("7.3", "lasten", 40_000), ("0.2", "lasten", 82_000), ("0.1", "lasten", 7)))
    assert cents(made, "7.3") == {OOST: 10_000, WEST: 28_000, KADE: 2000, WATER: 0}
    assert cents(made, "0.2") == {OOST: 20_000, WEST: 56_000, KADE: 4000, WATER: 0, ONBEKEND: 2000}
    assert cents(made, "0.1") == {STAD: 7}
    assert (told(made, "7.3", "key"), told(made, "7.3", "grade")) == ({"households"}, {"C"})
    assert (told(made, "0.1", "key"), told(made, "0.1", "grade")) == ({"city"}, {"E"})
    assert noted(made, "fallback") == []
    assert [(note["figure"], note["count"]) for note in noted(made, "unknown-persons")] == [("inhabitants_n", 20)]


def test_a_key_whose_figures_lack_gives_way_by_name_and_costs_a_grade() -> None:
    made = allocate(question(("6.6", "lasten", 1000), ("2.1", "lasten", 1000)))
    # No Wmo, no ages above 65: inhabitants, with C as it is; B would have become C.
    assert (told(made, "6.6", "key"), told(made, "6.6", "grade")) == ({"inhabitants"}, {"C"})
    # No roads, no dwellings: households.
    assert (told(made, "2.1", "key"), told(made, "2.1", "grade")) == ({"households"}, {"C"})
    notes = {note["taakveld"]: note for note in noted(made, "fallback")}
    assert [notes["6.6"][name] for name in ("wanted", "used", "figure", "count")] == [
        "wmo_clients", "inhabitants", "wmo_clients_per_1000", 3]  # fmt: skip
    assert notes["2.1"]["wanted"] == "road_length"


def test_the_second_of_two_keys_of_the_same_grade_is_a_grade_worse() -> None:
    lacking = figures(households_n={OOST: 100, WEST: None, KADE: 20})
    made = allocate(question(("7.3", "lasten", 1000), figures=lacking))
    assert (told(made, "7.3", "key"), told(made, "7.3", "grade")) == ({"inhabitants"}, {"D"})
    (note,) = noted(made, "fallback")
    assert (note["figure"], note["count"]) == ("households_n", 1)


def test_a_key_that_sums_to_nothing_gives_way_too() -> None:
    made = allocate(question(("7.3", "lasten", 1000), figures=figures(households_n={OOST: 0, WEST: 0, KADE: 0})))
    assert told(made, "7.3", "key") == {"inhabitants"}
    (note,) = noted(made, "fallback")
    assert note["figure"] is None


def test_where_no_key_is_left_it_is_the_city() -> None:
    made = allocate(question(("7.3", "lasten", 1000), figures=figures().head(0)))
    assert cents(made, "7.3") == {STAD: 1000}
    assert told(made, "7.3", "grade") == {"E"}
    assert noted(made, "fallback")[0]["used"] == "city"


def test_one_gemeente_does_not_lose_a_key_because_another_lacks_it() -> None:
    """A fall back is for the whole gemeente, and for no other."""
    other = {"WK000201": "Noord", "WK000202": "Zuid"}
    counts = {"inhabitants_n": {"WK000201": 10, "WK000202": 30}, "households_n": {"WK000201": 5, "WK000202": None}}
    rows = [(area, figure, float(v) if v else None) for figure, of in counts.items() for area, v in of.items()]
    more = pl.DataFrame(rows, figures().schema, orient="row")
    asked = Question(
        totals=pl.concat(
            [totals(("7.3", "lasten", 400)), totals(("7.3", "lasten", 400)).with_columns(gm=pl.lit("GM0002"))]
        ),
        areas=pl.concat([areas(), areas("GM0002", other)]),
        figures=pl.concat([figures(), more]),
    )
    made = allocate(asked)
    assert set(made.frame.filter(gm=GM)["key"]) == {"households"}
    assert set(made.frame.filter(gm="GM0002")["key"]) == {"inhabitants"}
    assert cents(made, "7.3") == {OOST: 100, WEST: 280, KADE: 20, WATER: 0, "WK000201": 100, "WK000202": 300}


def test_the_two_perspectives() -> None:
    place = allocate(question(("2.2", "baten", 30_000), ("2.1", "lasten", 30_000)))
    people = allocate(question(("2.2", "baten", 30_000), ("2.1", "lasten", 30_000), perspective="residents"))
    assert cents(place, "2.2", "baten") == {STAD: 30_000}  # where parking is paid is not known
    assert cents(people, "2.2", "baten") == {OOST: 10_000, WEST: 20_000, KADE: 0, WATER: 0}  # by cars
    assert told(place, "2.1", "key") == {"households"}
    assert told(people, "2.1", "key") == {"inhabitants"}


def test_direct_money_goes_where_it_is_booked_and_the_rest_by_key() -> None:
    direct = pl.DataFrame([(GM, "7.3", "lasten", 15_000, KADE)], DIRECT, orient="row")
    made = allocate(question(("7.3", "lasten", 55_000), direct=direct))
    assert cents(made, "7.3") == {OOST: 10_000, WEST: 28_000, KADE: 17_000, WATER: 0}
    rows = made.frame.filter(area=KADE).select("cents", "key", "grade").rows()
    assert sorted(rows) == [(2000, "households", "C"), (15_000, "direct", "A")]


def test_more_booked_than_was_spent_is_said_and_still_closes() -> None:
    direct = pl.DataFrame([(GM, "7.3", "lasten", 900, KADE), (GM, "7.3", "lasten", 200, OOST)], DIRECT, orient="row")
    made = allocate(question(("7.3", "lasten", 1000), direct=direct))
    assert {k: v for k, v in cents(made, "7.3").items() if v} == {KADE: 900, OOST: 200, STAD: -100}
    assert noted(made, "direct-over")[0]["cents"] == -100


@pytest.mark.parametrize("row", [(GM, "7.3", "lasten", 1, "WK009999"), (GM, "7.3", "baten", 1, KADE)])
def test_direct_money_of_nowhere_is_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(InputError, match="none"):
        allocate(question(("7.3", "lasten", 1000), direct=pl.DataFrame([row], DIRECT, orient="row")))


def test_a_correction_stays_with_the_city_unless_it_is_asked_to_be_spread() -> None:
    made = allocate(question(("7.3", "lasten", -40_000)))
    assert cents(made, "7.3") == {STAD: -40_000}
    assert (told(made, "7.3", "key"), told(made, "7.3", "grade")) == ({"negative"}, {"E"})
    assert noted(made, "negative")[0]["cents"] == -40_000
    spread = allocate(question(("7.3", "lasten", -40_000), negatives="spread"))
    assert cents(spread, "7.3") == {OOST: -10_000, WEST: -28_000, KADE: -2000, WATER: 0}


def test_what_was_not_delivered_is_null_and_not_zero() -> None:
    direct = pl.DataFrame([(GM, "7.3", "lasten", 900, KADE)], DIRECT, orient="row")
    made = allocate(question(("7.3", "lasten", None), ("0.1", "lasten", None), ("0.2", "lasten", 0), direct=direct))
    assert made.frame.filter(pl.col("taakveld").is_in(["7.3", "0.1"]))["cents"].to_list() == [None] * 5
    assert set(cents(made, "0.2").values()) == {0}
    assert {note["taakveld"] for note in noted(made, "missing")} == {"7.3", "0.1"}


def test_overhead_follows_the_salaries() -> None:
    """Of salaries 3 : 1 : 1 on waste, roads for cars, and the council: so the overhead, each by its own key."""
    salaries = pl.DataFrame(
        [(GM, "7.3", 300), (GM, "2.2", 100), (GM, "0.1", 100), (GM, "0.4", 9999), (GM, "0.10", 50), (GM, "7.2", None)],
        {"gm": pl.String, "taakveld": pl.String, "cents": pl.Int64},
        orient="row",
    )
    asked = question(("0.4", "lasten", 500_000), ("7.3", "lasten", 8), perspective="residents", salaries=salaries)
    made = allocate(asked)
    waste, cars = np.array([100, 280, 20, 0]) / 400 * 300_000, np.array([100, 200, 0, 0]) / 300 * 100_000
    expected = dict(zip([OOST, WEST, KADE, WATER], np.rint(waste + cars).astype(int).tolist(), strict=True))
    assert cents(made, "0.4") == {**expected, STAD: 100_000}
    assert told(made, "0.4", "key") == {"salaries"}
    assert set(made.frame.filter(taakveld="0.4", area=OOST)["grade"]) == {"D"}
    assert set(made.frame.filter(taakveld="0.4", area=STAD)["grade"]) == {"E"}
    assert cents(made, "7.3") == {OOST: 2, WEST: 6, KADE: 0, WATER: 0}


def test_overhead_without_salaries_stays_with_the_city_and_says_so() -> None:
    none = pl.DataFrame(schema={"gm": pl.String, "taakveld": pl.String, "cents": pl.Int64})
    made = allocate(question(("0.4", "lasten", 500), salaries=none))
    assert cents(made, "0.4") == {STAD: 500}
    assert len(noted(made, "no-salaries")) == 1


def test_a_variant_moves_the_money_of_its_taakveld() -> None:
    change = Variant(
        name="half", author="a", known_at=datetime(2026, 1, 1, tzinfo=UTC),
        changes=(Change(taakveld="7.3", mix="city:0.5+cars:0.5"),),
    )  # fmt: skip
    made = allocate(question(("7.3", "lasten", 60_000), table=declared().with_variant(change)))
    assert cents(made, "7.3") == {OOST: 10_000, WEST: 20_000, KADE: 0, WATER: 0, STAD: 30_000}
    assert set(made.frame.filter(area=STAD)["grade"]) == {"E"}
    assert set(made.frame.filter(area=OOST)["grade"]) == {"D"}
    assert told(made, "7.3", "key") == {"city:0.5+cars:0.5"}


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError, match="twice"):
        allocate(question(("7.3", "lasten", 1), ("7.3", "lasten", 2)))
    with pytest.raises(InputError, match=r"9\.9"):
        allocate(question(("9.9", "lasten", 1)))
    with pytest.raises(InputError, match="GM0002 has no areas"):
        allocate(question(totals=totals(("7.3", "lasten", 1)).with_columns(gm=pl.lit("GM0002"))))


def test_the_order_of_what_comes_in_is_of_no_account() -> None:
    rows = [("7.3", "lasten", 40_001), ("0.2", "lasten", 82_003), ("2.1", "baten", 99), ("0.1", "lasten", 7)]
    one = allocate(question(*rows))
    mixed = question(
        *reversed(rows), areas=areas().sample(fraction=1, shuffle=True, seed=3), figures=figures().reverse()
    )
    assert allocate(mixed).frame.equals(one.frame)
    assert allocate(mixed).notes.equals(one.notes)


# All of the Netherlands.


def sums(made: Allocation) -> pl.DataFrame:
    known = pl.when(pl.col("cents").null_count() == 0).then(pl.col("cents").sum())
    return made.frame.group_by(ROW).agg(cents=known).sort(ROW)


def published(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(*ROW, "cents").sort(ROW)


@cache
def whole() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    told = national.totals()
    salaries = told.filter(pl.col("side") == "lasten").select("gm", "taakveld", cents="salaries")
    return told, national.wijken(), national.figures(), salaries


@needs_data
@pytest.mark.parametrize("file", ["2023_jaarrekening", "2024_begroting"])
@pytest.mark.parametrize("perspective", PERSPECTIVES)
@pytest.mark.parametrize("overhead", [False, True])
def test_the_whole_country_closes_to_the_cent(file: str, perspective: str, overhead: bool) -> None:
    _, wijken, told, salaries = whole()
    money = national.totals(file)
    asked = Question(
        totals=money, areas=wijken, figures=told, perspective=perspective, salaries=salaries if overhead else None
    )  # type: ignore[arg-type]
    made = allocate(asked)
    assert money["gm"].n_unique() == 342
    assert sums(made).equals(published(money))
    every = set(wijken["area"])
    assert every <= set(made.frame["area"])
    own = made.frame.select("area", "gm").unique().join(wijken, on="area", suffix="_of")
    assert (own["gm"] == own["gm_of"]).all()
    # Vijfheerenlanden delivered nothing: null everywhere, and nowhere zero.
    missing = made.frame.filter(pl.col("gm") == "GM1961")
    assert missing["cents"].null_count() == len(missing) > 0
    # Reserves are apart, with the city.
    reserves = made.frame.filter(pl.col("taakveld").is_in(["0.10", "0.11"]))
    assert reserves["area"].str.ends_with("-stad").all()
    # On a large water nothing is spent by any of these keys.
    water = wijken.filter(name="Groot water")
    assert set(made.frame.join(water, on="area", how="semi")["cents"].drop_nulls()) == {0}


@needs_data
def test_rotterdam_and_the_netherlands_are_what_was_published() -> None:
    """The figures of ×€1,000 in the README beside the data."""
    money, wijken, told, _ = whole()
    made = allocate(Question(totals=money, areas=wijken, figures=told)).frame
    reserves = pl.col("taakveld").is_in(["0.10", "0.11"])
    rotterdam = made.filter(gm="GM0599")
    of_side = dict(rotterdam.group_by("side").agg(pl.col("cents").sum() // 100_000).iter_rows())
    assert of_side == {"lasten": 4_928_408, "baten": 4_928_404}
    assert rotterdam.filter(~reserves, side="lasten")["cents"].sum() == 4_572_582 * 100_000
    assert made.filter(~reserves, side="lasten")["cents"].sum() == 75_164_737 * 100_000
    assert made.filter(~reserves, side="baten")["cents"].sum() == 76_897_649 * 100_000
    # 22 wijken, of which one is water; the persons of unknown address are 15 of 670,610.
    assert rotterdam.filter(pl.col("area").str.starts_with("WK"))["area"].n_unique() == 22
    waste = rotterdam.filter(taakveld="0.2", side="lasten")
    part = waste.filter(area="GM0599-onbekend")["cents"].sum() / waste["cents"].sum()
    assert part == pytest.approx(15 / 670_610, rel=1e-3)


@needs_data
def test_outside_of_what_has_more_figures_the_fall_back_is_said() -> None:
    money, wijken, told, _ = whole()
    made = allocate(Question(totals=money, areas=wijken, figures=told))
    notes = made.notes.filter(kind="fallback", gm="GM0599", side="lasten")
    by = {note["taakveld"]: (note["wanted"], note["used"], note["figure"]) for note in notes.to_dicts()}
    assert by["6.71b"] == ("wmo_clients", "elderly_65", "wmo_clients_per_1000")
    assert by["6.72a"] == ("youth_care_clients", "youth_0_24", "youth_care_pct")
    assert by["2.1"] == ("road_length", "households", "road_length_m")
    assert "4.2" not in by
    # Each row that was not allocated by the first of its list has its note.
    first = pl.DataFrame(
        [(taakveld, side, rule.tried("place")[0].id) for (taakveld, side), rule in declared().rules.items()],
        ["taakveld", "side", "first"],
        orient="row",
    )
    otherwise = made.frame.join(first, on=["taakveld", "side"]).filter(
        pl.col("key") != pl.col("first"), pl.col("key") != "negative"
    )
    assert otherwise.select(ROW).unique().join(made.notes.filter(kind="fallback"), on=ROW, how="anti").is_empty()


MIXES = st.lists(
    st.tuples(st.sampled_from(sorted(declared().keys)), st.floats(0.01, 10)),
    min_size=1,
    max_size=3,
    unique_by=lambda p: p[0],
).map(lambda pairs: "+".join(f"{key}:{weight}" for key, weight in pairs))
CHANGES = st.lists(
    st.builds(
        Change,
        taakveld=st.sampled_from(sorted({taakveld for taakveld, _ in declared().rules})),
        mix=MIXES,
        side=st.sampled_from([None, "lasten", "baten"]),
        perspective=st.sampled_from([None, "place", "residents"]),
    ),
    max_size=12,
)


@needs_data
@settings(deadline=None, max_examples=25)
@given(
    changes=CHANGES,
    perspective=st.sampled_from(PERSPECTIVES),
    negatives=st.sampled_from(["city", "spread"]),
    overhead=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_whatever_is_chosen_it_closes(
    changes: list[Change], perspective: str, negatives: str, overhead: bool, seed: int
) -> None:
    """Random variants, sides, and direct bookings, more than was spent among them, over the whole country."""
    money, wijken, told, salaries = whole()
    rng = np.random.default_rng(seed)
    some = wijken.sample(200, seed=seed).join(money.sample(3000, seed=seed), on="gm")
    direct = some.with_columns(cents=pl.Series(rng.integers(-(10**6), 10**9, len(some)))).drop("salaries", "name")
    table = declared().with_variant(
        Variant(name="v", author="a", known_at=datetime(2026, 1, 1, tzinfo=UTC), changes=tuple(changes))
    )
    asked = Question(
        totals=money,
        areas=wijken,
        figures=told,
        table=table,
        perspective=perspective,
        negatives=negatives,
        direct=direct,
        salaries=salaries if overhead else None,
    )  # type: ignore[arg-type]
    made = allocate(asked)
    assert sums(made).equals(published(money))
    assert made.frame.select(pl.struct("area", "taakveld", "side", "key").is_unique().all()).item()
