"""The timeline is read in chapters of six hours; one that has passed is remembered and not read for every screen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.memo import Memo
from stadsbeeld.instruments.drukte.reader import HOUR, QUANTITIES, Reader
from stadsbeeld.instruments.drukte.state import MAX_AGE_S, Picture
from stadsbeeld.instruments.drukte.timeline import Listened, bins, gaps, heard, step_s

LENGTH = timedelta(hours=6)
# A chapter is read again when it has been over for this long: what came in late by then is in it.
READ_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
LONGEST_HOLD = timedelta(hours=6)
HOUR_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """`heard` reaches back before the chapter, as far as a value may hold."""

    bins: list[dict[str, Any]]
    heard: pl.DataFrame


class Chapters:
    """Reads timelines for one context. A chapter rests on what was known at the last moment of `READ_AGAIN` after
    its end, so at the moment asked for or before it: never on anything learnt later."""

    def __init__(self, context: Context, reader: Reader) -> None:
        self._context, self._reader = context, reader
        self._passed: Memo[Chapter] = Memo(400)
        self._arrivals: Memo[dict[str, datetime]] = Memo(2)
        self._telling: Memo[frozenset[str]] = Memo(64)
        longest = timedelta(seconds=max([*reader.max_age_s.values(), MAX_AGE_S])) + timedelta(hours=1)
        self._hold = min(longest, LONGEST_HOLD)

    def timeline(self, start: datetime, end: datetime, moment: datetime, *, live: bool) -> dict[str, Any]:
        """The answer for [start, end), both on a step, as known at `moment`."""
        step, begins = step_s(start, end), _begins(start, end)
        if not begins:
            return {"at": moment, "stepS": step, "bins": [], "gaps": []}
        chapters = [self._chapter(begin, step, moment, live=live) for begin in begins]
        listened = Listened(
            told=heard(pl.concat(chapter.heard for chapter in chapters)),
            sources=self._tellers(moment),
            since=begins[0] - self._hold,
            until=min(begins[-1] + LENGTH, moment),
            moment=moment,
        )
        return {
            "at": moment,
            "stepS": step,
            "bins": [one for chapter in chapters for one in chapter.bins if start <= one["t"] < end],
            "gaps": gaps(listened, start, min(end, moment), self._context.sources),
        }

    def _tellers(self, moment: datetime) -> frozenset[str]:
        """The sources that ever told of what is shown here, as known at the full hour before `moment`.

        Of one that began within that hour nothing is known here but what it tells.
        """
        hour = _floored(moment, HOUR_S)
        return self._telling.get(hour, lambda: self._read_tellers(hour))

    def _read_tellers(self, at: datetime) -> frozenset[str]:
        store = self._context.store
        # The first arrival of a source never changes; only new sources come.
        arrivals = self._arrivals.get(_floored(self._context.clock.now(), HOUR_S), store.first_arrivals)
        view = store.as_of(at)

        def tells(source: str) -> bool:
            # Records and weather arrive too, and are not drawn on the time bar: the first hour tells which it is.
            first = view.first(source)
            return first is not None and source in view.window(QUANTITIES, first, first + HOUR)["source"]

        return frozenset(source for source, arrived in arrivals.items() if arrived <= at and tells(source))

    def _chapter(self, begin: datetime, step: int, moment: datetime, *, live: bool) -> Chapter:
        finish = begin + LENGTH
        read_at = [finish + after for after in READ_AGAIN if finish + after <= moment]
        if not read_at:
            return self._read(begin, step, moment, live=live)
        # Live reads the places and thresholds of now, a look back those of then: never the one for the other.
        key = (begin, step, read_at[-1], live, self._reader.changes)
        return self._passed.get(key, lambda: self._read(begin, step, read_at[-1], live=live))

    def _read(self, begin: datetime, step: int, moment: datetime, *, live: bool) -> Chapter:
        rows = self._context.store.as_of(moment).window(QUANTITIES, begin - self._hold, begin + LENGTH)
        register = self._reader.register(None if live else moment)
        picture = Picture(
            places=register.places,
            thresholds=register.thresholds,
            newest=rows,
            recent=rows.clear(),
            max_age_s=self._reader.max_age_s,
        )
        return Chapter(
            bins=bins(picture, begin, begin + LENGTH, _floored(moment, step), step),
            heard=heard(rows),
        )


def _begins(start: datetime, end: datetime) -> list[datetime]:
    """Where the chapters that hold [start, end) begin: 00:00, 06:00, 12:00 and 18:00 UTC."""
    first = _floored(start.astimezone(UTC), int(LENGTH.total_seconds()))
    number = -((first - end) // LENGTH)
    return [first + n * LENGTH for n in range(number)]


def _floored(moment: datetime, step: int) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() // step * step, tz=UTC)


def on_steps(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """[start, end) widened at its start and cut at its end to whole steps."""
    step = step_s(start, end)
    return _floored(start, step), _floored(end, step)
