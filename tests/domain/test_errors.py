import inspect

from stadsbeeld.domain import errors
from stadsbeeld.domain.errors import StadsbeeldError


def tree() -> list[type[StadsbeeldError]]:
    return [
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, StadsbeeldError) and found.__module__ == errors.__name__
    ]


def test_each_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in tree()]
    assert len(set(codes)) == len(codes)


def test_the_docstring_draws_the_whole_tree() -> None:
    assert errors.__doc__ is not None
    assert [error.__name__ for error in tree() if error.__name__ not in errors.__doc__] == []


def test_an_error_carries_its_data() -> None:
    error = errors.SourceFormatError("ndw", "no such element", row=7)
    assert str(error) == "ndw, row 7: no such element"
    assert dict(error.data) == {"source": "ndw", "reason": "no such element", "row": 7}
