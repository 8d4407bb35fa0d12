"""The entry for the register of algorithms: what the standard asks, what the card tells, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stadsbeeld.standards.algoritmeregister.card import KEYS, read
from stadsbeeld.standards.algoritmeregister.entry import REQUIRED, DataSource, Installation, entry

# `max_length_without_html` of each text in the register's own interface 1.0.
LONGEST = {
    "name": 100,
    "description_short": 350,  # the document says 350, the interface 400
    "organization": 100,
    "contact_email": 500,
    "goal": 2_500,
    "human_intervention": 2_500,
    "risks": 2_500,
    "source_data": 2_500,
    "methods_and_models": 5_000,
    "provider": 200,
    "source_id": 100,
    "tags": 2_500,
}
# All properties of `AlgorithmIn`, in its order.
STANDARD = [
    "name",
    "description_short",
    "organization",
    "category",
    "status",
    "begin_date",
    "end_date",
    "contact_email",
    "website",
    "publication_category",
    "url",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "lawful_basis_grouping",
    "process_index_url",
    "impacttoetsen_grouping",
    "impacttoetsen",
    "source_data",
    "source_data_grouping",
    "methods_and_models",
    "provider",
    "publiccode",
    "lang",
    "standard_version",
    "source_id",
    "tags",
    "lars",
    "publication_dt",
]

ALMERE = Installation(city_id="almere", city_title="Almere", time_zone="Europe/Amsterdam")
SOURCES = [
    DataSource(title="Telpunten", url="https://example.org/tel", licence="CC0-1.0", legal_ground="Open data."),
    DataSource(title="Aangeleverd", url="", licence="Volgens afspraak", legal_ground="Publieke taak."),
]
CARD: Mapping[str, Any] = {
    "id": "ensemble",
    "trainedUntil": "2014-03-31T22:30:00Z",
    "knownAt": "2014-04-01T03:00:00+02:00",
    "dataSha256": "ab" * 32,
    "places": 34,
    "quantities": ["flow_ped_h"],
    "features": ["hour", "holiday", "usual", "level-1"],
    "horizons": {"from_h": 1, "to_h": 72},
    "scores": [
        {"ahead": "1-6 h", "wape": 0.094, "naiveWape": 0.163, "coverage": 0.801, "count": 12345},
        {"ahead": "7-24 h", "wape": 0.2, "naiveWape": 0.19, "coverage": 0.71, "count": 40},
    ],
    "scoredFrom": "2014-02-03T00:00:00+01:00",
    "scoredUntil": "2014-03-31T00:00:00+02:00",
    "seed": 0,
    "software": {"stadsbeeld": "0.1.0", "lightgbm": "4.6.0"},
}


def fields(card: Mapping[str, Any] = CARD, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = entry(card, "ensemble", ALMERE, SOURCES, **more)["fields"]
    return found


def test_the_fields_are_those_of_the_standard() -> None:
    found = fields()
    assert list(found) == STANDARD
    assert found["standard_version"] == "1.0"
    assert found["lang"] == "nld"


def test_what_was_measured_is_told_beside_the_simple_forecast_with_its_period() -> None:
    lines = fields()["methods_and_models"].splitlines()
    assert "Zo goed klopte het, gemeten met verwachtingen van 3 februari 2014 tot 31 maart 2014:" in lines
    assert (
        "- 1-6 uur vooruit: de voorspelling zat er gemiddeld 9,4 van de 100 naast. De simpele voorspelling (neem "
        "hetzelfde moment een week of een dag eerder): 16,3, tegen 9,4 voor dit model. In de band lagen 80 van de "
        "100 tellingen. Nagekeken: 12.345 keer." in lines
    )


def test_what_was_measured_to_be_wrong_is_a_known_fault() -> None:
    risks = fields()["risks"]
    assert "- 7-24 uur vooruit was het gemeten niet beter dan de simpele voorspelling." in risks
    assert "- 7-24 uur vooruit was de band te smal: 71 van de 100 tellingen lagen erin." in risks
    assert "1-6 uur vooruit was" not in risks


def test_only_errors_over_the_same_truths_are_compared() -> None:
    # Over all truths it errs .2, over those the naive one has .15: better than its .19.
    score = {"ahead": "7-24 h", "wape": 0.2, "wapeBeside": 0.15, "naiveWape": 0.19}
    found = fields({**CARD, "scores": [score]})
    assert "niet beter dan" not in found["risks"]
    assert "19, tegen 15 voor dit model" in found["methods_and_models"]


def test_dates_are_those_of_the_city() -> None:
    # 22:30 UTC on the last of March is half past midnight in Almere.
    assert "tot 1 april 2014" in fields()["source_data"]


def test_a_person_decides_and_the_licence_stands_there() -> None:
    found = fields()
    assert "Een mens beslist altijd." in found["human_intervention"]
    assert "neemt nooit zelf een maatregel" in found["human_intervention"]
    assert "EUPL-1.2" in found["methods_and_models"]
    assert "zelflerend" in found["methods_and_models"]


def test_sources_speak_for_themselves_and_only_those_with_an_address_are_linked() -> None:
    found = fields()
    assert "- Telpunten. Licentie: CC0-1.0. Open data." in found["source_data"]
    assert "- Aangeleverd. Licentie: Volgens afspraak. Publieke taak." in found["source_data"]
    assert found["source_data_grouping"] == [{"title": "Telpunten", "link": "https://example.org/tel"}]


def test_what_only_the_municipality_knows_is_empty_and_asked_for_with_a_reason() -> None:
    made = entry(CARD, "ensemble", ALMERE, SOURCES)
    to_add = {one["field"]: one for one in made["toAdd"]}
    for field in ("organization", "contact_email", "status", "publication_category", "lawful_basis", "impacttoetsen"):
        assert made["fields"][field] is None
        assert to_add[field]["reason"]
    assert all(not made["fields"][field] for field in to_add)
    assert [one["required"] for one in made["toAdd"]] == [True] * 4 + [False] * (len(to_add) - 4)
    assert {field for field, one in to_add.items() if one["required"]} == {
        field for field in REQUIRED if made["fields"][field] is None
    }


def test_what_the_settings_say_is_filled_in_and_no_longer_asked_for() -> None:
    known = Installation(
        city_id="almere",
        city_title="Almere",
        time_zone="Europe/Amsterdam",
        organisation="Gemeente Almere",
        contact="algoritmes@almere.example",
    )
    made = entry(CARD, "ensemble", known)
    assert made["fields"]["organization"] == "Gemeente Almere"
    assert made["fields"]["contact_email"] == "algoritmes@almere.example"
    assert {"organization", "contact_email"} & {one["field"] for one in made["toAdd"]} == set()


def test_a_contact_that_nobody_can_write_to_is_refused() -> None:
    with pytest.raises(ValueError, match="afdeling"):
        Installation(city_id="a", city_title="A", time_zone="UTC", contact="de afdeling")


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_the_card_lacks_is_named_and_no_other(key: str) -> None:
    assert entry(CARD, "x", ALMERE)["lacking"] == []
    without = {name: value for name, value in CARD.items() if name != key}
    made = entry(without, "x", ALMERE)
    assert made["lacking"] == [key]
    assert "De kaart van het model noemt niet: " in made["fields"]["methods_and_models"]


def test_an_empty_card_claims_nothing() -> None:
    made = entry({}, "x", ALMERE)
    assert made["lacking"] == list(KEYS)
    assert "Ga er dus niet van uit dat het klopt." in made["fields"]["methods_and_models"]
    assert "staat niet op de kaart van het model." in made["fields"]["risks"]
    assert "niet welke metingen" in made["fields"]["source_data"]
    assert "kalender" not in made["fields"]["source_data"]


def test_what_the_model_does_not_use_is_a_limit() -> None:
    assert "- Het weer staat niet in de lijst" in fields()["risks"]
    with_weather = fields({**CARD, "features": ["hour", "rain-next", "event-visitors"]})
    assert "Het weer staat niet" not in with_weather["risks"]
    assert "Evenementen staan niet" not in with_weather["risks"]
    assert "kalender" in fields()["source_data"]
    assert "kalender" not in with_weather["source_data"]


def test_a_score_of_no_number_is_no_score() -> None:
    rows = [{"ahead": "1-6 h", "wape": float("nan")}, {"ahead": "1-6 h", "wape": "0.1"}, {"wape": 0.1}, None]
    assert read({**CARD, "scores": rows}, ZoneInfo("UTC")).lacking == ("scores",)


def test_a_moment_without_zone_is_the_date_it_says() -> None:
    assert read({"trainedUntil": "2014-03-31T23:30"}, ZoneInfo("Europe/Amsterdam")).trained_until == date(2014, 3, 31)


def test_in_english_it_is_read_and_not_delivered() -> None:
    made = entry(CARD, "ensemble", ALMERE, SOURCES, "en")
    assert made["fields"]["human_intervention"].startswith("A person always decides.")
    assert made["fields"]["lang"] is None
    assert "lang" in {one["field"] for one in made["toAdd"]}


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200)
odd_scores = st.lists(
    st.dictionaries(st.sampled_from(["ahead", "wape", "wapeBeside", "naiveWape", "coverage", "count"]), plain),
    max_size=8,
)
odd = plain | st.lists(plain, max_size=8) | odd_scores | st.dictionaries(st.sampled_from(["from_h", "to_h"]), plain)


@settings(deadline=None)
@example({"places": 10**25, "scores": [{"ahead": "1 h", "wape": 1e300}]})
@given(st.dictionaries(st.sampled_from(KEYS), odd))
def test_any_card_gives_an_entry_that_fits(card: dict[str, Any]) -> None:
    found = entry(card, "x", ALMERE)["fields"]
    assert [field for field, most in LONGEST.items() if found[field] and len(found[field]) > most] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_longest_card_fits_and_says_that_it_was_shortened(language: Any) -> None:
    score = {"ahead": "1-6 h", "wape": 0.5, "naiveWape": 0.4, "coverage": 0.5, "count": 10**9}
    card = {
        **CARD,
        "id": "x" * 300,
        "scores": [score] * 30,
        "features": [f"level-of-the-place-{n}" for n in range(200)],
    }
    found = entry(card, "x", ALMERE, SOURCES * 40, language)["fields"]
    assert [field for field, most in LONGEST.items() if found[field] and len(found[field]) > most] == []
    assert found["risks"].endswith(("(Ingekort.)", "(Shortened.)"))
    # 12 of 30 lines are told.
    assert any(line.startswith(("- En nog 18 ", "- And 18 ")) for line in found["methods_and_models"].splitlines())
