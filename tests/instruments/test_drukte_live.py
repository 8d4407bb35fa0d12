"""What the screens are told: only what changed, and laid over what they hold it is the whole state again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import NOW, LittleCity
from stadsbeeld.instruments.drukte.live import live
from stadsbeeld.instruments.drukte.present import as_json, collection
from stadsbeeld.instruments.drukte.reader import Reader

FRESH = NOW - timedelta(seconds=360)


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    made.deliver([("road-1", "speed_kmh", FRESH, 95.0), ("road-2", "speed_kmh", FRESH, 95.0)], NOW)
    yield made
    made.store.close()


def test_the_first_call_and_one_without_change_tell_nothing(city: LittleCity) -> None:
    told, event = live(city.context(), None)
    assert event is None
    assert live(city.context(), told) == (told, None)


def test_a_delivery_tells_the_changed_place_and_its_changed_properties_only(city: LittleCity) -> None:
    told, _ = live(city.context(), None)
    city.deliver([("road-1", "speed_kmh", FRESH, 20.0)], NOW)
    _, event = live(city.context(), told)
    assert event is not None
    content = orjson.loads(event)
    (place,) = content["places"]
    assert (place["id"], place["level"], place["value"]) == ("road-1", "F", 20)
    assert not {"title", "kind", "street", "areas", "freeSpeedKmh"} & set(place)
    assert content["counts"] == {"A": 1, "B": 0, "C": 0, "D": 0, "E": 0, "F": 1, "unknown": 2}
    assert content["at"] == "2026-08-20T14:30:00Z"


def test_what_grows_too_old_is_told_without_any_delivery(city: LittleCity) -> None:
    told, _ = live(city.context(), None)
    city.clock.moment = NOW + timedelta(minutes=14)
    told, event = live(city.context(), told)
    assert event is None  # age alone is no news
    city.clock.moment = NOW + timedelta(minutes=15)
    _, event = live(city.context(), told)
    assert event is not None
    places = orjson.loads(event)["places"]
    assert {(place["id"], place["level"], place["reason"]) for place in places} == {
        ("road-1", "unknown", "stale"),
        ("road-2", "unknown", "stale"),
    }


def laid_over(held: dict[str, Any], event: bytes | None) -> None:
    for place in orjson.loads(event)["places"] if event else []:
        held.setdefault(place["id"], {}).update(place)


def whole(city: LittleCity) -> dict[str, Any]:
    snapshot = Reader(city.context()).snapshot(None)
    features = orjson.loads(as_json(collection(snapshot)))["features"]
    return {feature["id"]: feature["properties"] for feature in features}


place = st.sampled_from(["road-1", "road-2", "road-3", "walk-1"])
quantity = st.sampled_from(["speed_kmh", "flow_veh_h", "flow_ped_h", "density_p_m2"])
delivery = st.dictionaries(st.tuples(place, quantity), st.one_of(st.none(), st.floats(-10, 30_000)), max_size=5)


@given(st.lists(delivery, max_size=5))
@settings(max_examples=8, deadline=None)
def test_changes_laid_over_what_was_held_are_the_state_itself(deliveries: list[Any]) -> None:
    city = LittleCity()
    try:
        told, _ = live(city.context(), None)
        held = whole(city)
        for number, rows in enumerate(deliveries, start=1):
            city.clock.moment = NOW + timedelta(minutes=5 * number)
            at = city.clock.moment - timedelta(seconds=360)
            city.deliver([(id, what, at, value) for (id, what), value in rows.items()], city.clock.moment)
            told, event = live(city.context(), told)
            laid_over(held, event)
            without_age = [{id: one | {"ageS": None} for id, one in state.items()} for state in (held, whole(city))]
            assert without_age[0] == without_age[1]
    finally:
        city.store.close()
