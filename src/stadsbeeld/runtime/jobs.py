"""Runs the jobs of instruments on the clock of the platform, each on a thread of its own."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from time import monotonic
from typing import Any

from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.instruments import Job
from stadsbeeld.runtime.clock import Clock

log = logging.getLogger("stadsbeeld.jobs")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A replay that stands still at its end, and a wall clock that was set, are looked at again this often.
LONGEST_WAIT_S = 5.0
AGAIN_AFTER_S = 5.0
UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How a job is doing: `done_at` the moment of its last run that went well, `took_s` how long that took on the wall.

    `failing_since`: the moment of the first run since then that failed, None where none did.
    """

    job: Job
    done_at: datetime | None = None
    took_s: float | None = None
    failing_since: datetime | None = None
    last_error: Mapping[str, Any] | None = None


class Jobs:
    """`of` names the instrument of each job. A job that fails is said in the log when it begins to, tried again, and
    never keeps another waiting."""

    def __init__(self, of: Mapping[str, Sequence[Job]], clock: Clock, zone: tzinfo) -> None:
        self._clock, self._zone = clock, zone
        self._stop = threading.Event()
        self._states = {
            f"{instrument}-{job.name}": JobState(job=job) for instrument, jobs in of.items() for job in jobs
        }
        self._threads = [
            threading.Thread(target=self._unending, args=(id,), name=f"job-{id}", daemon=True) for id in self._states
        ]

    def start(self) -> None:
        """Each job runs at once for its newest moment, and from then on at each of its moments."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends within seconds; a run that is under way finds the store closed."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=2)

    def health(self) -> list[dict[str, Any]]:
        """Each job as `/v1/data-health` gives it. `state`: `ok`, `failing`, or `never` where no run has ended yet."""
        return [
            {
                "id": id,
                "titleId": state.job.title_id,
                "state": "failing" if state.failing_since else "ok" if state.done_at else "never",
                "doneAt": state.done_at,
                "tookS": state.took_s,
                "failingSince": state.failing_since,
                "lastError": state.last_error,
            }
            for id, state in self._states.items()
        ]

    def _unending(self, id: str) -> None:
        """A fault of ours ends this thread, is said as loudly as Python can, and another thread goes on."""
        try:
            self._run(id)
        except BaseException as error:
            self._failed(id, self._clock.now(), UNEXPECTED, type(error).__name__)
            if not self._stop.wait(AGAIN_AFTER_S):
                threading.Thread(target=self._unending, args=(id,), name=f"job-{id}", daemon=True).start()
            raise

    def _run(self, id: str) -> None:
        job, last = self._states[id].job, None
        while not self._stop.is_set():
            now = self._clock.now()
            moment = newest_moment(job.every, now, self._zone)
            if moment == last:
                wait_s = (next_moment(job.every, now, self._zone) - now).total_seconds() / self._clock.speed
            elif self._once(id, job, moment):
                last, wait_s = moment, 0.0
            else:
                wait_s = AGAIN_AFTER_S
            self._stop.wait(min(wait_s, LONGEST_WAIT_S))

    def _once(self, id: str, job: Job, moment: datetime) -> bool:
        """Whether the run went well."""
        began_s = monotonic()
        try:
            job.run(moment)
        except StadsbeeldError as error:
            self._failed(id, moment, error.code, str(error))
            return False
        if self._states[id].failing_since is not None:
            log.info("job works again", extra={"job": id})
        took_s = round(monotonic() - began_s, 3)
        self._states[id] = replace(self._states[id], done_at=moment, took_s=took_s, failing_since=None)
        return True

    def _failed(self, id: str, at: datetime, code: str, detail: str) -> None:
        if self._stop.is_set():
            return  # the store closed under it: nobody waits for what it would have said
        state = self._states[id]
        if state.failing_since is None:
            log.warning("job fails", extra={"job": id, "code": code, "detail": detail})
        self._states[id] = replace(
            state,
            failing_since=state.failing_since or at,
            last_error={"at": at, "code": code, "detail": detail},
        )


def newest_moment(every: timedelta | time, now: datetime, zone: tzinfo) -> datetime:
    """The last moment of a rhythm that is not after `now`, in UTC."""
    if isinstance(every, timedelta):
        return now.astimezone(UTC) - (now - EPOCH) % every
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today - timedelta(days=back), every, zone).astimezone(UTC) for back in range(2))
    return next(moment for moment in moments if moment <= now)


def next_moment(every: timedelta | time, now: datetime, zone: tzinfo) -> datetime:
    """The first moment of a rhythm after `now`, in UTC."""
    if isinstance(every, timedelta):
        return newest_moment(every, now, zone) + every
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today + timedelta(days=ahead), every, zone).astimezone(UTC) for ahead in range(3))
    return next(moment for moment in moments if moment > now)
