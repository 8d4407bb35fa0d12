"""Each source says how long its data is kept; this is what keeps the word."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from stadsbeeld.connect.source import Source
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.pushed import pushed_in
from stadsbeeld.store.store import Store

log = logging.getLogger("stadsbeeld.retention")
AUTHOR = "retention"


def keep_terms(store: Store, sources: Mapping[str, Source], newest: Newest, now: datetime) -> list[str]:
    """Forget what is over the term of its source. Gives the ids of the sources of which something went.

    Of the push door, the sources that still bring something are known by their newest rows.
    """
    gone = []
    for source in (*sources.values(), *pushed_in(newest.frame())):
        before = now - timedelta(days=source.retention_days)
        first = store.as_of(None).first(source.id)
        if first is None or first >= before:
            continue
        forgotten = store.forget(source.id, before, known_at=now, author=AUTHOR)
        log.info("forgotten", extra={"source": source.id, "rows": forgotten.rows, "raw": forgotten.raw})
        gone.append(source.id)
    return gone
