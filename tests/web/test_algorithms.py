"""The algorithms of an installation: from the newest card of each model as it is known at the moment on screen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from web.town import CITY_NOW, Browser, Town

PATH = "/v1/algorithms"


def put(town: Town, id: str = "ensemble", *, days_ago: float = 1, **body: Any) -> None:
    town.store.records.put(
        kind="model",
        id=id,
        body={"id": id, "quantities": ["speed_kmh"], **body},
        author="system",
        known_at=CITY_NOW - timedelta(days=days_ago),
    )


def test_without_models_there_are_no_entries(signed_in: Callable[[str], Browser]) -> None:
    assert signed_in("kijker").get(PATH).json() == {"algorithms": []}


def test_each_model_has_one_entry_made_from_its_newest_card(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town, days_ago=2, places=3)
    put(town, places=17)
    put(town, "profile-level")
    found = signed_in("kijker").get(PATH).json()["algorithms"]
    assert [one["id"] for one in found] == ["ensemble", "profile-level"]
    first = found[0]["fields"]
    assert "17 plekken" in first["source_data"]
    assert first["source_id"] == "stadsbeeld-rotterdam-ensemble"
    assert "in Rotterdam" in first["description_short"]
    assert "places" in found[1]["lacking"]
    assert "places" not in found[0]["lacking"]


def test_a_card_from_after_the_moment_on_screen_is_not_told(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town, days_ago=-1)
    assert signed_in("kijker").get(PATH).json()["algorithms"] == []
    town.clock.ahead(days=2)
    assert len(signed_in("operator").get(PATH).json()["algorithms"]) == 1


def test_the_sources_that_give_its_quantities_are_named(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town)
    put(town, "profile-level", quantities=["flow_ped_h"])
    roads, people = (one["fields"] for one in signed_in("kijker").get(PATH).json()["algorithms"])
    assert roads["source_data_grouping"] == [{"title": "Lussen in de weg", "link": "https://example.org/lussen"}]
    assert "publieke taak" in roads["source_data"]
    assert people["source_data_grouping"] == []
    assert "niet bekend" in people["source_data"]


def test_what_was_pushed_is_named_too(town: Town, members: Any, signed_in: Callable[[str], Browser]) -> None:
    put(town, quantities=["flow_ped_h"])
    browser = signed_in("kijker")
    row = {"place": "plek-1", "quantity": "flow_ped_h", "observedAt": CITY_NOW.isoformat(), "spanS": 300, "value": 5}
    row["observedAt"] = (CITY_NOW - timedelta(minutes=10)).isoformat()
    token = members.token("observations:write:camera")
    pushed = browser.post("/v1/observations", json=[row], headers={"Authorization": f"Bearer {token}"})
    assert pushed.status_code == 200, pushed.text
    told = browser.get(PATH).json()["algorithms"][0]["fields"]["source_data"]
    assert "Aangeleverd via de API: camera" in told


def test_the_municipality_is_told_what_to_add(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town)
    to_add = signed_in("kijker").get(PATH).json()["algorithms"][0]["toAdd"]
    assert [one["field"] for one in to_add if one["required"]] == [
        "organization",
        "status",
        "contact_email",
        "publication_category",
    ]


def test_it_can_be_read_in_english_and_in_no_third_language(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town)
    browser = signed_in("kijker")
    english = browser.get(PATH, params={"language": "en"}).json()["algorithms"][0]["fields"]
    assert english["human_intervention"].startswith("A person always decides.")
    assert browser.get(PATH, params={"language": "fr"}).status_code == 422


def test_it_is_sent_again_only_when_it_changed(town: Town, signed_in: Callable[[str], Browser]) -> None:
    put(town)
    browser = signed_in("kijker")
    etag = browser.get(PATH).headers["etag"]
    assert browser.get(PATH, headers={"If-None-Match": etag}).status_code == 304
    put(town, days_ago=0.5, places=9)
    assert browser.get(PATH, headers={"If-None-Match": etag}).status_code == 200
