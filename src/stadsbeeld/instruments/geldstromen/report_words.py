"""What stands in the PDF of a business case: every sentence and figure, ready to be set, and sizes for its bars."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from stadsbeeld.texts.numbers import day, euro, euro_short, number
from stadsbeeld.texts.sentences import Language, sentence

Told = Mapping[str, Any]
LARGEST: Final = 6
SPAN_YEARS: Final = 5
_WORDS: Final = {
    "parties": "parties",
    "party": "party",
    "pays": "pays",
    "gets": "gets",
    "balance": "balance",
    "range": "range-name",
    "invite": "invite",
    "years": "per-year",
    "years_read": "per-year-read",
    "hangs": "tornado",
    "factor": "factor",
    "low": "at-low",
    "high": "at-high",
    "sources": "cards",
    "spans": "pdf-spans",
    "span": "pdf-span",
    "cost": "pdf-cost",
    "gain": "pdf-gain",
    "correlation": "pdf-correlation",
    "spans_read": "pdf-spans-read",
    "cash": "pdf-cash",
    "now": "pdf-cash-now",
    "later": "pdf-cash-later",
    "never": "pdf-cash-never",
    "evidence": "pdf-evidence",
    "amount": "pdf-amount",
    "grade": "grade",
    "from": "pdf-from",
    "grades_read": "pdf-grades-read",
}


def words_of(case: Told, made: date, author: str, language: Language, cards: int) -> dict[str, Any]:
    """`case` as `benefits.present` gives it, with its first so many cards."""
    say = partial(sentence, language=language)
    shown = case["cards"][:cards]
    left = len(case["cards"]) - len(shown)
    sources = list(dict.fromkeys(_source(card) for card in shown))
    known = case["tornado"]["of"] == "npv"
    return {
        "lang": language,
        "words": {name: say(f"geld-{id}") for name, id in _WORDS.items()},
        "title": _words(case["title"], language),
        "author": author,
        "date": [made.year, made.month, made.day],
        "footer": f"{author} · {day(made, language)}",
        "pays": case["total"]["pays"],
        "verdict": say(f"geld-pays-{case['total']['pays']}"),
        "balance": _balance(case, language),
        "summary": _words(case["summary"], language),
        "parties": _parties(case["parties"], language),
        "reckoned": _reckoned(case, language),
        "invite": [*_invite(case, language), sentence("geld-pdf-do", language, {"author": author})],
        "chart": _chart(case, language),
        "spans": _spans(case, language),
        "cash": [_cash(one, language) for one in case["parties"] if one["gains"]],
        "hangs_read": say("geld-tornado-read" if known else "geld-tornado-known"),
        "bars": _bars(case, language),
        "turns": _turns(case, language),
        "cards": [_card(card, sources.index(_source(card)) + 1, language) for card in shown],
        "left": sentence("geld-pdf-left", language, {"count": left}) if left else "",
        "sources": sources,
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


def _reckoned(case: Told, language: Language) -> str:
    rate = number(100 * case["discount_rate"], language, 2)
    data = {"year": str(case["start"]), "price": str(case["price_year"]), "rate": rate}
    return sentence("geld-present-plain", language, data)


def _balance(case: Told, language: Language) -> list[str]:
    npv, chance = case["total"]["npv"], case["total"]["chance"]
    if npv["central"] is None:
        return [sentence("geld-npv-unknown", language)]
    data = {
        "value": _money(abs(npv["central"]), language),
        "low": _money(npv["p10"], language),
        "high": _money(npv["p90"], language),
        "years": number(len(case["years"]), language),
    }
    told = [sentence(f"geld-pdf-{'short' if npv['central'] < 0 else 'over'}", language, data)]
    if chance is not None:
        edge = "least" if chance < 0.01 else "most" if chance > 0.99 else "is"
        told.append(sentence(f"geld-pdf-chance-{edge}", language, {"chance": number(100 * chance, language)}))
    return told


def _parties(parties: Sequence[Told], language: Language) -> list[dict[str, Any]]:
    """`cost` and `gain`: lengths of a bar, of one; 0 where not known, which the words beside it say."""
    most = max((one[name] or 0 for one in parties for name in ("invests", "gains")), default=0) or 1
    return [
        {
            "name": _words(one["title"], language),
            "invests": _money(one["invests"], language),
            "gains": _money(one["gains"], language),
            "npv": _money(one["npv"]["central"], language),
            "range": _between(one["npv"], language),
            "cost": (one["invests"] or 0) / most,
            "gain": (one["gains"] or 0) / most,
        }
        for one in parties
    ]


def _cash(party: Told, language: Language) -> dict[str, str]:
    told = {when: _money(party["cashable"][when], language) for when in ("now", "later", "never")}
    return {"name": _words(party["title"], language), **told}


def _invite(case: Told, language: Language) -> list[str]:
    """To each who pays: what, and what it gets of it. To each who gains and does not pay: how much, and when."""
    told = []
    for party in case["parties"]:
        name = _words(party["title"], language)
        gains = {"name": name, "value": _money(party["gains"], language)}
        if party["invests"] is None:
            told.append(sentence("geld-pdf-pays-unknown", language, {"name": name}))
        elif party["invests"]:
            paid = {"paid": _money(party["invests"], language), **gains}
            told.append(sentence("geld-pdf-pays", language, paid))
        elif party["gains"]:
            when = max(("now", "later", "never"), key=lambda one: party["cashable"][one] or 0)
            told.append(sentence(f"geld-invite-{when}", language, gains))
    return told


def _sum(case: Told, name: str, year: int) -> float | None:
    parts = [flow[name][year] for flow in case["flows"]]
    return None if None in parts else sum(parts)


def _chart(case: Told, language: Language) -> dict[str, Any]:
    """A column for each year, of one: up what is gained, down what is paid. Years that are not known draw nothing."""
    gains, costs = ([_sum(case, name, n) for n in range(len(case["years"]))] for name in ("effects", "costs"))
    tops = [max((abs(one) for one in side if one is not None), default=0.0) for side in (gains, costs)]
    most = max(*tops) or 1.0
    unknown = [name for name, side in (("gain", gains), ("cost", costs)) if None in side]
    first, last = str(case["years"][0]), str(case["years"][-1])
    data = {"first": first, "last": last, "gain": _money(tops[0], language), "cost": _money(tops[1], language)}
    data |= {name: _money(None, language) for name in unknown}
    return {
        "columns": [
            {"gain": abs(gain or 0.0) / most, "cost": abs(cost or 0.0) / most}
            for gain, cost in zip(gains, costs, strict=True)
        ],
        "up": tops[0] / most,
        "down": tops[1] / most,
        "top": "" if "gain" in unknown else data["gain"],
        "bottom": "" if "cost" in unknown else data["cost"],
        "first": first,
        "last": last,
        "alt": sentence("geld-pdf-chart", language, data),
        "unknown": [sentence(f"geld-pdf-unknown-{name}", language) for name in unknown],
    }


def _spans(case: Told, language: Language) -> list[dict[str, str]]:
    """Sums of the first year and of each five after it, not reckoned to another year."""
    years = case["years"]
    starts = [0, *range(1, len(years), SPAN_YEARS)]
    told = []
    for start, stop in zip(starts, [*starts[1:], len(years)], strict=True):
        sums = []
        for name in ("costs", "effects", "correlations"):
            parts = [_sum(case, name, n) for n in range(start, stop)]
            sums.append(None if None in parts else sum(part or 0.0 for part in parts))
        first, last = years[start], years[stop - 1]
        cost, gain, correlation = (_money(one if one is None else abs(one), language) for one in sums)
        name = str(first) if first == last else f"{first} – {last}"
        told.append({"name": name, "cost": cost, "gain": gain, "correlation": correlation})
    return told


def _bars(case: Told, language: Language) -> list[dict[str, Any]]:
    """The six that matter most. `from` and `to`: where the bar lies, of one, between the ends of all of them."""
    bars = case["tornado"]["bars"][:LARGEST]
    ends = [bar[end] for bar in bars for end in ("at_low", "at_high")]
    least, span = min(ends, default=0.0), (max(ends, default=0.0) - min(ends, default=0.0)) or 1.0
    return [
        {
            "name": _words(bar["title"], language) or sentence("geld-rate", language),
            "low": _money(bar["at_low"], language),
            "high": _money(bar["at_high"], language),
            "from": (min(bar["at_low"], bar["at_high"]) - least) / span,
            "to": (max(bar["at_low"], bar["at_high"]) - least) / span,
        }
        for bar in bars
    ]


def _turns(case: Told, language: Language) -> list[str]:
    told = []
    for turn in case["break_even"]:
        if turn["needed"] is not None and turn["title"]:
            needed, now = (_figure(turn[end], turn["unit"], language) for end in ("needed", "central"))
            data = {"what": _words(turn["title"], language), "needed": needed, "now": now}
            told.append(sentence("geld-break-even", language, data))
    return told


def _figure(value: float | None, unit: str | None, language: Language) -> str:
    """A figure with its unit as `benefits` writes it: "EUR / dwelling", "m2"; None is the amount of a line, in euro."""
    if value is None:
        return sentence("geld-unknown", language)
    decimals = 2 if abs(value) < 100 and value != round(value) else 0
    name = (unit or "EUR").partition(" / ")[0]
    return euro(100 * value, language, decimals) if name == "EUR" else f"{number(value, language, decimals)} {name}"


def _source(card: Told) -> str:
    return f"{card['source']['text']}, {card['source']['date']}. {card['source']['url'] or ''}".strip()


def _card(card: Told, source: int, language: Language) -> dict[str, str]:
    kind = "correlation" if card["evidence"] == "correlation" else "effect" if card["evidence"] else "pdf-card-cost"
    low, central, high = (_figure(card[end], card["unit"], language) for end in ("low", "central", "high"))
    ends = sentence("geld-range", language, {"low": low, "high": high})
    assumed = "" if card["range_told"] else f", {sentence('geld-range-assumed', language)}"
    return {
        "name": _words(card["title"], language),
        "evidence": sentence(f"geld-{kind}", language),
        "grade": card["grade"] or "–",
        "value": f"{central} ({ends}{assumed})",
        "source": f"[{source}]",
        "caution": _words(card["caution"], language),
    }
