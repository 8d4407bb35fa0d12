"""The audit: every sign-in and every change, appended and never altered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stadsbeeld.store.store import Store

KIND = "audit"


class Audit:
    """One record of kind `audit` for each day (UTC), one version for each event: a missing number would show.

    An author is an opaque id; an event holds no name, no login and no address of a person.
    """

    def __init__(self, store: Store) -> None:
        self._records = store.records

    def note(self, event: str, author: str, now: datetime, **data: Any) -> None:
        """Append an event. Raises StoreError, and then the change that it tells of must not be confirmed."""
        self._records.put(
            kind=KIND, id=now.date().isoformat(), body={"event": event, **data}, author=author, known_at=now
        )

    def of_day(self, day: date) -> list[Mapping[str, Any]]:
        """Events of one day (UTC) in their order: number, at, author, event and its data."""
        return [
            {"number": version.version, "at": version.known_at, "author": version.author, **version.body}
            for version in self._records.history(KIND, day.isoformat())
        ]
