"""The store: one face for raw bytes, observations and records."""

from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

import duckdb

from stadsbeeld.frames.forecasts import Forecasts
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Records
from stadsbeeld.store import forecasts, migrations, observations, retention, yearly
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.claims import CLOSE, DONE, REFUSED, Claim, Claims, Delivery, aware, closing_row
from stadsbeeld.store.connection import Connection
from stadsbeeld.store.forecasts import Foretold
from stadsbeeld.store.observations import Receipt
from stadsbeeld.store.raw import RawStore
from stadsbeeld.store.records import RecordStore
from stadsbeeld.store.retention import FORECASTS, FORGET, Forgotten
from stadsbeeld.store.view import EPOCH, View
from stadsbeeld.store.yearly import YearlyTable

__all__ = ["Addresses", "Claim", "Delivery", "Receipt", "Store", "View"]


FIRST_ARRIVALS = "SELECT source, min(known_at) FROM records.deliveries GROUP BY source"
ARRIVALS_OF = """
    SELECT number, known_at FROM records.deliveries WHERE source = ? AND known_at <= ? ORDER BY number DESC
"""
LAST_ARRIVALS = """
    SELECT source, max(known_at) FROM records.deliveries SEMI JOIN (
        SELECT number FROM records.closings WHERE number >= ? AND state = ?
    ) USING (number)
    WHERE number >= ? AND known_at >= ? AND known_at <= ? GROUP BY source
"""


