"""Mean prices of gas and electricity."""

from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import energy_prices

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class TestEnergyPrices(SourceContract):
    source = energy_prices.SOURCE
    fixture = "statline.csv"
    rows = 6

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def told(self, raw=None):
        return {row.id: row.body for row in self.source.parse(raw or self.raw).rows}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_a_cubic_metre_with_its_parts_and_what_a_connection_costs(self):
        assert self.told()["2022/gas"] == {
            "carrier": "gas",
            "period": "2022",
            "unit": "m3",
            "unitEur": 2.29959,  # 1.7824 + 0.09948 + 0.41771
            "deliveryEur": 1.7824,
            "surchargeEur": 0.09948,
            "taxEur": 0.41771,
            "fixedEurYear": 250.98,  # 181.84 + 69.14
        }

    def test_electricity_has_the_reduction_of_the_tax_in_its_fixed_part(self):
        told = self.told()["2022/electricity"]
        assert told["unitEur"] == 0.53549  # 0.4581 + 0.03508 + 0.04231
        assert told["fixedEurYear"] == -461.04  # 253.88 + 68.96 − 783.88

    def test_a_month_and_a_provisional_month(self):
        assert {id for id in self.told() if "-" in id} == {
            f"{month}/{carrier}" for month in ("2022-01", "2023-01") for carrier in ("gas", "electricity")
        }

    def test_a_price_that_is_not_told_is_null_and_so_is_the_sum(self):
        told = self.told()["2023-01/gas"]
        assert (told["deliveryEur"], told["unitEur"]) == (None, None)
        assert told["taxEur"] == 0.59259

    def test_prices_without_vat_are_not_read(self):
        assert self.told()["2022/gas"]["deliveryEur"] == 1.7824
        with pytest.raises(SourceFormatError, match="no row with Inclusief btw"):
            self.source.parse(self.raw.replace(b"Inclusief", b"Exclusief"))

    def test_what_is_not_as_published_is_refused(self):
        self.refused(b"2022 januari", b"2022 januarie", "neither a year nor a month")
        self.refused(b"1,7824", b"1.7824", "Dutch number")
        self.refused(b"Exclusief btw", b"Zonder btw", "neither with nor without")
        self.refused(b"Aardgas/Energiebelasting", b"Gas/Energiebelasting", "are not there")

    def test_the_packaged_year_is_the_mean_of_its_months(self):
        told = {row.id: row.body for row in self.source.parse((PACK / "energy_prices_2022.csv").read_bytes()).rows}
        assert len(told) == 26
        for carrier in ("gas", "electricity"):
            months = [told[f"2022-{month:02}/{carrier}"] for month in range(1, 13)]
            for part, step in (("unitEur", 1e-4), ("deliveryEur", 1e-4), ("fixedEurYear", 0.02)):
                mean = sum(body[part] for body in months) / 12
                assert told[f"2022/{carrier}"][part] == pytest.approx(mean, abs=step)
