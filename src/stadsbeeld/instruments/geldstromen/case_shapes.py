"""The shapes of business cases, as `shapes`. Amounts in euro, of the price year; null: not known."""

from typing import Literal

from pydantic import Field

from stadsbeeld.instruments.geldstromen.shapes import Shape


class Words(Shape):
    nl: str
    en: str


class Ranged(Shape):
    central: float | None
    p10: float | None
    p50: float | None
    p90: float | None


class Cashable(Shape):
    """Of the gains: what becomes money now, later or never."""

    now: float | None
    later: float | None
    never: float | None


class CaseParty(Shape):
    """Present values. What rests on a correlation stands apart and counts in nothing else."""

    id: str
    title: Words | None
    invests: float | None
    gains: float | None
    gainsCorrelation: float | None  # noqa: N815
    npv: Ranged
    ifCausal: Ranged  # noqa: N815
    pays: Literal["yes", "no", "perhaps", "unknown"]
    chance: float | None
    paysBack: int | None = Field(description="The year in which it has earned itself back")  # noqa: N815
    cashable: Cashable


class CaseFlow(Shape):
    """Per year, not discounted; costs are negative."""

    party: str
    costs: list[float | None]
    effects: list[float | None]
    correlations: list[float | None]


class CaseFactor(Shape):
    id: str
    title: Words | None
    low: float
    central: float
    high: float
    rangeTold: bool  # noqa: N815
    unit: str | None
    grade: str | None
    source: str | None


class CaseLine(Shape):
    id: str
    title: Words
    measure: str
    kind: str
    evidence: Literal["effect", "correlation"] | None
    known: bool
    amount: float | None
    first: int
    last: int
    rampYears: float  # noqa: N815
    realGrowth: float  # noqa: N815
    index: float
    factors: list[CaseFactor]
    presentValue: float | None  # noqa: N815
    byParty: dict[str, float | None]  # noqa: N815
    shares: dict[str, float]
    cashable: dict[str, str]
    cards: list[str]
    note: Words | None


class CaseSwing(Shape):
    id: str
    title: Words | None
    unit: str | None
    low: float
    high: float
    atLow: float | None  # noqa: N815
    atHigh: float | None  # noqa: N815


class CaseTornado(Shape):
    of: Literal["npv", "known"]
    bars: list[CaseSwing]


class CaseTurn(Shape):
    """What a factor would have to be for the case to pay exactly; null: no value of it does."""

    id: str
    title: Words | None
    unit: str | None
    central: float | None
    needed: float | None


class CaseSource(Shape):
    text: str
    date: str
    url: str | None
    where: str | None


class CaseCard(Shape):
    id: str
    title: Words
    kind: str
    evidence: str | None
    low: float
    central: float
    high: float
    rangeTold: bool  # noqa: N815
    unit: str | None
    per: str | None
    each: str | None
    priceYear: int | None  # noqa: N815
    grade: str | None
    caution: Words | None
    source: CaseSource


class CaseMeasure(Shape):
    id: str
    title: Words


class CaseAnswer(Shape):
    id: str
    title: Words
    summary: Words | None
    start: int
    years: list[int]
    priceYear: int  # noqa: N815
    discountRate: float  # noqa: N815
    discountRateSource: Words  # noqa: N815
    draws: int
    seed: int
    measures: list[CaseMeasure]
    choices: list[CaseMeasure] = Field(description="Every measure of the case, chosen or not")
    parties: list[CaseParty]
    total: CaseParty
    flows: list[CaseFlow]
    lines: list[CaseLine]
    tornado: CaseTornado
    breakEven: list[CaseTurn]  # noqa: N815
    effectsTimes: float | None = Field(description="How many times the effects would have to be to pay")  # noqa: N815
    cards: list[CaseCard]


class CaseName(Shape):
    id: str
    title: Words
    version: int = Field(description="0: comes along; else what to send as `after` to change it")


class CaseList(Shape):
    cases: list[CaseName]


class CaseAsked(Shape):
    """`toml`: a case file, as docs/instruments/geldstromen.md describes. `after`: the version read, 0 for a new one."""

    toml: str = Field(min_length=1, max_length=200_000)
    after: int = Field(ge=0)
