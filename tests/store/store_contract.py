"""What a store promises, on whichever pair of databases: a test class gives `addresses` and inherits."""

from collections.abc import Iterator

import pytest

from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store
from store.contract_arrivals import ArrivalsContract
from store.contract_as_of import AsOfContract
from store.contract_crashes import CrashContract, TwoWritersContract
from store.contract_deliveries import DeliveryContract
from store.contract_forecasts import ForecastsContract
from store.contract_records import RecordsContract, RetentionContract, UpkeepContract
from store.contract_yearly import YearlyContract
from store.contract_yearly_turns import YearlyTurnsContract
from store.deliveries import deliver, shown


class StoreContract(
    DeliveryContract,
    CrashContract,
    TwoWritersContract,
    ArrivalsContract,
    AsOfContract,
    ForecastsContract,
    RecordsContract,
    RetentionContract,
    UpkeepContract,
    YearlyContract,
    YearlyTurnsContract,
):
    """All of it. A subclass gives the fixture `addresses` and says where its files lie (`holding`)."""

    def test_ping_and_reopening(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            store.ping()
            deliver(store, [("a", 0, 50.0)], key="1")
        with Store(addresses) as store:
            store.ping()
            assert shown(store) == {("a", 0): 50.0}
            assert deliver(store, [("a", 0, 50.0)], key="1") is None

    @pytest.fixture
    def addresses(self) -> Iterator[Addresses]:
        raise NotImplementedError
