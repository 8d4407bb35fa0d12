"""The push door: what is good is kept, what is not is named, and nothing that comes in breaks it."""

import gzip
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.web.push import read
from web.town import CITY_NOW, rows

PLACES = {"plek-1", "plek-2", "plek-3"}
DOOR = "/v1/observations"
GOOD = {"place": "plek-1", "quantity": "speed_kmh", "observedAt": "2026-08-20T14:20:00Z", "spanS": 300, "value": 41.5}


@pytest.fixture
def push(anyone: Any, members: Any) -> Any:
    """Pushes with a token, as JSON, and gives the answer."""
    bearer = f"Bearer {members.token('observations:write')}"

    def send(body: Any, path: str = DOOR, **headers: str) -> Any:
        content = body if isinstance(body, bytes | AsyncIterator) else orjson.dumps(body)
        sent = {"Authorization": bearer, "Content-Type": "application/json"}
        return anyone.post(path, content=content, headers=sent | {k.replace("_", "-"): v for k, v in headers.items()})

    return send


def test_good_rows_are_taken_and_told_apart_from_known_ones(push: Any, town: Any) -> None:
    first = push(rows(41.5, 60.0, None))
    assert first.json() == {"new": 3, "same": 0, "refused": [], "refusedCount": 0}
    assert push(rows(41.5, 60.0, None)).json() == {"new": 0, "same": 3, "refused": [], "refusedCount": 0}
    assert push(rows(39.0, 60.0, None)).json() == {"new": 1, "same": 2, "refused": [], "refusedCount": 0}
    frame = town.newest.frame()
    assert frame.select("place", "value", "mark").rows() == [("plek-1", 39.0, None)]
    assert frame["source"].item().startswith("push:")


def test_a_scope_may_name_the_source(anyone: Any, members: Any, town: Any) -> None:
    bearer = {"Authorization": f"Bearer {members.token('observations:write:cameras-markt')}"}
    assert anyone.post(DOOR, json=rows(41.5), headers=bearer).status_code == 200
    assert town.newest.frame()["source"].to_list() == ["push:cameras-markt"]


def test_refused_rows_are_named_and_the_others_kept(push: Any, town: Any) -> None:
    answer = push([GOOD, {**GOOD, "place": "elders"}, {**GOOD, "place": "plek-2", "value": "veel"}])
    assert answer.json() == {
        "new": 1,
        "same": 0,
        "refused": [
            {"row": 2, "field": "place", "reason": "there is no place with this id"},
            {"row": 3, "field": "value", "reason": "not a number"},
        ],
        "refusedCount": 2,
    }
    assert len(town.newest.frame()) == 1


def test_all_or_nothing_on_request(push: Any, town: Any) -> None:
    answer = push([GOOD, {**GOOD, "place": "elders"}], f"{DOOR}?mode=all")
    assert (answer.status_code, answer.json()["code"], answer.json()["count"]) == (422, "rows-refused", 1)
    assert answer.json()["rows"] == [{"row": 2, "field": "place", "reason": "there is no place with this id"}]
    assert town.newest.frame().is_empty()
    assert push([GOOD], f"{DOOR}?mode=all").json()["new"] == 1
    assert push([GOOD], f"{DOOR}?mode=soms").status_code == 422


def test_lines_count_from_one_and_a_broken_line_costs_only_itself(push: Any) -> None:
    body = b"\n".join([orjson.dumps(GOOD), b"", b'{"place": NaN}', orjson.dumps({**GOOD, "place": "plek-2"}), b""])
    answer = push(body, Content_Type="application/x-ndjson; charset=utf-8").json()
    assert (answer["new"], [(one["row"], one["field"]) for one in answer["refused"]]) == (2, [(3, "")])


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"place": ""}, "place", "not a text"),
        ({"place": 7}, "place", "not a text"),
        ({"quantity": "speed_mph"}, "quantity", "not one of"),
        ({"quantity": None}, "quantity", "not one of"),
        ({"observedAt": "2026-08-20T14:20:00"}, "observedAt", "without a zone"),
        ({"observedAt": "2026-08-20"}, "observedAt", "without a zone"),
        ({"observedAt": "gisteren"}, "observedAt", "not a date"),
        ({"observedAt": 1_787_000_000}, "observedAt", "not a text"),
        ({"observedAt": "2026-08-20T14:35:01Z"}, "observedAt", "in the future"),
        ({"observedAt": "0001-01-01T00:00:00+14:00"}, "observedAt", "outside the calendar"),
        ({"observedAt": "1969-12-31T23:59:59Z"}, "observedAt", "before 1970"),
        ({"spanS": -1}, "spanS", "not a whole number"),
        ({"spanS": 2**31}, "spanS", "not a whole number"),
        ({"spanS": 300.0}, "spanS", "not a whole number"),
        ({"spanS": True}, "spanS", "not a whole number"),
        ({"value": True}, "value", "not a number"),
        ({"value": "41"}, "value", "not a number"),
        ({"value": [1]}, "value", "not a number"),
        ({"mac": "aa:bb"}, "mac", "unknown field"),
    ],
)
def test_why_a_row_is_refused(change: dict[str, Any], field: str, reason: str) -> None:
    pushed = read(orjson.dumps([{**GOOD, **change}]), "application/json", PLACES, CITY_NOW)
    (refused,) = pushed.refused
    assert (refused.row, refused.field, len(pushed.observations)) == (1, field, 0)
    assert reason in refused.reason


