"""Events from an iCalendar file: zones, whole days, repetitions, what is cancelled, and both clock changes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.event import Event
from stadsbeeld.sources import event_calendar

AMSTERDAM = "Europe/Amsterdam"


def calendar(*events: str, zone: str | None = AMSTERDAM) -> bytes:
    own = [f"X-WR-TIMEZONE:{zone}"] if zone else []
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *own, *events, "END:VCALENDAR", ""]
    return "\r\n".join(line for text in lines for line in text.splitlines()).encode() + b"\r\n"


def event(*lines: str, uid: str = "a", duration: str | None = "DURATION:PT1H") -> str:
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Titel", *lines, *([duration] if duration else []), "END:VEVENT"]
    )


def read(raw: bytes, zone: ZoneInfo | None = None) -> list[Event]:
    return [Event.from_body(row.id, row.body) for row in event_calendar.parse_in(raw, zone).rows]


def starts(*lines: str) -> list[str]:
    return [f"{one.start:%Y-%m-%dT%H:%M}" for one in read(calendar(event(*lines)))]


class TestEventCalendar(SourceContract):
    source = event_calendar.SOURCE
    fixture = "four.ics"
    rows = 5  # a concert, a market on three Saturdays, and King's Day

    def repeated(self, raw):
        start = raw.index(b"BEGIN:VEVENT")
        end = raw.index(b"END:VEVENT") + len(b"END:VEVENT\r\n")
        return raw.replace(b"END:VCALENDAR", raw[start:end] + b"END:VCALENDAR")

    def events(self):
        return {one.id: one for one in read(self.raw)}

    def test_a_concert_as_the_contract_has_it(self):
        assert self.source.parse(self.raw).rows[0].body == {
            "title": "Concert in de haven, met orkest",
            "startsAt": "2026-08-27T18:00:00Z",
            "endsAt": "2026-08-27T21:00:00Z",
            "kind": "concert",
            "expectedVisitors": 12_000,
            "places": [],
            "areas": [],
            "circle": {"lon": 4.48, "lat": 51.92, "radiusM": 500.0},
            "programme": [],
            "cancelled": False,
            "source": "event_calendar",
        }

    def test_nobody_is_named(self):
        assert b"iemand" in self.raw
        assert "iemand" not in repr(self.source.parse(self.raw))

    def test_a_market_keeps_its_hour_over_the_clock_change_and_one_day_is_left_out(self):
        events = self.events()
        assert [events[f"markt@{key}"].start for key in ("20261017T070000Z", "20261024T070000Z")] == [
            datetime(2026, 10, 17, 7, tzinfo=UTC),
            datetime(2026, 10, 24, 7, tzinfo=UTC),
        ]
        assert not events["markt@20261017T070000Z"].cancelled
        assert events["markt@20261024T070000Z"].cancelled

    def test_one_day_of_a_repetition_that_was_moved_keeps_its_id(self):
        moved = self.events()["markt@20261031T080000Z"]
        assert moved.start == datetime(2026, 10, 30, 8, tzinfo=UTC)
        assert moved.title == "Markt op een andere dag"

    def test_a_whole_day_runs_from_midnight_to_midnight_of_the_city(self):
        day = self.events()["koningsdag"]
        assert (day.start, day.end) == (datetime(2026, 4, 26, 22, tzinfo=UTC), datetime(2026, 4, 27, 22, tzinfo=UTC))
        assert day.cancelled
        assert day.expected_visitors is None

    def test_a_delivery_for_each_uid_at_its_last_stamp(self):
        told = [(one.key, one.at.day, len(self.source.parse(one.raw))) for one in event_calendar.slices(self.raw)]
        assert told == [("concert-1", 1, 1), ("koningsdag", 1, 1), ("markt", 3, 3)]

    def test_without_a_stamp_it_cannot_be_told_as_it_came(self):
        raw = self.raw.replace(b"DTSTAMP:20260302T090000Z\r\n", b"")
        assert len(self.source.parse(raw)) == self.rows
        with pytest.raises(SourceFormatError, match="DTSTAMP"):
            list(event_calendar.slices(raw))


def test_a_stamp_that_cannot_be_read_hinders_only_telling_it_as_it_came():
    raw = TestEventCalendar().raw.replace(b"DTSTAMP:20260302T090000Z", b"DTSTAMP:202603,02T090000Z")
    assert len(event_calendar.parse(raw)) == 5
    with pytest.raises(SourceFormatError, match="DTSTAMP"):
        list(event_calendar.slices(raw))


def test_the_night_of_25_october_a_time_that_comes_twice_is_the_first():
    assert starts("DTSTART;TZID=Europe/Amsterdam:20261025T023000") == ["2026-10-25T00:30"]


def test_the_night_of_29_march_a_time_that_never_was_counts_with_the_offset_before():
    # 02:30 with +01:00 is 01:30 UTC, which the wall calls 03:30.
    assert starts("DTSTART;TZID=Europe/Amsterdam:20260329T023000") == ["2026-03-29T01:30"]


def test_a_day_of_a_clock_change_has_25_hours():
    (day,) = read(calendar(event("DTSTART;VALUE=DATE:20261025", duration=None)))
    assert (day.end - day.start).total_seconds() == 25 * 3600


def test_the_last_day_is_not_in_it():
    (days,) = read(calendar(event("DTSTART;VALUE=DATE:20260827", "DTEND;VALUE=DATE:20260830", duration=None)))
    assert (days.end - days.start).days == 3


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ("DTSTART:20260827T180000Z", "2026-08-27T18:00"),
        ("DTSTART;TZID=America/New_York:20260827T180000", "2026-08-27T22:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20260827T200000", "2026-08-27T18:00"),
        ("DTSTART:20260827T200000", "2026-08-27T18:00"),
    ],
)
def test_zones(told, start):
    assert starts(told) == [start]


def test_the_calendars_own_zone_goes_before_the_citys():
    raw = calendar(event("DTSTART:20260827T200000"), zone="Australia/Melbourne")
    assert read(raw, ZoneInfo(AMSTERDAM))[0].start == datetime(2026, 8, 27, 10, tzinfo=UTC)


def test_a_floating_time_is_the_citys_or_refused():
    raw = calendar(event("DTSTART:20260827T200000"), zone=None)
    assert read(raw, ZoneInfo(AMSTERDAM))[0].start == datetime(2026, 8, 27, 18, tzinfo=UTC)
    with pytest.raises(SourceFormatError, match="no zone"):
        read(raw)


def test_a_zone_of_another_file_is_not_remembered():
    read(TestEventCalendar().raw)
    with pytest.raises(SourceFormatError, match="Stadstijd"):
        read(calendar(event("DTSTART;TZID=Stadstijd:20260827T200000")))


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", ["27T18:00", "28T18:00", "29T18:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260828T180000Z", ["27T18:00", "28T18:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260828T175959Z", ["27T18:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260828", ["27T18:00", "28T18:00"]),
        ("RDATE;TZID=Europe/Amsterdam:20260829T210000", ["27T18:00", "29T19:00"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=TH,FR;UNTIL=20260901T000000Z", ["27T18:00", "28T18:00"]),
    ],
)
def test_repetitions(rule, found):
    assert starts("DTSTART;TZID=Europe/Amsterdam:20260827T200000", rule) == [f"2026-08-{one}" for one in found]


def test_four_hundred_times_and_no_more():
    assert len(starts("DTSTART:20260101T100000Z", "RRULE:FREQ=DAILY;COUNT=400")) == 400


def test_a_holiday_of_one_day_over_the_clock_change_ends_at_its_wall_time():
    (one,) = read(calendar(event("DTSTART;TZID=Europe/Amsterdam:20261024T120000", duration="DURATION:P1D")))
    assert one.end == datetime(2026, 10, 25, 11, tzinfo=UTC)  # noon again, and 25 hours later


START = "DTSTART;TZID=Europe/Amsterdam:20260827T200000"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([START, "RRULE:FREQ=DAILY"], "no end"),
        ([START, "RRULE:FREQ=DAILY;COUNT=401"], "more than 400"),
        ([START, "RRULE:FREQ=MINUTELY;COUNT=3"], "daily at most"),
        ([START, "RRULE:FREQ=YEARLY;UNTIL=20990101T000000Z"], "40 years"),
        ([START, "RRULE:FREQ=HOLA;COUNT=2"], "RRULE cannot be read"),
        ([START, "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"], "RRULE stands there twice"),
        ([START, START], "DTSTART stands there twice"),
        ([START, "RDATE;VALUE=PERIOD:20260827T100000Z/PT1H"], "RDATE is not a date"),
        ([START, "EXRULE:FREQ=DAILY;COUNT=2"], "EXRULE"),
        ([START, "RECURRENCE-ID;RANGE=THISANDFUTURE:20260827T180000Z"], "RANGE"),
        ([], "no DTSTART"),
        (["DTSTART;TZID=Mars/Phobos:20260827T200000"], "Mars/Phobos"),
        ([START, "GEO:somewhere"], "GEO cannot be read"),
        ([START, "GEO:95;4"], "degrees"),
        ([START, "X-EXPECTED-VISITORS:veel"], "whole number"),
        ([START, "X-EXPECTED-VISITORS:-5"], "whole number"),
        ([START, "X-EXPECTED-VISITORS:5", "X-EXPECTED-VISITORS:6"], "twice"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_number(lines, said):
    raw = calendar(event(START, uid="good"), event(*lines))
    with pytest.raises(SourceFormatError, match=said) as refused:
        read(raw)
    assert refused.value.row == 2


def test_an_event_of_which_the_end_is_not_known_is_refused():
    with pytest.raises(SourceFormatError, match="when it ends"):
        read(calendar(event(START, duration=None)))


@pytest.mark.parametrize("said", ["SUMMARY:Titel", "UID:a"])
def test_an_event_without_a_title_or_a_uid_is_refused(said):
    with pytest.raises(SourceFormatError):
        read(calendar(event(START).replace(said + "\n", "")))


def test_a_calendar_without_its_end_is_refused():
    raw = calendar(event(START)).replace(b"END:VCALENDAR\r\n", b"")
    with pytest.raises(SourceFormatError, match="cut off"):
        read(raw)


def test_two_calendars_in_one_file_are_refused():
    with pytest.raises(SourceFormatError):
        read(calendar(event(START)) + calendar(event(START, uid="b")))
