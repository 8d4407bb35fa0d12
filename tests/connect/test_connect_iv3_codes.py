"""The packaged lists of Iv3 are those of CBS, and a year without a list has none."""

import json
from pathlib import Path

import pytest

from stadsbeeld.connect.iv3_codes import categories, taakvelden
from stadsbeeld.domain.errors import NotFoundError

DATA = Path(__file__).parents[3] / "shared" / "data" / "iv3"
LISTS = {"lasten": "categorie_lasten", "baten": "categorie_baten"}


def leaves(codes):
    for one in codes:
        if one.get("subcodes"):
            yield from leaves(one["subcodes"])
        else:
            yield one["code"], one["omschrijving"].strip()


@pytest.mark.skipif(
    not DATA.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
)
@pytest.mark.parametrize("year", range(2023, 2027))
def test_the_lists_are_those_of_cbs(year):
    told = json.loads((DATA / f"iv3_definities_Gemeente_{year}.json").read_text("utf-8"))["codelijsten"]
    assert taakvelden(year) == dict(leaves(told["taakveld"]["codelijst"]))
    for side, name in LISTS.items():
        assert categories(side, year) == dict(leaves(told[name]["codelijst"]))


@pytest.mark.parametrize(("year", "number"), [(2023, 71), (2024, 71), (2025, 69), (2026, 69)])
def test_as_many_taakvelden_as_there_are(year, number):
    assert len(taakvelden(year)) == number


def test_a_code_is_text():
    assert taakvelden(2023)["0.1"] == "Bestuur"
    assert taakvelden(2023)["0.10"] == "Mutaties reserves"
    assert ("6.6" in taakvelden(2024), "6.60" in taakvelden(2024)) == (True, False)
    assert ("6.6" in taakvelden(2025), "6.60" in taakvelden(2025)) == (False, True)


def test_the_sides_have_categories_of_their_own():
    assert categories("lasten", 2023)["1.1"] == "Salarissen en sociale lasten"
    assert "1.1" not in categories("baten", 2023)
    assert categories("baten", 2023)["2.2.2"] == "Belastingen op huishoudens"
    assert "4.5.1" not in categories("lasten", 2024)
    assert "4.5.1" in categories("lasten", 2025)


@pytest.mark.parametrize("year", [2022, 2027])
def test_a_year_without_a_list_is_refused(year):
    with pytest.raises(NotFoundError):
        taakvelden(year)
    with pytest.raises(NotFoundError):
        categories("lasten", year)
