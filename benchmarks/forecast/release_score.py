"""Score the forecasts of a release on months that nothing was chosen on: `make release-score`.

Melbourne, April to June 2014, 60 origins, 72 hours ahead, with the published scorer. What comes out is appended to
docs/performance.md with the commit, good or bad: that keeps the figure honest.

    release_score.py <shared folder> [--out FOLDER] [--beside OTHER.parquet] [--append docs/performance.md]

`--beside`: forecasts of a peer for the same origins; the gain over it is told with its interval over origins.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parents[2]
ROUNDS = 2_000


def run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE).stdout


def score(shared: Path, origins: Path, forecasts: Path) -> dict[str, dict[str, float]]:
    """{range of horizons: {figure: value}} by the published scorer."""
    told = forecasts.with_suffix(".jsonl")
    told.unlink(missing_ok=True)
    scorer = str(shared / "tools" / "score_forecasts.py")
    print(
        run(
            *(sys.executable, scorer, "score", "--task", "melbourne", "--origins", str(origins)),
            *(str(forecasts), "--json", str(told)),
        )
    )
    return json.loads(told.read_text().splitlines()[-1])["res"]


def errors(shared: Path, origins: Path, forecasts: Path) -> pd.DataFrame:
    """Per origin: sum of absolute errors of the median, and of truths."""
    sys.path.insert(0, str(shared / "tools"))
    import score_forecasts as scorer

    moments = pd.DatetimeIndex(pd.read_csv(origins, parse_dates=["origin"]).origin)
    due = scorer.required("melbourne", moments)
    made = pd.read_parquet(forecasts).astype({"origin": "datetime64[ns]", "target_time": "datetime64[ns]"})
    due = due.astype({"origin": "datetime64[ns]", "target_time": "datetime64[ns]"})
    both = due.merge(made, on=["origin", "sensor", "target_time"])
    both["error"] = (both.y - both["q0.5"]).abs()
    return both.groupby("origin")[["error", "y"]].sum()


def gain(ours: pd.DataFrame, theirs: pd.DataFrame) -> tuple[float, float, float]:
    """1 − WAPE / WAPE of the peer, and its 95 % interval by drawing origins again."""
    lot = np.random.default_rng(0)
    mine, other = ours.error.to_numpy(), theirs.error.reindex(ours.index).to_numpy()
    drawn = lot.integers(0, len(mine), (ROUNDS, len(mine)))
    low, high = np.quantile(1 - mine[drawn].sum(1) / other[drawn].sum(1), [0.025, 0.975])
    return 1 - mine.sum() / other.sum(), float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--append", type=Path)
    asked = parser.parse_args()
    shared, folder = asked.shared.resolve(), asked.out or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    origins, forecasts = folder / "origins.csv", folder / "stadsbeeld.parquet"
    scorer = str(shared / "tools" / "score_forecasts.py")
    run(sys.executable, scorer, "origins", "--task", "melbourne", "--set", "every3", "--out", str(origins))
    command = HERE / ".venv" / "bin" / "stadsbeeld"
    began = datetime.now(UTC)
    run(
        *(str(command), "forecast", "backtest", "--zone", "Australia/Melbourne", "--holidays", "AU-VIC"),
        *("--data", str(shared / "data" / "melbourne" / "hourly_2012-01_2014-06.parquet"), "--step", "1h"),
        *("--origins", str(origins), "--horizons", "1h..72h", "--out", str(forecasts)),
    )
    took_s = (datetime.now(UTC) - began).total_seconds()
    told = score(shared, origins, forecasts)
    line = _line(told, took_s)
    if asked.beside:
        best, low, high = gain(errors(shared, origins, forecasts), errors(shared, origins, asked.beside))
        line += f" {best:+.1%} ({low:+.1%} to {high:+.1%}) |"
    else:
        line += " – |"
    print(line)
    if asked.append:
        text = asked.append.read_text()
        asked.append.write_text(text.rstrip("\n") + "\n" + line + "\n")


def _line(told: dict[str, dict[str, float]], took_s: float) -> str:
    commit = run("git", "rev-parse", "--short", "HEAD").strip()
    all_ = told["all"]
    parts = " / ".join(f"{told[name]['WAPE']:.4f}" for name in ("1-6h", "7-24h", "25-72h"))
    covered = " / ".join(f"{told[name]['COV80']:.3f}" for name in ("1-6h", "7-24h", "25-72h"))
    return (
        f"| {datetime.now(UTC):%Y-%m-%d} | {commit} | {all_['WAPE']:.4f} | {all_['MASE']:.3f} | {all_['WQL']:.4f} "
        f"| {all_['COV80']:.3f} | {parts} | {covered} | {took_s:.0f} s |"
    )


if __name__ == "__main__":
    main()
