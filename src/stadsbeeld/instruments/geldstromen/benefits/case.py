"""A business case: parties, what measures cost them, what effects bring them, and over which years.

Amounts are real (in prices of `price_year`). An amount of a line in year t is

    quantity · value · price · index · ramp(t) · (1 + growth)^(t − start)

and a party's part is its share of it. `index` brings a card's prices to those of the case. Costs count as negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from stadsbeeld.instruments.geldstromen.benefits.cards import Card, Evidence, Range, Source
from stadsbeeld.instruments.geldstromen.benefits.fields import Text

Cashable = Literal["now", "later", "never"]
# now: in the budget of the same year or the next, without a further decision. later: only once capacity, contracts or
# premiums have been brought down. never: welfare that nobody ever sees in an account (health, comfort, productivity).
CASHABLE: tuple[Cashable, ...] = ("now", "later", "never")
RATE = 0.0225
RATE_SOURCE = Text(
    nl="Werkgroep discontovoet 2020: standaarddiscontovoet 2,25 %, reëel, voor alle analyses vanaf 1 januari 2021",
    en="Dutch discount-rate working group, 2020: standard rate 2.25 %, real, for all analyses from 1 January 2021",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`id` is one of the instrument's parties, or the case's own."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One uncertain figure. The same `id` in two lines is the same figure, and drawn once. `grade` None: a quantity."""

    id: str
    title: Text
    value: Range
    unit: str
    grade: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cost (`sign` −1) or an effect (+1). `factors` multiply; None: the amount is not known, which is not zero.

    `first` and `last` year inclusive; `ramp_years`: so many years until it is whole, linearly (0: from the first on).
    `growth`: real, a year. `shares` by party add up to 1; `cashable` by party, for effects.
    """

    id: str
    title: Text
    measure: str
    sign: Literal[-1, 1]
    kind: Literal["investment", "upkeep", "effect"]
    evidence: Evidence | None
    factors: tuple[Factor, ...] | None
    index: float
    first: int
    last: int
    ramp_years: int
    growth: float
    shares: Mapping[str, float]
    cashable: Mapping[str, Cashable]
    cards: tuple[Card, ...]
    note: Text | None

    @property
    def counted(self) -> bool:
        """False for what is only found side by side: it is shown apart."""
        return self.evidence != "correlation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`years` from `start` on, all reckoned to `start`: flows of that year count in full. `rate` is real, a year."""

    id: str
    title: Text
    summary: Text | None
    start: int
    years: int
    rate: float
    rate_source: Text
    price_year: int
    parties: tuple[Party, ...]
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]

    @property
    def end(self) -> int:
        """The last year."""
        return self.start + self.years - 1

    @property
    def cards(self) -> tuple[Card, ...]:
        """Each once, in the order of use."""
        return tuple({card.id: card for line in self.lines for card in line.cards}.values())


def told(source: Source) -> str:
    return ", ".join(part for part in (source.text, source.where, source.date.isoformat(), source.url) if part)
