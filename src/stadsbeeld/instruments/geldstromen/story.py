"""A wijk in five steps, in plain words made from its figures: no sentence without a number that stands on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stadsbeeld.instruments.geldstromen.parties import RESERVES
from stadsbeeld.instruments.geldstromen.ranges import Ranges
from stadsbeeld.instruments.geldstromen.sheet import TOTAL, Sheet, Side, per
from stadsbeeld.texts.numbers import euro, number
from stadsbeeld.texts.sentences import Language, sentence

# Less than this for each inhabitant is no difference that people would see.
NOTICED_EUR = 10.0
LARGEST = 3
Lines = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page of a wijk tells: `domains` and `lines` as `pages` gives them."""

    area: dict[str, Any]
    domains: Lines
    lines: Lines
    ranges: Ranges


def story(sheet: Sheet, told: Told, language: Language) -> list[dict[str, str]]:
    """Five steps, each with a title; none where nobody lives, too few do, or nothing was delivered."""
    spent, got = _of(told.domains, "lasten"), _of(told.domains, "baten")
    if not spent or sheet.missing:
        return []
    name, city = told.area["name"], sheet.name
    heads = told.area["inhabitants"]
    steps = [
        ("out", {"value": _euro(_sum(spent), language), "city": _euro(_sum(spent, "cityPerInhabitant"), language)}),
        ("most", {"list": _list(spent, language)}),
        _different(spent, language),
        ("in", {"value": _euro(_sum(got), language)}),
        _sure(sheet, told, heads, language),
    ]
    return [
        {
            "title": sentence(f"geld-story-{id.partition('-')[0]}-title", language),
            "text": sentence(f"geld-story-{id}", language, {"name": name, "gemeente": city, **data}),
        }
        for id, data in steps
    ]


def _of(domains: Lines, side: Side) -> list[dict[str, Any]]:
    """Those with an amount per inhabitant, the greatest first."""
    own = [one for one in domains if one["side"] == side and one["domain"] != RESERVES and one["perInhabitant"]]
    return sorted(own, key=lambda one: -abs(one["perInhabitant"]))


def _sum(domains: Lines, what: str = "perInhabitant") -> float:
    return sum(one[what] or 0.0 for one in domains)


def _euro(value: float, language: Language) -> str:
    return euro(round(value) * 100, language)


def _domain(id: str, language: Language) -> str:
    return sentence(f"geld-domain-{id}", language)


def _list(domains: Lines, language: Language) -> str:
    words = [
        f"{_domain(one['domain'], language)} ({_euro(one['perInhabitant'], language)})" for one in domains[:LARGEST]
    ]
    return ", ".join(words)


def _different(spent: Lines, language: Language) -> tuple[str, dict[str, Any]]:
    """The domain that lies farthest from all wijken together, above or below."""
    known = [one for one in spent if one["cityPerInhabitant"] is not None]
    widest = max(known, key=lambda one: abs(one["perInhabitant"] - one["cityPerInhabitant"]), default=None)
    off = 0.0 if widest is None else widest["perInhabitant"] - widest["cityPerInhabitant"]
    if widest is None or abs(off) < NOTICED_EUR:
        return "different-none", {"value": _euro(NOTICED_EUR, language)}
    id = "different-more" if off > 0 else "different-less"
    return id, {"domain": _domain(widest["domain"], language), "value": _euro(abs(off), language)}


def _sure(sheet: Sheet, told: Told, heads: int, language: Language) -> tuple[str, dict[str, Any]]:
    """The range of all spending together, and how many tasks could not be divided by their best key."""
    tasks = [one for one in told.lines if one["side"] == "lasten" and one["amount"]["cents"]]
    fell = sum(one["wanted"] is not None for one in tasks)
    data = {"fell": number(fell, language), "tasks": number(len(tasks), language)}
    ends = told.ranges.get((told.area["area"], TOTAL, "lasten"))
    if ends is None:
        return "sure-unknown", data
    low, high = (per(cents, heads) or 0.0 for cents in ends)
    return "sure", {**data, "low": _euro(low, language), "high": _euro(high, language)}
