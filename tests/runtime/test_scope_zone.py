"""A list of events on the wall of the city: read with the city's zone, by the usual path."""

from zoneinfo import ZoneInfo

import pytest

from stadsbeeld.connect.source import Source
from stadsbeeld.frames.records import Records
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.sources import event_calendar, event_list

LIST = b"id,title,start,end\na,Feest,2026-08-27T20:00,2026-08-27T23:00\n"
CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Feest
DTSTART:20260827T200000
DURATION:PT3H
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(("source", "raw"), [(event_list.SOURCE, LIST), (event_calendar.SOURCE, CALENDAR)])
@pytest.mark.parametrize(
    ("zone", "start"),
    [("Europe/Amsterdam", "2026-08-27T18:00:00Z"), ("Australia/Melbourne", "2026-08-27T10:00:00Z")],
)
def test_a_time_without_an_offset_is_the_citys(source: Source, raw: bytes, zone: str, start: str) -> None:
    table = Scope((4.0, 51.0, 5.0, 52.0), {}, ZoneInfo(zone)).read(source, raw)
    assert isinstance(table, Records)
    assert table.rows[0].body["startsAt"] == start
