"""Asks each source on its own rhythm, on a thread of its own: one that hangs never stalls the others."""

import logging
import random
import threading
from collections.abc import Sequence
from datetime import timedelta

from stadsbeeld.connect.http import Fetched, fetch
from stadsbeeld.connect.source import Source
from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.runtime.ingest import Ingest
from stadsbeeld.runtime.settings import Settings

log = logging.getLogger("stadsbeeld.schedule")
LONGEST_PAUSE = timedelta(hours=1)


class Schedule:
    """The rhythm of all sources. After failures the pause doubles, with jitter, up to an hour."""

    def __init__(self, ingest: Ingest, sources: Sequence[Source], settings: Settings) -> None:
        self._ingest, self._settings = ingest, settings
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(source,), name=f"source-{source.id}", daemon=True)
            for source in sources
            if source.url.startswith("https://") and source.slices is None
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _run(self, source: Source) -> None:
        failures, last = 0, None
        while not self._stop.is_set():
            try:
                last = self._ask(source, last)
                failures = 0
            except StadsbeeldError as error:
                failures += 1
                self._ingest.failed(source.id, self._ingest.now(), error)
            if self._stop.wait(pause_s(source.every, failures, random.random())):  # noqa: S311
                return

    def _ask(self, source: Source, last: Fetched | None) -> Fetched | None:
        answer = fetch(source.url, since=last, allow_private=self._settings.allow_private_addresses)
        if answer is None:
            return last
        self._ingest.deliver(source.id, answer.raw, answer.key)
        return answer


def pause_s(every: timedelta, failures: int, chance: float) -> float:
    """Seconds until the next question: `every`, doubled for each failure in a row up to an hour, and up to a tenth
    more by `chance` (0 … 1), so that sources that fail together do not come back together."""
    doubled_s = every.total_seconds() * float(2 ** min(failures, 12))
    longest_s = max(every, LONGEST_PAUSE).total_seconds()
    return min(doubled_s, longest_s) * (1 + chance / 10)
