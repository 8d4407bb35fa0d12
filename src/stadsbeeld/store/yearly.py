"""Tables of a year are appended where they say something new, and shown as they were known: areas, figures, ledger.

They are public, few and small beside observations, and no clock of a sensor stands behind them: a year has no interval
that can lie in the future. One delivery may fill two of them (boundaries that come with figures), in one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from stadsbeeld.frames import areas, figures, ledger
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.store.claims import Claim
from stadsbeeld.store.connection import Connection, placeholders
from stadsbeeld.store.observations import Receipt

YearlyTable = Areas | Figures | Ledger
STAMP = pl.Schema({"source": pl.String(), "known_at": pl.Datetime("us", "UTC")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table in facts; `key` tells its rows apart."""

    name: str
    schema: pl.Schema
    key: Sequence[str]

    @property
    def columns(self) -> str:
        return ", ".join(self.schema)


AREAS = Kind(name="areas", schema=areas.SCHEMA, key=areas.KEY)
FIGURES = Kind(name="figures", schema=figures.SCHEMA, key=figures.KEY)
LEDGER = Kind(name="ledger", schema=ledger.SCHEMA, key=ledger.KEY)
KINDS = (AREAS, FIGURES, LEDGER)
AREAS_ALONE = Kind(
    name="areas", schema=pl.Schema({n: k for n, k in areas.SCHEMA.items() if n != "geometry"}), key=areas.KEY
)
"""Without boundaries, which weigh more than all the rest."""

KNOWN = """
    SELECT {columns}, known_at, delivery FROM facts.{name}
    WHERE source = ? AND year IN ({years}) AND known_at <= ? AND (known_at < ? OR delivery < ?)
"""
INSERT = "INSERT INTO facts.{name} SELECT {columns}, $source, $known_at, $number FROM batch"
# Of the rows of one key the one learnt last holds: of two sources the one that last said something new.
NEWEST = """
    SELECT {columns}, source, known_at FROM facts.{name} WHERE known_at <= ? {only}
    QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY known_at DESC, delivery DESC) = 1
    ORDER BY {key}
"""
ROWS_OF = " UNION ALL ".join(f"SELECT count(*) FROM facts.{kind.name} WHERE delivery = ?" for kind in KINDS)
LAST = " UNION ALL ".join(f"SELECT max(known_at) FROM facts.{kind.name} WHERE known_at <= ?" for kind in KINDS)
FIRST = " UNION ALL ".join(
    f"SELECT min(known_at) FROM facts.{kind.name} WHERE source = ? AND known_at <= ?" for kind in KINDS
)
LEARNT_BEFORE = " UNION ".join(
    f"SELECT delivery AS number FROM facts.{kind.name} WHERE source = ? AND known_at < ?" for kind in KINDS
)


def parts_of(table: YearlyTable) -> list[tuple[Kind, pl.DataFrame]]:
    """What of the table goes where."""
    if isinstance(table, Areas):
        return [(AREAS, table.frame), (FIGURES, table.figures.frame)]
    return [(FIGURES if isinstance(table, Figures) else LEDGER, table.frame)]


def append(connection: Connection, claim: Claim, table: YearlyTable, *, settled: bool, stands: int) -> Receipt:
    """As `observations.append`: what differs from what this source last said as of the claim, in one transaction.

    Rows are counted over all tables that the delivery fills.
    """
    parts = [(kind, frame) for kind, frame in parts_of(table) if len(frame)]
    count = sum(len(frame) for _, frame in parts)
    if stands:
        return Receipt(new=stands, same=count - stands)
    if settled:
        parts = [(kind, _changed(kind, frame, _known(connection, claim, kind, frame))) for kind, frame in parts]
    new = sum(len(frame) for _, frame in parts)
    if new:
        with connection.writing("facts") as cursor:
            for kind, frame in parts:
                cursor.register("batch", frame.select(kind.schema.names()).to_arrow())
                cursor.execute(
                    INSERT.format(name=kind.name, columns=kind.columns),
                    {"source": claim.source, "known_at": claim.known_at, "number": claim.number},
                )
                cursor.unregister("batch")
    return Receipt(new=new, same=count - new)


def rows_of(connection: Connection, number: int) -> int:
    """How many rows of a claim stand in the three tables: none, or all of them."""
    return sum(count for (count,) in connection.rows("facts", ROWS_OF, [number] * len(KINDS)))


def _known(connection: Connection, claim: Claim, kind: Kind, frame: pl.DataFrame) -> pl.DataFrame:
    years = frame["year"].unique().to_list()
    sql = KNOWN.format(columns=kind.columns, name=kind.name, years=placeholders(years))
    found = connection.frame("facts", sql, [claim.source, *years, claim.known_at, claim.known_at, claim.number])
    return found.sort("known_at", "delivery").unique(kind.key, keep="last")


def _changed(kind: Kind, frame: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Rows that say something else than what is known; a null is a value."""
    if known.is_empty():
        return frame
    both = frame.join(known, on=kind.key, how="left", suffix="_known", maintain_order="left")
    told = [name for name in kind.schema if name not in kind.key]
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in told]
    return both.filter(pl.any_horizontal(pl.col("delivery").is_null(), *differs)).select(frame.columns)


def newest(
    connection: Connection, kind: Kind, known_at: datetime, only: Mapping[str, Sequence[object] | None]
) -> pl.DataFrame:
    """What was known at a moment, `source` and `known_at` behind the columns; sorted by key.

    `only`: values that a column may have; None: any.
    """
    asked = {column: list(values) for column, values in only.items() if values is not None}
    words = "".join(f" AND {column} IN ({placeholders(values)})" for column, values in asked.items())
    sql = NEWEST.format(columns=kind.columns, name=kind.name, key=", ".join(kind.key), only=words)
    found = connection.frame("facts", sql, [known_at, *(value for values in asked.values() for value in values)])
    return found.cast({**kind.schema, **STAMP})  # type: ignore[dict-item]


def last_known_at(connection: Connection, known_at: datetime) -> datetime | None:
    """When the newest of these rows was learnt; None where there is none. Forgetting does not move it."""
    found = [moment for (moment,) in connection.rows("facts", LAST, [known_at] * len(KINDS)) if moment is not None]
    return max(found).astimezone(UTC) if found else None


def first_known_at(connection: Connection, source: str, known_at: datetime) -> datetime | None:
    """When the oldest of these rows of a source was learnt; None where there is none."""
    rows = connection.rows("facts", FIRST, [source, known_at] * len(KINDS))
    found = [moment for (moment,) in rows if moment is not None]
    return min(found).astimezone(UTC) if found else None


def learnt_before(connection: Connection, source: str, moment: datetime) -> pl.DataFrame:
    """`number` of each claim of a source that has rows here from before a moment: all of them are from then."""
    return connection.frame("facts", LEARNT_BEFORE, [source, moment] * len(KINDS))
