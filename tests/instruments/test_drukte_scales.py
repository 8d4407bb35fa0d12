"""Scales and Weidmann's relation against figures worked by hand from the published ones."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.place import PlaceKind
from stadsbeeld.instruments.drukte.measure import level_index
from stadsbeeld.instruments.drukte.register import SCALE_TABLE
from stadsbeeld.instruments.drukte.scales import DECIDES, SCALES, check_bounds, effective_width_m
from stadsbeeld.instruments.drukte.weidmann import BEST_P_M2, CAPACITY_P_M_S, densities, flow_p_m_s, speed_m_s


def on_scale(scale: str, *values: float) -> str:
    """The letters of the values, as the table of all places works them out."""
    rows = SCALE_TABLE.filter(scale=scale).join(pl.DataFrame({"scale_value": values}), how="cross")
    return "".join("ABCDEF"[index] for index in rows.select(level_index()).to_series())


@pytest.mark.parametrize(
    ("scale", "bounds"),
    [
        ("fruin-walkway-density", (0.31, 0.43, 0.72, 1.08, 2.15)),
        ("fruin-walkway-flow", (23, 33, 49, 66, 82)),
        ("hcm-walkway-flow", (16, 23, 33, 49, 75)),
        ("fruin-queue", (0.83, 1.08, 1.54, 3.59, 5.38)),
        ("road-speed-share", (0.85, 0.67, 0.50, 0.40, 0.30)),
        ("occupancy-car-park", (0.50, 0.70, 0.85, 0.95, 1.0)),
    ],
)
def test_bounds_are_the_published_ones(scale: str, bounds: tuple[float, ...]) -> None:
    assert SCALES[scale].bounds == bounds


def test_two_people_a_square_metre_are_e_walking_and_d_queuing() -> None:
    assert on_scale("fruin-walkway-density", 2.0) == "E"
    assert on_scale("fruin-queue", 2.0) == "D"


def test_an_event_ground_is_f_only_beyond_its_hard_stop() -> None:
    assert on_scale("event-ground", 2.0, 2.5, 4.0, 4.01) == "CDEF"


def test_a_road_needs_more_than_its_bound() -> None:
    assert on_scale("road-speed-share", 1.0, 0.86, 0.85, 0.67, 0.5, 0.4, 0.31, 0.3, 0.0) == "AABCDEEFF"


@given(st.sampled_from(sorted(SCALES)), st.floats(0, 100), st.floats(0, 100))
def test_more_never_gives_a_better_level_and_less_speed_never_either(scale: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    worse, better = (high, low) if SCALES[scale].direction == "higher-is-worse" else (low, high)
    assert on_scale(scale, better) <= on_scale(scale, worse)


def test_every_kind_of_place_is_decided_and_every_scale_belongs_to_its_kind() -> None:
    assert set(DECIDES) == set(PlaceKind)
    assert all(SCALES[scale].kind is kind for kind, decides in DECIDES.items() for _, scale in decides)


@pytest.mark.parametrize(
    ("direction", "bounds"),
    [
        ("higher-is-worse", (1, 2, 3, 4)),
        ("higher-is-worse", (1, 2, 2, 4, 5)),
        ("higher-is-worse", (0, 1, 2, 3, 4)),
        ("lower-is-worse", (1, 2, 3, 4, 5)),
        ("higher-is-worse", (1, 2, 3, 4, float("inf"))),
        ("higher-is-worse", (1, 2, 3, 4, float("nan"))),
    ],
)
def test_bounds_that_cannot_be_are_refused(direction: str, bounds: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        check_bounds("x", direction, bounds)  # type: ignore[arg-type]


def test_effective_width_by_hand() -> None:
    assert effective_width_m(5.0) == pytest.approx(4.08)  # 5 − 2 × 0.46
    assert effective_width_m(5.0, shop_windows=1) == pytest.approx(3.62)
    assert effective_width_m(0.9) is None


def test_weidmann_by_hand() -> None:
    # At 1 p/m²: 1.34 · (1 − exp(−1.913 · (1 − 0.185185))) = 1.34 · (1 − exp(−1.558742)) = 1.34 · 0.789599
    assert speed_m_s(1.0) == pytest.approx(1.0580, abs=1e-3)
    assert (speed_m_s(0), speed_m_s(5.4), speed_m_s(9)) == (1.34, 0, 0)


def test_weidmann_carries_most_at_1_75() -> None:
    assert pytest.approx(1.225, abs=5e-4) == CAPACITY_P_M_S
    assert pytest.approx(1.75, abs=2e-3) == BEST_P_M2
    assert all(flow_p_m_s(k / 1000) <= CAPACITY_P_M_S + 1e-9 for k in range(1, 5400))


def test_33_a_minute_has_two_densities() -> None:
    found = densities(33)
    assert found.free == pytest.approx(0.42, abs=5e-3)
    assert found.jammed == pytest.approx(4.18, abs=5e-3)
    assert not found.uncertain


def test_above_60_a_flow_alone_does_not_tell() -> None:
    assert not densities(60).uncertain
    assert densities(60.1).uncertain
    assert (densities(74).free, densities(74).jammed) == (None, None)  # 1.233 p/m/s is more than 1.225


@given(st.floats(0.01, 73.4))
def test_both_branches_give_the_flow_back(flow: float) -> None:
    found = densities(flow)
    assert found.free is not None
    assert found.jammed is not None
    assert found.free <= found.jammed
    assert flow_p_m_s(found.free) * 60 == pytest.approx(flow, abs=1e-5)
    assert flow_p_m_s(found.jammed) * 60 == pytest.approx(flow, abs=1e-5)


@given(st.floats(0.01, 73), st.floats(0.01, 73))
def test_on_the_free_branch_more_flow_is_more_density(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = densities(low).free, densities(high).free
    assert first is not None
    assert second is not None
    assert first <= second + 1e-9
