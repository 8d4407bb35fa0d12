"""A concert, three places, and an earlier concert: what the tests of events share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from stadsbeeld.domain.event import Event
from stadsbeeld.forecast.events import Counted, Sites
from stadsbeeld.forecast.events_before import Past

START = datetime(2026, 8, 27, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONCERT = Event(
    id="c",
    title="Concert",
    start=START,
    end=START + 3 * HOUR,
    source="test",
    kind="concert",
    expected_visitors=12_000,
    places=("quay", "street"),
)
QUARTER = Counted(step_s=900)
SITES = Sites(
    places=("quay", "street", "far"),
    lon=np.array([4.48, 4.481, 4.60]),
    lat=np.array([51.92, 51.92, 51.92]),
    areas=(frozenset(), frozenset({"centre"}), frozenset()),
)


def at(*hours):
    """Moments so many hours after the start."""
    seconds = [START.timestamp() + hour * 3600 for hour in hours]
    return np.array(seconds).astype("datetime64[s]")


DAY = at(*np.arange(-6, 9, 0.25))


def calm(times=DAY, places=3):
    """Nine quantiles 10, 20 … 90 everywhere."""
    return np.broadcast_to(np.arange(10.0, 100, 10), (len(times), places, 9)).copy()


def past(factor=3.0, visitors=12_000, days=365, places=3):
    """An earlier concert that multiplied what is usual (100) from two hours before to five after its start."""
    since = np.arange(-2, 5, 0.25) * 3600
    usual = np.full((len(since), places), 100.0)
    earlier = replace(
        CONCERT, id="c0", start=START - days * 24 * HOUR, end=CONCERT.end - days * 24 * HOUR, expected_visitors=visitors
    )
    return Past(event=earlier, since_start_s=since, observed=usual * factor, usual=usual)
