"""The answers of drukte, as bytes with their ETag: what stays the same is worked out once for all who ask."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte import areas, incidents, series, timeline, usual
from stadsbeeld.instruments.drukte.chapters import Chapters, on_steps
from stadsbeeld.instruments.drukte.foresight import Foresight
from stadsbeeld.instruments.drukte.memo import Memo
from stadsbeeld.instruments.drukte.present import Answer, answer, collection, feature, properties
from stadsbeeld.instruments.drukte.reader import Reader, Snapshot, zoned
from stadsbeeld.instruments.drukte.scales import SCALES
from stadsbeeld.instruments.drukte.state import MAX_AGE_S
from stadsbeeld.instruments.drukte.thresholds import KIND as THRESHOLD
from stadsbeeld.instruments.drukte.thresholds import ThresholdsAsked, checked, told_of
from stadsbeeld.instruments.drukte.weidmann import densities

BACK = timedelta(hours=48)
LISTED = ("gebied", "buurt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """[start, end) as known at `at` (None: live); both ends optional as asked."""

    start: datetime | None
    end: datetime | None
    at: datetime | None


class Desk:
    """One for each context; safe from several threads."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.reader = Reader(context)
        self.foresight = Foresight(context, self.reader)
        self._answers: Memo[Answer] = Memo(48)
        # Apart: nobody waits for the map while a long timeline is worked out.
        self._chapters = Chapters(context, self.reader)
        self._timelines: Memo[Answer] = Memo(16)

    def _for_snapshot(self, name: str, at: datetime | None, write: Callable[[Snapshot], Any]) -> Answer:
        """The answer that a snapshot gives, remembered with it."""
        snapshot = self.reader.snapshot(at)
        return self._answers.get((name, snapshot.serial), lambda: answer(write(snapshot)))

    def ready(self, name: str) -> Answer | None:
        """The live answer where it is worked out already: it can be given without a thread."""
        snapshot = self.reader.ready()
        return None if snapshot is None else self._answers.peek((name, snapshot.serial))

    def places(self, at: datetime | None) -> Answer:
        return self._for_snapshot("places", at, collection)

    def place(self, id: str, at: datetime | None) -> Answer:
        """Raises NotFoundError for a place that is unknown, or was not known then."""
        snapshot = self.reader.snapshot(at)
        row = self._row(snapshot, id)
        told = properties(snapshot.rows.filter(snapshot.rows["id"] == id)).row(0, named=True)
        told["thresholds"] = self._thresholds(id, row["scale"], at)
        walks = row["scale"] is not None and SCALES[row["scale"]].quantity == "flow_ped_m_min"
        told["density"] = asdict(densities(row["scale_value"])) if walks and row["scale_value"] is not None else None
        return answer(feature(told, row["lon"], row["lat"]))

    def _row(self, snapshot: Snapshot, id: str) -> dict[str, Any]:
        found = snapshot.rows.filter(snapshot.rows["id"] == id)
        if found.is_empty():
            raise NotFoundError("place", id)
        return found.row(0, named=True)

    def _thresholds(self, id: str, scale: str | None, at: datetime | None) -> dict[str, Any]:
        version = self._context.store.as_of(at).record(THRESHOLD, id)
        person = self._context.store.records.person(version.author) if version else None
        return told_of(version, scale, person.name if person else version.author if version else None)

    def thresholds(self, id: str) -> Answer:
        return answer(self._thresholds(id, self._row(self.reader.snapshot(None), id)["scale"], None))

    def set_thresholds(self, id: str, asked: ThresholdsAsked, author: str) -> Answer:
        """Raises NotFoundError, InputError (bounds or scale that cannot be), ConflictError (somebody was first)."""
        row = self._row(self.reader.snapshot(None), id)
        body = checked(asked, row["kind"], row["scale"])
        now = self._context.clock.now()
        self._context.store.records.put(
            kind=THRESHOLD, id=id, body=body, author=author, known_at=now, after=asked.after
        )
        self.reader.forget()
        return self.thresholds(id)

    def areas(self, at: datetime | None) -> Answer:
        def write(snapshot: Snapshot) -> dict[str, Any]:
            states = areas.area_states(snapshot.rows)
            known = self._context.store.as_of(None if snapshot.live else snapshot.at).records("area")
            listed = [
                {"id": area.id, "title": area.body["title"], "level": area.body["level"]}
                | _group(states.get(area.id, areas.EMPTY))
                for area in known
                if area.body["level"] in LISTED
            ]
            return {"at": snapshot.at, "areas": listed}

        return self._for_snapshot("areas", at, write)

    def streets(self, at: datetime | None) -> Answer:
        def write(snapshot: Snapshot) -> dict[str, Any]:
            states = sorted(areas.street_states(snapshot.rows).items())
            listed = [{"id": areas.street_id(name), "title": name} | _group(state) for name, state in states]
            return {"at": snapshot.at, "streets": listed}

        return self._for_snapshot("streets", at, write)

    def incidents(self, at: datetime | None) -> Answer:
        moment = self.reader.moment(at)
        versions = self._context.store.as_of(moment).records(incidents.KIND)
        max_age_s = self.reader.max_age_s
        longest = timedelta(seconds=max([*max_age_s.values(), MAX_AGE_S]))
        heard_at = self._context.store.last_arrivals(moment, since=moment - longest)
        found = incidents.going_on(versions, moment, incidents.Sources(heard_at=heard_at, max_age_s=max_age_s))
        return answer({"type": "FeatureCollection", "at": moment, "features": found})

    def scales(self) -> Answer:
        listed = [
            {
                "id": scale.id,
                "kind": scale.kind.value,
                "title": scale.title,
                "quantity": scale.quantity,
                "unit": scale.unit,
                "direction": scale.direction,
                "bounds": scale.named,
                "reference": scale.reference,
                "uncertainFrom": scale.uncertain_from,
            }
            for scale in SCALES.values()
        ]
        return answer({"scales": listed})

    def _stretch(self, asked: Stretch) -> tuple[datetime, datetime, datetime]:
        """(start, end, moment): two days up to the moment unless asked otherwise. Raises InputError."""
        moment = self.reader.moment(asked.at)
        end = zoned(asked.end, "to") if asked.end else moment
        start = zoned(asked.start, "from") if asked.start else end - BACK
        if not timedelta(0) < end - start <= timeline.LONGEST:
            raise InputError("a stretch ends after it begins, and is at most 8 days long", field="to")
        return start, end, moment

    def series(self, id: str, asked: Stretch) -> Answer:
        """Raises NotFoundError for a place that was not known then."""
        start, end, moment = self._stretch(asked)
        view = self._context.store.as_of(moment)
        record = view.record("place", id)
        if record is None:
            raise NotFoundError("place", id)
        history = view.series(id, sorted(QUANTITIES), usual.history_from(start), end)
        values = history.filter(history["observed_at"] >= start)
        zone, holidays = self.reader.zone, set(self._context.city.holidays)
        usuals = {
            str(quantity): usual.usual(part, start, end, zone, holidays)
            for (quantity,), part in history.partition_by("quantity", as_dict=True, maintain_order=True).items()
        }
        bands = {quantity: told for quantity, found in usuals.items() if (told := series.band(found)) is not None}
        rows = self.reader.snapshot(asked.at).rows
        row = next(rows.filter(rows["id"] == id).iter_rows(named=True), None)
        step_s = series.step_of(values if len(values) else history)
        speed = row and row["free_speed_kmh"]
        return answer(
            {
                "id": id,
                "title": record.body["title"],
                "at": moment,
                "stepS": step_s,
                "quantities": series.by_quantity(values, step_s),
                "usual": bands or None,
                "usualReason": None if bands else "too-little-history",
                "comparableDays": max((found.days for found in usuals.values()), default=0),
                "thresholds": series.bound_lines(row) if row else [],
                "freeSpeed": {"value": round(speed, 1), "source": row["free_speed_source"]} if row and speed else None,
                "source": self._source(history["source"].to_list()[-1] if len(history) else None),
            }
        )

    def _source(self, id: str | None) -> dict[str, Any] | None:
        if id is None:
            return None
        known = self._context.sources.get(id)
        if known is None:
            return {"id": id, "title": id, "attribution": "", "licence": ""}
        return {"id": id, "title": known.title, "attribution": known.attribution, "licence": known.licence}

    def timeline(self, asked: Stretch) -> Answer:
        start, end, moment = self._stretch(asked)
        start, end = on_steps(start, end)
        live = asked.at is None
        key = ("timeline", start, end, self.reader.live_key(moment) if live else moment)
        return self._timelines.get(key, lambda: answer(self._chapters.timeline(start, end, moment, live=live)))


def _group(state: areas.GroupState) -> dict[str, Any]:
    return {**asdict(state), "state": state.state.value}
