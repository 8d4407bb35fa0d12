"""Forgetting what is over its term, so that no file holds it any more."""

from dataclasses import dataclass
from datetime import datetime

from stadsbeeld.store.claims import DONE, aware
from stadsbeeld.store.connection import Connection
from stadsbeeld.store.observations import EARLY_TOLERANCE
from stadsbeeld.store.raw import RawStore
from stadsbeeld.store.records import EVER
from stadsbeeld.store.yearly import KINDS, learnt_before

FORGET = "forget"
# The id under which the log of forgetting speaks of them, beside the ids of sources.
FORECASTS = "forecasts"

# Upkeep of the lake, in this order: files that hold deleted rows are written anew, small ones are merged, older
# snapshots let go of the old files, and those are removed.
LAKE_UPKEEP = (
    "CALL ducklake_rewrite_data_files('facts', delete_threshold => 0)",
    "CALL ducklake_merge_adjacent_files('facts')",
    "CALL ducklake_expire_snapshots('facts', older_than => TIMESTAMPTZ '{before}')",
    "CALL ducklake_cleanup_old_files('facts', cleanup_all => true)",
)

# A delivery goes when all of it is over: it came in before the moment, or each of its rows stands in facts and
# was observed (of a table of a year: learnt) before it. Bytes that a delivery has in common with one that stays, stay.
OVER = """
    SELECT DISTINCT sha256 FROM records.deliveries AS d SEMI JOIN over USING (number)
    ANTI JOIN (SELECT sha256 FROM records.deliveries ANTI JOIN over USING (number)) AS kept USING (sha256)
"""
OVER_BY_ARRIVAL = """
    SELECT d.number FROM records.deliveries AS d JOIN records.closings AS c USING (number)
    WHERE d.source = ? AND d.known_at < ?
"""
ROWS_OF_SOURCE = """
    SELECT delivery AS number, count(*)::BIGINT AS rows_new FROM facts.observations
    WHERE source = ? GROUP BY delivery HAVING max(observed_at) < ?
"""
# A table of a year is over with the moment at which it was learnt, to the row.
LEARNT = "SELECT number FROM learnt SEMI JOIN records.closings USING (number)"
WHOLE = """
    SELECT c.number FROM records.closings AS c JOIN candidates USING (number, rows_new)
    WHERE c.state = ? AND c.rows_same = 0 AND c.rows_early = 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much went: rows of facts, and files of raw bytes."""

    rows: int
    raw: int


def forget(connection: Connection, raw: RawStore, source: str, before: datetime) -> Forgotten:
    """Delete what `source` observed before a moment, and the raw bytes of deliveries that hold nothing younger.

    May be run again after it was broken off at any point. Needs room for a second copy of the facts while it
    runs (StoreFullError otherwise: the rows are gone then, and the file is written anew the next time).
    """
    moment = aware(before)
    with connection.alone_on_facts():
        hashes = _raw_over(connection, source, moment)
        with connection.writing("facts") as cursor:
            deleted = cursor.execute(
                "DELETE FROM facts.observations WHERE source = ? AND observed_at < ?", [source, moment]
            ).fetchone()
            rows = deleted[0] if deleted else 0
            for kind in KINDS:
                # A table of a year is over its term by when it was learnt: it has no moment of its own.
                sql = f"DELETE FROM facts.{kind.name} WHERE source = ? AND known_at < ?"
                deleted = cursor.execute(sql, [source, moment]).fetchone()
                rows += deleted[0] if deleted else 0
        _leave_no_trace(connection)
    gone = [sha256 for sha256 in hashes if raw.has(sha256)]
    for sha256 in gone:
        raw.delete(sha256)
    return Forgotten(rows=rows, raw=len(gone))


def forget_forecasts(connection: Connection, before: datetime) -> int:
    """Delete the forecasts that were issued before a moment; gives how many. May be run again, as `forget`."""
    with connection.alone_on_facts():
        with connection.writing("facts") as cursor:
            deleted = cursor.execute("DELETE FROM facts.forecasts WHERE known_at < ?", [aware(before)]).fetchone()
        _leave_no_trace(connection)
    return deleted[0] if deleted else 0


def _leave_no_trace(connection: Connection) -> None:
    if connection.addresses.facts_are_a_lake:
        _keep_lake(connection, EVER)
    else:
        connection.rewrite("facts")


def upkeep(connection: Connection, before: datetime) -> None:
    """Merge the small files of a lake and remove what no snapshot since `before` needs; of a file, its log.

    A query of another process that began before `before` may find its files gone, and has to be asked again.
    """
    if connection.addresses.facts_are_a_lake:
        with connection.alone_on_facts():
            _keep_lake(connection, aware(before))
    else:
        connection.run("facts", "CHECKPOINT facts")
        connection.run("records", "CHECKPOINT records")


def _keep_lake(connection: Connection, before: datetime) -> None:
    for call in LAKE_UPKEEP:
        connection.run("facts", call.format(before=before.isoformat(" ")))


def _raw_over(connection: Connection, source: str, moment: datetime) -> list[str]:
    """Hashes of the raw bytes that hold nothing but what is forgotten."""
    candidates = connection.frame("facts", ROWS_OF_SOURCE, [source, moment])
    learnt = learnt_before(connection, source, moment)
    with connection.reading("records") as cursor:
        cursor.register("candidates", candidates.to_arrow())
        whole = cursor.execute(WHOLE, [DONE]).pl()
        cursor.register("learnt", learnt.to_arrow())
        learnt = cursor.execute(LEARNT).pl()
        arrived = cursor.execute(OVER_BY_ARRIVAL, [source, moment - EARLY_TOLERANCE]).pl()
        cursor.register("over", whole.vstack(learnt).vstack(arrived).unique().to_arrow())
        return [sha256 for (sha256,) in cursor.execute(OVER).fetchall()]
