"""Brings in what a city pack holds: places and areas, without undoing what people changed since, and yearly tables."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import orjson

from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.runtime.ingest import Ingest
from stadsbeeld.runtime.packs import Pack
from stadsbeeld.store.observations import Delivery
from stadsbeeld.store.store import Store

log = logging.getLogger("stadsbeeld.seed")
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


def hold(ingest: Ingest, pack: Pack, known_at: datetime, progress: Callable[[str], None]) -> int:
    """Bring in the tables of a year that come with the pack, as any delivery. Gives the number of new rows.

    Each content once. One that cannot be read is told in the log and on the page of data health, also where another
    one of its source could be read, and keeps nothing else waiting: a city never stands still for a table of a year.
    """
    new, failed = 0, []
    for holding in pack.holdings:
        progress(f"jaarcijfers lezen: {holding.key}")
        try:
            receipt = ingest.deliver(holding.source, holding.path.read_bytes(), f"pack:{holding.key}", at=known_at)
            new += receipt.new if receipt else 0
        except SourceFormatError as error:
            told = SourceFormatError(holding.source, f"{holding.path.name}: {error.reason}", error.row)
            log.warning("a holding cannot be read", extra={"source": holding.source, "detail": str(told)})
            failed.append(told)
    ingest.remember()
    for one in failed:
        ingest.failed(one.source, known_at, one)
    return new
