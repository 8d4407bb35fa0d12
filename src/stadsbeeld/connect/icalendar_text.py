"""iCalendar (RFC 5545) as published: read strictly, with its repetitions written out as single occurrences.

- A time is UTC (`Z`), of a named zone (`TZID`: of the IANA list, of Windows, or a `VTIMEZONE` of the same file), or
  floating; floating times and whole days are of the calendar's `X-WR-TIMEZONE`, else of the zone that is passed in.
- On the nights of a clock change the RFC decides: a time that comes twice is the first of the two, a time that
  never was is counted with the offset before the gap (02:30 becomes 03:30).
- `RRULE`, `RDATE`, `EXDATE` and `RECURRENCE-ID` are read. A repetition needs COUNT or UNTIL, and may give 400
  occurrences: none is cut off in silence. `RANGE=THISANDFUTURE`, `EXRULE` and periods in `RDATE` are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event
from icalendar.prop import vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from stadsbeeld.connect.times import FIRST_YEAR, LAST_YEAR
from stadsbeeld.domain.errors import SourceFormatError

MOST_OCCURRENCES = 400
# icalendar gives each property one of thirty types, or a list of them; what is used is checked where it is used.
Properties = Any
# A rule that never matches would be followed to the year 9999.
LONGEST_RULE = timedelta(days=40 * 366)
# What one that reads an event does not look at may be broken; these may not.
READ = {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "GEO"}
ONCE = READ - {"RDATE", "EXDATE"} | {"SUMMARY", "STATUS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One event at one time, over [start, end) in UTC.

    `id` is the UID; of a repetition the UID and its planned start: `uid@20260827T180000Z`. `cancelled`: by its
    status, or because a repetition leaves it out. `number` counts the events of the file from 1.
    """

    id: str
    number: int
    start: datetime
    end: datetime
    cancelled: bool
    properties: Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A component as it stands in the file, with its BEGIN and END; for slices of a calendar."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wall:
    """A time as written: on the wall of `zone`; `whole_day` where only the date was given."""

    at: datetime
    zone: tzinfo
    whole_day: bool

    @property
    def utc(self) -> datetime:
        return self.at.replace(tzinfo=self.zone).astimezone(UTC)


