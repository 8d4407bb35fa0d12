"""Events: what is told comes back the same, and what cannot be is refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stadsbeeld.domain.event import Circle, Event, Moment

START = datetime(2026, 4, 27, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def event(**changes):
    told = {"id": "kings-day", "title": "Koningsdag", "start": START, "end": START + 8 * HOUR, "source": "hand"}
    return Event(**(told | changes))


FULL = {
    "kind": "festival",
    "expected_visitors": 25_000,
    "places": ("square", "station"),
    "areas": ("centre",),
    "circle": Circle(lon=4.48, lat=51.92, radius_m=400),
    "programme": (Moment(at=START, present=0.25), Moment(at=START + 4 * HOUR, present=0.9)),
    "cancelled": True,
}


@pytest.mark.parametrize("changes", [{}, FULL], ids=["least", "full"])
def test_a_record_keeps_all_of_it(changes):
    told = event(**changes)
    assert Event.from_body("kings-day", json.loads(json.dumps(told.body()))) == told


def test_the_body_is_the_contract_with_the_screen():
    assert event(**FULL).body() == {
        "title": "Koningsdag",
        "startsAt": "2026-04-27T10:00:00Z",
        "endsAt": "2026-04-27T18:00:00Z",
        "kind": "festival",
        "expectedVisitors": 25_000,
        "places": ["square", "station"],
        "areas": ["centre"],
        "circle": {"lon": 4.48, "lat": 51.92, "radiusM": 400},
        "programme": [
            {"at": "2026-04-27T10:00:00Z", "present": 0.25},
            {"at": "2026-04-27T14:00:00Z", "present": 0.9},
        ],
        "cancelled": True,
        "source": "hand",
    }


def test_times_are_kept_in_utc():
    summer = timezone(timedelta(hours=2))
    told = event(start=datetime(2026, 4, 27, 12, tzinfo=summer))
    assert told == event()
    assert told.start.tzinfo is UTC


def test_not_known_is_not_none_expected():
    assert event().expected_visitors is None
    assert event(expected_visitors=0).expected_visitors == 0
    assert event() != event(expected_visitors=0)


def test_it_may_be_known_when_and_not_where():
    assert not event().located
    assert event(places=("square",)).located
    assert event(areas=("centre",)).located
    assert event(circle=FULL["circle"]).located


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": " "}, "no id"),
        ({"title": ""}, "no title"),
        ({"source": ""}, "no source"),
        ({"kind": ""}, "no kind"),
        ({"start": START.replace(tzinfo=None)}, "start has no zone"),
        ({"end": START}, "does not come after"),
        ({"end": START + timedelta(days=367)}, "366 days"),
        ({"start": START.replace(year=1850)}, "1901"),
        ({"expected_visitors": -1}, "-1 expected visitors"),
        ({"expected_visitors": 10_000_001}, "10000001"),
        ({"places": ("",)}, "empty"),
        ({"programme": (Moment(at=START, present=1), Moment(at=START, present=0))}, "order of time"),
        ({"programme": (Moment(at=START - 25 * HOUR, present=1),)}, "a day before"),
        ({"programme": (Moment(at=START + 33 * HOUR, present=1),)}, "a day before"),
    ],
)
def test_what_cannot_be_is_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        event(**changes)


@pytest.mark.parametrize("circle", [(181, 0, 10), (0, 91, 10), (0, 0, 0), (0, 0, 50_001), (float("nan"), 0, 10)])
def test_a_circle_that_cannot_be_is_refused(circle):
    with pytest.raises(ValueError, match=r"degrees|radius"):
        Circle(lon=circle[0], lat=circle[1], radius_m=circle[2])


@pytest.mark.parametrize("present", [-0.1, 1.1, float("nan")])
def test_a_share_that_cannot_be_is_refused(present):
    with pytest.raises(ValueError, match="share"):
        Moment(at=START, present=present)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("startsAt", None),
        ("startsAt", "vandaag"),
        ("startsAt", "2026-04-27T10:00:00"),
        ("expectedVisitors", "veel"),
        ("expectedVisitors", 12.5),
        ("expectedVisitors", True),
        ("expectedVisitors", float("nan")),
        ("places", "square"),
        ("places", [3]),
        ("circle", {"lon": 4.48}),
        ("programme", [{"at": "2026-04-27T10:00:00Z"}]),
        ("title", None),
    ],
)
def test_a_body_that_is_no_event_is_refused(name, value):
    with pytest.raises(ValueError, match=r".+"):
        Event.from_body("kings-day", event(**FULL).body() | {name: value})


@pytest.mark.parametrize("name", ["title", "startsAt", "endsAt", "source"])
def test_a_body_without_what_it_needs_is_refused(name):
    body = event().body()
    del body[name]
    with pytest.raises(ValueError, match=name):
        Event.from_body("kings-day", body)
