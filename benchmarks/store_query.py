"""Claim: over 100 million observations, all 1,000 places for the last hour come faster from the store than from
PostgreSQL 15 with a btree (place, quantity, observed_at) and a BRIN (observed_at) on the same rows; one place for 24
hours in steps of 15 minutes comes within 5 times PostgreSQL; and both take less than 1.5 times bare DuckDB SQL.

Bare DuckDB answers the same question about the same file with SQL that knows of one time only (no `known_at`, no
claims), and hands over the same polars frame. PostgreSQL runs with its own defaults but for `shared_buffers` (a
quarter of the memory). Its time is told twice: until the same polars frame is there, over a socket through DuckDB's
`postgres_query`, and inside, as PostgreSQL itself says (planning and execution, no row handed over). Each side is
asked in turn; medians are printed.

PostgreSQL is installed with apt-get where it is missing and this process may, started in a temporary folder under
its own user, and stopped at the end.

    python benchmarks/store_query.py                     # 100 million rows: some 25 GB in the temporary folder
    python benchmarks/store_query.py --rows 2000000
"""

import argparse
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.connection import extension_file
from stadsbeeld.store.store import Store

START = datetime(2025, 1, 1, tzinfo=UTC)
PLACE = "RWS01_MONIBAS_0420"
PART = 10_000_000
# Two quantities a place every five minutes, as the open archive of Dutch roads has: 100 million rows are 174 days.
ROWS = """
    SELECT 'RWS01_MONIBAS_' || lpad((i % 1000)::VARCHAR, 4, '0') AS place,
           CASE WHEN (i // 1000) % 2 = 0 THEN 'flow_veh_h' ELSE 'speed_kmh' END AS quantity,
           TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (i // 2000 * {step_s}) SECOND AS observed_at,
           {step_s} AS span_s,
           (hash(i) % 2000) / 8.0 AS value, NULL::VARCHAR AS mark, 'ndw_traffic' AS source,
           TIMESTAMPTZ '2025-01-01 00:02:00+00' + INTERVAL (i // 2000 * {step_s}) SECOND AS known_at,
           i // 10000 AS delivery
    FROM range({start}, {end}) AS r(i)
"""
TABLE = """
    CREATE TABLE observations (place text NOT NULL, quantity text NOT NULL, observed_at timestamptz NOT NULL,
        span_s integer NOT NULL, value double precision, mark text, source text NOT NULL,
        known_at timestamptz NOT NULL, delivery bigint NOT NULL)
"""
DUCK_LAST = """
    SELECT place, quantity, max(observed_at) AS observed_at, arg_max(span_s, observed_at) AS span_s,
           arg_max(value, observed_at) AS value, arg_max(mark, observed_at) AS mark,
           arg_max(known_at, observed_at) AS known_at, arg_max(source, observed_at) AS source
    FROM facts.observations WHERE observed_at >= ? AND observed_at < ?
    GROUP BY place, quantity ORDER BY place, quantity
"""
DUCK_STEPS = """
    SELECT time_bucket(INTERVAL 15 MINUTE, observed_at) AS at, avg(value) AS value, count(value) AS known
    FROM facts.observations
    WHERE place = ? AND quantity = 'speed_kmh' AND observed_at >= ? AND observed_at < ?
    GROUP BY 1 ORDER BY 1
"""
POSTGRES_LAST = """
    SELECT DISTINCT ON (place, quantity) place, quantity, observed_at, span_s, value, mark, known_at, source
    FROM observations WHERE observed_at >= '{start}' AND observed_at < '{end}'
    ORDER BY place, quantity, observed_at DESC, known_at DESC, delivery DESC
"""
POSTGRES_STEPS = """
    SELECT date_bin('15 minutes', observed_at, '2025-01-01 00:00+00') AS at, avg(value) AS value, count(value) AS known
    FROM observations
    WHERE place = '{place}' AND quantity = 'speed_kmh' AND observed_at >= '{start}' AND observed_at < '{end}'
    GROUP BY 1 ORDER BY 1
"""