def blocks(source: str, raw: bytes) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Lines of the calendar itself and its components. Raises SourceFormatError where it is not one whole calendar."""
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SourceFormatError(source, "the text is not UTF-8") from error
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR" or lines[-1].strip().upper() != "END:VCALENDAR":
        raise SourceFormatError(source, "this is not a calendar from BEGIN:VCALENDAR to END:VCALENDAR, or was cut off")
    own: list[str] = []
    found: list[tuple[str, list[str]]] = []
    opened: list[str] = []
    for line in lines[1:-1]:
        word, _, name = line.strip().upper().partition(":")
        if word == "BEGIN" and not opened:
            found.append((name, []))
        (found[-1][1] if opened or word == "BEGIN" else own).append(line)
        if word == "BEGIN":
            opened.append(name)
        elif word == "END" and (not opened or opened.pop() != name):
            raise SourceFormatError(source, f"END:{name} ends what did not begin")
    if opened or any(name == "VCALENDAR" for name, _ in found):
        raise SourceFormatError(source, "a component does not end, or there is more than one calendar")
    return tuple(own), tuple(Block(name=name, lines=tuple(lines)) for name, lines in found)


def calendar_of(own: tuple[str, ...], parts: tuple[Block, ...]) -> bytes:
    """The bytes of a calendar of these parts."""
    inner = [line for block in parts for line in block.lines]
    return "\r\n".join(["BEGIN:VCALENDAR", *own, *inner, "END:VCALENDAR", ""]).encode()


def occurrences(source: str, raw: bytes, zone: tzinfo | None) -> list[Occurrence]:
    """Every occurrence of every event, by id. `zone`: of floating times; None: there is none to fall back on.

    Raises SourceFormatError, with the number of the event where that is known.
    """
    _, parts = blocks(source, raw)
    try:
        calendar = Calendar.from_ical(raw.decode("utf-8-sig"))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise SourceFormatError(source, f"this is not iCalendar: {error}") from error
    events = [one for one in calendar.subcomponents if isinstance(one, Event)]
    if not events or len(events) != sum(part.name == "VEVENT" for part in parts):
        raise SourceFormatError(source, "there are no events, or one of them is not whole")
    reader = _Reader(source, calendar, zone)
    planned: dict[str, Occurrence] = {}
    changed: dict[str, Occurrence] = {}
    for number, event in enumerate(events, start=1):
        try:
            alone = "RECURRENCE-ID" in event
            for one in reader.read(event, number):
                known = changed if alone else planned
                if one.id in known:
                    raise ValueError(f"{one.id} stands there twice")
                known[one.id] = one
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            raise SourceFormatError(source, str(error), number) from error
    return [one for _, one in sorted((planned | changed).items())]


class _Reader:
    """Reads events of one calendar. Its methods raise ValueError or TypeError."""

    def __init__(self, source: str, calendar: Calendar, zone: tzinfo | None) -> None:
        self._own: dict[str, Any] = {str(one.get("TZID")): one for one in calendar.walk("VTIMEZONE")}
        named = calendar.get("X-WR-TIMEZONE")
        try:
            self._floating = zone if named is None else self._named(str(named))
        except ValueError as error:
            raise SourceFormatError(source, f"X-WR-TIMEZONE: {error}") from error

    def read(self, event: Properties, number: int) -> Iterator[Occurrence]:
        for name, reason in event.errors:
            if name is None or name.upper() in READ:
                raise ValueError(f"{name} cannot be read: {reason}")
        if twice := [name for name in ONCE if isinstance(event.get(name), list) and name != "RRULE"]:
            raise ValueError(f"{', '.join(sorted(twice))} stands there twice")
        if "EXRULE" in event:
            raise ValueError("EXRULE is not read: leave dates out with EXDATE")
        uid, start = str(event.get("UID", "")).strip(), self._wall(event, "DTSTART")
        if not uid:
            raise ValueError("it has no UID")
        cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
        for key, at, left_out in self._starts(event, uid, start):
            yield Occurrence(
                id=key,
                number=number,
                start=at.utc,
                end=self._end(event, start, at),
                cancelled=cancelled or left_out,
                properties=event,
            )

    def _starts(self, event: Properties, uid: str, start: _Wall) -> Iterator[tuple[str, _Wall, bool]]:
        """(id, start, whether it is left out) of each occurrence."""
        if "RECURRENCE-ID" in event:
            if "RANGE" in event["RECURRENCE-ID"].params or "RRULE" in event:
                raise ValueError("RECURRENCE-ID with a RANGE or an RRULE is not read")
            yield _key(uid, self._wall(event, "RECURRENCE-ID").utc), start, False
            return
        if "RRULE" not in event and "RDATE" not in event:
            yield uid, start, False
            return
        walls = {one.utc: one for one in [start, *_repeated(event, start), *self._dates(event, "RDATE")]}
        if len(walls) > MOST_OCCURRENCES:
            raise ValueError(f"it is repeated more than {MOST_OCCURRENCES} times: give COUNT or UNTIL nearer by")
        without = {one.utc for one in self._dates(event, "EXDATE")}
        for at, wall in sorted(walls.items()):
            yield _key(uid, at), wall, at in without

    def _end(self, event: Properties, start: _Wall, at: _Wall) -> datetime:
        """The end of the occurrence that starts `at`: whole days on the wall, hours and minutes as they pass."""
        if "DTEND" in event:
            end = self._wall(event, "DTEND")
            if start.whole_day:
                return replace(at, at=at.at + (end.at - start.at)).utc
            return at.utc + (end.utc - start.utc)
        if "DURATION" not in event:
            if start.whole_day:
                return replace(at, at=at.at + timedelta(days=1)).utc
            raise ValueError("it has neither DTEND nor DURATION: when it ends is not known")
        lasts = event["DURATION"].dt
        if not isinstance(lasts, timedelta):
            raise TypeError("DURATION is not a duration")
        days = replace(at, at=at.at + timedelta(days=lasts.days)).utc
        return days + timedelta(seconds=lasts.seconds)

    def _dates(self, event: Properties, name: str) -> Iterator[_Wall]:
        found = event.get(name, [])
        for told in found if isinstance(found, list) else [found]:
            for one in told.dts:
                yield self._walled(one.dt, told.params.get("TZID") or one.params.get("TZID"), name)

    def _wall(self, event: Properties, name: str) -> _Wall:
        if name not in event:
            raise ValueError(f"it has no {name}")
        return self._walled(event[name].dt, event[name].params.get("TZID"), name)

    def _walled(self, value: Any, tzid: str | None, name: str) -> _Wall:
        if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError(f"{name} is not a date or time between {FIRST_YEAR} and {LAST_YEAR}")
        whole_day = not isinstance(value, datetime)
        at = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
        if tzid is not None and not whole_day:
            return _Wall(at=at, zone=self._named(tzid), whole_day=False)
        if isinstance(value, datetime) and value.tzinfo is not None:
            return _Wall(at=at, zone=UTC, whole_day=False)
        if self._floating is None:
            raise ValueError(f"{name} has no zone, and neither has the calendar (X-WR-TIMEZONE)")
        return _Wall(at=at, zone=self._floating, whole_day=whole_day)

    def _named(self, tzid: str) -> tzinfo:
        """The zone of that name. Not as icalendar resolves it: that remembers the zones of files read earlier."""
        try:
            return ZoneInfo(WINDOWS_TO_OLSON.get(tzid, tzid))
        except (LookupError, OSError, ValueError) as error:
            if tzid not in self._own:
                raise ValueError(f"the zone {tzid!r} is not known and the file has no VTIMEZONE for it") from error
        zone: tzinfo = self._own[tzid].to_tz(lookup_tzid=False)
        return zone


def _key(uid: str, at: datetime) -> str:
    return f"{uid}@{at:%Y%m%dT%H%M%SZ}"


def _repeated(event: Properties, start: _Wall) -> Iterator[_Wall]:
    """What the RRULE gives, on the wall of the start's zone; at most one more than may be."""
    if "RRULE" not in event:
        return
    rule = event["RRULE"]
    if not isinstance(rule, vRecur):
        raise TypeError("RRULE stands there twice")
    told = {name.upper(): value for name, value in rule.items()}
    if "COUNT" not in told and "UNTIL" not in told:
        raise ValueError("the repetition has no end: give COUNT or UNTIL")
    if told["FREQ"][0] not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise ValueError(f"an event is repeated daily at most, not {told['FREQ'][0]}")
    last = _last(told.pop("UNTIL", [None])[0], start)
    rest: Any = vRecur(told)
    walls = (replace(start, at=at) for at in rrulestr(f"RRULE:{rest.to_ical().decode()}", dtstart=start.at))
    count = int(told.get("COUNT", [MOST_OCCURRENCES + 1])[0])
    yield from islice(takewhile(lambda one: one.utc <= last, walls), min(count, MOST_OCCURRENCES + 1))


def _last(until: Any, start: _Wall) -> datetime:
    """The last moment that UNTIL allows (inclusive), in UTC; a bare date holds up to its end on the start's wall."""
    bound = start.utc + LONGEST_RULE
    if until is None:
        return bound
    if not isinstance(until, datetime):
        last = replace(start, at=datetime.combine(until, time.max)).utc
    else:
        last = until.astimezone(UTC) if until.tzinfo else replace(start, at=until).utc
    if last > bound:
        raise ValueError("the repetition goes on for more than 40 years")
    return last
