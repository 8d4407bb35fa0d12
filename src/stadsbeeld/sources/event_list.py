"""Events from a list that somebody keeps in a spreadsheet, as CSV with commas or semicolons.

A file is imported (`stadsbeeld ingest event_list FILE`), never asked for. Columns, of which the first four are
needed; another name is refused, so that a slip of the pen does not lose a column in silence. An `id` is one event of
the city, whoever tells of it: the same id in another file, or in a calendar, is a new version of the same event.

- `id`, `title`, `start`, `end`: 2026-08-27T20:00, or 2026-08-27 20:00, with an offset or without. Without one it is
  local wall time: of the row's `zone` (such as Europe/Amsterdam), else of the city; where neither is known the row is
  refused. A date alone is the start of that day, and as an end the end of it.
- `expected_visitors`: all visitors together; empty: nobody has said. `kind`: see `domain.event.KINDS`; empty: other.
- `place`, `area`: one or more ids, with spaces or bars (|) between. `lon`, `lat`: a point in degrees, both or neither,
  and `radius_m` around it (empty: 300 m, our choice).
- `programme`: how many are there and when, as `2026-08-27T19:00=0.2 | 2026-08-27T21:00=1`.
- `status`: `cancelled`, `planned`, or empty (planned). A row that is gone from a later file stays as it was: cancel it.
- `known_at`: when the row was written, with an offset. Only `--as-it-came` needs it.

Clock changes: a wall time that comes twice (autumn) is the first of the two, and can be written with its offset; a
wall time that never was (spring) is refused with its row. Any row that cannot be read refuses the file.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.connect.table import read_csv
from stadsbeeld.connect.times import FIRST_YEAR, LAST_YEAR, utc
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.event import Circle, Event, Moment
from stadsbeeld.frames.records import Record, Records

ID = "event_list"
NEEDED = ("id", "title", "start", "end")
OPTIONAL = (
    *("expected_visitors", "kind", "place", "area", "lon", "lat", "radius_m"),
    *("programme", "status", "zone", "known_at"),
)
RADIUS_M = 300.0
Row = Mapping[str, str | None]


def parse(raw: bytes) -> Records:
    """As `parse_in`, where no zone of the city is known: a time without an offset then needs the row's `zone`."""
    return parse_in(raw, None)


def parse_in(raw: bytes, zone: tzinfo | None) -> Records:
    """A record `event` for each row. Raises SourceFormatError with the row (1-based, the header not counted)."""
    records = []
    for number, row in enumerate(_rows(raw), start=1):
        try:
            event = _event(row, zone)
        except (ValueError, OverflowError) as error:
            raise SourceFormatError(ID, str(error), number) from error
        records.append(Record(id=event.id, body=event.body()))
    try:
        return Records.of("event", records)
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def slices(raw: bytes) -> Iterator[Arrival]:
    """One delivery for each moment in `known_at`. Raises SourceFormatError where a row has none."""
    parse(raw)
    lines = raw.decode("utf-8-sig")
    told: dict[datetime, list[Row]] = {}
    for number, row in enumerate(_rows(raw), start=1):
        try:
            told.setdefault(utc(row.get("known_at") or ""), []).append(row)
        except ValueError as error:
            raise SourceFormatError(ID, "known_at is not a time with an offset", number) from error
    header = _header(lines)
    for at, rows in sorted(told.items()):
        yield Arrival(
            at=at, key=at.isoformat(), raw=_csv([header, *([row[name] or "" for name in header] for row in rows)])
        )


def _header(text: str) -> list[str]:
    first = text.partition("\n")[0].rstrip("\r")
    try:
        return next(csv.reader([first], delimiter=_delimiter(text)), [])
    except csv.Error as error:
        raise SourceFormatError(ID, f"the header is not CSV: {error}") from error


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _rows(raw: bytes) -> Sequence[Row]:
    text = raw.decode("utf-8-sig", "replace")
    header = _header(text)
    if absent := [name for name in NEEDED if name not in header]:
        raise SourceFormatError(ID, f"the columns {', '.join(absent)} are not there")
    if unknown := [name for name in header if name not in NEEDED + OPTIONAL]:
        raise SourceFormatError(ID, f"there is no column {unknown[0]!r}: use {', '.join(NEEDED + OPTIONAL)}")
    return read_csv(ID, raw, header, delimiter=_delimiter(text)).to_dicts()


