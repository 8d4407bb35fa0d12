"""Events in a forecast: added where and when they are, taken out of what was seen, and nowhere else."""

from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
import pytest

from forecast.squares import AMSTERDAM, PLACES, town, wall
from stadsbeeld.domain.event import Circle, Event
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.events import Counted, Sites
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.explain import why
from stadsbeeld.forecast.gatherings import Gatherings
from stadsbeeld.forecast.gradient import Gradient
from stadsbeeld.forecast.model import MEDIAN

HOUR = timedelta(hours=1)
AHEAD = np.arange(1, 25)
# Places 1 to 3 lie within 200 m of each other, 4 and 5 ten kilometres away.
SITES = Sites(
    places=PLACES,
    lon=np.array([4.480, 4.481, 4.482, 4.63, 4.63]),
    lat=np.full(5, 51.92),
    areas=(frozenset(), frozenset({"centre"}), frozenset(), frozenset(), frozenset()),
)
BY_HOUR = Counted(step_s=3600)
PANEL = town(7 * 16, start=wall(2026, 3, 2), zone=AMSTERDAM)
END = PANEL.timeline.start + PANEL.known * HOUR
NEAR, FAR = [0, 1, 2], [3, 4]


def concert(start, *, visitors=5_000, **other):
    told = {"places": ("2",), "kind": "concert"} | other
    return Event(
        id=f"c{start}",
        title="Concert",
        start=start,
        end=start + 3 * HOUR,
        source="test",
        expected_visitors=visitors,
        **told,
    )


def gathered(*events, counted=BY_HOUR):
    return Gatherings(events=events, sites=SITES, counted=counted)


@pytest.fixture(scope="module")
def models():
    horizons = np.arange(1, 73)
    mixed = Ensemble(gradient=Gradient(rows=3000, trees=8)).fit(PANEL, horizons, 0)
    assert mixed.id == "ensemble"
    return {"profile-level": Experts().fit(PANEL, horizons), "ensemble": mixed}


@pytest.mark.parametrize("tier", ["profile-level", "ensemble"])
def test_an_event_moves_both_tiers_near_it_in_its_hours_and_nothing_else(models, tier):
    circle = Circle(lon=4.481, lat=51.92, radius_m=50)
    coming = concert(END + 6 * HOUR, places=(), circle=circle)
    plain = models[tier].forecast(PANEL, AHEAD)
    moved = gathered(coming).on(plain, PANEL)
    up = moved.quantiles - plain.quantiles
    # All come in the 90 minutes before it starts, leave in the 45 after it ends: hours 5, 6 and 10 ahead.
    hours = [int(h) for h in AHEAD[(up[:, NEAR, MEDIAN] > 0).all(1)]]
    assert hours == [5, 6, 10]
    assert (up[:, FAR] == 0).all()
    assert (up[[0, 1, 2, 3, 15, 23]] == 0).all()
    # Half of 5,000 pass in, half out, in all places together; the median of who goes which way and when is lower.
    assert 2_000 < up[[4, 5], :, MEDIAN].sum() < 2_600
    assert (np.diff(moved.quantiles, axis=2) >= 0).all()
    assert ((moved.mean == plain.mean) == (up == 0).all(2)).all()
    # The band grows: who goes where is not known.
    assert (up[4, NEAR, 8] > 2 * up[4, NEAR, MEDIAN]).all()


def test_what_cannot_be_moved_stays_as_it_was_bit_for_bit(models):
    plain = models["profile-level"].forecast(PANEL, AHEAD)
    start = END + 6 * HOUR
    for events in (
        gathered(),
        gathered(concert(start, places=())),
        gathered(concert(start, visitors=None)),
        gathered(concert(start, cancelled=True)),
        gathered(concert(start + 40 * HOUR)),
        gathered(concert(start), counted=None),
        gathered(concert(start, places=("9",), areas=("elsewhere",))),
    ):
        assert (events.on(plain, PANEL).quantiles == plain.quantiles).all()
        assert (events.without(PANEL).values == PANEL.values).all()