@pytest.mark.parametrize("lacking", list(GOOD))
def test_a_row_that_lacks_a_field_is_refused(lacking: str) -> None:
    row = {name: value for name, value in GOOD.items() if name != lacking}
    (refused,) = read(orjson.dumps([row]), "application/json", PLACES, CITY_NOW).refused
    assert (refused.field, refused.reason) == (lacking, "missing")


def test_a_number_too_large_to_be_one_is_refused() -> None:
    body = orjson.dumps([GOOD]).replace(b"41.5", b"1e999")
    try:
        refused = read(body, "application/json", PLACES, CITY_NOW).refused
    except InputError:
        return
    assert [one.field for one in refused] == ["value"]


def test_the_same_moment_twice_in_one_delivery_is_refused_the_second_time() -> None:
    late = {**GOOD, "observedAt": "2026-08-20T16:20:00+02:00", "value": 9}
    pushed = read(orjson.dumps([GOOD, late]), "application/json", PLACES, CITY_NOW)
    assert [(one.row, one.reason[-5:]) for one in pushed.refused] == [(2, "row 1")]
    assert pushed.observations.frame["value"].to_list() == [41.5]


def test_an_implausible_value_is_kept_and_marked(push: Any, town: Any) -> None:
    assert push([{**GOOD, "value": 900}]).json()["new"] == 1
    assert town.newest.frame()["mark"].to_list() == ["implausible"]


def test_what_is_kept_holds_the_good_rows_alone_and_can_be_read_again() -> None:
    body = [GOOD, {**GOOD, "place": "plek-2", "mac": "aa:bb:cc"}, {**GOOD, "place": "plek-3", "value": None}]
    pushed = read(orjson.dumps(body), "application/json", PLACES, CITY_NOW)
    assert b"aa:bb" not in pushed.raw
    again = read(pushed.raw, "application/x-ndjson", PLACES, CITY_NOW)
    assert again.observations == pushed.observations
    assert not again.refused


@pytest.mark.parametrize("body", [b"", b"{", b"[", b"[1,", b'"x"', b"7", b"null", b"\xff\xfe", b'[{"a": NaN}]', b"{}"])
def test_a_body_that_is_no_array_is_refused_whole(push: Any, body: bytes) -> None:
    answer = push(body)
    assert (answer.status_code, answer.json()["code"]) == (422, "input")


def test_an_empty_array_is_nothing_and_no_error(push: Any) -> None:
    assert push([]).json() == {"new": 0, "same": 0, "refused": [], "refusedCount": 0}


def test_deep_nesting_is_refused(push: Any) -> None:
    assert push(b"[" * 100_000 + b"]" * 100_000).status_code == 422


def test_another_kind_of_content_is_refused(push: Any) -> None:
    assert push(b"place,value", Content_Type="text/csv").status_code == 415


def test_gzip_is_unpacked(push: Any) -> None:
    assert push(gzip.compress(orjson.dumps([GOOD])), Content_Encoding="gzip").json()["new"] == 1


MEMBER = gzip.compress(orjson.dumps([GOOD]))
HALVES = gzip.compress(orjson.dumps([GOOD])[:30]) + b"\0" * 3 + gzip.compress(orjson.dumps([GOOD])[30:])


@pytest.mark.parametrize("body", [MEMBER + b"\0" * 512, HALVES, HALVES + b"\0" * 70_000], ids=["behind", "in", "both"])
@pytest.mark.parametrize("size", [1, 7, 1_000_000])
def test_zero_bytes_behind_a_gzip_member_are_padding(push: Any, body: bytes, size: int) -> None:
    async def pieces() -> Any:
        head, tail = body[:600], body[600:]
        for at in range(0, len(head), size):
            yield head[at : at + size]
        yield tail

    assert push(pieces(), Content_Encoding="gzip").json()["new"] == 1


@pytest.mark.parametrize("body", [b"\0" + MEMBER, MEMBER + b"\0x", MEMBER + b"\0" + MEMBER[:-4], b"\0" * 9])
def test_zero_bytes_elsewhere_and_other_bytes_behind_are_refused(push: Any, body: bytes) -> None:
    assert push(body, Content_Encoding="gzip").status_code == 422


def test_a_thousand_members_are_a_body_and_more_are_not(push: Any) -> None:
    empty = gzip.compress(b"")
    assert push(MEMBER + empty * 999, Content_Encoding="gzip").json()["new"] == 1
    assert push(MEMBER + empty * 1_000, Content_Encoding="gzip").status_code == 422


def test_padding_counts_for_the_bound(push: Any) -> None:
    answer = push(MEMBER + b"\0" * 10 * 1024 * 1024, Content_Encoding="gzip")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize("body", [b"geen gzip", gzip.compress(b"[]")[:-4], b""])
