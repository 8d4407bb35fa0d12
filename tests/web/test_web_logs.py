"""What is logged is JSON, and tells nobody's secrets."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from stadsbeeld.web.access_log import JsonLines


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line that is logged meanwhile, as it would be written."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # The browser of the test logs too; that is not the server's doing.
            if record.name not in ("httpx", "asyncio"):
                written.append(self.format(record))

    handler, root = Kept(), logging.getLogger()
    handler.setFormatter(JsonLines())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_request_is_one_line_of_json_by_its_template(signed_in: Any, lines: list[str]) -> None:
    kijker = signed_in("kijker")
    lines.clear()
    kijker.get("/v1/tiles/10/524/338?wie=jansen")
    told = [found for line in lines if (found := orjson.loads(line))["logger"] == "stadsbeeld.access"]
    assert len(told) == 1
    assert told[0].keys() == {"at", "level", "logger", "message", "method", "route", "status", "ms"}
    assert (told[0]["method"], told[0]["route"], told[0]["status"]) == ("GET", "/v1/tiles/{z}/{x}/{y}", 200)


def test_no_secret_and_no_person_stands_in_a_log(
    app: Any, anyone: Any, members: Any, signed_in: Any, lines: list[str]
) -> None:
    _, password = members.person("kijker", "els.jansen")
    wrong = "hetverkeerdewachtwoord"
    anyone.post("/v1/session", json={"login": "els.jansen", "password": wrong})
    answer = anyone.post("/v1/session", json={"login": "els.jansen", "password": password})
    cookie, csrf = anyone.http.cookies["stadsbeeld_session"], answer.json()["csrf"]
    token = members.token("observations:write")
    anyone.post("/v1/observations?naam=jansen", json=[{"mac": "aa:bb"}], headers={"Authorization": f"Bearer {token}"})
    signed_in("beheerder").post("/v1/users", json={"login": "jan.smit", "name": "Jan Smit", "role": "kijker"})
    anyone.get("/v1/teller/broken")
    anyone.get("/jansen/192.0.2.7")
    everything = "\n".join(lines).lower()
    assert everything
    for secret in (
        password,
        wrong,
        cookie,
        csrf,
        token,
        token.split("_", 2)[2],
        "jansen",
        "smit",
        "192.0.2.7",
        "aa:bb",
    ):
        assert secret.lower() not in everything


def test_an_exception_is_told_by_its_kind_and_place_and_not_by_its_text() -> None:
    try:
        raise ValueError("wachtwoord van jansen")
    except ValueError:
        record = logging.getLogger("x").makeRecord("x", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info())
    line = JsonLines().format(record)
    told = orjson.loads(line)
    assert (told["exception"], told["message"]) == ("ValueError", "it failed")
    assert told["traceback"][0].startswith("test_web_logs.py:")
    assert "jansen" not in line
