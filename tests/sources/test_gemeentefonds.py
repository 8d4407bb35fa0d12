"""The four tables of the gemeentefonds, told apart by their columns."""

import gzip
from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import gemeentefonds

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class OfTheFund:
    source = gemeentefonds.SOURCE

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def bodies(self, raw=None):
        return {row.id: row.body for row in self.source.parse(raw or self.raw).rows}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_gzipped_it_says_the_same(self):
        assert self.source.parse(gzip.compress(self.raw)) == self.source.parse(self.raw)


class TestVolumes(OfTheFund, SourceContract):
    fixture = "volumes.csv"
    rows = 2

    def test_a_gemeente_with_its_volumes(self):
        assert self.source.parse(self.raw).kind == "gemeentefonds_volumes"
        assert self.bodies()["S2024/2024/GM0599"] == {
            "circular": "S2024",
            "year": 2024,
            "area": "GM0599",
            "name": "Rotterdam",
            "province": 8,
            "volumes": {"inwo": 670610.0, "WOZwe80": 88_784_800_000.0, "woonr": 334404.0, "vast nieuw": 1.0},
        }

    def test_a_volume_that_is_not_told_is_null_and_not_zero(self):
        assert self.bodies()["S2024/2024/GM0088"]["volumes"]["WOZwe80"] is None

    def test_a_table_that_does_not_tell_its_circular_and_year_is_refused(self):
        self.refused(b"# circular=S2024; year=2024\r\n", b"", "circular is not told")
        self.refused(b"; year=2024", b"", "year is not told")
        self.refused(b"S2024;", b"X2024;", "is not a circular")

    def test_half_of_the_marks_of_volumes_is_neither_table(self):
        self.refused(b"\twoonr", b"\twoonx", "neither volumes nor payments")

    @pytest.mark.parametrize("text", [b"670.610.00", b"670610.0", b"nan", b"6,7e5"])
    def test_what_is_no_dutch_number_is_refused(self, text):
        self.refused(b"670.610,00", text, "Dutch number")

    def test_a_code_that_is_none_is_refused(self):
        self.refused(b"\n88\t", b"\nGM88\t", "not a gemeente")


class TestPayments(OfTheFund, SourceContract):
    fixture = "payments.csv"
    rows = 2

    def test_a_gemeente_with_its_payments_and_a_cut(self):
        assert self.source.parse(self.raw).kind == "gemeentefonds_payments"
        body = self.bodies()["S2024/2024/GM0088"]
        assert body["payments"] == {
            "ART.12": 13947768.89,
            "Participatie": 1011.0,
            "Suppletie nieuwe verdeling GF": -204.0,
        }
        assert (body["area"], body["name"], body["province"]) == ("GM0088", "Schiermonnikoog", 2)


class TestWeights(OfTheFund, SourceContract):
    fixture = "weights.csv"
    rows = 4

    def test_a_weight_by_its_code_and_a_payment_by_its_name(self):
        assert self.source.parse(self.raw).kind == "gemeentefonds_weights"
        bodies = self.bodies()
        assert set(bodies) == {f"S2024/2024/{key}" for key in ("inwo", "WOZwe80", "lidr_w_nw", "participatie")}
        assert bodies["S2024/2024/participatie"] == {
            "circular": "S2024",
            "year": 2024,
            "key": "participatie",
            "name": "participatie",
            "weights": {"Participatie": 1.0, "Onderwijs": 0.0, "Onroerendezaakbelasting": 0.0},
        }
        assert bodies["S2024/2024/WOZwe80"]["weights"]["Onroerendezaakbelasting"] == -0.00089

    def test_a_total_that_is_a_cent_off_is_as_published_and_two_cents_are_refused(self):
        assert self.bodies()["S2024/2024/lidr_w_nw"]["weights"]["Participatie"] == 1355.9
        self.refused(b"1.356,41", b"1.356,42", "add up to")

    def test_a_small_weight_is_exact(self):
        self.refused(b"-0,00089\n", b"-0,00088\n", "add up to")

    def test_a_weight_that_is_not_told_is_refused(self):
        self.refused(b"\t129,93\t", b"\t\t", "not told")
        self.refused(b"\tparticipatie\t1", b"\t\t1", "no name")


class TestFactor(OfTheFund, SourceContract):
    fixture = "factor.csv"
    rows = 3

    def test_a_factor_by_circular_and_year(self):
        assert self.source.parse(self.raw).kind == "gemeentefonds_factor"
        assert self.bodies()["S2024/2024"] == {"circular": "S2024", "year": 2024, "factor": 1.42}

    @pytest.mark.parametrize("text", [b",0\n", b",-1.4\n", b",\n", b",nan\n", b",1,420\n", b",high\n"])
    def test_a_factor_that_cannot_be_is_refused(self, text):
        self.refused(b",1.420\n", text, "factor|finite|number|cells")


class TestStructure(OfTheFund, SourceContract):
    fixture = "structure.csv"
    rows = 6

    def told(self):
        return {
            (r["area"], r["figure"]): (r["year"], r["value"], r["mark"]) for r in self.parsed().iter_rows(named=True)
        }

    def parsed(self):
        return self.source.parse(self.raw).frame

    def test_words_become_classes_and_a_city_without_one_is_missing(self):
        assert self.told() == {
            ("GM0599", "centre_function_class"): (2024, None, "missing"),
            ("GM0599", "social_structure_class"): (2024, 4.0, None),
            ("GM1680", "centre_function_class"): (2024, 1.0, None),
            ("GM1680", "social_structure_class"): (2024, 1.0, None),
            ("GM0344", "centre_function_class"): (2024, 3.0, None),
            ("GM0344", "social_structure_class"): (2024, 2.0, None),
        }

    def test_what_is_not_as_published_is_refused(self):
        self.refused(b"Aa en Hunze", b"Aa en Hunzo", "Aa en Hunzo")
        self.refused(b"Zwak", b"Zwakker", "cannot be 'Zwakker'")
        self.refused(b"# year=2024\n", b"", "year is not told")

    def test_the_implausible_is_kept_and_marked(self):
        """A class is one of a few words, so that no other number can come of it."""
        assert set(self.parsed()["mark"]) == {None, "missing"}

    def test_the_packaged_structure(self):
        frame = self.source.parse((PACK / "gemeentefonds_structure_2024.csv.gz").read_bytes()).frame
        assert frame["area"].n_unique() == 342
        assert frame.filter(mark="missing").sort("area")["area"].to_list() == ["GM0344", "GM0363", "GM0518", "GM0599"]
