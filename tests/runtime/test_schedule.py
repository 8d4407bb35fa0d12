"""Sources are asked on a real loopback server: one hangs, one fails and comes back, one gives."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.errors import SourceFormatError, StadsbeeldError
from stadsbeeld.frames.observations import Observations
from stadsbeeld.runtime.clock import SystemClock
from stadsbeeld.runtime.health import Tallies
from stadsbeeld.runtime.ingest import Change, Ingest
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.schedule import Schedule, pause_s, wait_s
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.sources import sources
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store


@given(st.integers(0, 50), st.floats(0, 1))
def test_the_pause_grows_with_failures_and_has_an_end(failures: int, chance: float) -> None:
    every = timedelta(minutes=1)
    pause = pause_s(every, failures, chance)
    assert 60 <= pause <= 600 * 1.1
    assert pause <= pause_s(every, failures + 1, 1)


def test_a_slow_rhythm_is_not_hastened_by_failing() -> None:
    assert pause_s(timedelta(days=1), 5, 0) == 86_400


def test_upkeep_at_night_is_at_night_also_when_the_clock_changes() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    night = time(hour=3, minute=30)
    assert wait_s(night, datetime(2026, 8, 20, 3, 29, tzinfo=zone)) == 60
    assert wait_s(night, datetime(2026, 8, 20, 3, 30, tzinfo=zone)) == 86_400
    assert wait_s(night, datetime(2026, 10, 24, 3, 30, tzinfo=zone)) == 25 * 3_600
    assert wait_s(night, datetime(2026, 3, 28, 3, 30, tzinfo=zone)) == 23 * 3_600
    assert wait_s(timedelta(minutes=10), datetime(2026, 8, 20, tzinfo=zone)) == 600


class Publisher(BaseHTTPRequestHandler):
    """`/fails` answers 500; `/hangs` never answers; any other path gives its own name."""

    let_go = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/hangs":
            self.let_go.wait(30)
            return
        self.send_response(500 if self.path == "/fails" else 200)
        body = self.path.encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say: the test asks."""


@pytest.fixture
def publisher() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Publisher.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_that_hangs_or_fails_never_stalls_the_others(publisher: str) -> None:
    def parse(raw: bytes) -> Observations:
        raise SourceFormatError("made", raw.decode())

    base = replace(next(iter(sources().values())), slices=None, parse=parse, every=timedelta(hours=1), further={})
    asked = {name: replace(base, id=name, url=f"{publisher}/{name}") for name in ("hangs", "fails", "gives")}
    failed: dict[str, str] = {}
    both = threading.Event()

    class Watched(Ingest):
        def failed(self, source_id: str, at: object, error: StadsbeeldError) -> None:
            failed[source_id] = str(error)
            if {"fails", "gives"} <= set(failed):
                both.set()

    with Store(Addresses(facts=":memory:", records=":memory:", raw="memory://schedule")) as store:
        ingest = Watched(
            store=store,
            sources=asked,
            clock=SystemClock(),
            newest=Newest(),
            tallies=Tallies(),
            scope=Scope((0, 0, 1, 1), {}),
        )
        changes: list[Change] = []
        ingest.listen(changes.append)
        schedule = Schedule(ingest, list(asked.values()), allow_private=True)
        schedule.start()
        assert both.wait(30)
        Publisher.let_go.set()
        schedule.stop()
    assert "500" in failed["fails"]
    assert "/gives" in failed["gives"]
    assert changes == []
