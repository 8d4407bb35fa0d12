"""Melbourne's years of counts, taken in bulk: all that was known at the start of a night, and nothing of what came."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.packs import read
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.sources import melbourne_pedestrians

HOUR, DELAY = timedelta(hours=1), timedelta(seconds=60)
LAST = datetime(2100, 1, 1, tzinfo=UTC)
COLUMNS = ["place", "observed_at", "value"]


@pytest.fixture(scope="module", params=["new-year", "white-night"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Melbourne at the start of a night; the clock stands still until the feeds start."""
    settings = Settings(city="melbourne", data_folder=tmp_path_factory.mktemp("data"), fetch_sources=False)
    platform = assemble(settings, replay_speed=360, night=request.param)
    yield platform
    platform.stop()


@pytest.fixture(scope="module")
def published() -> pl.DataFrame:
    """All rows of the packaged file, those of months after the nights too."""
    (path,) = read("melbourne").archives.values()
    return melbourne_pedestrians.parse(Path(path).read_bytes()).frame


def known(platform: Platform, at: datetime | None) -> pl.DataFrame:
    rows = platform.store.as_of(at).window(["flow_ped_h"], datetime(2011, 1, 1, tzinfo=UTC), LAST)
    return rows.select(COLUMNS).sort(COLUMNS)


def until(published: pl.DataFrame, arrived: datetime) -> pl.DataFrame:
    rows = published.filter(pl.col("observed_at") + HOUR + DELAY <= arrived)
    return rows.select(COLUMNS).sort(COLUMNS)


def test_all_that_had_come_in_by_the_start_is_known_and_nothing_after_it(
    played: Platform, published: pl.DataFrame
) -> None:
    start = played.clock.now()
    assert known(played, None).equals(until(published, start))
    arrivals = played.store.connection.rows("facts", "SELECT max(known_at) FROM facts.observations", [])
    assert arrivals[0][0] <= start


def test_a_month_is_known_when_its_last_hour_came_in(played: Platform, published: pl.DataFrame) -> None:
    # The end of February 2013 on the wall of Melbourne: 13:00 UTC, and a minute for the last hour to arrive.
    february = datetime(2013, 2, 28, 13, 1, tzinfo=UTC)
    assert known(played, february).equals(until(published, february))
    before = known(played, february - timedelta(microseconds=1))
    assert before.equals(until(published, datetime(2013, 1, 31, 13, 1, tzinfo=UTC)))


def test_in_the_two_days_before_the_start_each_hour_is_known_when_it_came_in(
    played: Platform, published: pl.DataFrame
) -> None:
    for back in (timedelta(hours=47), timedelta(hours=13), timedelta(minutes=30)):
        moment = played.clock.now() - back
        assert known(played, moment).equals(until(published, moment))


def test_the_years_are_a_few_deliveries_and_their_bytes_are_kept(played: Platform) -> None:
    sql = "SELECT sha256, known_at FROM records.deliveries WHERE source = 'melbourne_pedestrians' ORDER BY number"
    deliveries = played.store.connection.rows("records", sql, [])
    recent = played.clock.now() - timedelta(days=2)
    assert sum(known_at <= recent for _, known_at in deliveries) <= 26
    assert sum(known_at > recent for _, known_at in deliveries) == 48
    rows = sum(len(melbourne_pedestrians.parse(played.store.raw.get(sha256)).frame) for sha256, _ in deliveries)
    assert rows == len(known(played, None))
