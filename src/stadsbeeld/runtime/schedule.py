"""Asks each source on its own rhythm, on a thread of its own: one that hangs never stalls the others."""

import logging
import random
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from stadsbeeld.connect.http import Fetched, fetch
from stadsbeeld.connect.source import Source
from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.runtime.ingest import Ingest

log = logging.getLogger("stadsbeeld.schedule")
LONGEST_PAUSE = timedelta(hours=1)
MOST_DOUBLED = 10


class Schedule:
    """The rhythm of all sources and of upkeep. After failures the pause doubles, with jitter."""

    def __init__(
        self,
        ingest: Ingest,
        sources: Sequence[Source],
        upkeep: Sequence[tuple[str, timedelta | time, Callable[[datetime], object]]] = (),
        *,
        zone: tzinfo = UTC,
        allow_private: bool = False,
    ) -> None:
        """`upkeep`: name, every so often or at a time of the day in `zone`, and what to do."""
        self._ingest, self._zone, self._allow_private = ingest, zone, allow_private
        self._stop = threading.Event()
        asked = [
            (source, url, every)
            for source in sources
            if source.slices is None  # an archive is played or ingested, never asked for
            for url, every in {source.url: source.every, **source.further}.items()
        ]
        self.asked = frozenset(one[0].id for one in asked)
        """Ids of the sources that are asked."""
        self._threads = [
            threading.Thread(target=self._unending, args=one, name=f"source-{one[0].id}", daemon=True) for one in asked
        ]
        self._threads += [threading.Thread(target=self._keep_up, args=job, name=job[0], daemon=True) for job in upkeep]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends within seconds; a question that is under way is left to its own bound of time."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=2)

    def _unending(self, source: Source, url: str, every: timedelta) -> None:
        """A fault of ours ends this thread, is said as loudly as Python can, and another thread goes on."""
        try:
            self._run(source, url, every)
        except BaseException:
            if not self._stop.wait(every.total_seconds()):
                again = threading.Thread(target=self._unending, args=(source, url, every), daemon=True)
                again.start()
            raise

    def _run(self, source: Source, url: str, every: timedelta) -> None:
        failures, last = 0, None
        while not self._stop.is_set():
            try:
                last = self._ask(source, url, last)
                failures = 0
            except StadsbeeldError as error:
                failures += 1
                self._ingest.failed(source.id, self._ingest.now(), error)
            if self._stop.wait(pause_s(every, failures, random.random())):  # noqa: S311  # spreads load, hides nothing
                return

    def _ask(self, source: Source, url: str, last: Fetched | None) -> Fetched | None:
        answer = fetch(url, since=last, allow_private=self._allow_private)
        if answer is None:
            return last
        self._ingest.deliver(source.id, answer.raw, answer.key)
        return answer

    def _keep_up(self, name: str, when: timedelta | time, job: Callable[[datetime], object]) -> None:
        while not self._stop.wait(wait_s(when, self._ingest.now().astimezone(self._zone))):
            try:
                job(self._ingest.now())
            except StadsbeeldError as error:
                log.warning("upkeep fails", extra={"job": name, "code": error.code, "detail": str(error)})


def wait_s(when: timedelta | time, now: datetime) -> float:
    """Seconds until upkeep is due: an interval from now, or the next `when` on the local clock of `now`."""
    if isinstance(when, timedelta):
        return when.total_seconds()
    today = now.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    due = today if today > now else today + timedelta(days=1)
    # Wall times of one zone subtract without their offsets: on the nights of a clock change by way of UTC.
    return (due.astimezone(UTC) - now.astimezone(UTC)).total_seconds()


def pause_s(every: timedelta, failures: int, chance: float) -> float:
    """Seconds until the next question: `every`, doubled for each failure in a row up to ten times itself and an hour,
    and up to a tenth more by `chance` (0 … 1), so that sources that fail together do not come back together."""
    doubled_s = every.total_seconds() * float(2 ** min(failures, 12))
    longest_s = max(every, min(MOST_DOUBLED * every, LONGEST_PAUSE)).total_seconds()
    return min(doubled_s, longest_s) * (1 + chance / 10)
