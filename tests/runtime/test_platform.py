"""The whole platform, put together from a packaged city and a folder."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.desk import Desk
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.settings import Settings


def settings(folder: Path) -> Settings:
    return Settings(city="rotterdam", data_folder=folder, fetch_sources=False)


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Platform]:
    """Rotterdam at the start of its recording; the clock stands still until the feeds start."""
    platform = assemble(settings(tmp_path), replay_speed=60)
    yield platform
    platform.stop()


def context(platform: Platform) -> Context:
    return Context(
        store=platform.store,
        newest=platform.newest,
        clock=platform.clock,
        city=platform.city,
        sources=platform.source_infos,
        require=lambda _: lambda: None,
    )


def test_the_newest_state_of_all_places_asks_the_facts_nothing(
    played: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(context(played))
    before = orjson.loads(desk.places(None).body)
    assert before["total"] == 610

    asked: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(type(played.store.connection), name)

        def ask(self: Any, database: str, sql: str, parameters: Sequence[object] | None = None) -> Any:
            asked.append(database)
            return real(self, database, sql, parameters)

        return ask

    for name in ("frame", "rows"):
        monkeypatch.setattr(type(played.store.connection), name, counted(name))
    # A place that is told anew: memory alone makes the answer.
    newer = played.newest.frame().filter(pl.col("place") == "station-0100")
    played.newest.take(
        newer.with_columns(
            value=pl.lit(5.0), known_at=pl.col("known_at") + timedelta(seconds=1), mark=pl.lit(None, dtype=pl.String)
        )
    )
    after = orjson.loads(desk.places(None).body)
    assert after != before
    assert "facts" not in asked


def test_in_a_replay_what_is_played_is_watched_and_live_what_is_asked(played: Platform, tmp_path: Path) -> None:
    held = list(dict.fromkeys(one.source for one in played.pack.holdings))
    assert "iv3" in held
    assert [told["id"] for told in played.health()] == ["ndw_archive", "road_incidents", "city_conditions", *held]
    live = assemble(settings(tmp_path / "live"))
    try:
        states = {told["id"]: told["state"] for told in live.health()}
        assert states == {"ndw_traffic": "never", **dict.fromkeys(held, "ok")}
        # The recording's merged stations are no live places.
        assert live.store.as_of(None).records("place") == []
    finally:
        live.stop()
