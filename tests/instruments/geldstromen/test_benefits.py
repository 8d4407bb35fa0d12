"""Who invests, who benefits: a case by hand, the two published examples, and what must hold of any case."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.instruments.geldstromen.benefits.case import Case
from stadsbeeld.instruments.geldstromen.benefits.present import present
from stadsbeeld.instruments.geldstromen.benefits.read_case import example, examples, parse
from stadsbeeld.instruments.geldstromen.benefits.sensitivity import break_even, effects_times, pays_back, worth_now
from stadsbeeld.instruments.geldstromen.benefits.value import discount, flows, ranges

SOURCE = 'source = { text = "made up for a test", date = 2025-01-01 }'
BY_HAND = f"""
title = "A lunch club"
start = 2025
years = 3
price_year = 2025

[[parties]]
id = "gemeente"
title = "Gemeente"

[[parties]]
id = "zorgverzekeraars"
title = "Zorgverzekeraars"

[[measures]]
id = "club"
title = "A lunch club"

[measures.investment]
paid_by = {{ gemeente = 1 }}
[measures.investment.card]
title = "Kitchen"
grade = "A"
value = {{ central = 1000 }}
unit = "EUR"
per = "kitchen"
each = "once"
price_year = 2025
{SOURCE}

[measures.upkeep]
from = 2026
quantity = 4
quantity_source = "the plan"
paid_by = {{ gemeente = 1 }}
[measures.upkeep.card]
title = "Cook"
grade = "A"
value = 25
unit = "EUR"
per = "day"
each = "year"
price_year = 2025
{SOURCE}

