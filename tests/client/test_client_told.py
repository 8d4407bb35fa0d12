"""What a server tells of an error is that error again, for every leaf of the tree."""

from typing import Any

import orjson
import pytest

from stadsbeeld.client.told import error_of
from stadsbeeld.domain import errors
from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.web.errors import STATUS, problem

EXAMPLES: dict[type[StadsbeeldError], StadsbeeldError] = {
    errors.SourceFormatError: errors.SourceFormatError("lussen", "no table", 3),
    errors.SourceUnreachableError: errors.SourceUnreachableError("lussen", "no answer"),
    errors.RowsRefusedError: errors.RowsRefusedError([{"row": 1, "field": "value", "reason": "unknown"}]),
    errors.TooLargeError: errors.TooLargeError("the body", 10),
    errors.NotFoundError: errors.NotFoundError("source", "nobody"),
    errors.ConflictError: errors.ConflictError("place", "p", 2),
    errors.SlowDownError: errors.SlowDownError(7),
    errors.ModelUnavailableError: errors.ModelUnavailableError("LightGBM", "libgomp.so.1"),
}
# Their own text stays inside the house: the server's sentence takes its place.
MADE_AGAIN = set(EXAMPLES) - {errors.SourceUnreachableError, errors.ModelUnavailableError}


def told(error: StadsbeeldError) -> Any:
    return orjson.loads(problem(error, accept_language="en", instance="/v1/x").body)


@pytest.mark.parametrize("kind", STATUS, ids=lambda kind: kind.code)
def test_an_error_comes_out_as_the_class_it_went_in(kind: type[StadsbeeldError]) -> None:
    error = EXAMPLES.get(kind) or kind("secret")
    again = error_of(told(error))
    assert type(again) is kind
    assert str(again) == (str(error) if kind in MADE_AGAIN else told(error)["detail"])


def test_an_error_of_a_newer_server_keeps_its_sentence() -> None:
    again = error_of({"code": "too-early", "detail": "Not yet.", "status": 425, "waitS": 3})
    assert (type(again), str(again), again.data) == (StadsbeeldError, "Not yet.", {"waitS": 3})


def test_a_problem_without_its_data_keeps_its_sentence() -> None:
    again = error_of({"code": "not-found", "detail": "There is no such thing here."})
    assert (type(again), str(again)) == (errors.NotFoundError, "There is no such thing here.")
