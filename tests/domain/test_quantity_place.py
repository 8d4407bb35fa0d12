import math

import pytest

from stadsbeeld.domain.place import Place, PlaceKind, Sourced
from stadsbeeld.domain.quantity import QUANTITIES, Quantity


def test_a_clipped_counter_is_not_plausible() -> None:
    assert not QUANTITIES["flow_veh_h"].plausible(65_535)
    assert QUANTITIES["flow_veh_h"].plausible(0)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -1])
def test_what_cannot_be_is_not_plausible(value: float) -> None:
    assert not QUANTITIES["speed_kmh"].plausible(value)


def test_a_quantity_has_room_between_its_bounds() -> None:
    with pytest.raises(ValueError, match="not below"):
        Quantity(id="speed_kmh", unit="km/h", low=1, high=1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": ""}, "id and a title"),
        ({"lon": 181.0}, "longitude"),
        ({"lon": 92_000.0, "lat": 437_000.0}, "longitude"),  # RD New in place of degrees
        ({"lanes": 0}, "0 lanes"),
    ],
)
def test_a_place_that_cannot_be_is_refused(change: dict[str, object], why: str) -> None:
    given: dict[str, object] = {"id": "p", "title": "P", "kind": PlaceKind.ROAD, "lon": 4.48, "lat": 51.92}
    with pytest.raises(ValueError, match=why):
        Place(**{**given, **change})  # type: ignore[arg-type]


def test_a_sourced_figure_is_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        Sourced(value=0, source="sign")