class Postgres:
    """A server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("15/bin"))
        if not found:
            subprocess.run(["apt-get", "update", "-q"], check=True, stdout=subprocess.DEVNULL)
            command = ["apt-get", "install", "-qy", "--no-install-recommends", "postgresql-15"]
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=quiet)
            found = sorted(Path("/usr/lib/postgresql").glob("15/bin"))
        self.binaries, self.folder = found[0], folder
        folder.mkdir()
        self.user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            folder.parent.chmod(0o755)
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "bench", "--locale=C.UTF-8", "--no-sync")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // 1024**2
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
            f"-c shared_buffers={memory}MB -c max_wal_size=8GB -c maintenance_work_mem=1GB -c fsync=off"
        )
        self.run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")

    def run(self, program: str, *arguments: str) -> str:
        command = [*self.user, str(self.binaries / program), *arguments]
        # What the server inherits it keeps open: its words go to a file, not to a pipe.
        with tempfile.TemporaryFile("w+") as words:
            subprocess.run(command, check=True, cwd=self.folder, stdout=words, stderr=subprocess.STDOUT)
            words.seek(0)
            return words.read()

    def sql(self, text: str) -> str:
        return self.run("psql", *self.words(), "-qAt", "-v", "ON_ERROR_STOP=1", "-c", text)

    def words(self) -> list[str]:
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", "-d", "postgres"]

    def load(self, file: Path) -> None:
        """COPY from a file that the server reads."""
        file.chmod(0o644)
        self.sql(f"COPY observations FROM '{file}' (FORMAT csv)")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--step", type=int, default=300, help="seconds between the observations of a place")
    parser.add_argument("--repeats", type=int, default=30)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, DuckDB {duckdb.__version__}")
    with tempfile.TemporaryDirectory(prefix="store_query_") as name:
        folder = Path(name)
        server = Postgres(folder / "postgres")
        print(server.sql("SHOW server_version").strip(), "is PostgreSQL's version")
        try:
            rows = chosen.rows // 2000 * 2000
            load(folder, server, rows, chosen.step)
            # PostgreSQL's steps begin on the quarter of an hour: so must ours.
            measure(folder, server, START + timedelta(seconds=rows // 2000 * chosen.step // 900 * 900), chosen.repeats)
        finally:
            server.stop()


def addresses(folder: Path) -> Addresses:
    return Addresses(facts=str(folder / "facts.duckdb"), records=":memory:", raw="memory://store_query")


def load(folder: Path, server: Postgres, rows: int, step_s: int) -> None:
    server.sql(TABLE)
    seconds = {"store": 0.0, "postgres": 0.0}
    part = folder / "part.csv"
    with Store(addresses(folder)) as store:
        for start in range(0, rows, PART):
            sql = ROWS.format(start=start, end=min(start + PART, rows), step_s=step_s)
            insert = partial(store.connection.run, "facts", f"INSERT INTO facts.observations {sql}")
            seconds["store"] += timed(insert)
            store.connection.run("facts", f"COPY ({sql}) TO '{part}' (FORMAT csv, HEADER false)")
            seconds["postgres"] += timed(lambda: server.load(part))
            part.unlink()
    indexes = timed(
        lambda: [
            server.sql("CREATE INDEX ON observations (place, quantity, observed_at)"),
            server.sql("CREATE INDEX ON observations USING brin (observed_at)"),
            server.sql("VACUUM ANALYZE observations"),
        ]
    )
    size = int(server.sql("SELECT pg_total_relation_size('observations')"))
    mine = (folder / "facts.duckdb").stat().st_size
    print(f"{rows:,} rows. store: {seconds['store']:.0f} s, {mine / 1e9:.2f} GB; PostgreSQL: COPY ", end="")
    print(f"{seconds['postgres']:.0f} s + indexes {indexes:.0f} s, {size / 1e9:.2f} GB")


def measure(folder: Path, server: Postgres, end: datetime, repeats: int) -> None:
    hour, day = end - timedelta(hours=1), end - timedelta(hours=24)
    last = POSTGRES_LAST.format(start=hour, end=end)
    steps = POSTGRES_STEPS.format(start=day, end=end, place=PLACE)
    with Store(addresses(folder)) as store, duckdb.connect() as peer:
        peer.execute(f"LOAD '{extension_file('postgres_scanner')}'")
        peer.execute(f"ATTACH 'host=127.0.0.1 port={server.port} user=bench dbname=postgres' AS pg (TYPE postgres)")

        def bare(sql: str, parameters: list[object]) -> pl.DataFrame:
            return store.connection.frame("facts", sql, parameters)

        def postgres(sql: str) -> pl.DataFrame:
            return peer.execute("SELECT * FROM postgres_query('pg', ?)", [sql]).pl()

        questions: list[tuple[str, dict[str, Callable[[], pl.DataFrame]], str]] = [
            (
                "all places, last hour",
                {
                    "store": lambda: store.as_of().newest(since=hour, until=end),
                    "bare DuckDB": lambda: bare(DUCK_LAST, [hour, end]),
                    "PostgreSQL": lambda: postgres(last),
                },
                last,
            ),
            (
                "one place, 24 h in 15-minute steps",
                {
                    "store": lambda: store.as_of().stepped(PLACE, "speed_kmh", day, end, 900),
                    "bare DuckDB": lambda: bare(DUCK_STEPS, [PLACE, day, end]),
                    "PostgreSQL": lambda: postgres(steps),
                },
                steps,
            ),
        ]
        for title, sides, sql in questions:
            answers = {name: ask() for name, ask in sides.items()}
            counts = {name: len(frame) for name, frame in answers.items()}
            totals = {round(float(frame["value"].sum()), 3) for frame in answers.values()}
            assert len(set(counts.values())) == 1, counts
            assert len(totals) == 1, totals
            took: dict[str, list[float]] = {name: [] for name in sides}
            inside = []
            for turn in range(repeats):
                # Who comes first finds the caches full of PostgreSQL's work, who comes after finds them warm.
                for name in [*sides][turn % 3 :] + [*sides][: turn % 3]:
                    took[name].append(timed(sides[name]))
                inside.append(execution_s(server, sql))
            middle = {name: statistics.median(seconds) for name, seconds in took.items()}
            middle["PostgreSQL, inside"] = statistics.median(inside)
            print(f"{title} ({counts['store']:,} rows)")
            for name, seconds in middle.items():
                print(f"  {name:<20}{seconds * 1e3:8.2f} ms   store / this: {middle['store'] / seconds:.2f}")


def execution_s(server: Postgres, sql: str) -> float:
    """Planning and execution as PostgreSQL itself says, without handing the rows over."""
    plan = server.sql(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}")
    return sum(float(ms) for ms in re.findall(r"(?:Planning|Execution) Time: ([\d.]+) ms", plan)) / 1e3


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
