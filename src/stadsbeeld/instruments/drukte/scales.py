"""The scales by which a quantity becomes a level, as data: each with its unit, direction, bounds and reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.place import PlaceKind

Direction = Literal["higher-is-worse", "lower-is-worse"]
LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Five bounds of the levels A..E; F lies beyond E.

    Higher is worse: a bound is the highest value that still has the level (inclusive). Lower is worse: the level
    needs a value above its bound (exclusive), as HCM writes "A > 0.85". `uncertain_from`: from there on one value
    can belong to two states, and the screen must say so.
    """

    id: str
    kind: PlaceKind
    title: str
    quantity: str
    unit: str
    direction: Direction
    bounds: tuple[float, float, float, float, float]
    reference: str
    uncertain_from: float | None = None

    def __post_init__(self) -> None:
        check_bounds(self.id, self.direction, self.bounds)

    @property
    def named(self) -> dict[str, float]:
        return dict(zip(LETTERS, self.bounds, strict=True))


def check_bounds(scale: str, direction: Direction, bounds: tuple[float, ...]) -> None:
    """Raise InputError unless there are five positive bounds, each worse than the one before."""
    pairs = list(pairwise(bounds))
    ordered = all(a < b for a, b in pairs) if direction == "higher-is-worse" else all(a > b for a, b in pairs)
    if len(bounds) != 5 or not ordered or not all(0 < bound < 1e6 for bound in bounds):
        raise InputError(
            f"the bounds of {scale} are five positive numbers, each worse than the one before ({direction})",
            scale=scale,
            direction=direction,
        )


FRUIN = "J.J. Fruin, Pedestrian Planning and Design (1971)"
SCALES: dict[str, Scale] = {
    scale.id: scale
    for scale in (
        Scale(
            id="fruin-walkway-density",
            kind=PlaceKind.WALKWAY,
            title="Fruin, looproute: dichtheid",
            quantity="density_p_m2",
            unit="personen/m²",
            direction="higher-is-worse",
            bounds=(0.31, 0.43, 0.72, 1.08, 2.15),
            reference=FRUIN,
        ),
        Scale(
            id="fruin-walkway-flow",
            kind=PlaceKind.WALKWAY,
            title="Fruin, looproute: stroom per meter effectieve breedte",
            quantity="flow_ped_m_min",
            unit="personen/m/min",
            direction="higher-is-worse",
            bounds=(23, 33, 49, 66, 82),
            reference=FRUIN,
            uncertain_from=60,
        ),
        Scale(
            id="hcm-walkway-flow",
            kind=PlaceKind.WALKWAY,
            title="HCM, looproute: stroom per meter effectieve breedte",
            quantity="flow_ped_m_min",
            unit="personen/m/min",
            direction="higher-is-worse",
            bounds=(16, 23, 33, 49, 75),
            reference="Highway Capacity Manual 2010, hoofdstuk 23",
            uncertain_from=60,
        ),
        Scale(
            id="fruin-queue",
            kind=PlaceKind.QUEUE,
            title="Fruin, wachtrij: dichtheid",
            quantity="density_p_m2",
            unit="personen/m²",
            direction="higher-is-worse",
            bounds=(0.83, 1.08, 1.54, 3.59, 5.38),
            reference=FRUIN,
        ),
        Scale(
            id="event-ground",
            kind=PlaceKind.EVENT_GROUND,
            title="Evenemententerrein: gemiddelde dichtheid",
            quantity="density_p_m2",
            unit="personen/m²",
            direction="higher-is-worse",
            bounds=(0.5, 1.0, 2.0, 2.5, 4.0),
            reference="Nederlandse praktijk 2 tot 2,5 p/m² gemiddeld; harde grens 4 p/m² bewegend "
            "(Event Safety Guide); A en B: eigen keuze",
        ),
        Scale(
            id="road-speed-share",
            kind=PlaceKind.ROAD,
            title="Weg: snelheid als deel van de vrije snelheid",
            quantity="speed_share",
            unit="",
            direction="lower-is-worse",
            bounds=(0.85, 0.67, 0.50, 0.40, 0.30),
            reference="HCM 2010, stadsstraten; één hoger boven 0,9 van de capaciteit",
        ),
        *(
            Scale(
                id=f"occupancy-{kind.value}",
                kind=kind,
                title="Bezetting",
                quantity="occupancy_ratio",
                unit="",
                direction="higher-is-worse",
                bounds=(0.50, 0.70, 0.85, 0.95, 1.0),
                reference="eigen keuze, aan te passen",
            )
            for kind in (PlaceKind.CAR_PARK, PlaceKind.STOP)
        ),
    )
}

# Per kind: (quantity as observed, scale), the best first. A density says more than a flow, which has two densities.
DECIDES: Mapping[PlaceKind, tuple[tuple[str, str], ...]] = {
    PlaceKind.ROAD: (("speed_kmh", "road-speed-share"),),
    PlaceKind.WALKWAY: (
        ("density_p_m2", "fruin-walkway-density"),
        ("flow_ped_min", "fruin-walkway-flow"),
        ("flow_ped_h", "fruin-walkway-flow"),
    ),
    PlaceKind.QUEUE: (("density_p_m2", "fruin-queue"),),
    PlaceKind.EVENT_GROUND: (("density_p_m2", "event-ground"),),
    PlaceKind.CAR_PARK: (("occupancy_ratio", "occupancy-car-park"),),
    PlaceKind.STOP: (("occupancy_ratio", "occupancy-stop"),),
    PlaceKind.MEASURING_STATION: (),
}
# Flow above this share of capacity makes a road one level worse: it still flows, but may break down any minute.
NEAR_CAPACITY = 0.9
EDGE_M = 0.46


def effective_width_m(width_m: float, sides: int = 2, shop_windows: int = 0) -> float | None:
    """Width that people use: 0.46 m less along each wall or kerb, 0.46 m more less along shop windows (Fruin).

    `sides` and `shop_windows` count edges. None where nothing is left to walk on.
    """
    left = width_m - EDGE_M * (sides + shop_windows)
    return left if left > 0 else None
