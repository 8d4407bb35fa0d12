"""Claims: a delivery is claimed before it is appended, so that it is taken once, whoever brings it how often.

The number of a claim rises with every claim, and within a source `known_at` never falls: who claims later
knows later, also where the clocks of two machines differ. So (known_at, number) orders what was learnt.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from stadsbeeld.domain.errors import StoreError
from stadsbeeld.store.connection import Connection

DONE, REFUSED = "done", "refused"
CLOSE = "INSERT INTO records.closings VALUES (?, ?, ?, ?, ?, ?, ?)"


def aware(moment: datetime) -> datetime:
    """`moment` in UTC. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came in: `key` is the publisher's time or number of it, or an idempotency key. `known_at` is arrival."""

    source: str
    key: str
    sha256: str
    known_at: datetime
    parser_version: int = 1

    def __post_init__(self) -> None:
        aware(self.known_at)
        if not (self.source and self.sha256):
            raise ValueError("a delivery has a source and the sha256 of its bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is being taken. `known_at` is that of its rows: never before that of an earlier claim
    of the same source. `number` is what its rows carry as `delivery`."""

    number: int
    source: str
    key: str
    sha256: str
    known_at: datetime
    parser_version: int


class Claims:
    """Reads of the table of claims only what came since the last time: it grows by millions a year.

    Embedded records belong to this process alone: which claims are unfinished is then known without asking.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shared = connection.addresses.records_are_in_postgres
        self._lock = threading.RLock()
        self._seen = 0
        self._settled = 0
        self._known_at: dict[str, datetime] = {}
        self._catch_up()
        seen = self._seen
        sql = "SELECT min(number) FROM records.deliveries ANTI JOIN records.closings USING (number)"
        first = connection.rows("records", sql)[0][0]
        self._settled = seen if first is None else first - 1
        self._open = {claim.number: claim for claim in self._read_unfinished()}
        self._fresh: set[int] = set()

    def take(self, delivery: Delivery) -> Claim | None:
        """None where the same delivery is done. One that is unfinished is given again; one that was refused
        is claimed anew."""
        attempt = 0
        with self._lock:
            while True:
                claim = self._insert(delivery, attempt)
                if claim is not None:
                    return claim
                found = self._find(delivery)
                if found is None:
                    continue  # another process took the number: the next one then
                claim, attempt, state = found
                if state == DONE:
                    return None
                if state is None:
                    return claim
                attempt += 1

    def first_try(self, claim: Claim) -> bool:
        """True once, for a claim that this process made: none of its rows can stand in facts yet."""
        with self._lock:
            fresh = claim.number in self._fresh and not self._shared
            self._fresh.discard(claim.number)
        return fresh

    def close(self, claim: Claim, state: str, counts: tuple[int, int, int], why: tuple[str, str] | None = None) -> None:
        """`counts`: rows new, same, early. Closing what another closed meanwhile changes nothing."""
        try:
            self._connection.run("records", CLOSE, closing_row(claim, state, counts, why))
        except StoreError:
            if self.closing(claim.number) is None:
                raise
        self.closed(claim)

    def closed(self, claim: Claim) -> None:
        """Note that a claim was closed in a transaction of the caller."""
        with self._lock:
            self._open.pop(claim.number, None)
            self._fresh.discard(claim.number)

    def closing(self, number: int) -> tuple[str, tuple[int, int, int]] | None:
        """How a claim ended: `done` or `refused`, and its rows new, same, early. None while it is unfinished."""
        sql = "SELECT state, rows_new, rows_same, rows_early FROM records.closings WHERE number = ?"
        rows = self._connection.rows("records", sql, [number])
        return (rows[0][0], rows[0][1:]) if rows else None

    def unfinished(self) -> list[Claim]:
        """In the order of their numbers."""
        with self._lock:
            return self._read_unfinished() if self._shared else sorted(self._open.values(), key=lambda c: c.number)

    def _read_unfinished(self) -> list[Claim]:
        seen, settled = self._seen, [self._settled]
        claimed = self._connection.rows(
            "records",
            """SELECT number, source, key, sha256, known_at, parser_version FROM records.deliveries
               WHERE number > ? ORDER BY number""",
            settled,
        )
        closed = self._connection.rows("records", "SELECT number FROM records.closings WHERE number > ?", settled)
        ended = {number for (number,) in closed}
        unfinished = [_claim(row) for row in claimed if row[0] not in ended]
        self._settled = unfinished[0].number - 1 if unfinished else seen
        return unfinished

    def _catch_up(self) -> None:
        rows = self._connection.rows(
            "records",
            "SELECT source, max(known_at), max(number) FROM records.deliveries WHERE number > ? GROUP BY source",
            [self._seen],
        )
        for source, known_at, number in rows:
            self._known_at[source] = max(known_at.astimezone(UTC), self._known_at.get(source, known_at))
            self._seen = max(self._seen, number)

    def _insert(self, delivery: Delivery, attempt: int) -> Claim | None:
        """None where the engine refuses and a claim with this key or number stands there already."""
        claim = Claim(
            number=self._seen + 1,
            source=delivery.source,
            key=delivery.key,
            sha256=delivery.sha256,
            known_at=max(aware(delivery.known_at), self._known_at.get(delivery.source, aware(delivery.known_at))),
            parser_version=delivery.parser_version,
        )
        values = [claim.source, claim.key, claim.sha256, claim.parser_version, attempt, claim.number, claim.known_at]
        try:
            self._connection.run("records", "INSERT INTO records.deliveries VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        except StoreError:
            self._catch_up()
            found = self._find(delivery)
            if self._seen < claim.number and (found is None or found[1] < attempt):
                raise
            return None
        self._seen, self._known_at[claim.source] = claim.number, claim.known_at
        self._open[claim.number] = claim
        self._fresh.add(claim.number)
        return claim

    def _find(self, delivery: Delivery) -> tuple[Claim, int, str | None] | None:
        """The last attempt at this delivery, its number of attempt and its state."""
        rows = self._connection.rows(
            "records",
            """SELECT number, source, key, sha256, known_at, parser_version, attempt FROM records.deliveries
               WHERE source = ? AND key = ? AND sha256 = ? AND parser_version = ? ORDER BY attempt DESC LIMIT 1""",
            [delivery.source, delivery.key, delivery.sha256, delivery.parser_version],
        )
        if not rows:
            return None
        closing = self.closing(rows[0][0])
        return _claim(rows[0]), rows[0][6], closing[0] if closing else None


def closing_row(
    claim: Claim, state: str, counts: tuple[int, int, int], why: tuple[str, str] | None = None
) -> list[object]:
    """The parameters of `CLOSE`."""
    code, reason = why or (None, None)
    return [claim.number, state, *counts, code, reason]


def _claim(row: tuple[Any, ...]) -> Claim:
    number, source, key, sha256, known_at, parser_version = row[:6]
    return Claim(
        number=number,
        source=source,
        key=key,
        sha256=sha256,
        known_at=known_at.astimezone(UTC),
        parser_version=parser_version,
    )
