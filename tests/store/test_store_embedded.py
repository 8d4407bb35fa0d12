"""The contract on two DuckDB files in a folder, and in memory."""

from pathlib import Path

import pytest

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store
from store.deliveries import deliver, shown
from store.store_contract import StoreContract


class TestEmbedded(StoreContract):
    @pytest.fixture
    def addresses(self, tmp_path: Path) -> Addresses:
        folder = tmp_path / "data"
        return Addresses(
            facts=str(folder / "facts.duckdb"), records=str(folder / "records.duckdb"), raw=str(folder / "raw")
        )

    def holding(self, words: bytes, addresses: Addresses) -> list[Path]:
        folder = Path(addresses.raw).parent
        return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]

    def test_an_erased_name_is_on_no_disk(self, store: Store, addresses: Addresses) -> None:
        store.records.put_person("p1", "jansen@rotterdam.example", "Jan Jansen")
        store.connection.run("records", "CHECKPOINT records")
        assert self.holding(b"jansen@rotterdam", addresses)
        store.records.erase_person("p1")
        assert self.holding(b"jansen@rotterdam", addresses) == []
        store.records.put_person("p2", "pietersen", "Piet Pietersen")
        assert store.records.person("p2") is not None


def test_in_memory() -> None:
    with Store(Addresses(facts=":memory:", records=":memory:", raw="memory://test_in_memory")) as store:
        deliver(store, [("a", 0, 50.0)])
        assert shown(store) == {("a", 0): 50.0}
        store.ping()


@pytest.mark.parametrize(
    ("facts", "records"),
    [("ducklake:postgres:dbname=x", "postgres:dbname=x"), ("facts.duckdb", "postgres:dbname=x")],
)
def test_addresses_that_do_not_go_together(facts: str, records: str) -> None:
    with pytest.raises(SettingError):
        Addresses(facts=facts, records=records, raw="raw")
