"""Puts the platform together: one object that holds what runs, in the order in which it starts and stops."""

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.domain.errors import SettingError
from stadsbeeld.frames.observations import Observations
from stadsbeeld.instruments import City, Context, Instrument, SourceInfo
from stadsbeeld.runtime.clock import Clock, ReplayClock, SystemClock
from stadsbeeld.runtime.discover import found_instruments
from stadsbeeld.runtime.health import Tallies, source_health
from stadsbeeld.runtime.ingest import Ingest, Listener
from stadsbeeld.runtime.jobs import Jobs
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.packs import Pack, Replay, read
from stadsbeeld.runtime.pushed import PREFIX, pushed, pushed_in
from stadsbeeld.runtime.replay import Player, tape
from stadsbeeld.runtime.retention import keep_forecasts, keep_terms
from stadsbeeld.runtime.schedule import Schedule
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.runtime.seed import hold, seed
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.sources import sources as found_sources
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.observations import Receipt
from stadsbeeld.store.store import Store
from stadsbeeld.store.tiles import Tiles

SEEDED_BEFORE = timedelta(days=1)
TRUSTED = timedelta(hours=1)
# Both hold up writing while a file is made anew: not in the evening, whenever the server was started.
NIGHTLY = time(hour=3, minute=30)
LOOKED_BACK = timedelta(days=7)


class SourceInfos(Mapping[str, SourceInfo]):
    """What an instrument may know of the sources, those behind the push door included.

    Whoever walks over them meets no yearly ones: the slowest that is met says how far back a live screen looks, and
    with a source that holds for years it would read all that there is.
    """

    def __init__(self, declared: Mapping[str, Source]) -> None:
        self._of = {id: _info(source) for id, source in declared.items()}
        self._met = [id for id, source in declared.items() if not source.yearly]

    def __getitem__(self, source_id: str) -> SourceInfo:
        return _info(pushed(source_id)) if source_id.startswith(PREFIX) else self._of[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._met)

    def __len__(self) -> int:
        return len(self._met)


