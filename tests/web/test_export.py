"""The export by the hour, and the deliveries of sources."""

import asyncio
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.domain.errors import InputError, SourceFormatError, TooLargeError
from stadsbeeld.frames.observations import Observations
from stadsbeeld.web.audit import Audit
from stadsbeeld.web.bounds import SMALL
from stadsbeeld.web.export_routes import Asked, Format, pieces
from stadsbeeld.web.ingest_routes import LARGEST, PATH, DeliveryBounds
from web.town import CITY_NOW, SOURCE, WALL_NOW, Town, built_town

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 8, 20, tzinfo=UTC)
# Beside one another, hours, days and years apart; the last one on the end of an hour that is asked.
MINUTES = [0, 1, 59, 60, 61, 60 * 5, 60 * 24 * 40, 60 * 24 * 40 + 1, 60 * 24 * 800]


def observed(minutes: list[int]) -> Observations:
    rows = [
        {
            "place": f"plek-{1 + number % 3}",
            "quantity": "speed_kmh",
            "observed_at": FIRST + timedelta(minutes=minute),
            "span_s": 60,
            "value": None if number % 4 == 3 else float(number),
        }
        for number, minute in enumerate(minutes)
    ]
    return Observations(pl.DataFrame(rows, schema_overrides={"value": pl.Float64}))


@pytest.fixture(scope="module")
def filled() -> Iterator[Town]:
    town = built_town()
    with town.store:
        town.ingest.push(observed(MINUTES), "push:a", "one", b"one")
        yield town


def read(town: Town, asked: Asked, format: Format) -> pl.DataFrame:
    raw = io.BytesIO(b"".join(pieces(town, asked, format)))
    if format == "parquet":
        return pl.read_parquet(raw)
    times = [pl.col(name).str.to_datetime(time_unit="us", time_zone="UTC") for name in ("observed_at", "known_at")]
    text = pl.read_csv(raw, schema_overrides={"mark": pl.String, "value": pl.Float64, "span_s": pl.Int32})
    return text.with_columns(times)


@settings(max_examples=40, deadline=None)
@given(
    st.timedeltas(timedelta(days=-1), timedelta(days=970)),
    st.timedeltas(timedelta(0), timedelta(days=1_200)),
    st.sampled_from(["csv", "parquet"]),
)
def test_a_stretch_holds_what_the_store_holds_of_it(
    filled: Town, later: timedelta, length: timedelta, format: Format
) -> None:
    since = FIRST + later
    asked = Asked(quantities=("speed_kmh",), since=since.isoformat(), until=(since + length).isoformat())
    whole = filled.store.as_of().window(["speed_kmh"], since, since + length)
    assert read(filled, asked, format).sort("observed_at").equals(whole.sort("observed_at"))


def test_all_of_it_and_in_both_forms_alike(filled: Town) -> None:
    asked = Asked(quantities=("speed_kmh",), since="0001-01-02", until="9999-12-30")
    found = {format: read(filled, asked, format) for format in ("csv", "parquet")}
    assert found["csv"].equals(found["parquet"])
    whole = found["csv"].sort("observed_at")
    assert whole["observed_at"].to_list() == [FIRST + timedelta(minutes=minute) for minute in MINUTES]
    assert whole["mark"].to_list() == [None, None, None, "missing", None, None, None, "missing", None]


def test_a_piece_holds_one_hour(filled: Town) -> None:
    asked = Asked(quantities=("speed_kmh",), since="2024-01-01T00:00Z", until="2027-01-01T00:00Z")
    counts = [piece.count(b"plek-") for piece in pieces(filled, asked, "csv")]
    assert counts == [3, 2, 1, 2, 1]


def test_a_moment_without_a_zone_is_local_and_the_end_is_not_in_it(filled: Town) -> None:
    # Midnight UTC is one o'clock in Amsterdam's winter: these are minutes 0, 1 and 59, and 60 is not among them.
    local = Asked(quantities=("speed_kmh",), since="2024-01-01T00:30", until="2024-01-01T02:00")
    assert read(filled, local, "csv")["observed_at"].dt.minute().sort().to_list() == [0, 1, 59]


def test_as_it_was_known(filled: Town) -> None:
    before = (CITY_NOW - timedelta(seconds=1)).isoformat()
    asked = Asked(quantities=("speed_kmh",), since="2024-01-01", until="2027-01-01", known_at=before)
    assert len(read(filled, asked, "parquet")) == 0
    assert len(read(filled, replace(asked, known_at=CITY_NOW.isoformat()), "parquet")) == len(MINUTES)


def test_what_cannot_be_asked_is_said() -> None:
    for quantities in ((), ("mph",)):
        with pytest.raises(InputError):
            Asked(quantities=quantities, since="2024-01-01", until="2024-01-02")


WEEK = {"quantity": "speed_kmh", "from": "2026-08-14", "to": "2026-08-21"}


def made_token(town: Town, *scopes: str) -> str:
    """A token as the store keeps it."""
    id, secret = "0" * 12, "s" * 43
    body = {
        "title": "t",
        "scopes": list(scopes),
        "createdAt": WALL_NOW.isoformat(),
        "createdBy": "system",
        "endsAt": (WALL_NOW + timedelta(days=1)).isoformat(),
        "endedAt": None,
        "endedBy": None,
        "hash": hashlib.sha256(secret.encode()).hexdigest(),
    }
    town.store.records.put(kind="token", id=id, body=body, author="system", known_at=WALL_NOW, after=0)
    return f"sb_{id}_{secret}"


