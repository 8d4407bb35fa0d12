"""Jobs run on the clock of the platform, one run at a time, and one that fails stops no other."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.errors import StoreFullError
from stadsbeeld.instruments import Job
from stadsbeeld.runtime import jobs as jobs_module
from stadsbeeld.runtime.clock import ReplayClock
from stadsbeeld.runtime.jobs import Jobs, newest_moment, next_moment

ZONE = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
FIVE = timedelta(minutes=5)


def job(run: Callable[[datetime], None], every: timedelta = FIVE, name: str = "work") -> Job:
    return Job(name=name, title_id="job-work", every=every, run=run)


def running(clock: ReplayClock, *told: Job) -> Jobs:
    jobs = Jobs({"test": told}, clock, ZONE)
    clock.begin()
    jobs.start()
    return jobs


@given(st.integers(0, 10 * 365 * 24 * 60 * 60), st.sampled_from([FIVE, timedelta(hours=1), time(3)]))
def test_a_moment_lies_between_the_newest_and_the_next(seconds: int, every: timedelta | time) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    newest, after = newest_moment(every, now, ZONE), next_moment(every, now, ZONE)
    assert newest <= now < after
    assert next_moment(every, newest, ZONE) == after


def test_moments_are_aligned_by_the_clock_and_by_the_wall() -> None:
    now = datetime(2026, 8, 20, 12, 34, 56, tzinfo=UTC)
    assert newest_moment(FIVE, now, ZONE) == datetime(2026, 8, 20, 12, 30, tzinfo=UTC)
    assert newest_moment(time(3), now, ZONE) == datetime(2026, 8, 20, 1, tzinfo=UTC)
    winter = datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert newest_moment(time(3), winter, ZONE) == datetime(2026, 10, 25, 2, tzinfo=UTC)
    assert next_moment(time(3), datetime(2026, 10, 24, 12, tzinfo=UTC), ZONE) == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_a_replay_runs_its_jobs_on_the_replayed_clock() -> None:
    """An hour in a third of a second: each of its moments once, in order, from the one it starts in."""
    seen: list[datetime] = []
    done = threading.Event()

    def run(moment: datetime) -> None:
        seen.append(moment)
        if len(seen) == 5:
            done.set()

    jobs = running(ReplayClock(NOON + timedelta(minutes=2), NOON + timedelta(hours=9), 3_600), job(run))
    assert done.wait(20)
    jobs.stop()
    assert seen[0] == NOON
    assert all(a < b and (b - a) % FIVE == timedelta(0) for a, b in pairwise(seen))
    health = jobs.health()[0]
    assert (health["id"], health["state"], health["lastError"]) == ("test-work", "ok", None)
    assert health["doneAt"] in seen


def test_a_late_run_skips_to_the_newest_moment_and_never_overlaps() -> None:
    seen: list[datetime] = []
    done = threading.Event()
    inside = threading.Lock()
    clock = ReplayClock(NOON, NOON + timedelta(days=9), 3_600)

    def slow(moment: datetime) -> None:
        assert inside.acquire(blocking=False)
        seen.append(moment)
        threading.Event().wait(0.3)  # eighteen minutes of the clock
        inside.release()
        if len(seen) == 3:
            done.set()

    jobs = running(clock, job(slow))
    assert done.wait(20)
    jobs.stop()
    assert all(b - a >= timedelta(minutes=15) for a, b in pairwise(seen))


def test_a_job_that_fails_says_so_is_tried_again_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "AGAIN_AFTER_S", 0.01)
    tried: list[datetime] = []
    others: list[datetime] = []
    both, mended = threading.Event(), threading.Event()

    def fails(moment: datetime) -> None:
        tried.append(moment)
        if len(tried) < 3:
            raise StoreFullError("no space left")
        mended.set()

    def goes_on(moment: datetime) -> None:
        others.append(moment)
        if len(others) > 3 and tried:
            both.set()

    clock = ReplayClock(NOON, NOON + timedelta(days=9), 3_600)
    jobs = running(clock, job(fails, timedelta(days=1), "fails"), job(goes_on, name="goes-on"))
    assert mended.wait(20)
    assert both.wait(20)
    jobs.stop()
    assert tried == [tried[0]] * 3
    told = {one["id"]: one for one in jobs.health()}
    assert told["test-fails"]["lastError"]["code"] == "store-full"
    assert (told["test-fails"]["state"], told["test-goes-on"]["state"]) == ("ok", "ok")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_is_said_and_the_job_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "AGAIN_AFTER_S", 0.01)
    went_well = threading.Event()
    tried: list[datetime] = []

    def wrong(moment: datetime) -> None:
        tried.append(moment)
        if len(tried) == 1:
            raise KeyError("a fault")
        went_well.set()

    jobs = running(ReplayClock(NOON, NOON + timedelta(days=9), 60), job(wrong, timedelta(days=1)))
    assert went_well.wait(20)
    jobs.stop()
    assert jobs.health()[0]["lastError"]["code"] == "unexpected"


def test_before_the_first_run_a_job_has_never_run() -> None:
    told = Jobs({"test": [job(lambda _: None)]}, ReplayClock(NOON, NOON + FIVE, 1), ZONE).health()
    assert (told[0]["state"], told[0]["doneAt"], told[0]["failingSince"]) == ("never", None, None)