[[effects]]
id = "care"
measure = "club"
from = 2026
quantity = 3
quantity_source = "the plan"
shares = {{ gemeente = "1/4", zorgverzekeraars = "3/4" }}
cashable = {{ gemeente = "now", zorgverzekeraars = "later" }}
[effects.card]
title = "Fewer visits"
evidence = "effect"
grade = "D"
value = {{ low = 100, central = 200, high = 240 }}
unit = "EUR"
per = "guest"
each = "year"
price_year = 2025
{SOURCE}
"""


def by_hand() -> Case:
    return parse(BY_HAND, "club")


def test_a_case_worked_out_by_hand() -> None:
    # A euro in 2025, 2026, 2027 is worth 1, 1/1.0225 = 0.97799511 and 1/1.0225² = 0.95647443 in 2025.
    # Kitchen: €1,000 in 2025. Cook: 4 days × €25 = €100 in 2026 and in 2027: 100 × 1.93446954 = €193.45.
    # Effect: 3 guests × €200 = €600 in 2026 and in 2027: 600 × 1.93446954 = €1,160.68, of which the gemeente has a
    # quarter, €290.17, and the insurers €870.51.
    told = present(by_hand())
    gemeente, insurers = told["parties"]
    assert (gemeente["invests"], gemeente["gains"], gemeente["npv"]["central"]) == (1193.45, 290.17, -903.28)
    assert (insurers["invests"], insurers["gains"], insurers["npv"]["central"]) == (0, 870.51, 870.51)
    assert (told["total"]["invests"], told["total"]["gains"], told["total"]["npv"]["central"]) == (
        1193.45,
        1160.68,
        -32.77,
    )
    assert told["total"]["cashable"] == {"now": 290.17, "later": 870.51, "never": 0}
    assert told["flows"] == [
        {"party": "gemeente", "costs": [-1000, -100, -100], "effects": [0, 150, 150], "correlations": [0, 0, 0]},
        {"party": "zorgverzekeraars", "costs": [0, 0, 0], "effects": [0, 450, 450], "correlations": [0, 0, 0]},
    ]
    # €200 at 240: 1,160.68 × 1.2 − 1,193.45 = +199.37; at 100: 580.34 − 1,193.45 = −613.11.
    bars = told["tornado"]["bars"]
    assert [(bar["id"], bar["at_low"], bar["at_high"]) for bar in bars if bar["id"] == "care"] == [
        ("care", -613.11, 199.37)
    ]
    assert bars[0]["id"] == "care"
    # To break even the effects must be 1,193.45 / 1,160.68 = 1.02823 times as large: €205.65 a guest.
    assert told["effects_times"] == pytest.approx(1.02823, abs=1e-5)
    assert {turn["id"]: turn["needed"] for turn in told["break_even"]}["care"] == pytest.approx(205.65, abs=0.01)
    assert told["total"]["pays_back"] is None


def test_it_pays_back_in_the_year_that_covers_it() -> None:
    # One year more: 600 − 100 = 500 a year. 1000 = 488.998 + 478.237 (967.2) + 467.714: covered in the third, 2028.
    longer = parse(BY_HAND.replace("years = 3", "years = 6"), "club")
    assert pays_back(longer) == [None, None, 2028]
    assert present(longer)["total"]["npv"]["central"] == pytest.approx(
        -1000 + 500 * (1 - 1.0225**-5) / 0.0225, abs=0.01
    )


def test_effects_come_in_by_and_by_and_grow() -> None:
    # Whole after two years (half in the first), and 1 % more each year, reckoned from the first year of the case.
    slow = parse(BY_HAND.replace('id = "care"', 'id = "care"\nramp_years = 2\nreal_growth_pct = 1'), "club")
    effects = present(slow)["flows"][1]["effects"]
    assert effects == [0, round(450 * 0.5 * 1.01, 2), round(450 * 1.01**2, 2)]


def test_bos_en_lommer_does_not_pay() -> None:
    """KPMG 2012: upkeep €1.01 M a year against €0.802 M less depression, after €13.5 M to lay it out."""
    told = present(example("bos-en-lommer"))
    assert [flow["costs"][-1] for flow in told["flows"]] == [-1_010_000, 0, 0]
    assert sum(flow["effects"][-1] for flow in told["flows"]) == pytest.approx(802_000, abs=0.02)
    # Thirty years from the second on: (1 − 1.0225⁻³⁰) / 0.0225 = 21.645330.
    assert told["total"]["npv"]["central"] == pytest.approx(-13_500_000 - 208_000 * 21.645330, abs=1)
    assert told["total"]["npv"]["central"] < 0
    assert told["total"]["pays"] == "no"
    assert told["total"]["chance"] < 0.05
    assert told["total"]["pays_back"] is None
    gemeente, *others = told["parties"]
    assert (gemeente["pays"], gemeente["gains"]) == ("no", 0)
    assert all(party["invests"] == 0 and party["npv"]["p10"] > 0 for party in others)
    # However little the laying out would cost, upkeep alone is more than the gain.
    needed = {turn["id"]: turn["needed"] for turn in told["break_even"]}
    assert needed["bos-en-lommer-groen-aanleg"] is None
    assert needed["bos-en-lommer-depressie"] == pytest.approx(1_010_000 + 13_500_000 / 21.645330, rel=1e-6)


def test_ten_per_cent_more_green_in_the_netherlands_gains_without_a_known_cost() -> None:
    """TEEB 2012: employers €328 M a year, insurers €65 M; the municipality pays, and nobody says how much."""
    told = present(example("teeb-nederland"))
    gains = {flow["party"]: flow["effects"][0] for flow in told["flows"]}
    assert gains == {"gemeente": 0, "werkgevers": 328_000_000, "zorgverzekeraars": 65_000_000}
    gemeente = told["parties"][0]
    assert (gemeente["invests"], gemeente["npv"]["central"], gemeente["pays"]) == (None, None, "unknown")
    assert told["flows"][0]["costs"] == [None] * 30
    assert (told["total"]["npv"]["p50"], told["total"]["pays"], told["total"]["chance"]) == (None, "unknown", None)
    assert told["total"]["gains"] > 0
    # It breaks even at a cost of what it brings each year.
    assert [(turn["id"], turn["needed"]) for turn in told["break_even"]] == [("groen.upkeep", pytest.approx(393e6))]
    assert told["tornado"]["of"] == "known"


CYCLING = """
[[effects]]
id = "leave"
measure = "club"
card = "fietsen-verzuimdagen"
price = "verzuimdag"
quantity = 500
quantity_source = "the plan"
shares = { gemeente = 1 }
cashable = { gemeente = "now" }
"""
INDEX = '\n[price_index]\nsource = "made up for a test"\n2024 = 125.0\n2025 = 130.0\n'


def test_a_correlation_is_shown_apart_and_counts_in_no_balance() -> None:
    case = parse(BY_HAND + CYCLING + INDEX, "club")
    told, without = present(case), present(by_hand())
    # 500 × 1.3 days × €350 × 130/125 = €236,600 a year.
    line = next(line for line in told["lines"] if line["id"] == "leave")
    assert (line["evidence"], line["amount"]) == ("correlation", pytest.approx(236_600))
    assert told["total"]["npv"]["central"] == without["total"]["npv"]["central"]
    assert told["total"]["gains"] == without["total"]["gains"]
    assert told["total"]["cashable"] == without["total"]["cashable"]
    assert told["effects_times"] == without["effects_times"]
    assert {bar["id"] for bar in told["tornado"]["bars"]} == {bar["id"] for bar in without["tornado"]["bars"]}
    apart = told["total"]["gains_correlation"]
    assert apart == pytest.approx(236_600 * (1 + 1.93446954), abs=0.1)
    assert told["total"]["if_causal"]["central"] == pytest.approx(-32.77 + apart, abs=0.02)
    assert told["flows"][0]["correlations"] == [pytest.approx(236_600)] * 3


def test_ranges_are_those_of_a_triangle() -> None:
    # One figure alone: the insurers' gain is 0.5 to 1.5 of its centre, so p10 is 0.5 + √(0.1 · 1 · 0.5) = 0.7236 of it.
    insurers = ranges(example("bos-en-lommer"), 40_000, 7).npv[1]
    centre = worth_now(example("bos-en-lommer"))[0][1]
    low = 0.5 + np.sqrt(0.05)
    assert np.quantile(insurers, [0.1, 0.5, 0.9]) == pytest.approx(centre * np.array([low, 1.0, 2 - low]), rel=0.01)


def test_the_same_seed_gives_the_same_on_any_executor() -> None:
    case = example("bos-en-lommer")
    alone = ranges(case, 3_500, 11)
    assert alone.npv.shape == (4, 3_500)
    with ThreadPoolExecutor(3) as threads:
        assert np.array_equal(alone.npv, ranges(case, 3_500, 11, threads).npv)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
        assert np.array_equal(alone.npv, ranges(case, 3_500, 11, processes).npv)
    assert not np.array_equal(alone.npv, ranges(case, 3_500, 12).npv)
    assert not np.array_equal(alone.npv[:, :1000], alone.npv[:, 1000:2000])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """The case by hand, with other figures, years, shares and rates."""
    money = st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 2))
    case = by_hand()
    lines = []
    for line in case.lines:
        quantity, value = line.factors or ()
        low, middle, high = sorted(draw(st.tuples(money, money, money)))
        given_ = replace(value, value=replace(value.value, low=low, central=middle, high=high))
        share = draw(st.floats(0, 1))
        lines.append(
            replace(
                line,
                factors=(quantity, given_),
                shares={"gemeente": share, "zorgverzekeraars": 1 - share},
                growth=draw(st.floats(-0.02, 0.03)),
                ramp_years=draw(st.integers(0, 3)) if line.sign > 0 else 0,
                cashable={"gemeente": "now", "zorgverzekeraars": "never"} if line.sign > 0 else {},
            )
        )
    return replace(case, lines=tuple(lines), years=draw(st.integers(3, 12)), rate=draw(st.floats(0, 0.08)))


@settings(max_examples=80, deadline=None)
@given(cases())
def test_what_parties_gain_and_pay_adds_up(case: Case) -> None:
    npv, _ = worth_now(case)
    near = 1e-6 * (1 + np.abs(npv).max()) + 1e-6
    assert npv[:-1].sum() == pytest.approx(npv[-1], abs=near)
    by_year = flows(case)
    assert by_year.sum(axis=(0, 1)) @ discount(case) == pytest.approx(npv[-1], abs=near)
    told = present(case, draws=100)
    total = told["total"]
    assert total["gains"] - total["invests"] == pytest.approx(total["npv"]["central"], abs=0.02 + near)
    assert sum(total["cashable"].values()) == pytest.approx(total["gains"], abs=0.03)
    assert total["npv"]["p10"] <= total["npv"]["p50"] <= total["npv"]["p90"]
    json.dumps(told, allow_nan=False)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_at_its_break_even_a_figure_leaves_nothing(case: Case) -> None:
    size = 1 + sum(abs(line.factors[1].value.high) for line in case.lines if line.factors) * 20
    for turn in break_even(case):
        if turn.needed is None or turn.factor is None:
            continue
        value = replace(turn.factor.value, low=0, central=turn.needed, high=max(turn.needed, turn.factor.value.high))
        changed = tuple(
            replace(line, factors=tuple(replace(f, value=value) if f.id == turn.id else f for f in line.factors or ()))
            for line in case.lines
        )
        assert worth_now(replace(case, lines=changed))[0][-1] == pytest.approx(0, abs=1e-6 * size)


def test_an_unknown_cost_is_never_a_zero() -> None:
    text = BY_HAND.replace("[measures.upkeep]", '[measures.upkeep]\namount = "unknown"')
    start = text.index("quantity = 4")
    cut = text[:start] + text[text.index("paid_by", start) : text.index("[measures.upkeep.card]")]
    case = parse(cut + text[text.index("[[effects]]") :], "club")
    npv, _ = worth_now(case)
    assert np.isnan(npv[[0, 2]]).all()
    assert npv[1] == pytest.approx(870.51, abs=0.01)  # the insurers share in no cost
    assert pays_back(case) == [None, None, None]
    assert effects_times(case) is None
    # 1,160.68 − 1,000 = 160.68 over 1.93446954 euro-years: it may cost €83.06 a year.
    assert break_even(case)[0].needed == pytest.approx(83.06, abs=0.01)


def test_every_packaged_case_can_be_worked_out() -> None:
    assert examples() == ("bos-en-lommer", "teeb-nederland")
    for name in examples():
        told = present(example(name), draws=200)
        assert {card["source"]["url"] for card in told["cards"]} - {None}
        json.dumps(told, allow_nan=False)
