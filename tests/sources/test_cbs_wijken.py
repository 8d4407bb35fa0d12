"""Boundaries of gemeenten and wijken, with figures."""

import gzip
from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import cbs_wijken

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class Boundaries:
    source = cbs_wijken.SOURCE
    implausible = 1

    def repeated(self, raw):
        lines = raw.splitlines(keepends=True)
        count = len(lines) - 2
        again = [*lines[:-2], lines[-2].rstrip(b"\n") + b",\n", lines[-2], lines[-1]]
        return b"".join(again).replace(b'"count":%d' % count, b'"count":%d' % (count + 1))

    def told(self, raw=None):
        frame = self.source.parse(raw or self.raw).figures.frame
        return {(r["area"], r["figure"]): (r["year"], r["value"], r["mark"]) for r in frame.iter_rows(named=True)}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_gzipped_it_says_the_same(self):
        assert self.source.parse(gzip.compress(self.raw)) == self.source.parse(self.raw)

    def test_fewer_areas_than_announced_is_refused(self):
        self.refused(b'"count":', b'"count":1', "announced")

    def test_without_the_year_of_the_boundaries_it_is_refused(self):
        self.refused(b'"year":', b'"jaar":', "no kind and year")


class TestWijken(Boundaries, SourceContract):
    fixture = "wijken.geojson"
    rows = 4

    def test_a_wijk_with_its_gemeente_and_its_shape(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(area="WK059901").row(0, named=True) == {
            "area": "WK059901",
            "kind": "wijk",
            "name": "Stadscentrum",
            "parent": "GM0599",
            "year": 2024,
            "geometry": '{"type":"Polygon","coordinates":[[[4.46,51.9],[4.5,51.9],[4.5,51.93],[4.46,51.9]]]}',
        }
        assert set(frame["area"]) == {"WK059901", "WK0363AA", "WK003415", "WK008899"}

    def test_ages_are_withheld_where_few_people_live_and_missing_where_nobody_does(self):
        cells = self.told()
        assert cells["WK059901", "age_0_14_pct"] == (2024, 8.0, None)
        assert cells["WK0363AA", "age_0_14_pct"] == (2024, None, "secret")
        assert cells["WK003415", "age_0_14_pct"] == (2024, None, "missing")
        assert cells["WK008899", "age_0_14_pct"] == (2024, None, "missing")

    def test_a_wijk_without_people_has_zero_of_them_and_water_has_no_figure(self):
        cells = self.told()
        assert cells["WK003415", "inhabitants_n"] == (2024, 0.0, None)
        assert cells["WK008899", "inhabitants_n"] == (2024, None, "missing")

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            (b'"aantal_inwoners":44875', b'"aantal_inwoners":"44875"', "is not a number"),
            (b'"aantal_inwoners":44875', b'"aantal_inwoners":true', "is not a number"),
            (b'"wijknaam":"Stadscentrum"', b'"wijknaam":""', "is not told"),
            (b'"gemeentecode":"GM0599"', b'"gemeentecode":599', "is not told"),
            (b"[4.46,51.9]", b"[91000,437000]", "no polygon in degrees"),
            (b"WK059901", b"WK0599", "area cannot be"),
            (b'"properties":{"wijkcode":"WK059901"', b'"eigenschappen":{"wijkcode":"WK059901"', "properties"),
        ],
    )
    def test_what_is_not_as_published_is_refused(self, old, new, reason):
        self.refused(old, new, reason)

    def test_the_packaged_wijken(self):
        table = self.source.parse((PACK / "wijken_2024.geojson.gz").read_bytes())
        figures = table.figures.frame
        assert (len(table), table.frame["parent"].n_unique()) == (3474, 342)
        assert table.frame["geometry"].null_count() == 0
        marks = dict(figures["mark"].drop_nulls().value_counts().iter_rows())
        assert marks["secret"] == 5 * 68  # the ages of 68 wijken with 1 to 50 people
        assert "implausible" not in marks

    def test_wijken_of_a_gemeente_never_add_up_to_it_exactly(self):
        table = self.source.parse((PACK / "wijken_2024.geojson.gz").read_bytes())
        people = table.figures.frame.filter(figure="inhabitants_n").join(table.frame, on="area")
        of_rotterdam = people.filter(parent="GM0599")["value"].sum()
        assert 665_000 < of_rotterdam < 670_610


class TestGemeenten(Boundaries, SourceContract):
    fixture = "gemeenten.geojson"
    rows = 1

    def test_a_gemeente_with_figures_of_cbs_and_none_of_vektis(self):
        frame = self.source.parse(self.raw).frame
        assert frame.select("area", "kind", "name", "parent", "year").row(0) == (
            "GM0599", "gemeente", "Rotterdam", None, 2022,
        )  # fmt: skip
        assert self.told() == {
            ("GM0599", "inhabitants_n"): (2022, 655468.0, None),
            ("GM0599", "woz_mean_eur"): (2022, 275_000.0, None),
            ("GM0599", "crimes_n"): (2021, 900_000.0, "implausible"),
        }

    def test_crime_without_its_year_is_refused(self):
        self.refused(b"cr_jaar", b"cr_year", "cr_jaar")

    @pytest.mark.parametrize(("year", "gemeenten"), [(2022, 345), (2024, 342)])
    def test_the_packaged_gemeenten_are_shapes_only(self, year, gemeenten):
        table = self.source.parse((PACK / f"gemeenten_{year}.geojson.gz").read_bytes())
        assert len(table) == gemeenten
        assert len(table.figures) == 0
        assert table.frame["geometry"].null_count() == 0