def _event(row: Row, city: tzinfo | None) -> Event:
    zone = _zone(row.get("zone")) or city
    status = row.get("status") or "planned"
    if status not in {"planned", "cancelled"}:
        raise ValueError(f"the status {status!r} is not planned or cancelled")
    return Event(
        id=(row["id"] or "").strip(),
        title=(row["title"] or "").strip(),
        start=_moment(row["start"], "start", zone),
        end=_moment(row["end"], "end", zone),
        source=ID,
        kind=(row.get("kind") or "other").strip().lower(),
        expected_visitors=_visitors(row.get("expected_visitors")),
        places=_ids(row.get("place")),
        areas=_ids(row.get("area")),
        circle=_circle(row),
        programme=_programme(row.get("programme"), zone),
        cancelled=status == "cancelled",
    )


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError(f"the zone {name!r} is not known; write it as Europe/Amsterdam") from error


def _moment(text: str | None, what: str, zone: tzinfo | None) -> datetime:
    try:
        told = datetime.fromisoformat((text or "").strip())
    except ValueError as error:
        raise ValueError(f"{what} is not a time such as 2026-08-27T20:00: {text!r}") from error
    if not FIRST_YEAR <= told.year <= LAST_YEAR:
        raise ValueError(f"{what} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    if told.tzinfo is not None:
        return told.astimezone(UTC)
    if zone is None:
        raise ValueError(f"{what} has no offset, and there is no column `zone` or city to say whose clock it is")
    if what == "end" and len((text or "").strip()) == len("2026-08-27"):
        told = datetime.combine(date.fromordinal(told.toordinal() + 1), time())
    moment = told.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != told:
        raise ValueError(f"{what} {text} never was: the clock was put forward over it")
    return moment


def _visitors(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"expected_visitors is not a whole number: {text!r}")
    return int(text[:12])


def _ids(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").replace("|", " ").split())


def _circle(row: Row) -> Circle | None:
    lon, lat, radius_m = (_number(row, name) for name in ("lon", "lat", "radius_m"))
    if lon is None and lat is None and radius_m is None:
        return None
    if lon is None or lat is None:
        raise ValueError("lon and lat are given both, or neither")
    return Circle(lon=lon, lat=lat, radius_m=RADIUS_M if radius_m is None else radius_m)


def _number(row: Row, name: str) -> float | None:
    text = row.get(name)
    try:
        return None if text is None else float(text)
    except ValueError as error:
        raise ValueError(f"{name} is not a number: {text!r}") from error


def _programme(text: str | None, zone: tzinfo | None) -> tuple[Moment, ...]:
    found = []
    for part in (text or "").split("|") if text else []:
        at, _, share = part.partition("=")
        try:
            present = float(share)
        except ValueError as error:
            raise ValueError(f"the programme has no share of visitors in {part.strip()!r}") from error
        found.append(Moment(at=_moment(at, "programme", zone), present=present))
    return tuple(found)


def _csv(rows: list[list[str]]) -> bytes:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "".join(line + "\n" for line in quoted).encode()


SOURCE = Source(
    id=ID,
    title="Evenementen uit een lijst (CSV)",
    url="https://www.rfc-editor.org/rfc/rfc4180",
    licence="Van de eigenaar van de lijst",
    attribution="De eigenaar van de lijst",
    purpose="Weten welke evenementen er komen en hoeveel bezoekers er worden verwacht.",
    legal_ground="Eigen vergunningenlijst of openbare agenda; geen persoonsgegevens.",
    retention_days=1095,
    every=timedelta(days=1),
    max_age=timedelta(days=1),
    yields=frozenset({"record:event"}),
    parse=parse,
    parse_in=parse_in,
    slices=slices,
)
