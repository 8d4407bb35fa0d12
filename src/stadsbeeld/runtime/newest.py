"""The newest observation of every place, kept in memory: no screen has to wait for a query."""

import threading
from datetime import datetime, timedelta

import polars as pl

from stadsbeeld.frames.observations import KEY, SCHEMA
from stadsbeeld.store.store import Store

COLUMNS = pl.Schema({**SCHEMA, "known_at": pl.Datetime("us", "UTC"), "source": pl.String()})
KEPT = timedelta(hours=1)
REMEMBERED = timedelta(days=7)


class Newest:
    """Observations of the last hour before the newest one of each place, and with them the newest of all.

    Readers get an immutable frame and never wait for a writer. `version` rises with each change.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said = pl.DataFrame(schema=COLUMNS)
        self._recent = self._said
        self._frame = self._recent
        self.version = 0

    def frame(self) -> pl.DataFrame:
        """One row per (place, quantity): the newest known. Columns of `Observations`, `known_at`, `source`."""
        return self._frame

    def recent(self) -> pl.DataFrame:
        """As `frame`, with the hour before each newest row: what a trend needs."""
        return self._recent

    def take(self, rows: pl.DataFrame) -> None:
        """Take new rows (columns as `frame`). A later `known_at` wins; an older interval never replaces a newer."""
        if rows.is_empty():
            return
        with self._lock:
            told = rows.select(COLUMNS.names()).cast(dict(COLUMNS))  # type: ignore[arg-type]
            # What is known already keeps the moment at which it was learnt, as in the store.
            # Equality is judged for each source, so of two that tell the same place the last to change holds.
            told = told.join(self._said, on=[*SCHEMA.names(), "source"], how="anti", nulls_equal=True)
            said = (
                pl.concat([self._said, told])
                .sort("known_at", maintain_order=True)
                .unique([*KEY, "source"], keep="last", maintain_order=True)
                .filter(pl.col("observed_at") >= pl.col("observed_at").max().over("place", "quantity") - KEPT)
            )
            kept = said.unique(KEY, keep="last", maintain_order=True).sort(KEY)
            frame = kept.unique(["place", "quantity"], keep="last", maintain_order=True)
            self._said, self._recent, self._frame = said, kept, frame
            self.version += 1

    def rebuild(self, store: Store, now: datetime, back: timedelta) -> None:
        """Read what was known at start from the store: the newest of each place that was heard in the last
        `REMEMBERED`, so that a sensor that fell silent is not forgotten, and all observed since `now - back`."""
        view, end = store.as_of(None), now + timedelta(days=1)
        newest = view.newest(since=now - REMEMBERED, until=end)
        if newest.is_empty():
            return
        self.take(newest)
        self.take(view.window(newest["quantity"].unique().to_list(), now - back, end))
