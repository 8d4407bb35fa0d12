"""What changed since the last time, for the screens that are open."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.present import as_json, counts, properties
from stadsbeeld.instruments.drukte.reader import Reader, Snapshot

# Grows by itself: a screen counts on from what it was told.
COUNTED_BY_SCREEN = {"ageS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the screens were told last."""

    reader: Reader
    snapshot: Snapshot


def state_changes(previous: Snapshot, current: Snapshot) -> list[dict[str, Any]]:
    """Per changed place its `id` and only the properties that changed (named as in `/places`), plus `ageS`.

    A screen lays them over what it holds. A place that is new comes whole. Age alone is no change.
    """
    before = {row["id"]: row for row in properties(previous.rows).iter_rows(named=True)}
    after = properties(current.rows)
    changed = []
    for row in _different(properties(previous.rows), after).iter_rows(named=True):
        known = before.get(row["id"])
        if known is None:
            changed.append(row)
            continue
        news = {name: value for name, value in row.items() if value != known[name] or name in ("id", "ageS")}
        changed.append(news)
    return changed


def _different(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Rows of `after` that do not stand in `before` in the same way."""
    names = [name for name in after.columns if name not in COUNTED_BY_SCREEN and name != "areas"]
    told = before.select(names)
    return after.join(told, on=names, how="anti", nulls_equal=True, maintain_order="left")


def live(context: Context, told: Any) -> tuple[Told, bytes | None]:
    """The `state` event where something changed; `told` is what the previous call gave, None at first."""
    if not isinstance(told, Told):
        reader = Reader(context)
        return Told(reader=reader, snapshot=reader.snapshot(None)), None
    current = told.reader.snapshot(None)
    if current is told.snapshot:
        return told, None
    changed = state_changes(told.snapshot, current)
    event = None
    if changed:
        event = as_json(
            {
                "instrument": "drukte",
                "at": current.at,
                "knownAt": current.known_at,
                "places": changed,
                "counts": counts(current.rows),
                "total": len(current.rows),
            }
        )
    return Told(reader=told.reader, snapshot=current), event
