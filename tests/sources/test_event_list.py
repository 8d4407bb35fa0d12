"""Events from a list in a spreadsheet: wall times, both clock changes, and a clear word for each wrong row."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.event import Event
from stadsbeeld.sources import event_list

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def written(start: str, end: str = "2026-12-31T12:00Z", header: str = "", cells: str = "", id: str = "a") -> bytes:
    return f"id,title,start,end{header}\n{id},Titel,{start},{end}{cells}\n".encode()


def one(raw: bytes, zone: ZoneInfo | None = AMSTERDAM) -> Event:
    (row,) = event_list.parse_in(raw, zone).rows
    return Event.from_body(row.id, row.body)


class TestEventList(SourceContract):
    source = event_list.SOURCE
    fixture = "five.csv"
    rows = 5

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def events(self):
        return {row.id: Event.from_body(row.id, row.body) for row in self.source.parse(self.raw).rows}

    def test_a_row_as_the_contract_has_it(self):
        assert self.source.parse(self.raw).rows[0].body == {
            "title": "Concert in de haven, met orkest",
            "startsAt": "2026-08-27T18:00:00Z",
            "endsAt": "2026-08-27T21:00:00Z",
            "kind": "concert",
            "expectedVisitors": 12_000,
            "places": ["quay", "stage"],
            "areas": [],
            "circle": {"lon": 4.48, "lat": 51.92, "radiusM": 500.0},
            "programme": [
                {"at": "2026-08-27T17:00:00Z", "present": 0.2},
                {"at": "2026-08-27T19:00:00Z", "present": 1.0},
            ],
            "cancelled": False,
            "source": "event_list",
        }

    def test_what_is_left_empty_is_not_known(self):
        market = self.events()["market-1"]
        assert market.expected_visitors is None
        assert market.circle is None
        assert market.areas == ("centre",)

    def test_a_row_may_be_cancelled(self):
        assert {id for id, event in self.events().items() if event.cancelled} == {"match-1"}
        assert self.events()["match-1"].circle.radius_m == 300

    def test_dates_run_through_their_last_day(self):
        fair = self.events()["days-1"]
        assert fair.start == datetime(2026, 8, 31, 22, tzinfo=UTC)
        assert fair.end == datetime(2026, 9, 3, 22, tzinfo=UTC)
        assert fair.kind == "other"

    def test_the_night_of_25_october_the_first_of_two(self):
        night = self.events()["night-1"]
        assert night.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert night.end - night.start == timedelta(hours=2.5)

    def test_deliveries_as_they_were_known(self):
        told = [
            (slice.at, {row.id for row in self.source.parse(slice.raw).rows}) for slice in event_list.slices(self.raw)
        ]
        assert told == [
            (datetime(2026, 3, 1, 9, tzinfo=UTC), {"concert-1", "market-1"}),
            (datetime(2026, 4, 1, 7, tzinfo=UTC), {"match-1"}),
            (datetime(2026, 5, 1, 9, tzinfo=UTC), {"night-1", "days-1"}),
        ]


def test_the_second_of_two_is_written_with_its_offset():
    assert one(written("2026-10-25T02:30+01:00")).start == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_night_of_29_march_a_time_that_never_was_is_refused_with_its_row():
    with pytest.raises(SourceFormatError, match="never was") as refused:
        one(written("2026-03-29T02:30"))
    assert refused.value.row == 1
    assert one(written("2026-03-29T03:00")).start == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_wall_time_is_the_citys_or_the_rows_own():
    raw = written("2026-08-27T20:00")
    assert one(raw).start == datetime(2026, 8, 27, 18, tzinfo=UTC)
    assert one(raw, ZoneInfo("Australia/Melbourne")).start == datetime(2026, 8, 27, 10, tzinfo=UTC)
    own = written("2026-08-27T20:00", header=",zone", cells=",Australia/Melbourne")
    assert one(own).start == datetime(2026, 8, 27, 10, tzinfo=UTC)
    with pytest.raises(SourceFormatError, match="zone"):
        one(raw, None)


def test_a_spreadsheet_with_semicolons_and_a_mark_of_order():
    raw = (
        "\ufeffid;title;start;end;expected_visitors\r\na;Feest, groot;2026-08-27 20:00;2026-08-27 23:00;40\r\n".encode()
    )
    assert one(raw).title == "Feest, groot"
    assert one(raw).expected_visitors == 40


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        (",expected_visitors", ",veel", "whole number"),
        (",expected_visitors", ",-3", "whole number"),
        (",expected_visitors", ",1.5", "whole number"),
        (",status", ",afgelast", "planned or cancelled"),
        (",zone", ",Mars/Phobos", "Europe/Amsterdam"),
        (",zone", ",../etc", "not known"),
        (",lon", ",4", "both, or neither"),
        (",radius_m", ",4", "both, or neither"),
        (",lon,lat", ",vier,51", "lon is not a number"),
        (",lon,lat", ",51,450", "degrees"),
        (",lon,lat", ",nan,51", "degrees"),
        (",programme", ",2026-08-27T21:00", "no share"),
        (",programme", ",2026-08-27T21:00=2", "share of 2"),
        (",programme", ",2026-01-01T21:00=1", "a day before"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row(header, cells, said):
    good = written("2026-08-27T20:00", header=header, cells="," * header.count(","))
    bad = written("2026-08-27T20:00", header=header, cells=cells, id="b").splitlines(keepends=True)[1]
    with pytest.raises(SourceFormatError, match=said) as refused:
        event_list.parse_in(good + bad, AMSTERDAM)
    assert refused.value.row == 2


@pytest.mark.parametrize(
    "start", ["", "morgen", "27-08-2026 20:00", "27/08/2026", "2026-13-01T00:00", "9999-01-01T00:00"]
)
def test_a_wrong_time_is_refused_with_its_row(start):
    with pytest.raises(SourceFormatError, match="start") as refused:
        one(written(start))
    assert refused.value.row == 1


def test_an_end_before_the_start_is_refused_with_its_row():
    with pytest.raises(SourceFormatError, match="does not come after"):
        one(written("2026-08-27T20:00", "2026-08-27T19:00"))


def test_a_column_with_a_slip_of_the_pen_is_not_lost_in_silence():
    with pytest.raises(SourceFormatError, match="expected_visitor"):
        one(written("2026-08-27T20:00", header=",expected_visitor", cells=",40"))


@pytest.mark.parametrize("column", ["id", "title", "start", "end"])
def test_the_first_four_columns_are_needed(column):
    with pytest.raises(SourceFormatError, match=column):
        one(written("2026-08-27T20:00").replace(column.encode(), b"kind", 1))


def test_without_known_at_it_cannot_be_taken_as_it_came():
    raw = written("2026-08-27T18:00Z")
    assert len(event_list.parse(raw)) == 1
    with pytest.raises(SourceFormatError, match="known_at"):
        list(event_list.slices(raw))
