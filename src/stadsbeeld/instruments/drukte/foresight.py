"""The answers about what is to come, as bytes with their ETag: from memory for now, from the store for a look back."""

from datetime import datetime, timedelta
from math import isfinite
from typing import Any

import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.records import Version
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.forecaster import ID
from stadsbeeld.instruments.drukte.memo import Memo
from stadsbeeld.instruments.drukte.outlook import (
    LONGEST_FRESH,
    NEAR,
    NOT_THERE,
    Prospect,
    checked_ahead,
    forecast_of,
    points_of,
    prospect,
)
from stadsbeeld.instruments.drukte.panels import FORETOLD, floored
from stadsbeeld.instruments.drukte.planned import Planned, ever_known, told_of_place, without_near
from stadsbeeld.instruments.drukte.present import Answer, answer, counts, feature, properties
from stadsbeeld.instruments.drukte.reader import Reader, zoned
from stadsbeeld.instruments.drukte.record import beside, drift, misses, table
from stadsbeeld.instruments.drukte.shelf import MODEL, ModelChosen, choose, chosen, told_of
from stadsbeeld.store.view import View

HOUR, FIVE_MINUTES, A_FEW_HOURS = timedelta(hours=1), timedelta(minutes=5), timedelta(hours=6)
A_WEEK_AHEAD = timedelta(days=8)
SILENT_FOR = timedelta(days=7)
# An issue may still be on its way to the store for as long: not to be remembered yet.
SETTLING = timedelta(hours=1)


