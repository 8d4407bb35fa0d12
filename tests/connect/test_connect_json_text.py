"""JSON, strictly."""

import pytest

from stadsbeeld.connect.json_text import field, read_rows
from stadsbeeld.domain.errors import SourceFormatError


def test_the_rows_of_a_list():
    assert read_rows("made", b' [{"a": 1}, {}] \n') == [{"a": 1}, {}]


@pytest.mark.parametrize(
    ("raw", "reason", "row"),
    [
        (b"", "not JSON", None),
        (b"[{}", "not JSON", None),
        (b"[{}] x", "not JSON", None),
        (b"[{'a': 1}]", "not JSON", None),
        (b'[{"a": NaN}]', "not JSON", None),
        (b'[{"a": "\xff"}]', "not JSON", None),
        (b"{}", "a list is expected", None),
        (b"[]", "no rows", None),
        (b"[{}, 3]", "an object is expected", 2),
    ],
)
def test_refused(raw, reason, row):
    with pytest.raises(SourceFormatError, match=reason) as refused:
        read_rows("made", raw)
    assert refused.value.row == row


def test_a_field_has_its_type():
    row = {"text": "x", "whole": 3, "part": 0.5, "yes": True}
    assert field("made", row, "text", str, 1) == "x"
    assert field("made", row, "whole", float, 1) == 3.0
    assert field("made", row, "part", float, 1) == 0.5
    assert field("made", row, "yes", bool, 1) is True


@pytest.mark.parametrize(
    ("value", "kind"),
    [(None, str), (3, str), ("3", float), (True, float), (10**30, float), (float("inf"), float), (1, bool)],
)
def test_a_field_of_another_type_is_refused_with_its_row(value, kind):
    with pytest.raises(SourceFormatError) as refused:
        field("made", {"a": value}, "a", kind, 7)
    assert refused.value.row == 7


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(SourceFormatError, match="a is not a str: None"):
        field("made", {}, "a", str, 1)
