"""Source cards: a figure that a business case may rest on, with where it comes from and what it cannot say.

`evidence` keeps two things apart. "effect": published as what a measure brings about. "correlation": two things were
found side by side in data, and the one need not be the cause of the other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal, cast

from stadsbeeld.instruments.geldstromen.benefits.fields import Fields, Problems, Text
from stadsbeeld.instruments.geldstromen.grades import GRADES

Evidence = Literal["effect", "correlation"]
Kind = Literal["effect", "price", "cost"]
KINDS: tuple[Kind, ...] = ("effect", "price", "cost")
EVIDENCE: tuple[Evidence, ...] = ("effect", "correlation")
EACH = ("year", "once")
EURO = "EUR"
# How far off a figure may be where its source gives no range: our assumption, by how it came about. A registered, B
# measured for all concerned, C measured in a sample or on others like them, D modelled or a few cases, E a guess.
# A card or a case that gives `low` and `high` overrules it.
SPREAD: Mapping[str, float] = {"A": 0.02, "B": 0.10, "C": 0.25, "D": 0.50, "E": 1.00}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`date` of publication; `url` and `where` (page, table) where known."""

    text: str
    date: date
    url: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure with the bounds that it is thought to lie between; `told`: the source itself gives the bounds."""

    low: float
    central: float
    high: float
    told: bool

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"{self.low}, {self.central}, {self.high} do not rise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`value` in `unit` for one `per`, each year or once. `evidence` of an effect only. `price_year`: the year of its
    prices; None where it is no price (days, or euros for a euro). `caution`: what the figure cannot say."""

    id: str
    title: Text
    kind: Kind
    evidence: Evidence | None
    value: Range
    unit: str
    per: str
    each: str
    price_year: int | None
    grade: str
    source: Source
    caution: Text | None


def range_of(fields: Fields, grade: str, key: str = "value") -> Range:
    """`key` as a number, or as { low, central, high }; without bounds the grade gives them."""
    if isinstance(fields.values.get(key), dict):
        table = fields.table(key)
        central = table.number("central")
        told = table.has("low") or table.has("high")
        low, high = table.number("low", central), table.number("high", central)
        table.end()
    else:
        central, told = fields.number(key), False
        low = high = central
    if told and not low <= central <= high:
        fields.wrong(key, f"low {low}, central {central} and high {high} must rise")
        told = False
    if not told:
        width = SPREAD[grade] * abs(central)
        low, high = central - width, central + width
    return Range(low=low, central=central, high=high, told=told)


def read_card(fields: Fields, id: str, default: Kind | None = None) -> Card:
    """A card, of kind `default` where it does not say; what is wrong goes to the problems of `fields`."""
    kind = cast(Kind, fields.pick("kind", KINDS, default))
    evidence = cast(Evidence, fields.pick("evidence", EVIDENCE)) if kind == "effect" else None
    grade = fields.pick("grade", GRADES)
    unit, per = fields.word("unit"), fields.word("per")
    told = fields.table("source")
    source = Source(
        text=told.word("text"),
        date=told.day("date"),
        url=told.word("url") if told.has("url") else None,
        where=told.word("where") if told.has("where") else None,
    )
    told.end()
    card = Card(
        id=id,
        title=fields.text("title"),
        kind=kind,
        evidence=evidence,
        value=range_of(fields, grade),
        unit=unit,
        per=per,
        each=fields.pick("each", EACH),
        price_year=fields.whole("price_year", None, 1900, 2100) if (unit == EURO) != (per == EURO) else None,
        grade=grade,
        source=source,
        caution=fields.text("caution") if fields.has("caution") else None,
    )
    fields.end()
    return card


@cache
def library() -> Mapping[str, Card]:
    """The packaged cards by id, which is the name of the file. Raises InputError for one that is not right."""
    found = {}
    folder = resources.files("stadsbeeld.instruments.geldstromen.benefits") / "cards"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        problems = Problems(f"cards/{file.name}")
        id = file.name.removesuffix(".toml")
        found[id] = read_card(Fields(tomllib.loads(file.read_text("utf-8")), "", problems), id)
        problems.end()
    return found
