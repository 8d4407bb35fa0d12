"""The peer that forecasts are measured against: one plain LightGBM a quantile, direct, on the ratio to the usual.

What an analyst would make in an afternoon: the median of eight weeks as the usual, level ratios, lags, the calendar,
and five quantiles; the others lie between. No specialists, no calibration, fitted once before the first origin.

    plain_lightgbm.py counts.parquet origins.csv out.parquet [--holidays AU-VIC]
"""

import argparse
import time
from pathlib import Path

import holidays
import lightgbm as lgb
import numpy as np
import pandas as pd

WEEK, HORIZONS, ROWS = 168, np.arange(1, 73), 500_000
LEVELS = (1, 3, 6, 24, 168, 336)
FITTED = (0.1, 0.3, 0.5, 0.7, 0.9)
ALL = np.round(np.arange(1, 10) / 10, 1)


class City:
    """Hourly counts on a regular grid with what every row of features needs. `Y` and `P` (hours, sensors)."""

    def __init__(self, path: Path, region: str) -> None:
        rows = pd.read_parquet(path).dropna(subset=["sensor"])
        wide = rows.pivot(index="timestamp", columns="sensor", values="count")
        wide = wide.reindex(pd.date_range(wide.index[0], wide.index[-1] + pd.Timedelta("80h"), freq="h"))
        self.index, self.sensors = wide.index, [str(int(sensor)) for sensor in wide.columns]
        self.Y = wide.to_numpy("float32")
        country, _, part = region.partition("-")
        days = holidays.country_holidays(country, subdiv=part or None, years=range(self.index[0].year, 2030))
        self.holiday = np.array([day in days for day in self.index.date])
        ordinary = np.where(self.holiday[:, None], np.nan, self.Y)
        with np.errstate(all="ignore"):
            self.P = np.nanmedian(np.stack([self._back(ordinary, WEEK * k) for k in range(1, 9)]), axis=0)

    @staticmethod
    def _back(array: np.ndarray, steps: int) -> np.ndarray:
        moved = np.full_like(array, np.nan)
        moved[steps:] = array[:-steps]
        return moved

    def step(self, moment: pd.Timestamp) -> int:
        return int((moment - self.index[0]) / pd.Timedelta("1h"))


def features(city: City, known: int, origin: np.ndarray, ahead: np.ndarray, sensor: np.ndarray) -> np.ndarray:
    """Rows for (origin, horizon, sensor); `known`: nothing from this step on has been seen."""
    seen = city.Y.copy()
    seen[known:] = np.nan
    both = np.isfinite(seen) & np.isfinite(city.P)
    sums = [np.vstack([np.zeros(seen.shape[1]), np.cumsum(np.where(both, a, 0), 0)]) for a in (seen, city.P)]
    target = origin + ahead - 1
    usual = city.P[target, sensor]
    told = [ahead, city.index.hour.to_numpy()[target], city.index.dayofweek.to_numpy()[target]]
    told += [city.index.dayofyear.to_numpy()[target], sensor, city.holiday[target], np.log1p(usual)]
    for length in LEVELS:
        start = np.maximum(origin - length, 0)
        own = [total[origin, sensor] - total[start, sensor] for total in sums]
        all_ = [(total[origin] - total[start]).sum(1) for total in sums]
        told += [np.log((own[0] + 5) / (own[1] + 5)), np.log((all_[0] + 50) / (all_[1] + 50))]
    day = -(-ahead // 24) * 24
    for lag in (day, day + 24, np.full_like(day, WEEK), np.full_like(day, 2 * WEEK)):
        told.append(np.log((seen[target - lag, sensor] + 5) / (usual + 5)))
    return np.column_stack(told).astype("float32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=Path)
    parser.add_argument("origins", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--holidays", default="AU-VIC")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    city = City(asked.counts, asked.holidays)
    origins = [city.step(moment) for moment in pd.read_csv(asked.origins, parse_dates=["origin"]).origin]
    known, lot = min(origins), np.random.default_rng(0)
    began = time.perf_counter()
    target = lot.integers(WEEK * 10, known, 3 * ROWS)
    ahead, sensor = lot.choice(HORIZONS, 3 * ROWS), lot.integers(0, city.Y.shape[1], 3 * ROWS)
    usable = np.isfinite(city.Y[target, sensor]) & np.isfinite(city.P[target, sensor])
    target, ahead, sensor = (one[usable][:ROWS] for one in (target, ahead, sensor))
    usual, mean = city.P[target, sensor], np.nanmean(city.Y[:known], 0)
    calm = 0.05 * np.nan_to_num(mean) + 2
    size = usual + calm[sensor]
    data = lgb.Dataset(
        features(city, known, target - ahead + 1, ahead, sensor),
        (city.Y[target, sensor] - usual) / size,
        weight=size / np.maximum(mean[sensor], 1),
        categorical_feature=[4],
        free_raw_data=False,
    )
    settings = {"objective": "quantile", "num_leaves": 63, "learning_rate": 0.05, "min_data_in_leaf": 100}
    settings |= {"feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "verbose": -1, "seed": 0}
    fitted = {q: lgb.train(settings | {"alpha": q, "num_threads": asked.threads}, data, 400) for q in FITTED}
    fit_s, began = time.perf_counter() - began, time.perf_counter()
    made = []
    for origin in origins:
        h, s = (one.ravel() for one in np.meshgrid(HORIZONS, np.arange(city.Y.shape[1]), indexing="ij"))
        rows = features(city, origin, np.full(len(h), origin), h, s)
        usual = np.nan_to_num(city.P[origin + h - 1, s], nan=float(np.nanmean(mean)))
        known_q = np.sort([usual + (usual + calm[s]) * fitted[q].predict(rows) for q in FITTED], axis=0)
        told = np.maximum([np.array([np.interp(q, FITTED, column) for column in known_q.T]) for q in ALL], 0)
        frame = pd.DataFrame({f"q{q}": told[n] for n, q in enumerate(ALL)})
        frame["mean"], frame["sensor"] = frame["q0.5"], np.array(city.sensors)[s]
        frame["origin"], frame["target_time"] = city.index[origin], city.index[origin + h - 1]
        made.append(frame)
    pd.concat(made).to_parquet(asked.out)
    print(f"plain LightGBM: fit {fit_s:.1f} s, {(time.perf_counter() - began) / len(origins) * 1e3:.0f} ms an origin")


if __name__ == "__main__":
    main()
