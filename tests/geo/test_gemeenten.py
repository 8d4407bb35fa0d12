"""Codes and spellings of gemeenten: every name that a publisher uses has one code, and a name nobody uses has none."""

import csv
import gzip
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.geo.gemeenten import PROVINCES, code_of, gemeenten, province, province_of, successor

DATA = Path(__file__).parents[3] / "shared" / "data"
beside = pytest.mark.skipif(
    not DATA.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
)


def rows(path, delimiter):
    raw = (DATA / path).read_bytes()
    text = (gzip.decompress(raw) if path.endswith(".gz") else raw).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_as_many_as_there_were():
    # CBS: 345 on 1 January 2022, Weesp among them; 342 since Voorne aan Zee.
    assert {year: len(gemeenten(year)) for year in range(2022, 2027)} == {
        2022: 345,
        2023: 342,
        2024: 342,
        2025: 342,
        2026: 342,
    }


def test_twelve_provinces_with_the_gemeenten_of_2024_in_each():
    assert Counter(one.province for one in gemeenten(2024).values()) == {
        "Groningen": 10,
        "Fryslân": 18,
        "Drenthe": 12,
        "Overijssel": 25,
        "Flevoland": 6,
        "Gelderland": 51,
        "Utrecht": 26,
        "Noord-Holland": 44,
        "Zuid-Holland": 50,
        "Zeeland": 13,
        "Noord-Brabant": 56,
        "Limburg": 31,
    }
    assert set(PROVINCES) == {one.province for one in gemeenten(2022).values()}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rotterdam", "GM0599"),
        ("Hengelo", "GM0164"),  # Iv3, gemeentefonds, key figures of 2022 and 2023
        ("Hengelo (O.)", "GM0164"),  # key figures and boundaries of 2024
        ("Groningen (gemeente)", "GM0014"),  # classes of 2024
        ("'s-Gravenhage (gemeente)", "GM0518"),
        ("’s-Gravenhage", "GM0518"),
        ("Den Haag", "GM0518"),  # the example of the Iv3 schema
        ("S GRAVENHAGE", "GM0518"),  # Vektis
        ("NUENEN CA", "GM0820"),
        ("BERGEN LB", "GM0893"),
        ("Bergen (NH.)", "GM0373"),
        ("SÚDWEST-FRYSLÂN", "GM1900"),
        ("Su\u0301dwest-Frysla\u0302n", "GM1900"),
        (" Voorne  aan Zee ", "GM1992"),
    ],
)
def test_a_spelling_has_a_code(name, code):
    assert code_of(name, 2024) == code


@pytest.mark.parametrize("name", ["Nederland", "Buitenland", "Bergen", "Rotterdm", "", "GM0599", "Brielle", "Weesp"])
def test_an_unknown_spelling_is_refused_by_name(name):
    with pytest.raises(NotFoundError) as refused:
        code_of(name, 2024)
    assert refused.value.data == {"kind": "gemeente", "id": name}


def test_a_name_that_was_given_up_is_one_of_its_years_alone():
    assert [code_of(name, 2022) for name in ("Brielle", "Hellevoetsluis", "Westvoorne", "Weesp")] == [
        *("GM0501", "GM0530", "GM0614", "GM0457")
    ]
    with pytest.raises(NotFoundError):
        code_of("Voorne aan Zee", 2022)


def test_who_took_over_whom():
    assert {successor(code, 2022, 2024) for code in ("GM0501", "GM0530", "GM0614")} == {"GM1992"}
    assert successor("GM0457", 2022, 2023) == "GM0363"
    assert successor("GM0457", 2022, 2022) == "GM0457"
    assert successor("GM0599", 2022, 2026) == "GM0599"


@pytest.mark.parametrize("year", range(2022, 2027))
def test_everybody_ends_up_in_one_that_is_there(year):
    assert {successor(code, 2022, year) for code in gemeenten(2022)} == set(gemeenten(year))


def test_what_was_joined_cannot_be_taken_apart():
    with pytest.raises(InputError):
        successor("GM1992", 2023, 2022)
    with pytest.raises(NotFoundError):
        successor("GM1992", 2022, 2023)
    with pytest.raises(NotFoundError):
        successor("GM0998", 2023, 2024)