class Store:
    """Appends and shows; nothing that was acknowledged is ever changed or lost.

    Opening attaches both databases and brings their tables up to date. Every method raises the leaf of
    StoreError that fits where the engine cannot do its work, with a message that says what to do. Safe to use
    from several threads; on a shared pair from several processes.
    """

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.raw = RawStore(addresses.raw)
        self.foretold = Foretold()
        self.connection = Connection(addresses)
        try:
            migrations.migrate(self.connection)
            self.records = RecordStore(self.connection)
            self._claims = Claims(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Twice is as good as once."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def claim(self, delivery: Delivery) -> Claim | None:
        """Take a delivery before it is read. None: it came before and is done.

        The claim's `known_at` is the delivery's, or that of the source's previous claim where that is later.
        One that is unfinished is given again, so that whoever brings it finishes it.
        """
        return self._claims.take(delivery)

    def append(self, claim: Claim, table: Observations | Records | YearlyTable) -> Receipt:
        """Append what is new in the table and close the claim; what is acknowledged here survives `kill -9`.

        Only rows that differ from what the source last said as of the claim are appended. Rows whose
        `observed_at` lies more than 15 minutes after `known_at` are refused and counted. A claim that was
        appended before and not closed is only closed.
        """
        with self.connection.alone_on_facts():
            unfinished = self._claims.unfinished()
            closing = None if claim in unfinished else self._claims.closing(claim.number)
            if closing is not None:
                new, same, early = closing[1]
                return Receipt(new=new, same=same, early=early)
            # While an earlier claim of the source is unfinished, what it will say is not known: nothing may
            # be left out because it equals what is known now.
            settled = not any(o.source == claim.source and o.number < claim.number for o in unfinished)
            if isinstance(table, Records):
                return self._append_records(claim, table, settled)
            first = self._claims.first_try(claim)
            if isinstance(table, Observations):
                stands = 0 if first else observations.rows_of(self.connection, claim.number)
                receipt = observations.append(self.connection, claim, table, settled=settled, stands=stands)
            else:
                stands = 0 if first else yearly.rows_of(self.connection, claim.number)
                receipt = yearly.append(self.connection, claim, table, settled=settled, stands=stands)
            self._claims.close(claim, DONE, (receipt.new, receipt.same, receipt.early))
        return receipt

    def _append_records(self, claim: Claim, table: Records, settled: bool) -> Receipt:
        def close(cursor: duckdb.DuckDBPyConnection, new: int) -> None:
            cursor.execute(CLOSE, closing_row(claim, DONE, (new, len(table) - new, 0)))

        new = self.records.append(claim, table, settled, close)
        self._claims.closed(claim)
        return Receipt(new=new, same=len(table) - new)

    def refuse(self, claim: Claim, code: str, reason: str) -> None:
        """Close the claim as refused, with why; the raw bytes stay. The same delivery may be claimed anew."""
        self._claims.close(claim, REFUSED, (0, 0, 0), (code, reason))

    def append_forecasts(self, issue: Forecasts, known_at: datetime) -> int:
        """Append an issue of forecasts, made at `known_at`, in one transaction; gives the number of new rows.

        What the same issue said before (the process began anew) is not appended twice. Afterwards `foretold` has it.
        """
        new = forecasts.append(self.connection, issue, known_at)
        self.foretold.take(issue, known_at)
        return new

    def unfinished(self) -> list[Claim]:
        """Claims that are neither done nor refused, in order: read their raw bytes and append them again."""
        return self._claims.unfinished()

    def as_of(self, known_at: datetime | None = None) -> View:
        """What was known at a moment; None: everything that is known now."""
        return View(self.connection, known_at)

    def forget(self, source: str, before: datetime, *, known_at: datetime, author: str) -> Forgotten:
        """Delete what a source observed before a moment, from the files too, and write down that it was done.

        Tables of a year go by when they were learnt: the year that they speak of is over when they come.

        `known_at` is now, `author` who asked. Claims and their hashes stay, so that a forgotten delivery does
        not come back. Takes as long as writing all facts anew: a job for the night.
        """
        moment = aware(before).isoformat()
        log = partial(self.records.put, kind=FORGET, id=source, author=author, known_at=known_at)
        log(body={"before": moment, "state": "begun"})
        forgotten = retention.forget(self.connection, self.raw, source, before)
        log(body={"before": moment, "state": "done", "rows": forgotten.rows, "raw": forgotten.raw})
        return forgotten

    def forget_forecasts(self, before: datetime, *, known_at: datetime, author: str) -> int:
        """Delete the forecasts that were issued before a moment, from the files too, and write down that it was done.

        Gives the number of rows. As dear as `forget`.
        """
        moment = aware(before).isoformat()
        log = partial(self.records.put, kind=FORGET, id=FORECASTS, author=author, known_at=known_at)
        log(body={"before": moment, "state": "begun"})
        rows = retention.forget_forecasts(self.connection, before)
        log(body={"before": moment, "state": "done", "rows": rows, "raw": 0})
        return rows

    def upkeep(self, before: datetime) -> None:
        """What a scheduled job does now and then: small files of a lake are merged, snapshots older than `before`
        and their files removed; logs of files are written into them."""
        retention.upkeep(self.connection, before)

    def first_arrivals(self) -> dict[str, datetime]:
        """When the first delivery of each source came in, also where it was forgotten since: claims stay."""
        rows = self.connection.rows("records", FIRST_ARRIVALS, [])
        return {source: aware(first) for source, first in rows}

    def last_arrivals(self, known_at: datetime, since: datetime = EPOCH) -> dict[str, datetime]:
        """When the newest delivery of each source that was taken by `known_at` came in, whatever it told.

        What was refused or is unfinished is not taken. A source whose newest is older than `since` is not in it:
        the tables grow by millions a year, and what is looked for should be told.
        """
        stretch = [aware(since), aware(known_at)]
        sql = "SELECT min(number) FROM records.deliveries WHERE known_at >= ? AND known_at <= ?"
        first = self.connection.rows("records", sql, stretch)[0][0]
        if first is None:
            return {}
        # The number is what both tables have an index on; a join alone would read all of the closings.
        rows = self.connection.rows("records", LAST_ARRIVALS, [first, DONE, first, *stretch])
        return {source: aware(last) for source, last in rows}

    def last_arrival_of(self, source: str, known_at: datetime) -> datetime | None:
        """When the newest delivery of one source that was taken by `known_at` came in; None where none was.

        For sources that deliver seldom: it looks back claim by claim.
        """
        rows = self.connection.rows("records", ARRIVALS_OF, [source, aware(known_at)])
        for number, arrived in rows:
            closing = self._claims.closing(number)
            if closing is not None and closing[0] == DONE:
                return aware(arrived)
        return None

    def ping(self) -> None:
        """Raise the StoreError leaf that fits where a part of the store does not answer."""
        self.connection.ping()
        self.raw.ping()
