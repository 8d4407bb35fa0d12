"""Each doubt by itself: what it means, that it takes no side, and that money stays money."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.geldstromen.national import DATA, needs_data
from stadsbeeld.instruments.geldstromen.doubt import NO_DOUBT, Doubt, grown, key_weights, rebooked, unrounded

MANY = 40_000


def generator(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_rounding_to_five_at_random_is_without_bias_and_of_deviation_two() -> None:
    """The model turned round: truths of 100 to 900 are rounded at random to 5; what was published minus them."""
    rng = generator()
    truth = rng.integers(100, 900, MANY)
    low, rest = truth // 5 * 5, truth % 5
    published = low + 5 * (rng.uniform(size=MANY) < rest / 5)
    assert (published - truth).mean() == pytest.approx(0, abs=0.05)
    assert (published - truth).std() == pytest.approx(2, rel=0.02)
    off = unrounded(generator(2), "inhabitants_n", np.array([500.0]), MANY)[:, 0] - 500
    real = truth - published
    assert set(np.unique(off).tolist()) == set(range(-4, 5)) == set(np.unique(real).tolist())
    ours, theirs = ([(one == n).mean() for n in range(-4, 5)] for one in (off, real))
    assert ours == pytest.approx(theirs, abs=0.01)


def test_a_whole_percentage_may_be_half_a_percent_off() -> None:
    off = unrounded(generator(), "age_0_14_pct", np.array([10.0]), MANY)[:, 0] - 10
    assert abs(off).max() <= 0.5
    assert off.mean() == pytest.approx(0, abs=0.01)
    assert off.std() == pytest.approx(1 / 12**0.5, rel=0.02)


def test_nothing_stays_nothing_and_unknown_stays_unknown() -> None:
    drawn = unrounded(generator(), "inhabitants_n", np.array([0.0, np.nan, 5.0]), 1000)
    assert (drawn[:, 0] == 0).all()
    assert np.isnan(drawn[:, 1]).all()
    assert drawn[:, 2].min() >= 0
    scores = unrounded(generator(), "ses_score", np.array([-0.5]), 1000)
    assert (np.abs(scores + 0.5) <= 0.0005).all()
    assert (unrounded(generator(), "noise_road_db", np.array([55.0]), 3) == 55).all()


def test_the_key_in_use_weighs_twice() -> None:
    drawn = key_weights(generator(), Doubt(), in_use=4, usable=[2, 4, 7], draws=MANY)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert drawn.mean(axis=0) == pytest.approx([0.25, 0.5, 0.25], abs=0.01)
    assert (key_weights(generator(), NO_DOUBT, in_use=4, usable=[2, 4, 7], draws=3) == [0, 1, 0]).all()
    assert (key_weights(generator(), Doubt(), in_use=4, usable=[4], draws=3) == 1).all()


BOOKED = np.array([100.0, 20.0, 5.0, 0.0, 40.0, 10.0])
GROUPS = np.array([1, 1, 1, 1, 2, 3])


def test_bookings_move_within_their_group_without_taking_a_side() -> None:
    drawn = rebooked(generator(), Doubt(), BOOKED, GROUPS, MANY)
    assert drawn.mean(axis=0) == pytest.approx(BOOKED, rel=0.01)
    assert drawn[:, :4].sum(axis=1) == pytest.approx(np.full(MANY, 125))
    assert (drawn[:, 3] == 0).all()  # where nothing was booked there is nothing to doubt
    assert (drawn[:, 4:] == [40, 10]).all()  # alone in its group: nowhere else to belong
    assert drawn.min() >= 0


def test_fifteen_percent_is_booked_elsewhere() -> None:
    """Of many small taakvelden each loses 15 % on average: what is left of it where it was booked."""
    booked = np.full(2000, 1.0)
    doubt = Doubt(misbooked=0.15, misbooked_sd=0.08)
    rng, same = generator(5), generator(5)
    drawn = rebooked(rng, doubt, booked, np.zeros(2000, np.int64), 20)
    strength = 0.15 * 0.85 / 0.08**2 - 1
    part = same.beta(0.15 * strength, 0.85 * strength, (20, 2000))
    assert part.mean() == pytest.approx(0.15, abs=0.003)
    assert part.std() == pytest.approx(0.08, abs=0.003)
    assert (drawn >= 1 - part - 1e-12).all()


@settings(deadline=None)
@given(
    booked=st.lists(st.floats(0, 1e12), min_size=1, max_size=12),
    seed=st.integers(0, 99),
    misbooked=st.sampled_from([0.0, 0.05, 0.15, 0.4]),
)
def test_no_booking_is_lost(booked: list[float], seed: int, misbooked: float) -> None:
    groups = np.arange(len(booked)) % 3
    drawn = rebooked(generator(seed), Doubt(misbooked=misbooked), np.array(booked), groups, 7)
    assert (drawn >= 0).all()
    for group in range(3):
        whole = np.array(booked)[groups == group].sum()
        assert drawn[:, groups == group].sum(axis=1) == pytest.approx(np.full(7, whole), rel=1e-9)


def test_areas_grow_apart_and_nothing_else_does() -> None:
    which = np.array([True, False, True])
    drawn = grown(generator(), Doubt(years=4, drift=0.01), which, MANY)
    assert (drawn[:, 1] == 1).all()
    assert np.log(drawn[:, 0]).std() == pytest.approx(0.02, rel=0.02)
    assert np.corrcoef(drawn[:, 0], drawn[:, 2])[0, 1] == pytest.approx(0, abs=0.02)
    assert (grown(generator(), NO_DOUBT, which, 3) == 1).all()


@needs_data
def test_gemeenten_grew_apart_by_eight_in_a_thousand_a_year() -> None:
    counts = [
        pl.read_csv(DATA / "kwb" / f"gemeente_kerncijfers_{year}.csv.gz", infer_schema_length=0)
        .select("gemeentecode", n=pl.col("aantal_inwoners").cast(pl.Float64))
        .drop_nulls()
        for year in (2022, 2023, 2024)
    ]
    for before, after in ((0, 1), (1, 2)):
        both = counts[before].join(counts[after], on="gemeentecode")
        assert len(both) > 340
        assert both.select((pl.col("n_right") / pl.col("n")).log().std()).item() == pytest.approx(0.008, abs=0.0005)


@needs_data
def test_the_choice_of_key_is_the_largest_doubt() -> None:
    """Design: WOZ against inhabitants gives a factor 0.68 to 1.57 (p5 to p95); so it is in the buurten of Utrecht."""
    told = pl.read_csv(DATA / "utrecht" / "buurten_2020.csv").filter(
        pl.col("gm_naam") == "Utrecht", pl.col("gemiddelde_woningwaarde") > 0, pl.col("aantal_inwoners") > 500
    )
    woz = pl.col("woningvoorraad") * pl.col("gemiddelde_woningwaarde")
    factor = told.select((woz / woz.sum()) / (pl.col("aantal_inwoners") / pl.col("aantal_inwoners").sum())).to_series()
    assert factor.quantile(0.05, "linear") == pytest.approx(0.68, abs=0.005)
    assert factor.quantile(0.95, "linear") == pytest.approx(1.57, abs=0.005)
