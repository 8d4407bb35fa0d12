"""What was known at a moment. Reading only; all frames are polars, all times UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.observations import SCHEMA
from stadsbeeld.store import forecasts, yearly
from stadsbeeld.store.claims import aware
from stadsbeeld.store.connection import Connection, placeholders
from stadsbeeld.store.forecasts import IssuedAsked
from stadsbeeld.store.records import EVER, RecordReader

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEPS = pl.Schema({"at": pl.Datetime("us", "UTC"), "value": pl.Float64(), "known": pl.Int64()})
MEANS_SCHEMA = pl.Schema(
    {"place": pl.String(), "at": pl.Datetime("us", "UTC"), "value": pl.Float64(), "known_s": pl.Int64()}
)
COLUMNS = pl.Schema({**SCHEMA, "known_at": pl.Datetime("us", "UTC"), "source": pl.String()})

# Of the rows of one key the one learnt last holds: greatest known_at, and of equals the later claim.
NEWEST = """
    SELECT place, quantity, n.observed_at, n.span_s, n.value, n.mark, n.known_at, n.source FROM (
        SELECT place, quantity, max(struct_pack(observed_at := observed_at, known_at := known_at,
            delivery := delivery, span_s := span_s, value := value, mark := mark, source := source)) AS n
        FROM facts.observations
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
# Reads no column that it does not need: one place has rows in every part of a day, so that each column is read
# whole. The bounds of the quantity tell what is plausible without reading `mark`, the dearest of them.
STEPPED = """
    SELECT make_timestamptz(bin * ?::BIGINT + ?::BIGINT) AS at,
           avg(n.value) FILTER (WHERE n.value BETWEEN ? AND ?) AS value,
           count(n.value) FILTER (WHERE n.value BETWEEN ? AND ?) AS known
    FROM (
        SELECT (epoch_us(observed_at) - ?::BIGINT) // ?::BIGINT AS bin,
               max(struct_pack(known_at := known_at, delivery := delivery, value := value)) AS n
        FROM facts.observations
        WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? AND place = ? AND quantity = ?
        GROUP BY observed_at
    )
    GROUP BY bin ORDER BY bin
"""
# As STEPPED, of all places.
MEANS = """
    SELECT place, make_timestamptz(bin * ?::BIGINT) AS at, avg(n.value) AS value, sum(n.span_s) AS known_s FROM (
        SELECT place, epoch_us(observed_at) // ?::BIGINT AS bin,
               max(struct_pack(known_at := known_at, delivery := delivery, value := value, span_s := span_s,
                   mark := mark)) AS n
        FROM facts.observations
        WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? AND quantity = ?
        GROUP BY place, observed_at
    ) WHERE n.mark IS NULL AND n.value >= ?
    GROUP BY place, bin ORDER BY place, bin
"""


class View(RecordReader):
    """Nothing with a `known_at` after the moment of the view is ever shown; on that moment itself it is.

    A past moment shows the same for ever, but for deliveries that were claimed before it and are not appended
    yet: they come to stand under the moment at which they came in.

    Where two rows speak of the same (place, quantity, observed_at), the one learnt last holds. Rows that repeat
    what their source said before are not kept: of two sources that speak of the same, the one that last said
    something new holds. The same goes for the key of a row of ledger, figures or areas. What a later delivery leaves
    out stays as it was told: a source that takes something back says so with a null.
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
        bounds = [aware(since), EVER if until is None else aware(until), self._known_at]
        return self._frame(NEWEST.format(only=only), [*bounds, *(quantities or ())])

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
        """Mean of the plausible values of each step of `step_s` seconds from `start`: `at`, `value`, `known`.

        `known` counts the values in the mean; what is missing or outside the quantity's bounds is not among
        them. `value` is null where the step has rows and none counts; a step without rows is absent.
        Raises NotFoundError for an unknown quantity.
        """
        if quantity not in QUANTITIES:
            raise NotFoundError("quantity", quantity)
        plausible = [QUANTITIES[quantity].low, QUANTITIES[quantity].high]
        step_us, start_us = step_s * 1_000_000, int((aware(start) - EPOCH) / timedelta(microseconds=1))
        bounds = [aware(start), aware(end), self._known_at, place, quantity]
        steps = [step_us, start_us, *plausible, *plausible, start_us, step_us]
        return self._connection.frame("facts", STEPPED, [*steps, *bounds]).cast(dict(STEPS))  # type: ignore[arg-type]

    def means(
        self, quantity: str, start: datetime, end: datetime, step_s: int, *, positive: bool = False
    ) -> pl.DataFrame:
        """Mean of the plain values of each step of all places: `place`, `at`, `value`, `known_s`.

        Steps of `step_s` seconds are counted from 1970; `known_s` is the length of what is in the mean. A step in
        which nothing plain was told is absent. `positive`: a zero is nothing seen, and no value.
        """
        step_us = step_s * 1_000_000
        floor = forecasts.floor_of(positive=positive)
        parameters = [step_us, step_us, aware(start), aware(end), self._known_at, quantity, floor]
        return self._connection.frame("facts", MEANS, parameters).cast(dict(MEANS_SCHEMA))  # type: ignore[arg-type]

    def forecasts(
        self,
        quantities: Sequence[str],
        start: datetime,
        end: datetime,
        *,
        places: Sequence[str] | None = None,
        issued_since: datetime = EPOCH,
    ) -> pl.DataFrame:
        """Of each interval that begins in [start, end) the newest forecast that was issued by the moment.

        Columns of `Forecasts` and `known_at`, the moment of issue; sorted by key. `issued_since`: nothing that was
        issued before.
        """
        only = f"AND quantity IN ({placeholders(quantities)}) AND known_at >= ?"
        parameters = [aware(start), aware(end), self._known_at, *quantities, aware(issued_since)]
        if places is not None:
            only, parameters = f"{only} AND place IN ({placeholders(places)})", [*parameters, *places]
        return forecasts.newest(self._connection, only, parameters)

    def first_issue(self) -> datetime | None:
        """When the oldest forecast that is kept was issued; None where there is none."""
        sql = "SELECT min(known_at) AS first FROM facts.forecasts WHERE known_at <= ?"
        first: datetime | None = self._connection.rows("facts", sql, [self._known_at])[0][0]
        return None if first is None else aware(first)

    def issued(self, asked: IssuedAsked) -> pl.DataFrame:
        """Forecasts beside what came, as far as known at the moment of the view; see `IssuedAsked`.

        Columns of `Forecasts`, `known_at`, `lead_s`, `y` and `naive`; null where not known.
        """
        return forecasts.issued(self._connection, asked, self._known_at, self.first())

    def ledger(
        self,
        *,
        areas: Sequence[str] | None = None,
        years: Sequence[int] | None = None,
        stage: str | None = None,
    ) -> pl.DataFrame:
        """Columns of `Ledger`, `source`, `known_at`, sorted by key; None: all of them."""
        only = {"area": areas, "year": years, "stage": None if stage is None else [stage]}
        return yearly.newest(self._connection, yearly.LEDGER, self._known_at, only)

    def figures(
        self,
        *,
        areas: Sequence[str] | None = None,
        years: Sequence[int] | None = None,
        figures: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        """Columns of `Figures`, `source`, `known_at`, sorted by key; None: all of them."""
        only = {"area": areas, "year": years, "figure": figures}
        return yearly.newest(self._connection, yearly.FIGURES, self._known_at, only)

    def areas(
        self, kind: str, *, year: int | None = None, parent: str | None = None, geometry: bool = True
    ) -> pl.DataFrame:
        """Columns of `Areas`, `source`, `known_at`, sorted by key: of one kind (gemeente, wijk, buurt).

        None: all years, whatever the parent. Without `geometry` that column is not read.
        """
        only: dict[str, Sequence[object] | None] = {
            "kind": [kind],
            "year": None if year is None else [year],
            "parent": None if parent is None else [parent],
        }
        kind_read = yearly.AREAS if geometry else yearly.AREAS_ALONE
        return yearly.newest(self._connection, kind_read, self._known_at, only)

    def first_learnt(self, source: str) -> datetime | None:
        """When the oldest row of a source in ledger, figures and areas was learnt; None where there is none."""
        return yearly.first_known_at(self._connection, source, self._known_at)

    def yearly_known_at(self) -> datetime | None:
        """When the newest row of ledger, figures and areas was learnt: what was made from them holds until it rises."""
        return yearly.last_known_at(self._connection, self._known_at)

    def _frame(self, sql: str, parameters: Sequence[object]) -> pl.DataFrame:
        frame = self._connection.frame("facts", sql, parameters)
        return frame if frame.schema == COLUMNS else frame.cast(dict(COLUMNS))  # type: ignore[arg-type]
