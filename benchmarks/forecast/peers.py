"""mlforecast (recursive LightGBM) and statsforecast (MSTL, AutoETS) on the same counts; prints one line of JSON.

    peers.py <shared folder>

All 34 counters for mlforecast; a subset of 4 with eight weeks of history for statsforecast, which fits at each origin.
"""

import json
import sys
import time
from pathlib import Path

import lightgbm as lgb
import pandas as pd
from mlforecast import MLForecast
from mlforecast.lag_transforms import RollingMean
from statsforecast import StatsForecast
from statsforecast.models import MSTL, AutoETS

FIRST, AHEAD = pd.Timestamp("2014-01-01"), 72
SUBSET, WEEKS = 4, 8


def counts(shared: Path) -> pd.DataFrame:
    rows = pd.read_parquet(shared / "data" / "melbourne" / "hourly_2012-01_2014-06.parquet").dropna(subset=["sensor"])
    rows = rows[rows.timestamp < FIRST]
    wide = rows.pivot(index="timestamp", columns="sensor", values="count").asfreq("h")
    # Both peers need every hour: the hole is filled with the same hour of a week before, or the last value.
    wide = wide.fillna(wide.shift(168)).ffill().dropna(axis=1)
    told = (
        wide.reset_index().melt("timestamp", var_name="unique_id", value_name="y").rename(columns={"timestamp": "ds"})
    )
    return told.astype({"unique_id": str, "y": float})


def ml(rows: pd.DataFrame) -> dict[str, float]:
    model = MLForecast(
        models={"lgb": lgb.LGBMRegressor(n_estimators=300, num_leaves=63, verbose=-1, n_jobs=2)},
        freq="h",
        lags=[1, 2, 3, 24, 48, 168, 336],
        lag_transforms={1: [RollingMean(24), RollingMean(168)]},
        date_features=["hour", "dayofweek", "month"],
        num_threads=2,
    )
    began = time.perf_counter()
    model.fit(rows)
    fit_s, began = time.perf_counter() - began, time.perf_counter()
    for _ in range(3):
        model.predict(AHEAD)
    return {"fit_s": fit_s, "origin_ms": (time.perf_counter() - began) / 3 * 1e3, "series": rows.unique_id.nunique()}


def stats(rows: pd.DataFrame, model: object) -> dict[str, float]:
    few = rows[rows.unique_id.isin(sorted(rows.unique_id.unique())[:SUBSET])]
    few = few[few.ds >= FIRST - pd.Timedelta(weeks=WEEKS)]
    fitted = StatsForecast(models=[model], freq="h", n_jobs=1)
    fitted.forecast(df=few.head(24 * 21), h=1)  # compiles before the clock runs
    began = time.perf_counter()
    fitted.forecast(df=few, h=AHEAD, level=[80])
    return {"fit_s": 0.0, "origin_ms": (time.perf_counter() - began) * 1e3, "series": SUBSET}


def main() -> None:
    rows = counts(Path(sys.argv[1]))
    told = {
        "mlforecast": ml(rows),
        "statsforecast MSTL": stats(rows, MSTL(season_length=[24, 168])),
        "statsforecast AutoETS": stats(rows, AutoETS(season_length=24)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
