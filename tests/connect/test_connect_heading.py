"""A first line that tells what a table does not, and gzip that is whole and bounded."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.connect.heading import expanded, part_in, read_heading, year_in, year_of
from stadsbeeld.domain.errors import SourceFormatError


def test_the_first_line_tells_and_the_rest_stays_as_it_was_published():
    parts, rest = read_heading("made", b"# year=2023; stage=rekening\r\n\xef\xbb\xbfa;b\r\n1;2\r\n")
    assert parts == {"year": "2023", "stage": "rekening"}
    assert rest == b"\xef\xbb\xbfa;b\r\n1;2\r\n"
    assert year_in("made", parts) == 2023


def test_a_table_without_such_a_line_is_left_alone():
    assert read_heading("made", b"a,b\n1,2\n") == ({}, b"a,b\n1,2\n")
    with pytest.raises(SourceFormatError, match="year is not told"):
        year_in("made", {})
    with pytest.raises(SourceFormatError, match="put a first line `# circular="):
        part_in("made", {}, "circular")


@pytest.mark.parametrize(
    "line",
    [b"# year=2023", b"#\n", b"# a comment\n", b"# year=\n", b"# Year=2023\n", b"# year=20 23\n",
     b"# year=2023; stage\n", b"# year=2023; year=2024\n", b"# year=\xff\n", b"# year=2023 stage=x\n"],
)  # fmt: skip
def test_a_first_line_of_another_form_is_refused(line):
    with pytest.raises(SourceFormatError):
        read_heading("made", line)


@pytest.mark.parametrize("text", ["1989", "2101", "23", "+202", "20.4", "２０２３", ""])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(SourceFormatError):
        year_of("made", text)


@settings(deadline=None)
@given(raw=st.binary(max_size=300))
def test_gzipped_or_not_the_bytes_are_the_same(raw):
    packed = gzip.compress(raw)
    assert expanded("made", packed) == raw
    if not raw.startswith(b"\x1f\x8b"):
        assert expanded("made", raw) == raw


def test_a_damaged_or_cut_or_too_large_stream_is_refused():
    packed = gzip.compress(b"a,b\n1,2\n" * 50)
    for length in range(2, len(packed)):
        with pytest.raises(SourceFormatError):
            expanded("made", packed[:length])
    with pytest.raises(SourceFormatError, match="beyond 399 bytes"):
        expanded("made", packed, max_expanded=399)
    assert len(expanded("made", packed, max_expanded=400)) == 400
