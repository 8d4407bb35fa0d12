"""A recorded stretch played through the real ingest path, as it would have come in."""

import heapq
import itertools
import logging
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.runtime.clock import ReplayClock
from stadsbeeld.runtime.ingest import Ingest

log = logging.getLogger("stadsbeeld.replay")


def tape(
    archives: Mapping[str, bytes], sources: Mapping[str, Source], bulk_until: datetime | None = None
) -> Iterator[tuple[str, Arrival]]:
    """All arrivals of all archives (source id → bytes) in the order of their arrival.

    What came in by `bulk_until` is given in few large deliveries where the source can split its archive.
    Raises ValueError for a source that has no `slices`: its archive cannot be played.
    """

    def of(source_id: str, raw: bytes) -> Iterator[tuple[str, Arrival]]:
        source = sources[source_id]
        if source.slices is None:
            raise ValueError(f"the source {source_id} cannot be replayed: it declares no slices")
        if bulk_until is None or source.split is None:
            return ((source_id, arrival) for arrival in source.slices(raw))
        parts = source.split(raw, bulk_until)
        late = iter(()) if parts.rest is None else source.slices(parts.rest)
        return ((source_id, arrival) for arrival in itertools.chain(parts.bulk, late))

    streams = [of(source_id, raw) for source_id, raw in archives.items()]
    return heapq.merge(*streams, key=lambda item: item[1].at)


class Player:
    """Plays a tape on a thread of its own, against a clock that begins with it."""

    def __init__(self, ingest: Ingest, clock: ReplayClock, played: Iterator[tuple[str, Arrival]]) -> None:
        self._ingest, self._clock, self._tape = ingest, clock, played
        self._next: tuple[str, Arrival] | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="replay", daemon=True)

    def load_until(self, moment: datetime) -> int:
        """Take at once all that had come in by `moment`, each with its own time of arrival. Gives how many."""
        taken = 0
        for item in self._tape:
            if item[1].at > moment:
                self._next = item
                break
            self._deliver(*item)
            taken += 1
        return taken

    def start(self) -> None:
        self._clock.begin()
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            item = self._next or next(self._tape, None)
            self._next = None
            if item is None:
                log.info("the recording has ended")
                return
            while (wait_s := (item[1].at - self._clock.now()).total_seconds()) > 0:
                if self._stop.wait(wait_s / self._clock.speed):
                    return
            self._deliver(*item)

    def _deliver(self, source_id: str, arrival: Arrival) -> None:
        try:
            self._ingest.deliver(source_id, arrival.raw, arrival.key, at=arrival.at)
        except SourceFormatError as error:
            log.warning("a recorded delivery was refused", extra={"source": source_id, "detail": str(error)})
