"""Figures against their definitions, those of the scorer beside the project among them."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.forecast.score import COLUMNS, pinball, score

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_forecasts.py"
LEVELS = [round(0.1 * n, 1) for n in range(1, 10)]


def frame(y, quantiles, naive=None):
    columns = {name: [float(row[n]) for row in quantiles] for n, name in enumerate(COLUMNS)}
    told = pl.DataFrame(columns, schema=dict.fromkeys(COLUMNS, pl.Float64))
    return told.with_columns(
        y=pl.Series([float(one) for one in y], dtype=pl.Float64),
        naive=pl.Series(naive if naive is not None else [None] * len(y), dtype=pl.Float64),
    )


def flat(value):
    return [value] * 9


def test_two_rows_by_hand():
    # Truths 10 and 30. Forecasts: all quantiles 12; 20, 21 … 28.
    told = score(frame([10, 30], [flat(12), range(20, 29)], [13.0, None]))
    assert told.count == 2
    assert told.wape == pytest.approx((2 + 6) / 40)
    # Of the first (1 − q)·2 at each level, sum 9.0; of the second q·(30 − (20 + n)) for n = 0 … 8:
    # 0.1·10 + 0.2·9 + 0.3·8 + 0.4·7 + 0.5·6 + 0.6·5 + 0.7·4 + 0.8·3 + 0.9·2 = 21.0. Twice, over nine, over 40.
    assert told.wql == pytest.approx(2 * (9 + 21) / 9 / 40)
    assert told.coverage == 0
    assert told.naive_count == 1
    assert told.naive_wape == pytest.approx(3 / 10)
    assert told.wape_beside == pytest.approx(2 / 10)


def test_the_edges_of_the_band_belong_to_it():
    assert score(frame([1, 9, 5, 10], [range(1, 10)] * 4)).coverage == 0.75


def test_only_rows_with_truth_and_forecast_count():
    rows = frame([10, np.nan, 10, 10], [flat(10), flat(0), flat(np.nan), flat(5)], [np.nan, 1.0, 1.0, 12.0])
    rows = pl.concat([rows, rows.head(1).with_columns(y=pl.lit(None, pl.Float64))])
    told = score(rows)
    assert told.count == 2
    assert told.wape == 0.25
    assert (told.naive_count, told.naive_wape, told.wape_beside) == (1, 0.2, 0.5)


@pytest.mark.parametrize("rows", [frame([], []), frame([0, 0], [flat(1), flat(2)]), frame([np.nan], [flat(1)])])
def test_what_cannot_be_told_is_not_zero(rows):
    told = score(rows)
    assert (told.wape, told.wql, told.naive_wape) == (None, None, None)


def test_pinball_punishes_the_side_that_its_level_says():
    assert pinball(np.array([10.0]), np.array([0.0]), 0.9) == pytest.approx(18)
    assert pinball(np.array([0.0]), np.array([10.0]), 0.9) == pytest.approx(2)
    assert pinball(np.array([0.0, 10]), np.array([10.0, 0]), 0.5) == pytest.approx(20)  # twice the loss: the error


ROWS = st.lists(
    st.tuples(st.integers(0, 500), st.lists(st.integers(0, 500), min_size=9, max_size=9).map(sorted)),
    min_size=1,
    max_size=30,
).filter(lambda rows: sum(y for y, _ in rows) > 0)


@given(ROWS)
def test_figures_are_those_of_the_scorer(rows):
    """Its lines `WAPE`, `wql` and `COV80`, row by row."""
    truth, quantiles = [y for y, _ in rows], [q for _, q in rows]
    told = score(frame(truth, quantiles))
    total = sum(truth)
    assert told.wape == pytest.approx(sum(abs(y - q[4]) for y, q in rows) / total)
    levels = [
        2 * sum(max(level * (y - q[n]), (level - 1) * (y - q[n])) for y, q in rows) / total
        for n, level in enumerate(LEVELS)
    ]
    assert told.wql == pytest.approx(sum(levels) / 9)
    assert told.coverage == pytest.approx(sum(q[0] <= y <= q[8] for y, q in rows) / len(rows))


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer lies beside the project, and is not here")
def test_the_scorer_still_says_so():
    """Its formulas, word for word: were they to change, the test above would no longer speak of them."""
    text = SCORER.read_text("utf-8")
    for formula in (
        "e = np.abs(r.y - r.point); sy = r.y.sum()",
        "WAPE=e.sum() / sy",
        "2 * np.maximum(q * (r.y - r[c]), (q - 1) * (r.y - r[c])).sum() / sy for q, c in zip(QS, QC)",
        'out["WQL"] = float(np.mean(wql))',
        '((r.y >= r["q0.1"]) & (r.y <= r["q0.9"])).mean()',
        'QC = [f"q{q}" for q in QS]',
        'r["point"] = r["q0.5"]',
    ):
        assert formula in text
    assert tuple(f"q{level}" for level in LEVELS) == COLUMNS
