"""Brings the places and areas of a city pack into the records, without undoing what people changed since."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from stadsbeeld.frames.records import Record, Records
from stadsbeeld.runtime.packs import Pack
from stadsbeeld.store.observations import Delivery
from stadsbeeld.store.store import Store

SOURCE = "pack"
# What a delivery of records is signed with by the store.
AUTHOR = f"source:{SOURCE}"


def seed(store: Store, pack: Pack, known_at: datetime, *, replaying: bool = False) -> int:
    """Append what the pack says anew, signed by the pack. Gives the number of new versions; once per pack content.

    Places that belong to a recording are brought in only where it is played.
    """
    places = pack.places() if replaying or not pack.recorded_places else ()
    return _seed(store, "place", places, known_at) + _seed(store, "area", pack.areas(), known_at)


def _seed(store: Store, kind: str, told: Iterable[tuple[str, dict[str, Any]]], known_at: datetime) -> int:
    edited = {version.id for version in store.as_of(None).records(kind) if version.author != AUTHOR}
    table = Records.of(kind, (Record(id=id, body=body) for id, body in told if id not in edited))
    raw = orjson.dumps({row.id: row.body for row in table.rows}, option=orjson.OPT_SORT_KEYS)
    sha256 = store.raw.put(raw)
    key = f"{kind}:{hashlib.sha256(raw).hexdigest()[:16]}"
    claim = store.claim(Delivery(source=SOURCE, key=key, sha256=sha256, known_at=known_at))
    return 0 if claim is None else store.append(claim, table).new