def test_broken_gzip_is_refused(push: Any, body: bytes) -> None:
    answer = push(body, Content_Encoding="gzip")
    assert (answer.status_code, answer.json()["code"]) == (422, "input")


def test_a_gzip_bomb_is_refused_at_the_bound(push: Any) -> None:
    bomb = gzip.compress(b" " * 200_000_000, 9)
    assert len(bomb) < 300_000
    answer = push(bomb, Content_Encoding="gzip")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_bomb_in_a_bomb_is_not_unpacked_twice(push: Any) -> None:
    twice = gzip.compress(gzip.compress(orjson.dumps([GOOD])))
    assert push(twice, Content_Encoding="gzip").status_code == 422
    assert push(twice, Content_Encoding="gzip, gzip").status_code == 415


def test_ten_megabytes_pass_and_one_byte_more_does_not(push: Any) -> None:
    bound = 10 * 1024 * 1024
    good = orjson.dumps([GOOD])
    assert push(good + b" " * (bound - len(good))).status_code == 200
    answer = push(good + b" " * (bound - len(good) + 1))
    assert (answer.status_code, answer.json()["limitBytes"]) == (413, bound)


def test_a_body_that_tells_no_length_or_a_wrong_one_is_counted(anyone: Any, members: Any) -> None:
    async def eleven_megabytes() -> Any:
        for _ in range(11):
            yield b" " * 1024 * 1024

    bearer = {"Authorization": f"Bearer {members.token('observations:write')}", "Content-Type": "application/json"}
    assert anyone.post(DOOR, content=eleven_megabytes(), headers=bearer).status_code == 413
    lying = bearer | {"Content-Length": "10"}
    assert anyone.post(DOOR, content=eleven_megabytes(), headers=lying).status_code == 413


def test_a_key_makes_a_delivery_that_is_sent_twice_one(push: Any, town: Any) -> None:
    for _ in range(2):
        answer = push([GOOD], Idempotency_Key="levering-7")
        assert answer.status_code == 200
    assert answer.json()["new"] == 0
    assert town.store.connection.rows("facts", "SELECT count(*) FROM facts.observations") == [(1,)]


def test_a_place_that_is_made_later_is_known_soon(push: Any, town: Any, wall: Any) -> None:
    row = {**GOOD, "place": "plek-9"}
    assert push([row]).json()["refusedCount"] == 1
    town.store.records.put(kind="place", id="plek-9", body={"title": "Negen"}, author="system", known_at=CITY_NOW)
    wall.ahead(seconds=10)
    assert push([row]).json()["new"] == 1


def test_a_hundred_thousand_rows_are_read_whole() -> None:
    many = [
        {**GOOD, "quantity": "flow_ped_h", "observedAt": (CITY_NOW - timedelta(seconds=n)).isoformat(), "value": n % 97}
        for n in range(100_000)
    ]
    pushed = read(b"\n".join(orjson.dumps(row) for row in many), "application/x-ndjson", PLACES, CITY_NOW)
    assert (len(pushed.observations), pushed.refused) == (100_000, [])
    assert pushed.observations.frame["value"].sum() == sum(n % 97 for n in range(100_000))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
MOMENTS = st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()) | st.just(GOOD["observedAt"])
NEARLY = st.fixed_dictionaries(
    {
        "place": st.sampled_from(sorted(PLACES)) | JSON,
        "quantity": st.sampled_from(sorted(QUANTITIES)) | JSON,
        "observedAt": MOMENTS | JSON,
        "spanS": st.integers(-2, 10**12) | JSON,
        "value": st.floats() | JSON,
    },
    optional={"extra": JSON},
)


def as_json(value: Any) -> bytes:
    """JSON as Python writes it, which orjson would refuse: huge integers, lone surrogates, NaN."""
    return json.dumps(value).encode("utf-8", "surrogatepass")


@given(st.lists(NEARLY | JSON, max_size=6), st.booleans())
def test_whatever_rows_come_in_each_is_kept_or_named_once(found: list[Any], lines: bool) -> None:
    body = b"\n".join(map(as_json, found)) if lines else as_json(found)
    try:
        pushed = read(body, "application/x-ndjson" if lines else "application/json", PLACES, CITY_NOW)
    except InputError:
        assert not lines
        return
    refused = [one.row for one in pushed.refused]
    assert len(pushed.observations) + len(refused) == len(found)
    assert refused == sorted(set(refused))
    assert set(pushed.observations.frame["place"]) <= PLACES


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.binary(max_size=200) | st.lists(NEARLY | JSON, max_size=3).map(as_json),
    st.sampled_from(["application/json", "application/x-ndjson", "text/plain", "", "application/json; charset=x"]),
    st.sampled_from(["identity", "gzip", "br"]),
    st.sampled_from(["", "?mode=all", "?mode=x", "?mode=partial&mode=all"]),
)
def test_the_door_never_breaks(push: Any, body: bytes, kind: str, encoding: str, query: str) -> None:
    answer = push(body, f"{DOOR}{query}", Content_Type=kind, Content_Encoding=encoding)
    assert answer.status_code in (200, 413, 415, 422)
