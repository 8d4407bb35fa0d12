"""What was known at a moment. Reading only; all frames are polars, all times UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from stadsbeeld.frames.observations import SCHEMA
from stadsbeeld.store.claims import aware
from stadsbeeld.store.connection import Connection, placeholders
from stadsbeeld.store.records import EVER, RecordReader

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEPS = pl.Schema({"at": pl.Datetime("us", "UTC"), "value": pl.Float64(), "known": pl.Int64()})
COLUMNS = pl.Schema({**SCHEMA, "known_at": pl.Datetime("us", "UTC"), "source": pl.String()})

# Of the rows of one key the one learnt last holds: greatest known_at, and of equals the later claim. Finding the
# newest time first and comparing whole rows only there takes two thirds of comparing all.
NEWEST = """
    SELECT place, quantity, n.observed_at, n.span_s, n.value, n.mark, n.known_at, n.source FROM (
        SELECT place, quantity, max(struct_pack(observed_at := observed_at, known_at := known_at,
            delivery := delivery, span_s := span_s, value := value, mark := mark, source := source)) AS n
        FROM facts.observations
        SEMI JOIN (
            SELECT place, quantity, max(observed_at) AS observed_at FROM facts.observations
            WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? {only}
            GROUP BY place, quantity
        ) AS latest USING (place, quantity, observed_at)
        WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? {only}
        GROUP BY place, quantity
    ) ORDER BY place, quantity
"""
KNOWN = """
    SELECT place, quantity, observed_at, n.span_s, n.value, n.mark, n.known_at, n.source FROM (
        SELECT place, quantity, observed_at, max(struct_pack(known_at := known_at,
            delivery := delivery, span_s := span_s, value := value, mark := mark, source := source)) AS n
        FROM facts.observations
        WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? {only}
        GROUP BY place, quantity, observed_at
    ) ORDER BY place, quantity, observed_at
"""
STEPPED = """
    SELECT make_timestamptz(bin * ?::BIGINT + ?::BIGINT) AS at,
           avg(value) FILTER (WHERE mark IS NULL) AS value, count(value) FILTER (WHERE mark IS NULL) AS known
    FROM (SELECT (epoch_us(observed_at) - ?::BIGINT) // ?::BIGINT AS bin, value, mark FROM ({known}))
    GROUP BY bin ORDER BY bin
"""


class View(RecordReader):
    """Nothing with a `known_at` after the moment of the view is ever shown; on that moment itself it is.

    Where two rows speak of the same (place, quantity, observed_at), the one learnt last holds. Rows that repeat
    what their source said before are not kept: of two sources that speak of the same, the one that last said
    something new holds.
    """

    def __init__(self, connection: Connection, known_at: datetime | None) -> None:
        super().__init__(connection, known_at)

    def newest(
        self, *, since: datetime, until: datetime | None = None, quantities: Sequence[str] | None = None
    ) -> pl.DataFrame:
        """The newest observation of each (place, quantity) that began in [since, until).

        Columns of `Observations`, `known_at`, `source`; sorted by place and quantity. `until` None: no end.
        """
        only = "" if quantities is None else f"AND quantity IN ({placeholders(quantities)})"
        asked = [aware(since), EVER if until is None else aware(until), self._known_at, *(quantities or ())]
        return self._frame(NEWEST.format(only=only), [*asked, *asked])

    def first(self, source: str | None = None) -> datetime | None:
        """The earliest `observed_at` that is known, of one source or of all; None where nothing is."""
        sql = "SELECT min(observed_at) AS first FROM facts.observations WHERE known_at <= ?"
        only, parameters = (" AND source = ?", [source]) if source is not None else ("", [])
        first: datetime | None = self._connection.frame("facts", sql + only, [self._known_at, *parameters])[
            "first"
        ].item()
        return None if first is None else first.astimezone(UTC)

    def series(self, place: str, quantities: Sequence[str], start: datetime, end: datetime) -> pl.DataFrame:
        """What is known of one place in [start, end), sorted by quantity and time; columns as `newest`."""
        only = f"AND place = ? AND quantity IN ({placeholders(quantities)})"
        return self._frame(KNOWN.format(only=only), [aware(start), aware(end), self._known_at, place, *quantities])

    def window(self, quantities: Sequence[str], start: datetime, end: datetime) -> pl.DataFrame:
        """What is known of all places in [start, end), sorted by place, quantity and time; columns as `newest`."""
        only = f"AND quantity IN ({placeholders(quantities)})"
        return self._frame(KNOWN.format(only=only), [aware(start), aware(end), self._known_at, *quantities])

    def stepped(self, place: str, quantity: str, start: datetime, end: datetime, step_s: int) -> pl.DataFrame:
        """Mean of the plain values of each step of `step_s` seconds from `start`: `at`, `value`, `known`.

        `known` counts the values in the mean; a marked value is not among them. `value` is null where the
        step has rows and none is plain; a step without rows is absent.
        """
        step_us, start_us = step_s * 1_000_000, int((aware(start) - EPOCH) / timedelta(microseconds=1))
        known = KNOWN.format(only="AND place = ? AND quantity = ?")
        bounds = [aware(start), aware(end), self._known_at, place, quantity]
        frame = self._connection.frame(
            "facts", STEPPED.format(known=known), [step_us, start_us, start_us, step_us, *bounds]
        )
        return frame.cast(dict(STEPS))  # type: ignore[arg-type]

    def _frame(self, sql: str, parameters: Sequence[object]) -> pl.DataFrame:
        return self._connection.frame("facts", sql, parameters).cast(dict(COLUMNS))  # type: ignore[arg-type]
