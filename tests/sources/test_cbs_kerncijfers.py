"""Key figures per gemeente."""

from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import cbs_kerncijfers

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class TestCbsKerncijfers(SourceContract):
    source = cbs_kerncijfers.SOURCE
    fixture = "kerncijfers.csv"
    rows = 3 * 7
    implausible = 1

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[3]

    def told(self, raw=None):
        frame = self.source.parse(raw or self.raw).frame
        return {(r["area"], r["figure"]): (r["year"], r["value"], r["mark"]) for r in frame.iter_rows(named=True)}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_each_column_in_the_unit_and_year_of_its_figure(self):
        cells = {figure: told for (area, figure), told in self.told().items() if area == "GM0599"}
        assert cells == {
            "inhabitants_n": (2022, 655468.0, None),
            "age_0_14_pct": (2022, 16.0, None),
            "woz_mean_eur": (2022, 275_000.0, None),
            "income_standardised_mean_eur": (2022, 31_800.0, None),
            "wmo_clients_per_1000": (2022, 84.0, None),
            "nature_pct": (2017, 2.36, None),
            "crimes_n": (2022, 52728.0, None),
        }

    def test_an_empty_cell_is_missing_and_never_zero(self):
        cells = self.told()
        assert cells["GM1961", "wmo_clients_per_1000"] == (2022, None, "missing")
        assert cells["GM1961", "nature_pct"] == (2022, None, "missing")

    def test_buitenland_and_empty_rows_are_left_out(self):
        assert {area for area, _ in self.told()} == {"GM0599", "GM1961", "GM0999"}

    def test_a_table_that_does_not_tell_its_year_is_refused(self):
        self.refused(b"# year=2022\n", b"", "year is not told")
        self.refused(b",cr_jaar\n", b",cr_year\n", "cr_jaar")
        self.refused(b",2017,2.36", b",,2.36", "does not tell its year")

    def test_a_row_without_its_code_is_refused(self):
        self.refused(b"GM1961,", b",", "null|code")
        self.refused(b"GM1961,", b"WK196100,", "code of a gemeente")

    def test_without_inhabitants_it_is_another_table(self):
        self.refused(b"aantal_inwoners", b"inwoners", "aantal_inwoners")

    @pytest.mark.parametrize(("year", "gemeenten", "figures"), [(2022, 345, 71), (2023, 342, 29), (2024, 342, 30)])
    def test_the_packaged_years(self, year, gemeenten, figures):
        frame = self.source.parse((PACK / f"kerncijfers_{year}.csv.gz").read_bytes()).frame
        assert (frame["area"].n_unique(), frame["figure"].n_unique()) == (gemeenten, figures)
        assert frame.filter(mark="implausible").is_empty()
        assert "GM0998" not in set(frame["area"])

    def test_inhabitants_of_the_packaged_2024(self):
        frame = self.source.parse((PACK / "kerncijfers_2024.csv.gz").read_bytes()).frame
        people = frame.filter(figure="inhabitants_n", year=2024)
        assert people.filter(area="GM0599")["value"].item() == 670_610
        assert people["value"].sum() == 17_942_942  # CBS: inhabitants of the Netherlands on 1 January 2024
