"""A business case as a PDF of two pages that invites a co-investor: what it is, who pays and gains, how sure, on what.

Made by Typst from a template that comes along; all text goes in as JSON, so that nothing in a case file is run. Tagged
(PDF/UA-1), with the fonts that Typst brings: no network, and the same bytes for the same case, date and language.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from importlib import resources
from typing import Any

import typst

from stadsbeeld.texts.numbers import day, euro_short, number
from stadsbeeld.texts.sentences import Language, sentence

Told = Mapping[str, Any]
LARGEST = 6


def report(case: Told, *, made: date, author: str, language: Language) -> bytes:
    """`case` as `benefits.present` gives it; `made` stands in the footer and in the properties of the file."""
    template = (resources.files(__package__) / "report.typ").read_bytes()
    told = json.dumps(_told(case, made, author, language), ensure_ascii=False)
    pdf: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"told": told},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp()),
    )
    return pdf


def _told(case: Told, made: date, author: str, language: Language) -> dict[str, Any]:
    say = partial(sentence, language=language)
    total = case["total"]
    rate = number(100 * case["discount_rate"], language, 2)
    words = {
        name: say(f"geld-{id}")
        for name, id in (
            ("parties", "parties"),
            ("party", "party"),
            ("pays", "pays"),
            ("gets", "gets"),
            ("balance", "balance"),
            ("range", "range-name"),
            ("invite", "invite"),
            ("years", "per-year"),
            ("years_read", "per-year-read"),
            ("hangs", "tornado"),
            ("factor", "factor"),
            ("low", "at-low"),
            ("high", "at-high"),
            ("sources", "cards"),
            ("grade", "grade"),
        )
    }
    return {
        "lang": language,
        "words": words,
        "title": _words(case["title"], language),
        "author": author,
        "date": [made.year, made.month, made.day],
        "footer": f"{author} · {day(made, language)}",
        "pays": total["pays"],
        "verdict": say(f"geld-pays-{total['pays']}"),
        "balance": _balance(case, rate, language),
        "summary": _words(case["summary"], language),
        "parties": [_party(party, language) for party in case["parties"]],
        "reckoned": sentence(
            "geld-present-plain",
            language,
            {"year": str(case["start"]), "price": str(case["price_year"]), "rate": rate},
        ),
        "invite": _invite(case, language),
        "years": _years(case),
        "first": case["years"][0],
        "last": case["years"][-1],
        "bars": [_bar(bar, language) for bar in case["tornado"]["bars"][:LARGEST]],
        "turns": _turns(case, language),
        "cards": [_card(card, language) for card in case["cards"]],
        "rate": _words(case["discount_rate_source"], language),
    }


def _words(text: Mapping[str, str] | None, language: Language) -> str:
    return "" if text is None else text[language]


def _money(value: float | None, language: Language) -> str:
    return sentence("geld-unknown", language) if value is None else euro_short(100 * value, language)


def _between(ends: Told, language: Language) -> str:
    if ends["p10"] is None or ends["p10"] == ends["p90"]:
        return "–"
    data = {"low": _money(ends["p10"], language), "high": _money(ends["p90"], language)}
    return sentence("geld-range", language, data)


def _balance(case: Told, rate: str, language: Language) -> str:
    npv = case["total"]["npv"]
    if npv["central"] is None:
        return sentence("geld-npv-unknown", language)
    data = {
        "value": _money(npv["central"], language),
        "low": _money(npv["p10"], language),
        "high": _money(npv["p90"], language),
        "years": number(len(case["years"]), language),
    }
    return sentence("geld-npv", language, data)


def _party(party: Told, language: Language) -> dict[str, str]:
    return {
        "name": _words(party["title"], language),
        "invests": _money(party["invests"], language),
        "gains": _money(party["gains"], language),
        "npv": _money(party["npv"]["central"], language),
        "range": _between(party["npv"], language),
    }


def _invite(case: Told, language: Language) -> list[str]:
    """To each who gains and does not pay: how much, and when it becomes money."""
    told = []
    for party in case["parties"]:
        if not party["gains"] or party["invests"]:
            continue
        when = max(("now", "later", "never"), key=lambda one: party["cashable"][one] or 0)
        data = {"name": _words(party["title"], language), "value": _money(party["gains"], language)}
        told.append(sentence(f"geld-invite-{when}", language, data))
    return told or [sentence("geld-invite-none", language)]


def _years(case: Told) -> list[dict[str, float]]:
    """Costs and gains of all parties together, both above zero; what is not known draws nothing."""

    def total(name: str, year: int) -> float:
        parts = [flow[name][year] for flow in case["flows"]]
        return 0.0 if None in parts else abs(sum(parts))

    return [{"cost": total("costs", n), "gain": total("effects", n)} for n in range(len(case["years"]))]


def _bar(bar: Told, language: Language) -> dict[str, str]:
    name = _words(bar["title"], language) or sentence("geld-rate", language)
    return {"name": name, "low": _money(bar["at_low"], language), "high": _money(bar["at_high"], language)}


def _turns(case: Told, language: Language) -> list[str]:
    def figure(value: float | None) -> str:
        return "–" if value is None else number(value, language, 2 if abs(value) < 100 else 0)

    return [
        sentence(
            "geld-break-even",
            language,
            {"what": _words(turn["title"], language), "needed": figure(turn["needed"]), "now": figure(turn["central"])},
        )
        for turn in case["break_even"]
        if turn["needed"] is not None and turn["title"]
    ]


def _card(card: Told, language: Language) -> dict[str, str]:
    kind = "correlation" if card["evidence"] == "correlation" else "effect"
    ends = [number(card[end], language, 2 if abs(card[end]) < 100 else 0) for end in ("low", "central", "high")]
    assumed = "" if card["range_told"] else f" ({sentence('geld-range-assumed', language)})"
    return {
        "name": _words(card["title"], language),
        "evidence": sentence(f"geld-{kind}", language) if card["evidence"] else sentence("geld-pays", language),
        "grade": card["grade"] or "–",
        "value": f"{' – '.join(ends)} {card['unit'] or ''}{assumed}",
        "source": card["source"]["text"],
        "date": card["source"]["date"],
        "caution": _words(card["caution"], language),
    }
