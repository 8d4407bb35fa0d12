"""Each source says how long its data is kept; this is what keeps the word."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from stadsbeeld.connect.source import Source
from stadsbeeld.runtime.pushed import PREFIX, pushed
from stadsbeeld.store.store import Store

log = logging.getLogger("stadsbeeld.retention")
AUTHOR = "retention"
FORGOTTEN = "forget"


def keep_terms(store: Store, sources: Mapping[str, Source], now: datetime) -> list[str]:
    """Forget what is over the term of its source. Gives the ids of the sources of which something went.

    The sources are those that ever delivered, also through the push door. Of a source that is declared no more the
    term is not known: it is left and said in the log.
    """
    gone = []
    for id, arrived in store.first_arrivals().items():
        source = pushed(id) if id.startswith(PREFIX) else sources.get(id)
        if source is None:
            log.warning("no term is known", extra={"source": id})
            continue
        before = now - timedelta(days=source.retention_days)
        if not _is_over(store, source, arrived, before):
            continue
        forgotten = store.forget(id, before, known_at=now, author=AUTHOR)
        log.info("forgotten", extra={"source": id, "rows": forgotten.rows, "raw": forgotten.raw})
        gone.append(id)
    return gone


def keep_forecasts(store: Store, days: int, now: datetime) -> bool:
    """Forget the forecasts that were issued more than `days` ago; whether any went.

    Writing the facts anew is dear: forecasts go once there is a day's worth of them to forget.
    """
    before = now - timedelta(days=days)
    first = store.as_of(None).first_issue()
    if first is None or before - first < timedelta(days=1):
        return False
    rows = store.forget_forecasts(before, known_at=now, author=AUTHOR)
    log.info("forgotten", extra={"source": "forecasts", "rows": rows})
    return True


def _is_over(store: Store, source: Source, arrived: datetime, before: datetime) -> bool:
    """Whether something of the source was observed, learnt or came in before the moment and is not forgotten yet.

    Tables of a year count from when they were learnt: the year that they tell of is over when they come.
    """
    view = store.as_of(None)
    first, learnt = view.first(source.id), view.first_learnt(source.id)
    if learnt is not None and learnt < before:
        return True
    if first is not None:
        return first < before
    if learnt is not None and not any(name.startswith("record:") for name in source.yields):
        return False
    last = view.record(FORGOTTEN, source.id)
    done = datetime.fromisoformat(last.body["before"]) if last and last.body["state"] == "done" else None
    # Of records alone no row tells: once a day's worth has gone over its term since the last time.
    return arrived < before and (done is None or before - done >= timedelta(days=1))
