"""Records: small things with a life of their own, kept as versions; and the people behind opaque authors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb
import orjson
import polars as pl

from stadsbeeld.domain.errors import ConflictError, StoreError
from stadsbeeld.frames.records import Records, Version
from stadsbeeld.store.claims import Claim, aware
from stadsbeeld.store.connection import Connection, placeholders
from stadsbeeld.store.people import People

EVER = datetime(9999, 12, 31, tzinfo=UTC)
TRIES = 20

NEWEST = """
    SELECT kind, id, version, known_at, author, body FROM records.records
    WHERE kind = ? AND known_at <= ? {only}
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY version DESC) = 1
    ORDER BY id
"""


def text_of(body: Mapping[str, Any]) -> str:
    """The one JSON text of a body: equal bodies give equal texts."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()


class RecordReader:
    """Records as of a moment (None: everything that is known). `known_at` of a version never lies before that
    of the version it follows."""

    def __init__(self, connection: Connection, known_at: datetime | None = None) -> None:
        self._connection = connection
        self._known_at = EVER if known_at is None else aware(known_at)

    def record(self, kind: str, id: str) -> Version | None:
        """The newest version, None where there is none."""
        rows = self._rows(NEWEST.format(only="AND id = ?"), [kind, self._known_at, id])
        return rows[0] if rows else None

    def records(self, kind: str) -> list[Version]:
        """The newest version of each record of a kind, by id."""
        return self._rows(NEWEST.format(only=""), [kind, self._known_at])

    def history(self, kind: str, id: str) -> list[Version]:
        """All versions, oldest first."""
        sql = """SELECT kind, id, version, known_at, author, body FROM records.records
                 WHERE kind = ? AND known_at <= ? AND id = ? ORDER BY version"""
        return self._rows(sql, [kind, self._known_at, id])

    def newest_of(self, kind: str, ids: Sequence[str]) -> dict[str, Version]:
        """The newest versions of the given ids, those that exist."""
        only = f"AND id IN ({placeholders(ids)})"
        found = self._rows(NEWEST.format(only=only), [kind, self._known_at, *ids])
        return {version.id: version for version in found}

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[Version]:
        return [_version(row) for row in self._connection.rows("records", sql, parameters)]


def _version(row: tuple[Any, ...]) -> Version:
    kind, identity, version, known_at, author, body = row
    return Version(
        kind=kind,
        id=identity,
        version=version,
        known_at=known_at.astimezone(UTC),
        author=author,
        body=orjson.loads(body),
    )


class RecordStore(RecordReader, People):
    """Reads as of now, and appends."""

    def put(
        self,
        *,
        kind: str,
        id: str,
        body: Mapping[str, Any],
        author: str,
        known_at: datetime,
        after: int | None = None,
    ) -> Version:
        """Append a version. `after` is the version it is based on (0: it is new); None: whatever is newest.

        Raises ConflictError where somebody else changed the record since `after`.
        """
        for _ in range(TRIES):
            newest = self.record(kind, id)
            number = newest.version if newest else 0
            if after is not None and after != number:
                raise ConflictError(kind, id, number)
            version = Version(
                kind=kind,
                id=id,
                version=number + 1,
                known_at=max(aware(known_at), newest.known_at) if newest else aware(known_at),
                author=author,
                body=orjson.loads(text_of(body)),
            )
            try:
                with self._connection.writing("records") as cursor:
                    _insert(cursor, [version])
            except StoreError:
                # The engines word a collision differently: whether it was one, the next reading tells.
                if self._version_of(kind, id) == number:
                    raise
                continue
            return version
        raise ConflictError(kind, id, number)

    def _version_of(self, kind: str, id: str) -> int:
        newest = self.record(kind, id)
        return newest.version if newest else 0

    def append(
        self, claim: Claim, table: Records, settled: bool, close: Callable[[duckdb.DuckDBPyConnection, int], None]
    ) -> int:
        """Append a version for each record whose body differs from its newest (all, where the past is not settled).

        A record that a later delivery has spoken of since keeps what that one said. `close` closes the claim in
        the same transaction. Gives the number of versions. Somebody who changes one of the records at the same
        moment goes first.
        """
        ids = [row.id for row in table.rows]
        newest = self.newest_of(table.kind, ids)
        while True:
            versions = _changed(claim, table, newest, settled)
            try:
                with self._connection.writing("records") as cursor:
                    _insert(cursor, versions)
                    close(cursor, len(versions))
            except StoreError:
                before, newest = newest, self.newest_of(table.kind, ids)
                if before == newest:
                    raise
                continue
            return len(versions)


def _changed(claim: Claim, table: Records, newest: Mapping[str, Version], settled: bool) -> list[Version]:
    versions = []
    for row in table.rows:
        before = newest.get(row.id)
        if before is not None and (
            before.known_at > claim.known_at or (settled and text_of(before.body) == text_of(row.body))
        ):
            continue
        versions.append(
            Version(
                kind=table.kind,
                id=row.id,
                version=before.version + 1 if before else 1,
                known_at=claim.known_at,
                author=f"source:{claim.source}",
                body=row.body,
            )
        )
    return versions


def _insert(cursor: duckdb.DuckDBPyConnection, versions: Sequence[Version]) -> None:
    cursor.register("batch", _frame(versions).to_arrow())
    cursor.execute("INSERT INTO records.records SELECT * FROM batch")
    cursor.unregister("batch")


def _frame(versions: Sequence[Version]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "kind": [version.kind for version in versions],
            "id": [version.id for version in versions],
            "version": pl.Series([version.version for version in versions], dtype=pl.Int32),
            "known_at": pl.Series([version.known_at for version in versions], dtype=pl.Datetime("us", "UTC")),
            "author": [version.author for version in versions],
            "body": [text_of(version.body) for version in versions],
        }
    )
