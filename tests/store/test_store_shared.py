"""The contract on PostgreSQL and a lake, and what two processes do there together."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from stadsbeeld.domain.errors import StoreDamagedError, StoreUnreachableError
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store
from store import ingesting
from store.conftest import Server
from store.deliveries import at, claimed, deliver, facts, finish, shown
from store.store_contract import StoreContract

pytestmark = pytest.mark.shared


def shared(server: Server, folder: Path) -> Addresses:
    words = server.database()
    return Addresses(
        facts=f"ducklake:postgres:{words}",
        records=f"postgres:{words}",
        raw=str(folder / "raw"),
        data_path=str(folder / "lake"),
    )


class TestShared(StoreContract):
    kills = 4

    @pytest.fixture
    def addresses(self, postgres: Server, tmp_path: Path) -> Addresses:
        return shared(postgres, tmp_path)

    def holding(self, words: bytes, addresses: Addresses) -> list[Path]:
        folder = Path(addresses.raw).parent
        return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]

    def test_two_stores_bring_the_same_deliveries(self, addresses: Addresses) -> None:
        with Store(addresses) as one, Store(addresses) as two, ThreadPoolExecutor(2) as pool:

            def bring(store: Store) -> None:
                for n in range(10):
                    deliver(store, [("a", n, float(n)), ("b", n, 1.0)], key=str(n))

            list(pool.map(bring, (one, two)))
            assert one.unfinished() == two.unfinished() == []
            assert facts(one) == facts(two) == 20
            assert shown(one) == shown(two)

    def test_two_processes_at_once(self, addresses: Addresses) -> None:
        """Both bring deliveries 0, 1, 2, … until they are stopped; each of them stands there once."""
        command = [sys.executable, ingesting.__file__, json.dumps(asdict(addresses)), "0"]
        children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        for child in children:
            assert child.stdout is not None
            child.stdout.readline()
        time.sleep(1)
        for child in children:
            child.kill()
            child.communicate()
        with Store(addresses) as store:
            finish(store)
            numbers = {minute for _, minute in shown(store)}
            assert numbers == set(range(len(numbers)))
            assert facts(store) == len(numbers) * ingesting.ROWS

    def test_one_finishes_what_another_claimed(self, addresses: Addresses) -> None:
        with Store(addresses) as one, Store(addresses) as two:
            claim = claimed(one, json.dumps([("a", 0, 50.0)]).encode(), "12:00")
            assert finish(two) == [claim]
            assert deliver(one, [("a", 0, 50.0)], key="12:00") is None
            assert facts(one) == 1

    def test_numbers_and_clocks_of_two_stores_stay_in_line(self, addresses: Addresses) -> None:
        with Store(addresses) as one, Store(addresses) as two:
            claims = [claimed(store, b"x", str(n), at(60 - n)) for n, store in enumerate((one, two, one, two))]
            assert [claim.number for claim in claims if claim] == [1, 2, 3, 4]
            assert [claim.known_at for claim in claims if claim] == [at(60)] * 4


def test_a_database_that_does_not_answer(own_postgres: Server, tmp_path: Path) -> None:
    addresses = shared(own_postgres, tmp_path)
    with Store(addresses) as store:
        deliver(store, [("a", 0, 50.0)], key="1")
        own_postgres.stop()
        for _ in range(2):
            with pytest.raises(StoreUnreachableError, match="start the database"):
                store.ping()
            with pytest.raises(StoreUnreachableError, match="start the database"):
                deliver(store, [("a", 1, 50.0)], key="2")
        own_postgres.start()
        # The same store goes on, without being opened again.
        assert shown(store) == {("a", 0): 50.0}
        assert deliver(store, [("a", 1, 50.0)], key="2") is not None
        assert shown(store) == {("a", 0): 50.0, ("a", 1): 50.0}
    own_postgres.stop()
    with pytest.raises(StoreUnreachableError, match="start the database"):
        Store(addresses)


def test_a_lake_that_lost_a_file(postgres: Server, tmp_path: Path) -> None:
    with Store(shared(postgres, tmp_path)) as store:
        deliver(store, [("a", 0, 50.0)])
        for file in (tmp_path / "lake").rglob("observations/**/*.parquet"):
            file.unlink()
        with pytest.raises(StoreDamagedError, match="put back"):
            shown(store)


def test_the_password_is_never_told(postgres: Server, tmp_path: Path) -> None:
    words = f"{postgres.database()} password=geheim"
    addresses = Addresses(
        facts=f"ducklake:postgres:{words}", records=f"postgres:{words}", raw=str(tmp_path), data_path=str(tmp_path)
    )
    with Store(addresses) as store:
        assert "geheim" not in store.connection.where("facts") + store.connection.where("records")
    wrong = Addresses(
        facts="ducklake:postgres:host=127.0.0.1 port=1 password=geheim",
        records="postgres:host=127.0.0.1 port=1 password=geheim",
        raw=str(tmp_path),
        data_path=str(tmp_path),
    )
    with pytest.raises(StoreUnreachableError) as told:
        Store(wrong)
    assert "geheim" not in str(told.value)
