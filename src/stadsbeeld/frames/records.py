"""Records that a source yields: incidents, situations, anything small that has a life of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One state of one thing. `body` is plain JSON (dict, list, str, int, float, bool, None)."""

    id: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Records of one `kind`, each id once. The store appends a version where the body differs from the newest.

    Raises ValueError where an id is empty or stands twice.
    """

    kind: str
    rows: tuple[Record, ...]

    def __post_init__(self) -> None:
        ids = [row.id for row in self.rows]
        if not all(ids):
            raise ValueError(f"a {self.kind} has no id")
        if len(set(ids)) != len(ids):
            raise ValueError(f"a {self.kind} stands there twice")

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, kind: str, rows: Iterable[Record]) -> "Records":
        return cls(kind=kind, rows=tuple(sorted(rows, key=lambda row: row.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A record as the store holds it: version 1, 2, …; `known_at` in UTC; `author` an opaque id."""

    kind: str
    id: str
    version: int
    known_at: datetime
    author: str
    body: Mapping[str, Any]
