"""Buurten of the province of Utrecht, where a 0 is not always a value."""

from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import cbs_buurten

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class TestCbsBuurten(SourceContract):
    source = cbs_buurten.SOURCE
    fixture = "buurten.csv"
    rows = 4
    implausible = 1

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def told(self, raw=None):
        frame = self.source.parse(raw or self.raw).figures.frame
        return {(r["area"], r["figure"]): (r["value"], r["mark"]) for r in frame.iter_rows(named=True)}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_a_buurt_with_its_wijk_and_no_shape(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(area="BU03070100").row(0, named=True) == {
            "area": "BU03070100",
            "kind": "buurt",
            "name": "Hof",
            "parent": "WK030701",
            "year": 2020,
            "geometry": None,
        }
        assert frame.filter(area="BU0344AB12")["parent"].item() == "WK0344AB"

    def test_values_in_the_unit_of_their_figure(self):
        cells = self.told()
        assert cells["BU03070100", "woz_mean_eur"] == (335_000.0, None)
        assert cells["BU03070100", "gas_mean_m3"] == (1310.0, None)
        assert cells["BU03070100", "electricity_mean_kwh"] == (2430.0, None)
        assert cells["BU03070100", "ses_score"] == (-0.12, None)
        assert cells["BU03070100", "noise_road_db"] == (31.65, None)
        assert cells["BU03070100", "livability_cohesion_score"] == (-0.04, None)

    def test_of_few_homes_woz_and_shares_are_secret(self):
        cells = self.told()
        for figure in ("woz_mean_eur", "owner_occupied_pct", "occupied_homes_pct", "multi_family_homes_pct"):
            assert cells["BU03449999", figure] == (None, "secret"), figure

    def test_without_homes_they_are_missing(self):
        cells = self.told()
        assert cells["BU0344AB12", "woz_mean_eur"] == (None, "missing")
        assert cells["BU0344AB12", "owner_occupied_pct"] == (None, "missing")
        assert cells["BU0344AB12", "dwellings_n"] == (0.0, None)
        assert cells["BU0344AB12", "inhabitants_n"] == (0.0, None)

    def test_a_zero_of_gas_ses_or_noise_is_missing(self):
        cells = self.told()
        assert cells["BU03449999", "gas_mean_m3"] == (None, "missing")
        assert cells["BU03449999", "ses_score"] == (None, "missing")
        assert cells["BU03449999", "noise_road_db"] == (None, "missing")

    def test_a_zero_that_can_be_is_a_value(self):
        cells = self.told()
        assert cells["BU03440101", "owner_occupied_pct"] == (0.0, None)
        assert cells["BU03440101", "built_since_2000_pct"] == (0.0, None)
        assert cells["BU03440101", "livability_environment_score"] == (0.0, None)

    def test_households_for_each_100_inhabitants_are_no_share_of_households(self):
        assert "families_with_children_pct" not in {figure for _, figure in self.told()}

    def test_what_is_not_as_published_is_refused(self):
        self.refused(b"# year=2020\n", b"", "year is not told")
        self.refused(b"BU03070100", b"WK030701", "not a buurt")
        self.refused(b",Nieuwbouw,", b",,", "not a buurt with its name")
        self.refused(b"aardgasverbruik_m3", b"gas_m3", "aardgasverbruik_m3_gemiddeld are not there")

    def test_the_packaged_table(self):
        table = self.source.parse((PACK / "utrecht_buurten_2020.csv.gz").read_bytes())
        frame = table.figures.frame
        assert len(table) == 969
        assert frame["figure"].n_unique() == 25
        assert frame.filter(mark="implausible").is_empty()
        few = set(frame.filter((frame["figure"] == "dwellings_n") & frame["value"].is_between(1, 19))["area"])
        assert set(frame.filter(figure="woz_mean_eur", mark="secret")["area"]) == few
        assert set(frame.filter(figure="occupied_homes_pct", mark="secret")["area"]) == few
        assert not set(frame.filter(figure="gas_mean_m3")["value"]) & {0.0}
        assert frame.filter(figure="woz_mean_eur")["value"].drop_nulls().min() >= 20_000
