"""One DuckDB with two databases attached, `facts` and `records`: the same SQL on both pairs."""

import importlib.util
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from stadsbeeld.domain.errors import StoreError
from stadsbeeld.store.addresses import Addresses, Name
from stadsbeeld.store.failures import engine_errors, file_errors
from stadsbeeld.store.gate import Gate

Parameters = Sequence[object] | Mapping[str, object]
# One writer of facts at a time among all processes on a shared pair; the number means nothing, it is ours.
FACTS_LOCK = 0x57AD5BEE


def extension_file(name: str) -> Path:
    """The extension that came as a wheel; nothing is ever downloaded. Raises StoreError where it is missing."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    folders = [Path(folder) for folder in (found.submodule_search_locations if found else None) or ()]
    files = [file for folder in folders for file in folder.rglob(f"v{duckdb.__version__}/{name}.duckdb_extension")]
    if not files:
        raise StoreError(f"install duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}", extension=name)
    return files[0]


def quoted(text: str) -> str:
    """`text` as an SQL string literal: ATTACH and LOAD take no parameters."""
    return "'" + text.replace("'", "''") + "'"


class Connection:
    """Safe to use from several threads: each statement or transaction has a cursor of its own.

    One thread at a time writes to a database; reading never waits, except while a file is exchanged for its
    rewritten copy (`rewrite`).
    """

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._locks = {"facts": threading.RLock(), "records": threading.RLock()}
        self._opening = threading.Lock()
        self.gate = Gate()
        self._root = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        try:
            self._open()
        except StoreError:
            self._root.close()
            raise

    def _open(self) -> None:
        for name in self.addresses.extensions:
            file = extension_file(name)
            with engine_errors(str(file)):
                self._root.execute(f"LOAD {quoted(str(file))}")
        self._root.execute("SET GLOBAL TimeZone = 'UTC'")
        if self.addresses.records_are_in_postgres:
            # A scan by row position makes PostgreSQL read the whole table where the index would do.
            self._root.execute("SET GLOBAL pg_use_ctid_scan = false")
        # The lake's catalogue stands in the same server as the records: attached last, it finds them there.
        self.attach("records")
        self.attach("facts")

    def where(self, name: Name) -> str:
        """The address for people: of a server its host, port and database, and nothing that may be a secret."""
        file = self.addresses.file(name)
        if file is not None:
            return str(file)
        address = self.addresses.facts if name == "facts" else self.addresses.records
        kind = "ducklake" if address.startswith("ducklake:") else "postgres"
        # An address with quotes, or as a URL, may hide a secret in any of its parts: of that only the kind is told.
        plain = "://" not in address and not set(address) & {"'", '"', "\\"}
        words = (
            re.findall(r"(?<!\S)(?:host|port|dbname)=[\w./-]+(?!\S)", address.rpartition("postgres:")[2])
            if plain
            else []
        )
        return " ".join([f"{kind}:", *words])

    def attach(self, name: Name) -> None:
        address, options = (self.addresses.facts, []) if name == "facts" else (self.addresses.records, [])
        if name == "facts" and self.addresses.facts_are_a_lake:
            # Rows inlined in the catalogue would outlive the deletion of the Parquet files.
            options = [f"DATA_PATH {quoted(self.addresses.data_path or '')}", "DATA_INLINING_ROW_LIMIT 0"]
        elif name == "records" and self.addresses.records_are_in_postgres:
            address, options = address.removeprefix("postgres:"), ["TYPE postgres"]
        file = self.addresses.file(name)
        if file is not None:
            with file_errors(str(file.parent)):
                file.parent.mkdir(parents=True, exist_ok=True)
        with engine_errors(self.where(name)):
            self._root.execute(f"ATTACH {quoted(address)} AS {name}" + (f" ({', '.join(options)})" if options else ""))

    def close(self) -> None:
        """Waits for what is being read; the files are complete without their write-ahead log afterwards."""
        with self.gate.alone():
            self._root.close()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.gate.among():
            with self._opening:
                cursor = self._root.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def reading(self, name: Name) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own, its errors told as those of this database."""
        with engine_errors(self.where(name)), self.cursor() as cursor:
            yield cursor

    def rows(self, name: Name, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        with self.reading(name) as cursor:
            return cursor.execute(sql, parameters).fetchall()

    def frame(self, name: Name, sql: str, parameters: Parameters = ()) -> pl.DataFrame:
        with self.reading(name) as cursor:
            return cursor.execute(sql, parameters).pl()

    @contextmanager
    def writing(self, name: Name) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction on one of the two databases: committed at the end, rolled back when anything is raised."""
        with self._locks[name], engine_errors(self.where(name)), self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException:
                # After a failed commit the engine has rolled back already, and says so by refusing.
                with _forgiving():
                    cursor.rollback()
                raise

    @contextmanager
    def alone_on_facts(self) -> Iterator[None]:
        """Hold off every other writer of facts: a thread by a lock, a process by a lock in PostgreSQL.

        What is compared with the newest known value must not change before the difference is appended.
        """
        with self._locks["facts"]:
            if not self.addresses.records_are_in_postgres:
                yield
                return
            with engine_errors(self.where("records")), self.cursor() as cursor:
                cursor.begin()
                cursor.execute(
                    "SELECT * FROM postgres_query('records', ?)", [f"SELECT pg_advisory_xact_lock({FACTS_LOCK})"]
                ).fetchall()
                try:
                    yield
                finally:
                    with _forgiving():
                        cursor.rollback()

    def run(self, name: Name, statement: str, parameters: Parameters = ()) -> None:
        """One statement outside a transaction (CHECKPOINT, a maintenance CALL)."""
        with self._locks[name], engine_errors(self.where(name)), self.cursor() as cursor:
            cursor.execute(statement, parameters)

    def rewrite(self, name: Name) -> None:
        """Write the file of a database anew, without what was deleted: the engine leaves that in free blocks.

        Reading goes on while the copy is made. Where the copy fails, the file stays as it was.
        """
        file = self.addresses.file(name)
        if file is None:
            return
        copy = file.with_name(f"{file.name}.rewritten")
        with self._locks[name], file_errors(str(file)):
            _remove(copy)
            try:
                with engine_errors(str(file)), self.cursor() as cursor:
                    cursor.execute(f"ATTACH {quoted(str(copy))} AS rewritten")
                    try:
                        cursor.execute(f"COPY FROM DATABASE {name} TO rewritten")
                        cursor.execute("CHECKPOINT rewritten")
                    finally:
                        cursor.execute("DETACH rewritten")
            except StoreError:
                _remove(copy)
                raise
            with self.gate.alone():
                with engine_errors(str(file)):
                    self._root.execute(f"CHECKPOINT {name}")
                    self._root.execute(f"DETACH {name}")
                try:
                    _wal(file).unlink(missing_ok=True)
                    copy.replace(file)
                finally:
                    self.attach(name)

    def ping(self) -> None:
        """Raise the StoreError leaf that fits where one of the two databases cannot answer."""
        self.rows("facts", "SELECT count(*) FROM facts.migrations")
        self.rows("records", "SELECT count(*) FROM records.migrations")


def _wal(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _wal(file).unlink(missing_ok=True)


@contextmanager
def _forgiving() -> Iterator[None]:
    try:
        yield
    except duckdb.Error:
        return


def placeholders(values: Sequence[object]) -> str:
    """`?, ?, ?` for as many values; `NULL` for none, so that `IN (…)` then finds nothing."""
    return ", ".join("?" for _ in values) or "NULL"
