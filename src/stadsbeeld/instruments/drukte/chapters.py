"""The timeline is read in chapters of six hours; one that has passed is remembered and not read for every screen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.memo import Memo
from stadsbeeld.instruments.drukte.reader import QUANTITIES, Reader
from stadsbeeld.instruments.drukte.state import MAX_AGE_S, Picture
from stadsbeeld.instruments.drukte.timeline import bins, gaps, heard, step_s

LENGTH = timedelta(hours=6)
# A chapter is read again when it has been over for this long: what came in late by then is in it.
READ_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
LONGEST_HOLD = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    bins: list[dict[str, Any]]
    heard: pl.DataFrame


class Chapters:
    """Reads timelines for one context. A chapter rests on what was known at the last moment of `READ_AGAIN` after
    its end, so at the moment asked for or before it: never on anything learnt later."""

    def __init__(self, context: Context, reader: Reader) -> None:
        self._context, self._reader = context, reader
        self._passed: Memo[Chapter] = Memo(400)
        longest = timedelta(seconds=max([*reader.max_age_s.values(), MAX_AGE_S])) + timedelta(hours=1)
        self._hold = min(longest, LONGEST_HOLD)

    def timeline(self, start: datetime, end: datetime, moment: datetime, *, live: bool) -> dict[str, Any]:
        """The answer for [start, end), both on a step, as known at `moment`."""
        step = step_s(start, end)
        chapters = [self._chapter(begin, step, moment, live=live) for begin in _begins(start, end)]
        every_s = {id: source.every_s for id, source in self._context.sources.items()}
        until = min(end, moment)
        told = pl.concat(chapter.heard for chapter in chapters).filter(
            pl.col("observed_at") >= start, pl.col("observed_at") < until
        )
        return {
            "at": moment,
            "stepS": step,
            "bins": [one for chapter in chapters for one in chapter.bins if start <= one["t"] < end],
            "gaps": gaps(told, start, until, every_s),
        }

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
            heard=heard(rows.filter(pl.col("observed_at") >= begin)),
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
