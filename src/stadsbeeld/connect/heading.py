"""What a table does not tell of itself, in a first line put before it: `# year=2023; stage=rekening`.

Some publishers tell the year of a table in the name of its file only. Such a file gets one line in front when it is
packaged or brought in by hand; the rest stays as it was published, byte for byte. The line starts with `#`, its parts
stand between semicolons, each a lower-case name and a value of letters, digits, `-` and `_`.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Mapping

from stadsbeeld.domain.errors import SourceFormatError

MAX_EXPANDED_BYTES = 256 << 20
FIRST_YEAR, LAST_YEAR = 1990, 2100
_GZIP = b"\x1f\x8b"
_LINE = re.compile(rb"#((?: *[a-z_]+=[A-Za-z0-9_-]+ *(?:;|$))+)")


def expanded(source: str, raw: bytes, *, max_expanded: int = MAX_EXPANDED_BYTES) -> bytes:
    """`raw` itself, or what it holds where it is gzipped; whole, and never more than `max_expanded` bytes.

    Raises SourceFormatError where the stream is damaged, cut off or larger.
    """
    if not raw.startswith(_GZIP):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            text = file.read(max_expanded + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise SourceFormatError(source, f"the gzip stream is damaged or cut off: {error}") from error
    if len(text) > max_expanded:
        raise SourceFormatError(source, f"the text expands beyond {max_expanded} bytes")
    return text


def read_heading(source: str, raw: bytes) -> tuple[dict[str, str], bytes]:
    """The parts of the first line and the bytes after it; no parts and `raw` itself where it has no such line.

    Raises SourceFormatError for a first line that starts with `#` and is not of the form, or tells a part twice.
    """
    if not raw.startswith(b"#"):
        return {}, raw
    line, newline, rest = raw.partition(b"\n")
    match = _LINE.fullmatch(line.rstrip(b"\r"))
    if match is None or not newline:
        raise SourceFormatError(source, "the first line is not of the form `# year=2023; stage=rekening`")
    parts: dict[str, str] = {}
    for part in match[1].decode("ascii").split(";"):
        name, _, value = part.strip().partition("=")
        if name in parts:
            raise SourceFormatError(source, f"the first line tells {name} twice")
        if name:
            parts[name] = value
    return parts, rest


def year_in(source: str, parts: Mapping[str, str]) -> int:
    """The year of a heading. Raises SourceFormatError where it is absent or lies outside 1990 to 2100."""
    return year_of(source, part_in(source, parts, "year"))


def part_in(source: str, parts: Mapping[str, str], name: str) -> str:
    """One part of a heading. Raises SourceFormatError where it is absent."""
    if name not in parts:
        raise SourceFormatError(source, f"the {name} is not told: put a first line `# {name}=…` in front of the table")
    return parts[name]


def year_of(source: str, text: str) -> int:
    """A year written in four digits. Raises SourceFormatError."""
    if re.fullmatch("[0-9]{4}", text) is None or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise SourceFormatError(source, f"{text!r} is not a year from {FIRST_YEAR} to {LAST_YEAR}")
    return int(text)


def column_names(source: str, table: bytes, delimiter: str) -> list[str]:
    """The names in the first line of a CSV table, to tell which of a publisher's tables it is.

    Raises SourceFormatError where that line is not text or not CSV.
    """
    try:
        line = table.partition(b"\n")[0].decode("utf-8-sig").rstrip("\r")
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceFormatError(source, f"the first line does not name columns: {error}") from error
