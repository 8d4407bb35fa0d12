"""How likely each level is, from the nine quantiles of a forecast."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stadsbeeld.frames.forecasts import LEVELS, QUANTILE_COLUMNS
from stadsbeeld.instruments.drukte.measure import level_index, measure
from stadsbeeld.instruments.drukte.register import BOUNDS
from stadsbeeld.instruments.drukte.state import LEVELS as LETTERS

LEAST, MOST = LEVELS[0], LEVELS[-1]
# From B on: every value is at least A.
REACHED = ("B", "C", "D", "E", "F")


def below(quantiles: NDArray[np.float64], bound: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(value ≤ bound) for `quantiles` (n, 9) and `bound` (n,): straight between the quantiles.

    Beyond them nothing is known but that it is at most 0.1, or at least 0.9: those two are given.
    """
    number = (quantiles <= bound[:, None]).sum(1)
    inside = (number > 0) & (number < len(LEVELS))
    row, low = np.arange(len(bound)), np.clip(number - 1, 0, len(LEVELS) - 2)
    lower, upper = quantiles[row, low], quantiles[row, low + 1]
    width = np.where(inside, upper - lower, 1.0)
    level = np.array(LEVELS)
    between = level[low] + (level[low + 1] - level[low]) * np.where(inside, bound - lower, 0.0) / width
    told: NDArray[np.float64] = np.where(inside, between, np.where(number == 0, LEAST, MOST))
    return told


def chances(rows: pl.DataFrame) -> pl.DataFrame:
    """The probability of each level or a worse one: `id` and a column for each of `REACHED`, 0.1 ≤ p ≤ 0.9.

    `rows` as `state.state` gives them, those with a level, with the nine quantiles of the deciding quantity. Where the
    level was raised because the flow nears the capacity, each probability is that of the level before.
    """
    if rows.is_empty():
        return pl.DataFrame(schema={"id": pl.String(), **dict.fromkeys(REACHED, pl.Float64())})
    measured = [rows.with_columns(value=pl.col(name).cast(pl.Float64)).select(measure()) for name in QUANTILE_COLUMNS]
    quantiles = np.column_stack([column.to_series().to_numpy() for column in measured])
    higher = rows["higher"].to_numpy()
    reached = []
    for name in BOUNDS:
        share = below(quantiles, rows[name].to_numpy())
        reached.append(np.where(higher, 1 - share, share))
    plain = rows.select(level_index().replace_strict(range(6), LETTERS[:6])).to_series()
    raised = (plain != rows["level"]).to_numpy()
    before = [np.full(len(rows), MOST), *reached[:-1]]
    told = {
        letter: np.where(raised, first, own).round(3)
        for letter, first, own in zip(REACHED, before, reached, strict=True)
    }
    return pl.DataFrame({"id": rows["id"], **told})
