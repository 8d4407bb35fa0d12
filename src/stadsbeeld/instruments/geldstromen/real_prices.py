"""Amounts of several years in the prices of one: with the consumer price index of CBS, or nominal and said so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceIndex:
    """`rises`: by year, how much higher prices were than in the year before, in per cent. `source` and `url` to cite.

    Raises ValueError where a year between the first and the last is lacking: a gap would pass for no rise at all.
    """

    rises: Mapping[int, float]
    source: str
    url: str

    def __post_init__(self) -> None:
        years = sorted(self.rises)
        if not years or years != list(range(years[0], years[-1] + 1)):
            raise ValueError(f"years are lacking: {years}")
        if min(self.rises.values()) <= -100:
            raise ValueError("prices cannot fall by all")

    def factor(self, year: int, to: int) -> float | None:
        """What an euro of `year` is in prices of `to`: Π(1 + rise/100) over the years after the earlier one, to and
        with the later. None where the index does not reach one of them."""
        first, last = min(self.rises) - 1, max(self.rises)
        if not (first <= year <= last and first <= to <= last):
            return None
        found = 1.0
        for one in range(min(year, to) + 1, max(year, to) + 1):
            found *= 1 + self.rises[one] / 100
        return found if to >= year else 1 / found


# Published to one decimal: each year adds at most 0.05 of a per cent to the error of a factor.
CPI: Final = PriceIndex(
    rises=MappingProxyType(
        {
            2016: 0.3,
            2017: 1.4,
            2018: 1.7,
            2019: 2.6,
            2020: 1.3,
            2021: 2.7,
            2022: 10.0,
            2023: 3.8,
            2024: 3.3,
        }
    ),
    source="CBS, consumentenprijzen, jaarmutatie CPI, alle bestedingen (nieuwsberichten 2024/02 en 2025/03)",
    url="https://www.cbs.nl/nl-nl/nieuws/2025/03/inflatie-3-3-procent-in-2024",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """`cents` in prices of `price_year`; null stays null. `nominal`: could not be reckoned anew, so the amount is in
    prices of its own year and must not be set beside amounts of other years without that being said."""

    cents: int | None
    price_year: int
    nominal: bool


def in_prices_of(to: int, amounts: Mapping[int, int | None], index: PriceIndex | None = CPI) -> dict[int, Priced]:
    """Amounts in cents by year, in prices of `to`: all of them, or all nominal where the index does not reach one.

    A series of which a part is real and a part nominal would show a step that is none.
    """
    factors = {year: None if index is None else index.factor(year, to) for year in amounts}
    if any(factor is None for factor in factors.values()):
        return {year: Priced(cents=cents, price_year=year, nominal=True) for year, cents in amounts.items()}
    return {
        year: Priced(
            cents=None if cents is None else round(cents * (factors[year] or 0.0)), price_year=to, nominal=False
        )
        for year, cents in amounts.items()
    }
