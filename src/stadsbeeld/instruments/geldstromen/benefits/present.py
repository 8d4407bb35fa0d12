"""A case worked out, as plain data for the screen, the PDF and the command line. Amounts in euros; None: not known."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np

from stadsbeeld.instruments.geldstromen.benefits.cards import Card, Range
from stadsbeeld.instruments.geldstromen.benefits.case import CASHABLE, Case, Line
from stadsbeeld.instruments.geldstromen.benefits.fields import Text
from stadsbeeld.instruments.geldstromen.benefits.sensitivity import (
    RATE_ID,
    break_even,
    effects_times,
    pays_back,
    tornado,
    worth_now,
)
from stadsbeeld.instruments.geldstromen.benefits.value import Floats, amounts, flows, present_values, ranges, shares

DRAWS = 2_000
QUANTILES = (0.1, 0.5, 0.9)
TOTAL = "total"
Told = dict[str, Any]


def present(case: Case, *, draws: int = DRAWS, seed: int = 0, executor: Executor | None = None) -> Told:
    """`parties`, and `total` for all together: `invests` and `gains` are present values, `npv` what is left, `pays` is
    "yes" (p10 is not below zero), "no" (p90 is), "perhaps" or "unknown", `chance` the chance that it is above zero.

    What rests on a correlation stands apart, in `gains_correlation` and `if_causal`, and counts in nothing else.
    `flows` are per year and not discounted; costs are negative. `lines` is the matrix of who benefits.
    """
    worths = present_values(case, amounts(case)) * np.array([line.sign for line in case.lines])
    now, drawn = worth_now(case), ranges(case, draws, seed, executor)
    back = pays_back(case)
    names: list[tuple[str, Text | None]] = [(party.id, party.title) for party in case.parties]
    rows = [
        {
            "id": id,
            "title": _text(title),
            **_sums(case, worths, n),
            "npv": _ranged(now[0][n], drawn.npv[n]),
            "if_causal": _ranged(now[1][n], drawn.if_causal[n]),
            "pays": _pays(drawn.npv[n]),
            "chance": _share(drawn.npv[n]),
            "pays_back": back[n],
            "cashable": _cashable(case, worths, n),
        }
        for n, (id, title) in enumerate([*names, (TOTAL, None)])
    ]
    return {
        "id": case.id,
        "title": _text(case.title),
        "summary": _text(case.summary),
        "start": case.start,
        "years": [case.start + n for n in range(case.years)],
        "price_year": case.price_year,
        "discount_rate": case.rate,
        "discount_rate_source": _text(case.rate_source),
        "draws": draws,
        "seed": seed,
        "measures": [{"id": measure.id, "title": _text(measure.title)} for measure in case.measures],
        "parties": rows[:-1],
        "total": rows[-1],
        "flows": _flows(case),
        "lines": [_line(case, line, n, worths) for n, line in enumerate(case.lines)],
        "tornado": _tornado(case),
        "break_even": _break_even(case),
        "effects_times": effects_times(case),
        "cards": [_card(card) for card in case.cards],
    }


def _euro(value: float) -> float | None:
    """To the cent; NaN is not known."""
    return None if np.isnan(value) else round(float(value), 2) + 0.0


def _text(text: Text | None) -> Told | None:
    return None if text is None else {"nl": text.nl, "en": text.en}


def _ranged(central: float, draws: Floats) -> Told:
    low, middle, high = (_euro(float(end)) for end in np.quantile(draws, QUANTILES))
    return {"central": _euro(float(central)), "p10": low, "p50": middle, "p90": high}


def _pays(draws: Floats) -> str:
    if np.isnan(draws).any():
        return "unknown"
    low, _, high = np.quantile(draws, QUANTILES)
    return "no" if high < 0 else "yes" if low >= 0 else "perhaps"


def _share(draws: Floats) -> float | None:
    return None if np.isnan(draws).any() else round(float((draws > 0).mean()), 4)


def _sums(case: Case, worths: Floats, party: int) -> Told:
    """`gains` of effects and of correlations apart; in the last place all parties together."""
    part = np.abs(shares(case)[:, party])

    def of(*, costs: bool, counted: bool) -> float | None:
        which = [
            n
            for n, line in enumerate(case.lines)
            if (line.sign < 0) == costs and line.counted == counted and part[n] > 0
        ]
        return _euro(float(abs((worths[which] * part[which]).sum()) if costs else (worths[which] * part[which]).sum()))

    return {
        "invests": of(costs=True, counted=True),
        "gains": of(costs=False, counted=True),
        "gains_correlation": of(costs=False, counted=False),
    }


def _cashable(case: Case, worths: Floats, party: int) -> Mapping[str, float | None]:
    """Of the gains by effects, the present value by when they become money."""
    found: dict[str, float | None] = {}
    for when in CASHABLE:
        amount = 0.0
        for n, line in enumerate(case.lines):
            if line.sign > 0 and line.counted:
                who = [case.parties[party].id] if party < len(case.parties) else list(line.shares)
                amount += sum(
                    float(worths[n]) * line.shares.get(id, 0.0) for id in who if line.cashable.get(id) == when
                )
        found[when] = _euro(amount)
    return found


def _flows(case: Case) -> list[Told]:
    run = flows(case)
    sets = {
        "costs": [n for n, line in enumerate(case.lines) if line.sign < 0],
        "effects": [n for n, line in enumerate(case.lines) if line.sign > 0 and line.counted],
        "correlations": [n for n, line in enumerate(case.lines) if not line.counted],
    }
    return [
        {"party": party.id, **{name: [_euro(v) for v in run[which, p].sum(axis=0)] for name, which in sets.items()}}
        for p, party in enumerate(case.parties)
    ]


def _line(case: Case, line: Line, number: int, worths: Floats) -> Told:
    made = amounts(case)[number]
    return {
        "id": line.id,
        "title": _text(line.title),
        "measure": line.measure,
        "kind": line.kind,
        "evidence": line.evidence,
        "known": line.factors is not None,
        "amount": _euro(float(made)),
        "first": line.first,
        "last": line.last,
        "ramp_years": line.ramp_years,
        "real_growth": line.growth,
        "index": line.index,
        "factors": [
            {
                "id": factor.id,
                "title": _text(factor.title),
                **_range(factor.value),
                "unit": factor.unit,
                "grade": factor.grade,
                "source": factor.source,
            }
            for factor in line.factors or ()
        ],
        "present_value": _euro(float(worths[number])),
        "by_party": {id: _euro(float(worths[number]) * share) for id, share in line.shares.items()},
        "shares": dict(line.shares),
        "cashable": dict(line.cashable),
        "cards": [card.id for card in line.cards],
        "note": _text(line.note),
    }


def _range(value: Range) -> Told:
    return {"low": value.low, "central": value.central, "high": value.high, "range_told": value.told}


def _tornado(case: Case) -> Told:
    """`of` "known": a cost is not known, so the bars are those of what is."""
    whole = all(line.factors is not None for line in case.lines if line.counted)
    bars = [
        {
            "id": swing.factor.id if swing.factor else RATE_ID,
            "title": _text(swing.factor.title) if swing.factor else None,
            "unit": swing.factor.unit if swing.factor else None,
            "low": swing.low,
            "high": swing.high,
            "at_low": _euro(swing.at_low),
            "at_high": _euro(swing.at_high),
        }
        for swing in tornado(case)
    ]
    return {"of": "npv" if whole else "known", "bars": bars}


def _break_even(case: Case) -> Sequence[Told]:
    return [
        {
            "id": turn.id,
            "title": _text(turn.factor.title if turn.factor else turn.line.title if turn.line else None),
            "unit": turn.factor.unit if turn.factor else None,
            "central": turn.central,
            "needed": turn.needed,
        }
        for turn in break_even(case)
    ]


def _card(card: Card) -> Told:
    source = card.source
    return {
        "id": card.id,
        "title": _text(card.title),
        "kind": card.kind,
        "evidence": card.evidence,
        **_range(card.value),
        "unit": card.unit,
        "per": card.per,
        "each": card.each,
        "price_year": card.price_year,
        "grade": card.grade,
        "caution": _text(card.caution),
        "source": {"text": source.text, "date": source.date.isoformat(), "url": source.url, "where": source.where},
    }
