"""How fast forecasts are: tier 1, tier 2, and a nowcast of a city's roads, beside mlforecast and statsforecast.

    speed.py <shared folder>        (needs .peers: make .stamps/peers)

Melbourne's 34 counters × 2.5 years, fitted on what was known on 1 January 2014; origins of that month, 1 to 72 h.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import psutil

from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.gradient import Gradient
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel

HERE = Path(__file__).parent
FIRST = datetime(2014, 1, 1)  # noqa: DTZ001  the wall clock of the counts
AHEAD = np.arange(1, 73)


def melbourne(shared: Path) -> Panel:
    rows = pl.read_parquet(shared / "data" / "melbourne" / "hourly_2012-01_2014-06.parquet").drop_nulls("sensor")
    told = rows.filter(pl.col("timestamp") < FIRST + timedelta(days=45)).select(
        place=pl.col("sensor").cast(pl.Int32).cast(pl.String), at="timestamp", value="count"
    )
    return Panel.of(told, step=timedelta(hours=1), calendar=calendar_of("AU-VIC"))


def rotterdam(shared: Path) -> Panel:
    """Flow and speed of 610 stations, every five minutes: 1,220 series."""
    rows = pl.read_parquet(shared / "data" / "rotterdam" / "ndw_5min_2026-08-20_22.parquet")
    at = pl.col("ts") if rows.schema["ts"].time_zone else pl.col("ts").dt.replace_time_zone("UTC")
    parts = [
        rows.select(place=pl.format(f"{name}-{{}}", "station"), at=at, value=pl.col(name).cast(pl.Float64))
        for name in ("flow_veh_h", "speed_kmh")
    ]
    told = pl.concat(parts).with_columns(pl.when(pl.col("value") < 20_000).then("value").alias("value"))
    return Panel.of(told, step=timedelta(minutes=5), zone=ZoneInfo("Europe/Amsterdam"))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def an_origin_s(fitted: Fitted, panel: Panel, origins: list[int], ahead: np.ndarray) -> float:
    fitted.forecast(panel.before(origins[0]), ahead)
    return timed(lambda: [fitted.forecast(panel.before(origin), ahead) for origin in origins]) / len(origins)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--origins", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    city = melbourne(asked.shared)
    first = city.timeline.step_of(FIRST)
    origins = [first + 6 * number for number in range(asked.origins)]
    known = city.before(first)
    simple, ensemble = Experts(), Ensemble(gradient=Gradient(threads=asked.threads))
    simple_s = timed(lambda: simple.fit(known, AHEAD))
    tier_1_s = an_origin_s(simple.fit(known, AHEAD), city, origins, AHEAD)
    before_mb = psutil.Process().memory_info().rss / 2**20
    made: list[Fitted] = []
    fit_s = timed(lambda: made.append(ensemble.fit(known, AHEAD, 0)))
    tier_2_s = an_origin_s(made[0], city, origins, AHEAD)
    peak_mb = _peak_mb()
    roads = rotterdam(asked.shared)
    nowcast = Experts().fit(roads, np.arange(1, 25))
    roads_s = an_origin_s(nowcast, roads, list(range(roads.known - 12, roads.known)), np.arange(1, 25))
    refresh_s = timed(lambda: Experts().fit(roads, np.arange(1, 25)))
    peers = json.loads(
        subprocess.run(
            [str(HERE.parents[1] / ".peers" / "bin" / "python"), str(HERE / "peers.py"), str(asked.shared)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.splitlines()[-1]
    )
    print(f"tier 1: weights {simple_s:.2f} s, {tier_1_s * 1e3:.2f} ms an origin ({1 / tier_1_s:.0f} origins/s)")
    print(
        f"tier 2: fit {fit_s:.1f} s, {tier_2_s * 1e3:.0f} ms an origin; "
        f"{before_mb:.0f} MB before, {peak_mb:.0f} MB at its peak"
    )
    print(f"roads: nowcast of 1,220 series × 24 steps {roads_s:.2f} s; weights anew {refresh_s:.2f} s")
    for name, peer in peers.items():
        print(
            f"{name}: fit {peer['fit_s']:.1f} s, {peer['origin_ms']:.0f} ms an origin ({peer['series']} series); "
            f"ours takes {fit_s / peer['fit_s'] if peer['fit_s'] else float('nan'):.2f} of its fit, "
            f"{tier_2_s * 1e3 / peer['origin_ms']:.3f} of its origin; tier 1 {tier_1_s * 1e3 / peer['origin_ms']:.4f}"
        )


def _peak_mb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
