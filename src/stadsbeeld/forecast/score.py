"""How good forecasts were: the same figures everywhere, so that they can be compared.

WAPE = Σ|y − q0.5| / Σy. WQL = mean over the nine quantiles of 2·Σ pinball / Σy. Coverage: share of truths in
[q0.1, q0.9]. MASE = mean over places of mean(|e| / scale), scale the place's mean error of the seasonal naive one.
Hyndman and Koehler 2006; Gneiting and Raftery 2007.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from stadsbeeld.forecast.model import QUANTILES

COLUMNS = tuple(f"q{q}" for q in QUANTILES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`count` truths; None where a figure cannot be told (nothing known, or a sum of zero).

    `naive_wape` is of the `naive_count` truths for which the naive forecast exists, `wape_beside` that of the
    forecast on the same truths: only these two may be compared.
    """

    count: int
    wape: float | None
    wql: float | None
    coverage: float | None
    naive_count: int
    naive_wape: float | None
    wape_beside: float | None


def score(rows: pl.DataFrame) -> Score:
    """Of rows with `y`, `q0.1` … `q0.9` and `naive` (null where the naive forecast does not exist).

    Only rows with a truth and a forecast count.
    """
    told = rows.drop_nulls(["y", "q0.5"]).filter(pl.col("y").is_not_nan(), pl.col("q0.5").is_not_nan())
    total = float(told["y"].sum())
    if not len(told) or total <= 0:
        return Score(
            count=len(told), wape=None, wql=None, coverage=None, naive_count=0, naive_wape=None, wape_beside=None
        )
    y = told["y"].to_numpy()
    known = told.drop_nulls("naive").filter(pl.col("naive").is_not_nan())
    error = np.abs(y - told["q0.5"].to_numpy()).sum() / total
    inside = ((told["q0.1"] <= told["y"]) & (told["y"] <= told["q0.9"])).mean()
    return Score(
        count=len(told),
        wape=float(error),
        wql=float(
            np.mean([pinball(y, told[c].to_numpy(), q) for c, q in zip(COLUMNS, QUANTILES, strict=True)]) / total
        ),
        coverage=float(inside) if isinstance(inside, (int, float)) else None,
        naive_count=len(known),
        naive_wape=_wape(known, "naive"),
        wape_beside=_wape(known, "q0.5"),
    )


def pinball(y: np.ndarray, quantile: np.ndarray, level: float) -> float:
    """Twice the summed pinball loss, in the unit of y."""
    return float(2 * np.maximum(level * (y - quantile), (level - 1) * (y - quantile)).sum())


def _wape(rows: pl.DataFrame, column: str) -> float | None:
    total = float(rows["y"].sum())
    return float((rows["y"] - rows[column]).abs().sum()) / total if total > 0 else None
