"""What of an error leaves the house: the fields on the list, and nothing of where or how anything is kept."""

from collections.abc import Iterator
from typing import Any

import duckdb
import orjson
import pytest

from stadsbeeld.domain import errors
from stadsbeeld.domain.errors import InputError, SlowDownError, StadsbeeldError, StoreLockedError
from stadsbeeld.store.failures import engine_failure
from stadsbeeld.web.errors import PUBLIC, problem

INSIDE = "/srv/stad/records.duckdb host=inside user=u password=geheim (process 4242)"
# Every name under which some error of the tree has data, and some that one might get.
NAMES = {
    *("where", "holder", "extension", "path", "file", "folder", "address", "dsn", "host", "port", "user", "password"),
    *("url", "source", "reason", "row", "rows", "count", "what", "limitBytes", "setting", "kind", "id", "version"),
    *("waitS", "detail", "errors", "field", "now", "scale", "direction", "action", "process", "text"),
}


def every_leaf(kind: type[StadsbeeldError] = StadsbeeldError) -> Iterator[type[StadsbeeldError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from every_leaf(child)


def filled(kind: type[StadsbeeldError]) -> StadsbeeldError:
    """An error whose text and data say all that must stay inside, and whose public fields say something plain."""
    error = kind.__new__(kind)
    data: dict[str, Any] = {name: "openbaar" if name in PUBLIC[kind] else INSIDE for name in NAMES}
    StadsbeeldError.__init__(error, INSIDE, **data)
    if isinstance(error, SlowDownError):
        error.wait_s = 1
    return error


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(every_leaf()), ids=lambda kind: kind.__name__)
def test_no_error_tells_a_path_a_holder_or_an_address(kind: type[StadsbeeldError], language: str) -> None:
    answer = problem(filled(kind), accept_language=language, instance="/health", status=500)
    told = bytes(answer.body).decode()
    assert not [word for word in ("/srv", "inside", "geheim", "4242") if word in told]
    assert set(orjson.loads(answer.body)) == (
        {"type", "title", "status", "detail", "code", "instance"} | (PUBLIC[kind] & NAMES)
    )


def test_the_list_names_every_leaf_and_only_what_may_leave() -> None:
    assert set(PUBLIC) == set(every_leaf())
    assert set().union(*PUBLIC.values()) == {
        *("source", "reason", "row", "rows", "count", "what", "limitBytes", "kind", "id", "version", "waitS"),
        *("action", "detail", "errors", "field", "now", "scale", "direction", "model"),
    }
    for kind, names in PUBLIC.items():
        if issubclass(kind, errors.StoreError | errors.SourceUnreachableError):
            assert names <= {"source"}


def test_an_error_that_is_on_no_list_yet_tells_what_its_parent_may() -> None:
    class StoreTiredError(errors.StoreError):
        code = "store-tired"

    told = bytes(problem(StoreTiredError(INSIDE, where=INSIDE), accept_language="en", instance="/health").body)
    assert not [word for word in (b"/srv", b"inside", b"geheim") if word in told]


def test_the_text_of_wrong_input_is_for_who_sent_it() -> None:
    answer = problem(InputError("a moment needs a zone", field="at"), accept_language="en", instance="/v1/x")
    body = orjson.loads(answer.body)
    assert (body["detail"], body["field"]) == ("The input is not right: a moment needs a zone", "at")


def test_health_does_not_tell_who_holds_the_file() -> None:
    said = 'IO Error: Could not set lock on file "/srv/stad/facts.duckdb": Conflicting lock is held by PID 4242'
    error = engine_failure(duckdb.IOException(said), "/srv/stad/facts.duckdb")
    assert isinstance(error, StoreLockedError)
    assert "4242" in str(error)
    told = bytes(problem(error, accept_language="en", instance="/health").body)
    assert (b"4242" in told, b"/srv" in told, b"in use by another process" in told) == (False, False, True)


def test_health_of_a_store_that_was_closed(anyone: Any, town: Any) -> None:
    town.store.close()
    answer = anyone.get("/health")
    assert (answer.status_code, answer.json()["code"]) == (503, "store")
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "instance"}
