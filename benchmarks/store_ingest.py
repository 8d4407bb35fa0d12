"""Claim: taking 10,000-row deliveries with a claim, de-duplication and a receipt, over 50 million rows that stand
there already, runs at least half as fast as bare DuckDB appends of the same rows.

Both sides append the same batches to their own copy of the same file, one transaction for each batch, taking turns;
the bare side holds a table of the same columns and does nothing else. Also printed: batches of which every row
is known already, batches that overlap the previous one by half, and the same with the raw bytes kept first.

    python benchmarks/store_ingest.py                        # 50 million rows, about 2 GB in the temporary folder
    python benchmarks/store_ingest.py --rows 1000000 --batches 20
"""

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from stadsbeeld.frames.observations import Observations
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.claims import Delivery
from stadsbeeld.store.store import Store

PLACES, QUANTITIES, STEP_S = 1_000, ("flow_veh_h", "speed_kmh"), 300
START = datetime(2025, 1, 1, tzinfo=UTC)
BATCH = 10_000
# The value of a (place, quantity, step): the same arithmetic in SQL and in polars, so that batches can overlap.
FILL = """
    INSERT INTO facts.observations
    SELECT 'RWS01_MONIBAS_' || lpad((i % 1000)::VARCHAR, 4, '0'),
           CASE WHEN (i // 1000) % 2 = 0 THEN 'flow_veh_h' ELSE 'speed_kmh' END,
           TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (i // 2000 * 300) SECOND, 300,
           ((i * 7919) % 1999) / 8.0, NULL, 'ndw_traffic',
           TIMESTAMPTZ '2025-01-01 00:06:00+00' + INTERVAL (i // 2000 * 300) SECOND, 0
    FROM range({start}, {end}) AS r(i)
"""


def batch(first: int) -> pl.DataFrame:
    """Rows `first` … `first + BATCH` of the endless series, as observations."""
    i = pl.int_range(first, first + BATCH, eager=True).alias("i").to_frame()
    return i.select(
        place=pl.lit("RWS01_MONIBAS_") + (pl.col("i") % PLACES).cast(pl.String).str.zfill(4),
        quantity=pl.when(pl.col("i") // 1000 % 2 == 0).then(pl.lit(QUANTITIES[0])).otherwise(pl.lit(QUANTITIES[1])),
        observed_at=pl.lit(START) + pl.duration(seconds=pl.col("i") // 2000 * STEP_S),
        span_s=pl.lit(STEP_S, dtype=pl.Int32),
        value=(pl.col("i") * 7919 % 1999) / 8.0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--batches", type=int, default=100)
    chosen = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, DuckDB {duckdb.__version__}")
    with tempfile.TemporaryDirectory(prefix="store_ingest_") as folder:
        measure(Path(folder), chosen.rows // 2000 * 2000, chosen.batches)


def measure(folder: Path, rows: int, batches: int) -> None:
    addresses = Addresses(
        facts=str(folder / "facts.duckdb"), records=str(folder / "records.duckdb"), raw=str(folder / "raw")
    )
    started = time.perf_counter()
    with Store(addresses) as store:
        for start in range(0, rows, 10_000_000):
            store.connection.run("facts", FILL.format(start=start, end=min(rows, start + 10_000_000)))
    shutil.copy(folder / "facts.duckdb", folder / "bare.duckdb")
    size_mb = (folder / "facts.duckdb").stat().st_size / 1e6
    print(f"{rows:,} rows loaded in {time.perf_counter() - started:.0f} s, {size_mb:,.0f} MB")

    with Store(addresses) as store, duckdb.connect(str(folder / "bare.duckdb")) as bare:
        bare.execute("SET TimeZone = 'UTC'")
        frames = [Observations(batch(rows + number * BATCH)) for number in range(batches)]
        took: dict[str, list[float]] = {"bare": [], "store": []}
        for number, table in enumerate(frames):
            sides = [("bare", lambda n, t: append_bare(bare, n, t)), ("store", lambda n, t: append_store(store, n, t))]
            for name, append in sides if number % 2 else reversed(sides):
                took[name].append(timed(append, number, table))
        known = [timed(append_store_known, store, n, t) for n, t in enumerate(frames)]
        overlap = [
            timed(append_store_half, store, number, Observations(batch(rows + batches * BATCH + number * BATCH // 2)))
            for number in range(batches)
        ]
        kept = [
            timed(append_kept, store, number, Observations(batch(rows + (batches * 2 + number) * BATCH)))
            for number in range(batches)
        ]
    base = statistics.median(took["bare"])
    print(f"bare append                    {BATCH / base:>12,.0f} rows/s   {base * 1e3:6.1f} ms a batch")
    for name, seconds in (
        ("claim + append, all rows new", took["store"]),
        ("  … half of the rows known", overlap),
        ("  … all rows known", known),
        ("  … all new, raw bytes kept", kept),
    ):
        middle = statistics.median(seconds)
        print(
            f"{name:<30} {BATCH / middle:>12,.0f} rows/s   {middle * 1e3:6.1f} ms a batch   {base / middle:.2f} of bare"
        )
    total = sum(took["bare"]) / sum(took["store"])
    print(f"claim + append against bare, whole time: {total:.2f} (claimed: at least 0.50)")


def timed(work: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


def append_bare(bare: duckdb.DuckDBPyConnection, number: int, table: Observations) -> None:
    bare.register("batch", table.frame.to_arrow())
    bare.execute(
        "INSERT INTO observations SELECT *, 'ndw_traffic', ?, ? FROM batch",
        [START + timedelta(days=3650), number],
    )


def take(store: Store, key: str, digest: str, table: Observations) -> None:
    delivery = Delivery(source="ndw_traffic", key=key, sha256=digest, known_at=START + timedelta(days=3650))
    claim = store.claim(delivery)
    assert claim is not None
    store.append(claim, table)


def append_store(store: Store, number: int, table: Observations) -> None:
    take(store, f"new {number}", sha256(f"new {number}".encode()).hexdigest(), table)


def append_store_known(store: Store, number: int, table: Observations) -> None:
    take(store, f"known {number}", sha256(f"known {number}".encode()).hexdigest(), table)


def append_store_half(store: Store, number: int, table: Observations) -> None:
    take(store, f"half {number}", sha256(f"half {number}".encode()).hexdigest(), table)


def append_kept(store: Store, number: int, table: Observations) -> None:
    # Some 25 bytes a row, as a gzipped DATEX II answer has.
    take(store, f"kept {number}", store.raw.put(os.urandom(25 * BATCH)), table)


if __name__ == "__main__":
    main()
