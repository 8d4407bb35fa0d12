"""Events from an iCalendar file (RFC 5545): an events calendar of the municipality, a club or a hall.

A file is imported (`stadsbeeld ingest event_calendar FILE`), never asked for. How times, zones, whole days and
repetitions are read stands in `connect.icalendar_text`; `parse_in` takes the zone of the city for times without one.

- `SUMMARY` is the title; the first of `CATEGORIES` that is a known kind is the kind, else `other`.
- `X-EXPECTED-VISITORS`: all expected visitors, a whole number; absent: nobody has said. `X-PLACES` and `X-AREAS`:
  ids, with commas between. `GEO` with `X-RADIUS-M` (absent: 300 m, our choice) is a point and how far it reaches.
- `STATUS:CANCELLED`, or an occurrence that `EXDATE` leaves out, is told as cancelled. An event that is simply gone
  from a later file stays as it was: cancel it.
- `ORGANIZER`, `ATTENDEE`, `CONTACT` and texts besides the title are not read: they may name people.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from icalendar.prop import vCategory, vDDDTypes

from stadsbeeld.connect.icalendar_text import Occurrence, Properties, blocks, calendar_of, occurrences
from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.event import KINDS, Circle, Event
from stadsbeeld.frames.records import Record, Records

ID = "event_calendar"
RADIUS_M = 300.0


def parse(raw: bytes) -> Records:
    """As `parse_in`, where no zone of the city is known: a time without a zone is then refused."""
    return parse_in(raw, None)


def parse_in(raw: bytes, zone: tzinfo | None) -> Records:
    """A record `event` for each occurrence. Raises SourceFormatError with the number of the event in the file."""
    return Records.of("event", [_record(one) for one in occurrences(ID, raw, zone)])


def slices(raw: bytes) -> Iterator[Arrival]:
    """One delivery for each UID, when its last change was made: LAST-MODIFIED, else DTSTAMP. An older state of it is
    not in the file, so an event that was changed is told late, never early."""
    parse(raw)
    own, parts = blocks(ID, raw)
    stamps: dict[str, datetime] = {}
    uids: list[str] = []
    for one in sorted({one.number: one.properties for one in occurrences(ID, raw, None)}.items()):
        uid = str(one[1]["UID"]).strip()
        uids.append(uid)
        stamps[uid] = max(_stamp(one[1], one[0]), stamps.get(uid, datetime.min.replace(tzinfo=UTC)))
    zones = tuple(part for part in parts if part.name == "VTIMEZONE")
    events = [part for part in parts if part.name == "VEVENT"]
    for uid, at in sorted(stamps.items(), key=lambda item: (item[1], item[0])):
        mine = tuple(event for event, owner in zip(events, uids, strict=True) if owner == uid)
        yield Arrival(at=at, key=uid, raw=calendar_of(own, zones + mine))


def _stamp(properties: Properties, number: int) -> datetime:
    told = properties.get("LAST-MODIFIED", properties.get("DTSTAMP"))
    stamp = told.dt if isinstance(told, vDDDTypes) else None
    if not isinstance(stamp, datetime) or stamp.tzinfo is None:
        raise SourceFormatError(ID, "when it was told is not known: it has no DTSTAMP", number)
    return stamp.astimezone(UTC)


def _record(one: Occurrence) -> Record:
    told = one.properties
    try:
        event = Event(
            id=one.id,
            title=str(told.get("SUMMARY", "")).strip(),
            start=one.start,
            end=one.end,
            source=ID,
            kind=_kind(told),
            expected_visitors=_visitors(told),
            places=_ids(told, "X-PLACES"),
            areas=_ids(told, "X-AREAS"),
            circle=_circle(told),
            cancelled=one.cancelled,
        )
    except (ValueError, TypeError) as error:
        raise SourceFormatError(ID, str(error), one.number) from error
    return Record(id=event.id, body=event.body())


def _text(told: Properties, name: str) -> str | None:
    value = told.get(name)
    if isinstance(value, list):
        raise TypeError(f"{name} stands there twice")
    return None if value is None else str(value).strip()


def _visitors(told: Properties) -> int | None:
    text = _text(told, "X-EXPECTED-VISITORS")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"X-EXPECTED-VISITORS is not a whole number: {text!r}")
    return int(text[:12])


def _kind(told: Properties) -> str:
    found = told.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    words = [str(word).strip().lower() for one in lists if isinstance(one, vCategory) for word in one.cats]
    return next((word for word in words if word in KINDS), "other")


def _ids(told: Properties, name: str) -> tuple[str, ...]:
    text = _text(told, name)
    return tuple(id.strip() for id in text.split(",")) if text else ()


def _circle(told: Properties) -> Circle | None:
    radius = _text(told, "X-RADIUS-M")
    if "GEO" not in told:
        return None
    return Circle(
        lon=told["GEO"].longitude, lat=told["GEO"].latitude, radius_m=RADIUS_M if radius is None else float(radius)
    )


SOURCE = Source(
    id=ID,
    title="Evenementen uit een agenda (iCalendar)",
    url="https://www.rfc-editor.org/rfc/rfc5545",
    licence="Van de eigenaar van de agenda",
    attribution="De eigenaar van de agenda",
    purpose="Weten welke evenementen er komen en hoeveel bezoekers er worden verwacht.",
    legal_ground="Openbare agenda; geen persoonsgegevens: organisator en deelnemers worden niet gelezen.",
    retention_days=1095,
    every=timedelta(days=1),
    max_age=timedelta(days=1),
    yields=frozenset({"record:event"}),
    parse=parse,
    parse_in=parse_in,
    slices=slices,
)
