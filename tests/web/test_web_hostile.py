"""What a hostile or careless caller may try, and what must not come of it."""

import asyncio
import gzip
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import orjson
import pytest

from stadsbeeld.connect.http import _Gunzip
from stadsbeeld.domain.errors import InputError, StoreUnreachableError
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.connection import Connection
from stadsbeeld.web.auth import is_at_home
from stadsbeeld.web.errors import problem
from stadsbeeld.web.push import MOST_ROWS, read


@pytest.mark.parametrize(
    "path",
    [
        *("//assets/index-a1b2c3.js", "/assets//index-a1b2c3.js", "/assets/./index-a1b2c3.js"),
        *("/./assets/index-a1b2c3.js", "/assets/../assets/index-a1b2c3.js", "/assets/%2e/index-a1b2c3.js"),
        *("/assets%2F%2Findex-a1b2c3.js", "/assets/index-a1b2c3.js/", "/assets/index-a1b2c3.js/.", "//", "/./"),
        *("/plekken//plek-1", "/.", "/.."),
    ],
)
def test_a_file_has_one_address(app: Any, path: str) -> None:
    """Asked as bytes on the line: a browser's own clean-up would hide the matter."""
    told: list[Any] = []

    async def ask() -> None:
        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        scope = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "scheme": "http"}
        await app({**scope, "query_string": b"", "headers": [(b"host", b"testserver")]}, receive, send)

    asyncio.run(ask())
    assert told[0]["status"] == 404


def test_the_page_still_answers_its_own_paths(anyone: Any) -> None:
    for path in ("/", "/plekken/plek-1", "/plekken/", "/assets/index-a1b2c3.js"):
        assert anyone.get(path).status_code == 200


@pytest.mark.parametrize(
    ("version", "more"),
    [
        ("1.0", {}),
        ("1.1", {"x-real-ip": "10.0.0.7"}),
        ("1.1", {"x-forwarded-proto": "https"}),
        ("1.1", {"sec-fetch-site": "cross-site"}),
    ],
)
def test_nobody_behind_a_proxy_or_on_another_site_is_at_home(version: str, more: dict[str, str]) -> None:
    home = {"host": "127.0.0.1:8000"}
    scope = {"client": ("127.0.0.1", 50_000), "http_version": "1.1"}
    assert is_at_home(scope, home)
    assert not is_at_home({**scope, "http_version": version}, {**home, **more})


@pytest.mark.parametrize(
    "address",
    [
        "postgres:password=s3cret host=h dbname=d",
        "postgres:host=h password='s3cret word' dbname=d",
        "postgres:postgresql://user:s3cret@h:5432/d",
        "postgres:postgresql://postgres:s3cret@h:5432/d",
        "postgres:postgresql://user:postgres-s3cret@h/d",
        "postgres:postgresql://user:s3cret[@h/d",
        "postgres:host=h password='x host=s3cret' dbname=d",
    ],
)
def test_no_message_tells_a_password(address: str) -> None:
    connection = Connection.__new__(Connection)
    connection.addresses = Addresses(facts=f"ducklake:{address}", records=address, raw="memory://x", data_path="/x")
    for name in ("facts", "records"):
        told = connection.where(name)  # type: ignore[arg-type]
        assert "s3cret" not in told
        assert "user" not in told


def test_a_plain_address_tells_where_to_look() -> None:
    connection = Connection.__new__(Connection)
    address = "postgres:host=h port=5432 password=s3cret dbname=d"
    connection.addresses = Addresses(facts=f"ducklake:{address}", records=address, raw="memory://x", data_path="/x")
    assert connection.where("records") == "postgres: host=h port=5432 dbname=d"
    assert connection.where("facts") == "ducklake: host=h port=5432 dbname=d"


def test_where_the_store_lies_is_not_for_whoever_asks() -> None:
    answer = problem(
        StoreUnreachableError("x", where="postgres: host=inside"), accept_language=None, instance="/health"
    )
    assert "inside" not in bytes(answer.body).decode()


def test_all_members_of_a_gzip_are_the_answer() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    for size in (1, 7, len(packed)):
        expand = _Gunzip(100)
        pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
        assert b"".join(expand(piece) for piece in pieces) == b"one two"
        assert expand.whole


def row(**change: Any) -> bytes:
    plain = {"place": "p", "quantity": "speed_kmh", "observedAt": "2026-08-20T12:00:00Z", "spanS": 300, "value": 50}
    return orjson.dumps([{**plain, **change}])


def test_an_interval_that_has_not_ended_is_refused() -> None:
    now = datetime(2026, 8, 20, 12, 5, tzinfo=UTC)
    assert len(read(row(), "application/json", {"p"}, now).observations) == 1
    for span_s in (3_600, 30 * 24 * 3_600):
        told = read(row(spanS=span_s), "application/json", {"p"}, now)
        assert [one.field for one in told.refused] == ["spanS"]


def test_a_body_of_more_lines_than_rows_can_be_is_refused_whole() -> None:
    now = datetime(2026, 8, 20, tzinfo=UTC)
    with pytest.raises(InputError, match="more than"):
        read(b"x\n" * (MOST_ROWS + 1), "application/x-ndjson", {"p"}, now)
