"""Each error has its status and its words."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from stadsbeeld.domain import errors
from stadsbeeld.domain.errors import ConflictError, RowsRefusedError, SlowDownError, StadsbeeldError
from stadsbeeld.web.errors import STATUS, problem


def all_errors(kind: type[StadsbeeldError] = StadsbeeldError) -> Iterator[type[StadsbeeldError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from all_errors(child)


@pytest.mark.parametrize("kind", list(all_errors()), ids=lambda kind: kind.__name__)
def test_every_error_stands_in_the_table(kind: type[StadsbeeldError]) -> None:
    assert kind in STATUS


def test_a_problem_carries_code_data_and_a_sentence_in_the_language_that_was_asked() -> None:
    error = ConflictError("thresholds", "plek-1", 3)
    dutch = problem(error, accept_language="nl-NL,nl;q=0.9,en;q=0.5", instance="/v1/x")
    english = problem(error, accept_language="en", instance="/v1/x")
    assert dutch.media_type == "application/problem+json"
    assert orjson.loads(dutch.body) == {
        "type": "urn:stadsbeeld:error:conflict",
        "title": "Conflict",
        "status": 409,
        "detail": "Iemand anders heeft dit net veranderd. Lees de nieuwste stand en beslis opnieuw.",
        "code": "conflict",
        "instance": "/v1/x",
        "kind": "thresholds",
        "id": "plek-1",
        "version": 3,
    }
    assert orjson.loads(english.body)["detail"].startswith("Somebody else has just changed this.")
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")


def test_an_error_that_asks_to_wait_says_how_long() -> None:
    answer = problem(SlowDownError(17), accept_language=None, instance="/v1/session")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "17")


def test_refused_rows_are_named() -> None:
    rows = [{"row": 2, "field": "value", "reason": "not a number"}]
    body = orjson.loads(problem(RowsRefusedError(rows), accept_language="en", instance="/v1/observations").body)
    assert (body["status"], body["rows"], body["detail"][:21]) == (422, rows, "One row was refused. ")


def test_data_never_overwrites_what_the_standard_defines() -> None:
    error = errors.InputError("x", status=200, code="fine", detail="veld ontbreekt")
    body = orjson.loads(problem(error, accept_language="nl", instance="/").body)
    assert (body["status"], body["code"], body["detail"]) == (422, "input", "De invoer klopt niet: veld ontbreekt")


def test_an_unknown_route_is_a_problem(anyone: Any) -> None:
    answer = anyone.get("/v1/bestaat-niet")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (answer.json()["code"], answer.json()["instance"]) == ("not-found", "/v1/bestaat-niet")


def test_a_method_that_a_route_has_not_says_which_it_has(anyone: Any) -> None:
    answer = anyone.ask("PUT", "/v1/session")
    assert (answer.status_code, answer.json()["code"]) == (405, "input")
    assert answer.headers["allow"] == "DELETE, GET, POST"


def test_wrong_input_names_the_field_and_never_repeats_what_was_sent(anyone: Any) -> None:
    answer = anyone.post("/v1/session", json={"login": "jan", "password": ["geheim-geheim"], "extra": "geheim-ook"})
    assert (answer.status_code, answer.json()["code"]) == (422, "input")
    assert {one["field"] for one in answer.json()["errors"]} == {"body.password", "body.extra"}
    assert "geheim" not in answer.text


def test_a_body_that_is_no_json_is_wrong_input(anyone: Any) -> None:
    answer = anyone.post("/v1/session", content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "input")


def test_an_error_that_nobody_foresaw_tells_nothing_and_keeps_the_headers(signed_in: Any) -> None:
    answer = signed_in("kijker").get("/v1/teller/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "Jansen" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