def _info(source: Source) -> SourceInfo:
    return SourceInfo(
        title=source.title,
        attribution=source.attribution,
        licence=source.licence,
        url=source.url,
        every_s=int(source.every.total_seconds()),
        max_age_s=int(source.max_age.total_seconds()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The running platform. `start_feeds` begins the sources or the replay; `stop` ends all of it, the store last."""

    settings: Settings
    pack: Pack
    store: Store
    clock: Clock
    sources: Mapping[str, Source]
    source_infos: Mapping[str, SourceInfo]
    instruments: tuple[Instrument, ...]
    newest: Newest
    tallies: Tallies
    ingest: Ingest
    tiles: Tiles
    player: Player | None
    schedule: Schedule
    jobs: Jobs
    shared: dict[str, Any]

    @property
    def city(self) -> City:
        return self.pack.city

    @property
    def demo(self) -> bool:
        return self.player is not None

    @property
    def start(self) -> datetime | None:
        """The first moment with data; None where there is none yet."""
        return self.store.as_of(None).first()

    def push(self, observations: Observations, source_id: str, key: str, raw: bytes) -> Receipt | None:
        return self.ingest.push(observations, source_id, key, raw)

    def listen(self, listener: Listener) -> None:
        self.ingest.listen(listener)

    def health(self) -> list[dict[str, Any]]:
        """Each source of the pack and behind the push door as `/v1/data-health` gives it, with titles of places."""
        places = {version.id: version.body for version in self.store.as_of(None).records("place")}
        doubted = {id: str(body["doubt"]) for id, body in places.items() if body.get("doubt")}
        newest, now = self.newest.frame(), self.clock.now()
        found = [
            source_health(source, self.tallies.of(source.id), newest, doubted, now)
            for source in (*self._watched(newest), *pushed_in(newest))
        ]
        for row in (row for told in found for row in told["implausible"]):
            row["title"] = places[row["place"]]["title"] if row["place"] in places else row["place"]
        return found

    def job_health(self) -> list[dict[str, Any]]:
        """Each job of an instrument as `/v1/data-health` gives it."""
        return self.jobs.health()

    def _watched(self, newest: pl.DataFrame) -> list[Source]:
        """In a replay what is played; live what is asked, and an archive only where somebody brought it in."""
        if self.player is not None:
            held = (one.source for one in self.pack.holdings)
            return [self.sources[id] for id in dict.fromkeys((*self.pack.archives, *held))]
        seen = set(newest["source"].unique())
        return [one for one in self.sources.values() if one.slices is None or one.id in seen]

    def start_feeds(self) -> None:
        # The first tiles take a second to make: a thread makes them while the first screen is still loading.
        threading.Thread(target=self.tiles.warm, name="tiles", daemon=True).start()
        if self.player is not None:
            self.player.start()
        self.schedule.start()
        self.jobs.start()

    def stop(self) -> None:
        self.schedule.stop()
        self.jobs.stop()
        if self.player is not None:
            self.player.stop()
        self.store.close()


def addresses(settings: Settings) -> Addresses:
    folder = settings.data_folder
    return Addresses(
        facts=settings.facts or str(folder / "facts.duckdb"),
        records=settings.records or str(folder / "records.duckdb"),
        raw=settings.raw or str(folder / "raw"),
        data_path=settings.facts_data_path,
    )


def sources_of(pack: Pack) -> Mapping[str, Source]:
    """The sources that the pack names, those of its holdings last. Raises SettingError for one that does not exist."""
    found = found_sources()
    named = dict.fromkeys((*pack.sources, *(one.source for one in pack.holdings)))
    if unknown := [id for id in named if id not in found]:
        raise SettingError(f"the city pack names sources that do not exist: {', '.join(unknown)}", setting="city")
    return {id: found[id] for id in named}


def assemble(
    settings: Settings,
    *,
    replay_speed: float | None = None,
    night: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Platform:
    """Open the store, read the pack, mend what a killed process left, and load what was known before the start.

    `replay_speed`: play the pack's archives at this speed instead of asking its sources; `night`: the id of the
    replay, the pack's first where it is None. Raises SettingError and the leaves of StoreError.
    """
    pack = read(settings.city)
    sources = sources_of(pack)
    replay = None if replay_speed is None else pack.replay(night)
    clock = _clock(replay, replay_speed)
    progress("opslag openen")
    store = Store(addresses(settings))
    newest, tallies = Newest(), Tallies()
    progress("plekken en gebieden lezen")
    seeded_at, played = clock.now(), None
    if replay is not None:
        archives = {id: path.read_bytes() for id, path in pack.archives.items()}
        seeded_at, played = _before(tape(archives, sources, replay.bulk_until), clock.now())
    seed(store, pack, seeded_at, replaying=played is not None)
    places = {one.id: one.body for one in store.as_of(None).records("place")}
    scope = Scope(pack.city.bounds, places, ZoneInfo(pack.city.time_zone))
    ingest = Ingest(store=store, sources=sources, clock=clock, newest=newest, tallies=tallies, scope=scope)
    ingest.recover()
    hold(ingest, pack, seeded_at, progress)
    newest.rebuild(store, clock.now(), longest_held(sources.values()) + TRUSTED)
    player = None
    if played is not None and isinstance(clock, ReplayClock):
        player = Player(ingest, clock, played)
        progress("opname laden tot het begin")
        player.load_until(clock.now())
    instruments = tuple(found_instruments().values())
    infos = SourceInfos(sources)
    zone = ZoneInfo(pack.city.time_zone)
    shared: dict[str, Any] = {}
    context = Context(
        store=store,
        newest=newest,
        clock=clock,
        city=pack.city,
        sources=infos,
        require=_nobody_asks,
        shared=shared,
    )
    return Platform(
        settings=settings,
        pack=pack,
        store=store,
        clock=clock,
        sources=sources,
        source_infos=infos,
        instruments=instruments,
        newest=newest,
        tallies=tallies,
        ingest=ingest,
        tiles=Tiles(pack.streets_path, pack.areas_path, _cache(settings)),
        player=player,
        schedule=Schedule(
            ingest,
            [] if player or not settings.fetch_sources else [sources[id] for id in pack.sources],
            [
                ("retention", NIGHTLY, partial(keep_terms, store, sources)),
                ("forecast-retention", NIGHTLY, partial(keep_forecasts, store, settings.forecast_days)),
                ("upkeep", NIGHTLY, lambda now: store.upkeep(now - LOOKED_BACK)),
                ("recovery", timedelta(minutes=10), lambda _: ingest.recover()),
            ],
            zone=zone,
            allow_private=settings.allow_private_addresses,
        ),
        shared=shared,
        jobs=Jobs({one.id: one.jobs(context) for one in instruments}, clock, zone),
    )


def longest_held(sources: Iterable[Source]) -> timedelta:
    """How long the value that holds longest counts, of the sources that observe: a table of a year is no live value."""
    return max((one.max_age for one in sources if one.observes), default=TRUSTED)


def _nobody_asks(action: str) -> Any:
    raise ValueError(f"a job has no caller that may {action}")


def _clock(replay: Replay | None, speed: float | None) -> Clock:
    if replay is None or speed is None:
        return SystemClock()
    return ReplayClock(replay.start, replay.end, speed)


def _before(played: Iterator[tuple[str, Arrival]], start: datetime) -> tuple[datetime, Iterator[tuple[str, Arrival]]]:
    """A moment before the first delivery, when the places were known already, and the tape, whole."""
    first = next(played, None)
    if first is None:
        return start, iter(())
    return first[1].at - SEEDED_BEFORE, itertools.chain([first], played)


def _cache(settings: Settings) -> Path:
    return settings.data_folder / "tiles"
