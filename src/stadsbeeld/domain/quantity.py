"""Quantities: what can be observed. The id carries the unit, and each has one unit only; sources convert.

`low` and `high` are bounds of the plausible. A value outside is kept and marked, and never colours a map.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """`id` ends in the unit; `unit` is how it is written for people (UCUM where it exists); bounds inclusive."""

    id: str
    unit: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"{self.id}: low {self.low} is not below high {self.high}")

    def plausible(self, value: float) -> bool:
        """False also for NaN and infinities."""
        return self.low <= value <= self.high


# A Dutch carriageway carries some 2,400 veh/h a lane; 8 lanes is the widest cross-section that is one.
QUANTITIES: dict[str, Quantity] = {
    quantity.id: quantity
    for quantity in (
        Quantity(id="flow_veh_h", unit="vtg/u", low=0, high=20_000),
        Quantity(id="speed_kmh", unit="km/h", low=0, high=250),
        Quantity(id="flow_ped_h", unit="personen/u", low=0, high=50_000),
        Quantity(id="flow_ped_min", unit="personen/min", low=0, high=2_000),
        Quantity(id="density_p_m2", unit="personen/m²", low=0, high=10),
        Quantity(id="occupancy_ratio", unit="", low=0, high=1.5),
        Quantity(id="temperature_c", unit="°C", low=-30, high=45),
        Quantity(id="rain_mm_h", unit="mm/h", low=0, high=150),
        Quantity(id="water_level_cm", unit="cm NAP", low=-500, high=1_000),
        Quantity(id="no2_ug_m3", unit="µg/m³", low=0, high=1_000),
        Quantity(id="pm25_ug_m3", unit="µg/m³", low=0, high=1_000),
    )
}
