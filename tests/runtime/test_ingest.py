"""The ingest path on a real store, with a source that is made for the test."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import polars as pl
import pytest

from stadsbeeld.connect.source import Arrival, Source, Table
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.runtime.clock import ReplayClock
from stadsbeeld.runtime.health import Tallies, source_health
from stadsbeeld.runtime.ingest import Change, Ingest
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.replay import Player, tape
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.observations import Delivery
from stadsbeeld.store.store import Store

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


def parse(raw: bytes) -> Observations:
    """Made for this test: JSON rows of [place, minutes after noon, km/h or null]."""
    try:
        rows = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise SourceFormatError("made", str(error)) from error
    return Observations(
        pl.DataFrame(
            {
                "place": [row[0] for row in rows],
                "quantity": ["speed_kmh"] * len(rows),
                "observed_at": [NOON + timedelta(minutes=row[1]) for row in rows],
                "span_s": [300] * len(rows),
                "value": [row[2] for row in rows],
            },
            schema_overrides={"value": pl.Float64(), "observed_at": pl.Datetime("us", "UTC")},
        )
    )


def slices(raw: bytes) -> Iterator[Arrival]:
    for row in orjson.loads(raw):
        yield Arrival(at=NOON + timedelta(minutes=row[1] + 6), key=str(row[1]), raw=orjson.dumps([row]))


MADE = Source(
    id="made",
    title="Made",
    url="",
    licence="CC0-1.0",
    attribution="",
    purpose="test",
    legal_ground="none",
    retention_days=1,
    every=timedelta(minutes=5),
    max_age=timedelta(minutes=15),
    yields=frozenset({"speed_kmh"}),
    parse=parse,
    slices=slices,
)


class Path:
    """A store in memory and what hangs on it."""

    def __init__(self, store: Store) -> None:
        self.store, self.newest, self.tallies = store, Newest(), Tallies()
        self.clock = ReplayClock(NOON + timedelta(hours=1), NOON + timedelta(hours=9), 1)
        self.ingest = Ingest(
            store=store,
            sources={"made": MADE},
            clock=self.clock,
            newest=self.newest,
            tallies=self.tallies,
            scope=Scope((4.0, 51.0, 5.0, 52.0), {}),
        )
        self.heard: list[Change] = []
        self.ingest.listen(self.heard.append)

    def value(self) -> float | None:
        frame = self.newest.frame()
        assert len(frame) == 1
        found: float | None = frame["value"][0]
        return found


@pytest.fixture
def path() -> Iterator[Path]:
    with Store(Addresses(facts=":memory:", records=":memory:", raw="memory://ingest")) as store:
        yield Path(store)


def test_a_delivery_is_kept_appended_and_told(path: Path) -> None:
    receipt = path.ingest.deliver("made", b'[["p", 0, 80]]', "k1", at=NOON + timedelta(minutes=6))
    assert receipt is not None
    assert (receipt.new, path.value()) == (1, 80)
    assert [(change.source, change.new, change.records) for change in path.heard] == [("made", 1, None)]
    stored = path.store.as_of(None).newest(since=NOON)
    assert stored.equals(path.newest.frame().select(stored.columns))


def test_the_same_delivery_twice_is_silent_and_a_correction_wins(path: Path) -> None:
    first, mended = b'[["p", 0, 80]]', b'[["p", 0, 60]]'
    path.ingest.deliver("made", first, "k", at=NOON + timedelta(minutes=6))
    path.ingest.deliver("made", mended, "k", at=NOON + timedelta(minutes=7))
    assert path.ingest.deliver("made", first, "k", at=NOON + timedelta(minutes=8)) is None
    assert path.value() == 60
    assert len(path.heard) == 2


def test_memory_and_store_agree_after_overlaps_and_late_rows(path: Path) -> None:
    deliveries = [
        (b'[["p", 0, 80], ["q", 0, 50]]', 6),
        (b'[["p", 5, 70], ["p", 0, 80]]', 11),
        (b'[["q", 5, null]]', 12),
        (b'[["p", 0, 81]]', 20),
    ]
    for raw, minute in deliveries:
        path.ingest.deliver("made", raw, str(minute), at=NOON + timedelta(minutes=minute))
    stored = path.store.as_of(None).newest(since=NOON)
    assert stored.equals(path.newest.frame().select(stored.columns))
    anew = Newest()
    anew.rebuild(path.store, NOON + timedelta(minutes=30), timedelta(hours=1))
    assert anew.recent().equals(path.newest.recent())


def test_a_clock_that_runs_ahead_reaches_neither_store_nor_screen(path: Path) -> None:
    receipt = path.ingest.deliver("made", b'[["p", 60, 80]]', "k", at=NOON)
    assert receipt is not None
    assert (receipt.new, receipt.early) == (0, 1)
    told = path.tallies.of("made").last_error
    assert told is not None
    assert "future" in told["detail"]
    assert path.newest.frame().is_empty()


def test_bytes_that_cannot_be_read_are_kept_and_said(path: Path) -> None:
    with pytest.raises(SourceFormatError):
        path.ingest.deliver("made", b"<html>", "k")
    told = path.tallies.of("made")
    assert told.last_error is not None
    assert told.last_error["code"] == "source-format"
    assert path.store.unfinished() == []
    path.ingest.deliver("made", b'[["p", 0, 80]]', "k2")
    assert path.tallies.of("made").failing_since is None


def test_an_unknown_source_is_named(path: Path) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        path.ingest.deliver("nobody", b"", "k")


def test_what_a_killed_process_left_is_taken_at_start(path: Path) -> None:
    raw = b'[["p", 0, 80]]'
    sha256 = path.store.raw.put(raw)
    path.store.claim(Delivery(source="made", key="k", sha256=sha256, known_at=NOON + timedelta(minutes=6)))
    assert path.ingest.recover() == 1
    assert path.value() == 80
    assert path.ingest.deliver("made", raw, "k") is None


def test_what_was_pushed_is_taken_at_start_too_and_what_is_gone_stops_nobody(path: Path) -> None:
    pushed = b'{"place":"q","quantity":"speed_kmh","observedAt":"2026-08-20T12:00:00Z","spanS":300,"value":42.0}\n'
    for source, raw in (("push:cameras", pushed), ("made", b'[["p", 0, 80]]'), ("taken-out-of-the-pack", b"x")):
        sha256 = path.store.raw.put(raw)
        path.store.claim(Delivery(source=source, key="k", sha256=sha256, known_at=NOON + timedelta(minutes=6)))
    path.store.raw.delete(path.store.raw.put(b'[["p", 0, 80]]'))
    assert path.ingest.recover() == 1
    assert path.value() == 42
    assert path.store.unfinished() == []


def test_of_two_sources_of_one_place_memory_and_store_hold_the_same(path: Path) -> None:
    other = replace(MADE, id="other")
    path.ingest._sources = {"made": MADE, "other": other}
    for source, raw, minute in (
        ("made", b'[["p", 0, 50]]', 6),
        ("other", b'[["p", 0, 10]]', 7),
        ("made", b'[["p", 0, 50]]', 8),
    ):
        path.ingest.deliver(source, raw, str(minute), at=NOON + timedelta(minutes=minute))
    stored = path.store.as_of(None).newest(since=NOON)
    assert stored.equals(path.newest.frame().select(stored.columns))


def test_an_old_value_that_comes_again_and_again_is_silence(path: Path) -> None:
    path.ingest.deliver("made", b'[["p", 0, 80]]', "1", at=NOON + timedelta(minutes=6))
    late = NOON + timedelta(hours=5)
    path.ingest.deliver("made", b'[["p", 0, 80]]', "2", at=late)
    told = source_health(MADE, path.tallies.of("made"), path.newest.frame(), {}, late)
    assert told["state"] == "silent"


def test_a_sensor_that_fell_silent_is_still_counted_after_a_restart(path: Path) -> None:
    path.ingest.deliver("made", b'[["p", 0, 80]]', "1", at=NOON + timedelta(minutes=6))
    path.ingest.deliver("made", b'[["q", 1440, 80]]', "2", at=NOON + timedelta(minutes=1446))
    anew, now = Newest(), NOON + timedelta(minutes=1446)
    anew.rebuild(path.store, now, timedelta(hours=1))
    told = source_health(MADE, path.tallies.of("made"), anew.frame(), {}, now)
    assert (told["places"], told["silentPlaces"]) == (2, 1)


def test_a_replay_gives_each_delivery_its_own_moment(path: Path) -> None:
    archive = b'[["p", 0, 80], ["p", 5, 70], ["p", 600, 10]]'
    player = Player(path.ingest, path.clock, tape({"made": archive}, {"made": MADE}))
    assert player.load_until(NOON + timedelta(hours=1)) == 2
    known = path.store.as_of(NOON + timedelta(minutes=8)).newest(since=NOON)
    assert known["value"].to_list() == [80]
    assert path.value() == 70


def test_a_national_source_is_narrowed_to_the_city_and_read_with_its_places() -> None:
    heard: list[list[str]] = []

    def parse_with(raw: bytes, places: Mapping[str, Mapping[str, Any]]) -> Table:
        heard.append(sorted(places))
        if raw == b"places":
            outside, inside = {"lon": 6.6, "lat": 53.2}, {"lon": 4.5, "lat": 51.9}
            return Records.of("place", [Record(id="p", body=inside), Record(id="q", body=outside)])
        return parse(raw)

    national = replace(MADE, yields=frozenset({"speed_kmh", "record:place"}), parse_with=parse_with)
    scope = Scope((4.0, 51.0, 5.0, 52.0), {})
    told = b'[["p", 0, 80], ["q", 0, 50]]'
    assert len(scope.read(national, told)) == 0
    assert [row.id for row in scope.read(national, b"places").rows] == ["p"]  # type: ignore[union-attr]
    assert scope.read(national, told) == parse(b'[["p", 0, 80]]')
    assert heard == [[], [], ["p"]]
    assert scope.read(MADE, told) == parse(told)


def test_health_counts_silent_and_implausible_places(path: Path) -> None:
    path.ingest.deliver("made", b'[["p", 0, 80], ["q", 30, 300], ["r", 30, null]]', "k")
    told = source_health(
        MADE, path.tallies.of("made"), path.newest.frame(), {"r": "too-many-lanes"}, NOON + timedelta(minutes=40)
    )
    assert (told["places"], told["silentPlaces"], told["implausiblePlaces"]) == (3, 1, 2)
    assert told["missingShare"] == round(1 / 3, 4)
    assert [row["why"] for row in told["implausible"]] == ["out-of-bounds", "too-many-lanes"]
    assert told["state"] == "ok"
    late = source_health(MADE, path.tallies.of("made"), path.newest.frame(), {}, NOON + timedelta(hours=2))
    assert late["state"] == "silent"


def test_a_source_that_never_came_says_so(path: Path) -> None:
    told = source_health(MADE, path.tallies.of("made"), path.newest.frame(), {}, NOON)
    assert (told["state"], told["places"], told["silentShare"], told["ageS"]) == ("never", 0, None, None)