class Foresight:
    """One for each context; safe from several threads."""

    def __init__(self, context: Context, reader: Reader) -> None:
        self._context, self._reader = context, reader
        self._planned = Planned(context.store)
        self._live: Memo[Answer] = Memo(32)
        self._past: Memo[Answer] = Memo(16)
        # Apart: whoever asks of one place does not wait for the whole city.
        self._city: Memo[Answer] = Memo(8)
        self._places: Memo[Answer] = Memo(64)

    def places(self, ahead: int, at: datetime | None) -> Answer:
        """Every place as it is foretold to be. Raises InputError for a lead that is not made."""
        step = checked_ahead(ahead)
        moment = self._reader.moment(at)
        if at is None:
            _, minute, changes = self._reader.live_key(moment)
            key = (ahead, self._context.store.foretold.version, minute, changes)
            return self._live.get(key, lambda: self._write(ahead, step, moment, live=True))
        if self._context.clock.now() - moment < SETTLING:
            return self._write(ahead, step, moment, live=False)
        return self._past.get((ahead, moment), lambda: self._write(ahead, step, moment, live=False))

    def _write(self, ahead: int, step: timedelta, moment: datetime, *, live: bool) -> Answer:
        if live:
            told = self._context.store.foretold.frame()
        else:
            view, target = self._context.store.as_of(moment), moment + step
            told = view.forecasts(FORETOLD, target - HOUR, target + NEAR, issued_since=moment - LONGEST_FRESH - HOUR)
        register = self._reader.register(None if live else moment)
        return answer(_collection(prospect(told, register, moment, step), ahead, live=live))

    def place(self, id: str, at: datetime | None) -> Answer:
        """What is foretold of one place. Raises NotFoundError for a place that was not known then."""
        moment = self._reader.moment(at)
        view = self._context.store.as_of(moment)
        if view.record("place", id) is None:
            raise NotFoundError("place", id)
        if at is None:
            told = self._context.store.foretold.frame().filter(pl.col("place") == id)
        else:
            told = view.forecasts(
                FORETOLD, moment - HOUR, moment + A_WEEK_AHEAD, places=[id], issued_since=moment - LONGEST_FRESH
            )
        quantities = points_of(told, moment)
        return answer(
            {
                "id": id,
                "at": moment,
                "quantities": quantities,
                "missing": self.missing(view),
                "events": told_of_place(self._planned.told(moment), id, tuple(quantities)),
                "reason": None if quantities else self._reason(id, told, moment),
            }
        )

    def record(self, place: str | None, at: datetime | None, days: int) -> Answer:
        """How good the forecasts of the last days were, of one place or of the city. Raises NotFoundError."""
        moment = self._reader.moment(at)
        view = self._context.store.as_of(moment)
        if place is not None and view.record("place", place) is None:
            raise NotFoundError("place", place)
        # The same forecasts stand beside the same truths until the next ones are in.
        moment = floored(moment, FIVE_MINUTES if place is not None else self._grain(moment))
        records = self._city if place is None else self._places
        return records.get((place, moment, days), lambda: self._compare(place, moment, days))

    def _grain(self, moment: datetime) -> timedelta:
        """Of all places it takes seconds: by the hour, once there are some hours to tell of."""
        first = self._context.store.as_of(moment).first_issue()
        return HOUR if first is not None and moment - first > A_FEW_HOURS else FIVE_MINUTES

    def _compare(self, place: str | None, moment: datetime, days: int) -> Answer:
        view = self._context.store.as_of(moment)
        told = beside(view, place, moment, days)
        titles = {one.id: str(one.body["title"]) for one in view.records("place")}
        return answer(
            {
                "at": moment,
                "days": days,
                "rows": table(told),
                "misses": misses(told, titles),
                "drift": drift(told),
            }
        )

    def why(self, id: str, quantity: str, span_s: int, target: datetime) -> Answer:
        """What moves one forecast of the last issue away from the usual. Raises NotFoundError where there is none."""
        forecaster = self._context.shared.get(ID)
        if forecaster is None:  # another process foretells
            raise NotFoundError("forecast", id)
        told, model = forecaster.why(id, quantity, span_s, zoned(target, "target"))
        parts = sorted(told.parts.items(), key=lambda one: -abs(one[1]))
        known = isfinite(told.usual)
        return answer(
            {
                "place": id,
                "quantity": quantity,
                "unit": QUANTITIES[quantity].unit,
                "target": target,
                "spanS": span_s,
                "model": model,
                "usual": round(told.usual, 1) if known else None,
                "median": round(told.middle, 1) if isfinite(told.middle) else None,
                "parts": [{"group": group, "value": round(value, 1)} for group, value in parts] if known else [],
            }
        )

    def models(self, at: datetime | None) -> Answer:
        """The card of each model as known then, with the one before it."""
        moment = self._reader.moment(at)
        view = self._context.store.as_of(moment)
        told = []
        for newest in view.records(MODEL):
            before = [one for one in view.history(MODEL, newest.id) if one.version == newest.version - 1]
            choice = told_of(chosen(view, newest.id))
            told.append(_version(newest) | {"previous": _version(before[0]) if before else None, "choice": choice})
        return answer({"at": moment, "models": told})

    def choose(self, id: str, asked: ModelChosen, author: str) -> Answer:
        """Speak with another model. Raises NotFoundError, InputError, ConflictError."""
        choose(self._context.store, id, asked, author, self._context.clock.now())
        return self.models(None)

    def events(self, at: datetime | None) -> Answer:
        """Events that may move a forecast, and why one does not."""
        moment = self._reader.moment(at)
        told = [without_near(one) for one in self._planned.told(moment)]
        return answer({"at": moment, "events": told, "unreadable": self._planned.known(moment)[1]})

    def missing(self, view: View) -> list[str]:
        """Drivers that a forecast would have used, and that are not there: events, where nobody ever told of one."""
        events = [] if ever_known(view) else ["events"]
        return [*NOT_THERE, *events, *([] if self._context.city.holiday_region else ["calendar"])]

    def _reason(self, id: str, told: pl.DataFrame, moment: datetime) -> str:
        view = self._context.store.as_of(moment)
        if len(told):
            return "stale"
        if view.series(id, FORETOLD, moment - SILENT_FOR, moment).is_empty():
            return "silent"
        return "no-model" if view.first_issue() is None else "too-little-history"


def _version(one: Version) -> dict[str, Any]:
    return {"id": one.id, "version": one.version, "knownAt": one.known_at, "card": one.body}


def _collection(found: Prospect, ahead: int, *, live: bool) -> dict[str, Any]:
    rows = found.rows
    said = (forecast_of(row, ahead) for row in rows.iter_rows(named=True))
    told = zip(properties(rows).iter_rows(named=True), said, rows["lon"], rows["lat"], strict=True)
    return {
        "type": "FeatureCollection",
        "at": found.at,
        "knownAt": rows["known_at"].max(),
        "live": live,
        "counts": counts(rows),
        "total": len(rows),
        "ahead": ahead,
        "target": found.target,
        "issuedAt": found.issued_at,
        "features": [feature(row | {"forecast": forecast}, lon, lat) for row, forecast, lon, lat in told],
    }