@pytest.mark.parametrize("year", [2021, 2027])
def test_a_year_without_a_list_is_refused(year):
    with pytest.raises(NotFoundError):
        gemeenten(year)


def test_a_province_has_one_spelling():
    assert [province(name) for name in ("Friesland", "Fryslân", "utrecht", " Noord-Brabant")] == [
        *("Fryslân", "Fryslân", "Utrecht", "Noord-Brabant")
    ]
    assert province_of("GM1961") == "Utrecht"  # Vijfheerenlanden, since 2019
    for wrong in ("Holland", ""):
        with pytest.raises(NotFoundError):
            province(wrong)
    with pytest.raises(NotFoundError):
        province_of("GM0998")


@given(st.sampled_from(range(2022, 2027)), st.data())
def test_every_spelling_leads_back_to_its_gemeente(year, data):
    one = data.draw(st.sampled_from(list(gemeenten(year).values())))
    for spelling in (one.name, *one.spellings):
        assert code_of(spelling, year) == code_of(spelling.upper(), year) == one.code


@beside
@pytest.mark.parametrize("path", ["2023_begroting", "2023_jaarrekening", "2024_begroting"])
def test_every_name_of_iv3_resolves_with_its_province(path):
    year = int(path[:4])
    told = {row["Gemeenten"]: row["Provincie"] for row in rows(f"iv3/{path}.csv.gz", ";")}
    del told["Nederland"]
    codes = {code_of(name, year): province(told[name]) for name in told}
    assert codes == {code: one.province for code, one in gemeenten(year).items()}


@beside
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_every_name_of_the_key_figures_has_the_code_beside_it(year):
    told = {row["gemeentecode"]: row["gemeentenaam"] for row in rows(f"kwb/gemeente_kerncijfers_{year}.csv.gz", ",")}
    del told["GM0998"]
    assert {code: code_of(name, year) for code, name in told.items()} == {code: code for code in gemeenten(year)}


@beside
@pytest.mark.parametrize("name", ["gemeenten_2022", "gemeenten_2024", "wijken_2024"])
def test_every_name_of_the_boundaries_has_the_code_beside_it(name):
    features = json.loads(gzip.decompress((DATA / f"boundaries/{name}.geojson.gz").read_bytes()))["features"]
    told = {one["properties"]["gemeentecode"]: one["properties"]["gemeentenaam"] for one in features}
    del told["GM0998"]
    year = int(name[-4:])
    assert {code: code_of(name, year) for code, name in told.items()} == {code: code for code in gemeenten(year)}


@beside
@pytest.mark.parametrize("circular", ["M2024_2024", "S2024_2024"])
@pytest.mark.parametrize("name", ["Volumina", "SIUDU"])
def test_every_name_of_the_gemeentefonds_has_the_code_beside_it(circular, name):
    told = rows(f"gemeentefonds/{circular}/{name}.csv", "\t")
    codes = {f"GM{int(row['CBS']):04d}": code_of(row["Naam"], 2024) for row in told if row["CBS"].isdigit()}
    assert codes == {code: code for code in gemeenten(2024)}


@beside
@pytest.mark.parametrize("name", ["gemeenteklassen_2024", "sociale_structuur_centrumfunctie"])
def test_every_name_of_the_classes_resolves(name):
    told = [row["Gemeenten"] for row in rows(f"gemeentefonds/{name}.csv", "\t")]
    assert sorted(code_of(one, 2024) for one in told) == list(gemeenten(2024))


@beside
def test_every_pair_of_names_is_one_gemeente():
    for row in rows("gemeentefonds/gemeentenamen.csv", "\t"):
        assert code_of(row["Iv3naam"], 2024) == code_of(row["GFnaam"], 2024)


@beside
def test_every_name_of_vektis_resolves():
    benchmark = [row["gemeentenaam"] for row in rows("vektis/vektis2023_municipality_benchmark.csv", ",")]
    assert sorted(code_of(name, 2023) for name in benchmark) == list(gemeenten(2023))
    for year in (2022, 2023):
        for row in rows(f"vektis/vektis_per_insured_{year}.csv", ","):
            assert code_of(row["gemeentenaam"], year) == row["gemeentecode"]
