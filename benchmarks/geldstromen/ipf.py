"""Claim: a table of 200 × 3,500 is fitted to its margins as `ipfn` does, in less time, and the two differ by nothing.

Both get the same seed (a tenth of it zeros) and margins and stop at a deviation of 1e-9; `ipfn` runs in its own
interpreter, and only its own work is timed there. In turn; medians. Then margins that no table has: what each says.

    python -m venv .peers/geldstromen
    .peers/geldstromen/bin/python -m pip install --require-hashes -r benchmarks/geldstromen/requirements.lock
    python benchmarks/geldstromen/ipf.py .peers/geldstromen/bin/python
"""

import argparse
import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from stadsbeeld.instruments.geldstromen.ipf import Fitted, Infeasible, Margin, fit

SHAPE = (200, 3500)
PEER = Path(__file__).with_name("ipf_peer.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", help="the interpreter that has ipfn")
    parser.add_argument("--repeats", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, NumPy {np.__version__}; {SHAPE[0]} × {SHAPE[1]:,}")
    rng = np.random.default_rng(20_261)
    seed = rng.gamma(1.0, 1.0, SHAPE) * (rng.uniform(size=SHAPE) > 0.1)
    goal = seed * rng.gamma(4.0, 0.25, SHAPE)
    rows, columns = goal.sum(axis=1), goal.sum(axis=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        took: dict[str, list[float]] = {"ours": [], "ipfn": []}
        for _ in range(chosen.repeats):
            started = time.perf_counter()
            made = fit(seed, margins(rows, columns))
            took["ours"].append(time.perf_counter() - started)
            seconds, theirs = peer(chosen.python, folder, seed, rows, columns)
            took["ipfn"].append(seconds)
        assert isinstance(made, Fitted)
        ours, other = (statistics.median(seconds) for seconds in took.values())
        apart = np.abs(made.table - theirs)[seed > 0] / theirs[seed > 0]
        print(f"ours {ours:.3f} s ({made.rounds} rounds), ipfn {other:.3f} s; ratio {ours / other:.4f}")
        zeros = bool(((theirs == 0) == (seed == 0)).all())
        print(f"largest difference of a cell {apart.max():.1e} (relative); zeros alike: {zeros}")
        cannot_be(chosen.python, folder)


def cannot_be(python: str, folder: Path) -> None:
    """Two rows that may only use the first column ask 12 of its 10."""
    seed = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    rows, columns = np.array([6.0, 6.0, 8.0]), np.array([10.0, 5.0, 5.0])
    made = fit(seed, margins(rows, columns))
    assert isinstance(made, Infeasible)
    _, theirs = peer(python, folder, seed, rows, columns)
    worst = made.off[0]
    print(
        f"no such table: ours says {made.reason!r}, margin {worst.margin} cell {worst.at} has {worst.reached:.3f} of "
        f"{worst.wanted:g}; ipfn gives a table with rows of {theirs.sum(axis=1).round(3).tolist()} for {rows.tolist()}"
    )


def margins(rows: np.ndarray, columns: np.ndarray) -> list[Margin]:
    return [Margin(axes=(0,), wanted=rows), Margin(axes=(1,), wanted=columns)]


def peer(
    python: str, folder: Path, seed: np.ndarray, rows: np.ndarray, columns: np.ndarray
) -> tuple[float, np.ndarray]:
    np.savez(folder / "asked.npz", seed=seed, rows=rows, columns=columns)
    command = [python, str(PEER), str(folder / "asked.npz"), str(folder / "fitted.npy")]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(told.split()[-1]), np.load(folder / "fitted.npy")


if __name__ == "__main__":
    main()
