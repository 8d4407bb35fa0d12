"""Kills at any moment, and two writers at once."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import ClassVar

from stadsbeeld.store import observations as appending
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Receipt, Store
from store import ingesting
from store.deliveries import at, claimed, deliver, facts, finish, observations, shown


class CrashContract:
    def test_killed_between_claim_and_append(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            raw = json.dumps([("a", 0, 50.0)]).encode()
            claim = claimed(store, raw, "12:00")
        with Store(addresses) as store:
            assert store.unfinished() == [claim]
            assert claimed(store, raw, "12:00", at(600)) == claim
            assert finish(store) == [claim]
            assert shown(store) == {("a", 0): 50.0}
            assert store.unfinished() == []
        with Store(addresses) as store:
            assert store.unfinished() == []
            assert claimed(store, raw, "12:00") is None

    def test_killed_between_append_and_closing(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            raw = json.dumps([("a", 0, 50.0)]).encode()
            claim = claimed(store, raw, "12:00")
            assert claim is not None
            table = observations([("a", 0, 50.0)])
            appending.append(store.connection, claim, table, settled=True, stands=0)
        with Store(addresses) as store:
            assert store.unfinished() == [claim]
            assert store.append(claim, table) == Receipt(new=1, same=0)
            assert facts(store) == 1
            assert store.append(claim, table) == Receipt(new=1, same=0)
            assert facts(store) == 1

    kills: ClassVar[int] = 8

    def test_kill_9_loses_nothing_that_was_acknowledged(self, addresses: Addresses) -> None:
        chance, acknowledged = random.Random(9), set[int]()
        command = [sys.executable, ingesting.__file__, json.dumps(asdict(addresses))]
        for _ in range(self.kills):
            start = str(max(acknowledged, default=0))
            with subprocess.Popen([*command, start], stdout=subprocess.PIPE, text=True) as child:
                assert child.stdout is not None
                acknowledged |= {int(child.stdout.readline()) for _ in range(chance.randint(2, 6))}
                time.sleep(chance.uniform(0, 0.05))
                os.kill(child.pid, signal.SIGKILL)
                # A line that the kill cut short was not acknowledged.
                acknowledged |= {int(line) for line in child.stdout if line.endswith("\n")}
        with Store(addresses) as store:
            finish(store)
            assert store.unfinished() == []
            seen = shown(store)
            for number in acknowledged:
                rows = ingesting.rows(number)
                assert claimed(store, json.dumps(rows).encode(), str(number)) is None
                assert {(place, minute): seen[(place, minute)] for place, minute, _ in rows} == {
                    (place, minute): value for place, minute, value in rows
                }
            twice = """SELECT count(*) FROM (SELECT place, observed_at FROM facts.observations
                       GROUP BY ALL HAVING count(*) > 1)"""
            assert store.connection.rows("facts", twice) == [(0,)]
            assert len(acknowledged) > self.kills


class TwoWritersContract:
    def test_two_threads_bring_the_same_deliveries(self, store: Store) -> None:
        numbers = [number for number in range(12) for _ in range(2)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: deliver(store, [("a", n, float(n)), ("b", n, 1.0)], key=str(n)), numbers))
        assert store.unfinished() == []
        assert facts(store) == 24
        assert shown(store) == {(place, n): float(n) if place == "a" else 1.0 for n in range(12) for place in "ab"}

    def test_two_threads_bring_batches_that_overlap(self, store: Store) -> None:
        def bring(n: int) -> None:
            deliver(store, [("a", minute, float(minute)) for minute in range(n, n + 5)], key=str(n))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(bring, range(12)))
        assert shown(store) == {("a", minute): float(minute) for minute in range(16)}
        assert store.unfinished() == []

    def test_reading_while_writing_sees_whole_deliveries(self, store: Store) -> None:
        done = threading.Event()

        def write() -> None:
            try:
                for n in range(20):
                    deliver(store, [(f"p{i}", n, float(n)) for i in range(50)], known_at=at(60 + n))
            finally:
                done.set()

        writer = threading.Thread(target=write)
        writer.start()
        while not done.is_set():
            assert len(shown(store)) % 50 == 0
        writer.join()
        assert len(shown(store)) == 20 * 50
