"""Costs of care by gemeente: as Vektis publishes them, and compact. The fixtures are made up."""

from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import vektis

SHARED = Path(__file__).parents[3] / "shared" / "data" / "vektis"


class Costs:
    source = vektis.SOURCE

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))


class TestPublished(Costs, SourceContract):
    fixture = "published.csv"
    rows = 4

    def told(self, raw=None):
        return {row.id: row.body for row in self.source.parse(raw or self.raw).rows}

    def test_a_group_of_one_sex_and_age_in_a_gemeente(self):
        assert set(self.told()) == {
            "2023/GM0518/M/0-0",
            "2023/GM0518/M/5-9",
            "2023/GM0518/V/90-",
            "2023/GM0820/V/75-79",
        }
        assert self.told()["2023/GM0518/V/90-"]["toAge"] is None
        assert self.told()["2023/GM0518/M/5-9"] == {
            "area": "GM0518",
            "year": 2023,
            "sex": "M",
            "fromAge": 5,
            "toAge": 9,
            "people": 20.0,
            "insuredYears": 19.5,
            "costs": {"specialist": 10000.0, "pharmacy": 200.0, "mental": 15.0, "gp": 400.0, "other": 0.0},
        }

    def test_a_cost_that_is_not_told_leaves_its_kind_unknown_and_no_other(self):
        costs = self.told()["2023/GM0518/M/0-0"]["costs"]
        assert costs["mental"] is None
        assert costs["specialist"] == 30000.1
        assert self.told()["2023/GM0820/V/75-79"]["costs"]["other"] is None

    def test_a_decimal_comma_is_a_decimal_point(self):
        group = self.told()["2023/GM0820/V/75-79"]
        assert (group["insuredYears"], group["costs"]["specialist"]) == (10.5, 44000.25)

    def test_the_leading_sum_is_in_no_gemeente(self):
        assert sorted(body["people"] for body in self.told().values()) == [11, 12, 15, 20]

    def test_names_in_capitals_and_not_cut_off_are_the_same_columns(self):
        head, rest = self.raw.split(b"\n", 1)[0], self.raw.split(b"\n", 1)[1]
        names, rows = rest.split(b"\n", 1)
        whole = names.replace(b"kosten_medisch_specialistische_z", b"kosten_medisch_specialistische_zorg").upper()
        assert self.told(head + b"\n" + whole + b"\n" + rows) == self.told()

    def test_older_kinds_of_mental_care_are_mental_care(self):
        older = self.raw.replace(b"kosten_consulten_ggz", b"kosten_generalistische_basis_ggz").replace(
            b"kosten_intramuraal_verblijf_ggz", b"kosten_specialistische_ggz"
        )
        assert self.told(older) == self.told()

    def test_a_kind_of_cost_that_nobody_knows_is_refused(self):
        self.refused(b"kosten_farmacie", b"kosten_wonderzorg", "kosten_wonderzorg")

    def test_the_file_by_postcode_is_refused(self):
        self.refused(b"gemeentenaam", b"postcode_3", "by postcode")

    def test_what_is_not_as_published_is_refused(self):
        self.refused(b"# year=2023\n", b"", "year is not told")
        self.refused(b"NUENEN CA", b"NUENENN CA", "NUENENN")
        self.refused(b"V;90+", b"X;90+", "neither M nor V")
        self.refused(b"V;90+", b"V;negentig", "not an age class")
        self.refused(b"V;90+", b"M;5 t/m 9 jaar", "twice")
        self.refused(b";19.5;", b";1.219.5;", "a number is expected")

    def test_every_kind_is_known_by_its_first_32_signs(self):
        names = [f"kosten_{name}" for names in vektis.KINDS.values() for name in names]
        assert len({name[: vektis.CUT_AT] for name in names}) == len(names)


class TestCompact(Costs, SourceContract):
    fixture = "compact.csv"
    rows = 16
    implausible = 1

    def told(self, raw=None):
        frame = self.source.parse(raw or self.raw).frame
        return {(r["area"], r["figure"]): (r["year"], r["value"], r["mark"]) for r in frame.iter_rows(named=True)}

    def test_mean_costs_of_an_insured_person(self):
        assert {figure: told for (area, figure), told in self.told().items() if area == "GM9001"} == {
            "insured_n": (2023, 1000.0, None),
            "zvw_cost_mean_eur": (2023, 2500.0, None),
            "zvw_specialist_mean_eur": (2023, 1400.0, None),
            "zvw_pharmacy_mean_eur": (2023, 300.0, None),
            "zvw_mental_mean_eur": (2023, 200.0, None),
            "zvw_gp_mean_eur": (2023, 200.0, None),
            "zvw_paramedical_mean_eur": (2023, 50.0, None),
            "zvw_other_mean_eur": (2023, 350.0, None),
        }

    def test_a_cost_that_is_not_told_is_missing(self):
        assert self.told()["GM9002", "zvw_mental_mean_eur"] == (2023, None, "missing")

    def test_a_row_without_its_year_is_refused(self):
        self.refused(b"350.0,2023", b"350.0,", "zk_jaar does not tell a year")

    @pytest.mark.skipif(
        not SHARED.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
    )
    @pytest.mark.parametrize(("year", "gemeenten"), [(2022, 334), (2023, 335)])
    def test_the_real_files(self, year, gemeenten):
        frame = self.source.parse((SHARED / f"vektis_per_insured_{year}.csv").read_bytes()).frame
        assert frame["area"].n_unique() == gemeenten
        assert set(frame["year"]) == {year}
        assert set(frame["mark"]) == {None}


def test_nothing_of_vektis_is_packaged():
    packs = Path(stadsbeeld.__path__[0]) / "packs"
    assert [path.name for path in packs.rglob("*") if "vektis" in path.name.lower()] == []