@pytest.mark.parametrize(("scope", "export", "delivery"), [("export", 200, 403), ("deliveries:write", 403, 404)])
def test_a_token_does_the_one_thing_that_its_scope_names(
    anyone: Any, town: Town, scope: str, export: int, delivery: int
) -> None:
    headers = {"Authorization": f"Bearer {made_token(town, scope)}"}
    assert anyone.get("/v1/export", params=WEEK, headers=headers).status_code == export
    sent = anyone.post(PATH, params={"source": "niet", "key": "k"}, content=b"x", headers=headers)
    assert sent.status_code == delivery
    assert anyone.get("/v1/data-health", headers=headers).status_code == 403


def test_a_planner_exports(signed_in: Any, town: Town) -> None:
    town.ingest.push(observed([60 * 24 * 960]), "push:a", "one", b"one")
    planner = signed_in("planner")
    answer = planner.get("/v1/export", params=WEEK)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.splitlines()[1].startswith("plek-1,speed_kmh,2026-08-18T00:00:00Z,60,0.0,,2026-08-20T14:30:00")
    assert planner.get("/v1/export", params={**WEEK, "from": "gisteren"}).status_code == 422


def test_a_store_that_cannot_read_is_a_problem_and_no_half_answer(signed_in: Any, town: Town) -> None:
    planner = signed_in("planner")
    assert planner.get("/v1/city").status_code == 200
    town.store.connection.run("facts", "DROP TABLE facts.observations")
    answer = planner.get("/v1/export", params=WEEK)
    assert (answer.status_code, answer.json()["code"]) == (503, "store")


def counted(raw: bytes) -> Observations:
    """As many rows as there are bytes of `x`."""
    if not raw.strip(b"x") == b"":
        raise SourceFormatError("lussen", "that is no x")
    return observed([60 * 24 * 900 + minute for minute in range(min(len(raw), 5))])


def sliced(raw: bytes) -> Iterator[Arrival]:
    for number in range(len(raw)):
        yield Arrival(at=LAST + timedelta(minutes=number), key=f"part-{number}", raw=raw[: number + 1])


COUNTED: Source = replace(SOURCE, parse=counted, slices=sliced)


@pytest.fixture
def boss(town: Town, signed_in: Any) -> Any:
    town.sources[COUNTED.id] = COUNTED  # type: ignore[index]
    return signed_in("beheerder")


def deliver(browser: Any, raw: bytes, **more: Any) -> tuple[int, Any]:
    headers = more.pop("headers", {})
    asked = {"source": COUNTED.id, "key": "k", **more}
    answer = browser.post(PATH, params=asked, content=raw, headers=headers)
    return answer.status_code, answer.json()


def test_a_delivery_is_taken_once_and_told_to_the_audit(boss: Any, town: Town) -> None:
    assert deliver(boss, b"xxx") == (200, {"new": 3, "same": 0})
    assert deliver(boss, b"xxx") == (200, {"new": 0, "same": 0})
    assert deliver(boss, b"xxx", key="later") == (200, {"new": 0, "same": 3})
    assert town.store.raw.has(hashlib.sha256(b"xxx").hexdigest())
    told = [one for one in Audit(town.store).of_day(WALL_NOW.date()) if one["event"] == "change"]
    assert [(one["action"], one["path"]) for one in told] == [("deliveries.write", PATH)] * 3


def test_an_archive_comes_as_its_single_deliveries(boss: Any, town: Town) -> None:
    assert deliver(boss, b"xx", asItCame="true") == (200, {"new": 2, "same": 1})
    known = town.store.as_of(LAST).window(["speed_kmh"], FIRST, CITY_NOW)
    assert len(known) == 1


def test_what_cannot_be_read_is_kept_and_refused(boss: Any, town: Town) -> None:
    status, told = deliver(boss, b"<html>")
    assert (status, told["code"], told["reason"]) == (422, "source-format", "that is no x")
    assert town.store.raw.has(hashlib.sha256(b"<html>").hexdigest())


@pytest.mark.parametrize("source", ["niet", "push:a", "push:lussen"])
def test_only_sources_of_the_city_deliver(boss: Any, source: str) -> None:
    status, told = deliver(boss, b"x", source=source)
    assert (status, told["kind"], told["id"]) == (404, "source", source)


def test_a_delivery_may_be_larger_than_other_bodies(boss: Any) -> None:
    assert deliver(boss, b"x" * (2 * SMALL + (1 << 20))) == (200, {"new": 5, "same": 0})
    assert boss.post("/v1/tokens", content=b"x" * (SMALL + 1)).status_code == 413


def test_a_delivery_is_not_packed_and_its_key_has_no_zero_byte(boss: Any) -> None:
    assert deliver(boss, b"x", headers={"Content-Encoding": "gzip"})[0] == 415
    assert deliver(boss, b"x", key="a\0b")[0] == 422
    assert deliver(boss, b"x", headers={"Content-Length": str(LARGEST + 1)})[0] == 413


@pytest.mark.parametrize("over", [0, 1])
def test_a_delivery_without_a_length_is_counted_as_it_comes(over: int) -> None:
    piece = b"x" * (1 << 20)
    left, got = [piece] * (LARGEST // len(piece)) + [b"x" * over], 0

    async def receive() -> Any:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def app(_: Any, receive: Any, __: Any) -> None:
        nonlocal got
        more = True
        while more:
            message = await receive()
            got, more = got + len(message["body"]), message["more_body"]

    scope = {"type": "http", "path": PATH, "method": "POST", "headers": []}
    running = DeliveryBounds(app)(scope, receive, lambda _: asyncio.sleep(0))
    if over:
        with pytest.raises(TooLargeError):
            asyncio.run(running)
    else:
        asyncio.run(running)
    assert got == LARGEST