def crowded(event, share):
    """The town with so much of what the event is thought to bring on top, in its hours."""
    flat = replace(PANEL, values=np.where(np.isfinite(PANEL.values), np.float32(100), np.nan).astype(np.float32))
    steps = np.arange(PANEL.known - 24, PANEL.known)
    whole = Experts().fit(flat, AHEAD).forecast(flat.before(PANEL.known - 24), AHEAD)
    brought = (gathered(event).on(whole, flat).quantiles - whole.quantiles)[..., MEDIAN]
    values = flat.values.copy()
    values[steps] += (share * brought).astype(np.float32)
    return flat, replace(flat, values=values), brought


def test_what_an_event_brought_is_taken_out_and_no_more_than_that():
    event = concert(END - 8 * HOUR)
    flat, as_thought, brought = crowded(event, 1)
    assert gathered(event).without(as_thought).values == pytest.approx(flat.values, abs=1e-2)
    # Nobody came: nothing is taken from what is usual.
    assert (gathered(event).without(flat).values == flat.values).all()
    # Half came: nothing is left of it, and what is usual stays.
    _, half, _ = crowded(event, 0.5)
    assert gathered(event).without(half).values == pytest.approx(flat.values, abs=1e-2)
    # Twice as many: the other half stays, and a level carries it on.
    _, twice, _ = crowded(event, 2)
    left = gathered(event).without(twice).values - flat.values
    assert left[-24:] == pytest.approx(brought, abs=1e-2)


def test_an_event_that_is_going_on_counts_once():
    """Everybody has come and stays three hours: the next hour is as usual, not three times the usual."""
    event = concert(END - HOUR)
    flat, busy, _ = crowded(event, 1)
    model = Experts().fit(flat, AHEAD)
    usual = model.forecast(flat, AHEAD).median
    told = gathered(event).on(model.forecast(gathered(event).without(busy), AHEAD), busy).median
    assert told[0] == pytest.approx(usual[0], rel=0.02)
    double = gathered(event).on(model.forecast(busy, AHEAD), busy).median
    assert double[0, 1] > 1.2 * usual[0, 1]


def test_one_like_it_teaches_the_places_near_it_alone(models):
    """Four weeks before, the concert multiplied what is usual by about four, near it and, by chance, far away."""
    earlier, coming = concert(END - 28 * 24 * HOUR + 6 * HOUR), concert(END + 6 * HOUR, visitors=None)
    steps = PANEL.known - 28 * 24 + np.arange(4, 12)
    values = PANEL.values.copy()
    values[steps] *= 4
    seen = replace(PANEL, values=values)
    plain = models["profile-level"].forecast(seen, AHEAD)
    told = gathered(earlier, coming).on(plain, seen).median
    ratio = told / plain.median
    # It is held at one of the three near places: that one is all it is known to touch.
    assert (ratio[5:10, 1] > 1.8).all()
    assert (ratio[:, [0, 2, 3, 4]] == 1).all()
    # Of a cancelled one nothing is learnt, and without a number of visitors nothing is added.
    cancelled = replace(earlier, cancelled=True)
    assert (gathered(cancelled, coming).on(plain, seen).quantiles == plain.quantiles).all()


@pytest.mark.parametrize("tier", ["profile-level", "ensemble"])
def test_the_event_is_a_part_of_why(models, tier):
    coming = concert(END + 6 * HOUR)
    told = why(models[tier], PANEL, 6, "2", gathered(coming))
    plain = why(models[tier], PANEL, 6, "2")
    moved = gathered(coming).on(models[tier].forecast(PANEL, np.array([6])), PANEL)
    assert told.middle == pytest.approx(moved.median[0, 1])
    assert told.parts["event"] == pytest.approx(told.middle - plain.middle)
    assert told.parts["event"] > 100
    assert told.usual + sum(told.parts.values()) == pytest.approx(told.middle)
    assert {name: part for name, part in told.parts.items() if name != "event"} == plain.parts
    assert "event" not in why(models[tier], PANEL, 6, "5", gathered(coming)).parts


def test_the_end_of_the_panel_is_in_utc():
    assert END.tzinfo is UTC
