"""The one path by which data comes in: keep the bytes, claim, read, append, tell."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from stadsbeeld.connect.source import Source, Table
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError, StadsbeeldError, StoreDamagedError
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Records
from stadsbeeld.runtime.clock import Clock
from stadsbeeld.runtime.health import Tallies
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.pushed import PREFIX, pushed
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.store.observations import EARLY_TOLERANCE, Claim, Delivery, Receipt
from stadsbeeld.store.store import Store

log = logging.getLogger("stadsbeeld.ingest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What came in: told to listeners after it is safe. `new` rows or versions; `known_at` in UTC."""

    source: str
    known_at: datetime
    new: int
    records: str | None = None


Listener = Callable[[Change], None]


class Ingest:
    """Takes deliveries. Safe to call from several threads; a delivery that was acknowledged survives `kill -9`."""

    def __init__(
        self,
        *,
        store: Store,
        sources: Mapping[str, Source],
        clock: Clock,
        newest: Newest,
        tallies: Tallies,
        scope: Scope,
    ) -> None:
        self._store, self._sources, self._clock, self._scope = store, sources, clock, scope
        self._newest, self._tallies = newest, tallies
        self._listeners: list[Listener] = []
        self._telling = threading.Lock()

    def listen(self, listener: Listener) -> None:
        """Call `listener` after each delivery that brought something new, on the thread that took it."""
        self._listeners.append(listener)

    def deliver(self, source_id: str, raw: bytes, key: str, at: datetime | None = None) -> Receipt | None:
        """Take the bytes of one delivery. None: it came before. `at` is its moment of arrival (None: now).

        Raises NotFoundError for an unknown source, SourceFormatError for bytes that cannot be read (they are
        kept, and the claim is closed as refused), StoreError where the store cannot take it.
        """
        source = self._source(source_id)
        known_at = at or self._clock.now()
        sha256 = self._store.raw.put(raw)
        claim = self._store.claim(
            Delivery(source=source_id, key=key, sha256=sha256, known_at=known_at, parser_version=source.parser_version)
        )
        if claim is None:
            self._tallies.arrived(source_id, known_at, 0, 0, None)
            return None
        try:
            table = self._scope.read(source, raw)
        except SourceFormatError as error:
            self._store.refuse(claim, error.code, str(error))
            self.failed(source_id, known_at, error)
            raise
        return self._append(claim, table)

    def push(self, observations: Observations, source_id: str, key: str, raw: bytes) -> Receipt | None:
        """Take observations that a push door has checked already. None: the same delivery came before."""
        sha256 = self._store.raw.put(raw)
        claim = self._store.claim(Delivery(source=source_id, key=key, sha256=sha256, known_at=self._clock.now()))
        return None if claim is None else self._append(claim, observations)

    def recover(self) -> int:
        """Run again, from the kept bytes, what was claimed and not finished: after a kill, or a full disk.

        Gives how many were taken. What cannot be read any more is closed as refused and said in the log: one
        damaged file never keeps the others, or the start, waiting.
        """
        taken = 0
        for claim in self._store.unfinished():
            try:
                raw = self._store.raw.get(claim.sha256)
                self._append(claim, self._scope.read(self._source(claim.source), raw))
                taken += 1
            except (SourceFormatError, NotFoundError, StoreDamagedError) as error:
                self._store.refuse(claim, error.code, str(error))
                log.error("a delivery is lost", extra={"source": claim.source, "code": error.code})
        return taken

    def remember(self) -> None:
        """Note when each yearly source was last heard: it is as old as that, also in a process that began since."""
        for id in (one.id for one in self._sources.values() if one.yearly):
            if (last := self._store.last_arrival_of(id, self._clock.now())) is not None:
                self._tallies.remember(id, last)

    def _source(self, source_id: str) -> Source:
        if source_id.startswith(PREFIX):
            return pushed(source_id)
        if source_id not in self._sources:
            raise NotFoundError("source", source_id)
        return self._sources[source_id]

    def now(self) -> datetime:
        return self._clock.now()

    def failed(self, source_id: str, at: datetime, error: StadsbeeldError) -> None:
        """Note a failure; one log line when it begins."""
        if self._tallies.failed(source_id, at, error.code, str(error)):
            log.warning("source fails", extra={"source": source_id, "code": error.code, "detail": str(error)})

    def _append(self, claim: Claim, table: Table) -> Receipt:
        receipt = self._store.append(claim, table)
        if isinstance(table, Observations):
            rows = table.frame.filter(pl.col("observed_at") <= claim.known_at + EARLY_TOLERANCE).with_columns(
                known_at=pl.lit(claim.known_at).cast(pl.Datetime("us", "UTC")), source=pl.lit(claim.source)
            )
            self._newest.take(rows)
            kind, delay_s = None, _delay_s(table, claim.known_at)
        else:
            kind, delay_s = table.kind if isinstance(table, Records) else None, None
        if receipt.early and not (receipt.new or receipt.same):
            ahead = SourceFormatError(claim.source, f"all {receipt.early} rows lie in the future: its clock is ahead")
            self.failed(claim.source, claim.known_at, ahead)
            return receipt
        if self._tallies.arrived(claim.source, claim.known_at, receipt.new, receipt.same, delay_s):
            log.info("source works again", extra={"source": claim.source})
        if receipt.new:
            change = Change(source=claim.source, known_at=claim.known_at, new=receipt.new, records=kind)
            with self._telling:
                for listener in self._listeners:
                    listener(change)
        return receipt


def _delay_s(table: Observations, known_at: datetime) -> float | None:
    """Seconds from the end of the newest interval to its arrival; None for an empty table."""
    if not len(table):
        return None
    ended: datetime = table.frame.select((pl.col("observed_at") + pl.duration(seconds="span_s")).max()).item()
    return (known_at - ended).total_seconds()
