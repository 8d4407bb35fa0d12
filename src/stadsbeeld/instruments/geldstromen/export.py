"""A table as a file: CSV and Excel, in Dutch or English form. A cell without a number says in words why it has none."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from typing import Any, Final, Literal

import xlsxwriter  # type: ignore[import-untyped]

from stadsbeeld.texts.numbers import LOCALES, day
from stadsbeeld.texts.sentences import Language, sentence

# A spreadsheet takes text that starts so for a formula (OWASP, CSV Injection), full-width forms too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EXCEL: Final = {"cents": "#,##0.00", "whole": "#,##0", "number": "#,##0.00", "share": "0.0%"}
_WIDEST: Final = 60


class Mark(StrEnum):
    """Why a cell has no number."""

    MISSING = "missing"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"


Kind = Literal["text", "cents", "whole", "number", "share"]
Cell = str | int | float | Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`kind`: cents are written in euro, to the cent; a share of one as per cent in Excel and as it is in CSV."""

    title: str
    unit: str = ""
    kind: Kind = "text"

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`sources`: a line for each, as people cite it. `notes`: what one must know to read it.

    Raises ValueError for a row of another length, a number in a column of text or text in one of numbers (a `Mark` may
    stand in both), and for an empty cell: what is not known has a mark.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[str]
    notes: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            for column, cell in zip_longest(self.columns, row):
                text = column is not None and column.kind == "text"
                if column is None or not (isinstance(cell, Mark) or _fits(cell, text)):
                    raise ValueError(f"row {number}: {cell!r} does not fit {column and column.title!r}")


def _fits(cell: Cell | None, text: bool) -> bool:
    if text:
        return isinstance(cell, str)
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < float("inf")


def as_csv(table: Table, language: Language) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; Dutch: semicolons and decimal commas, English: commas and
    points. No separators of thousands. The first line holds the headings with units; the last column of each row the
    sources, so that a row that is cut out still has its origin. Text that a spreadsheet would run gets a quote before
    it. RFC 4180 otherwise."""
    told = io.StringIO()
    lines = csv.writer(told, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    origin = "; ".join(table.sources)
    headings = [*(column.heading for column in table.columns), sentence("geld-export-source", language)]
    lines.writerow([harmless(one) for one in headings])
    for row in table.rows:
        cells = [_written(cell, column.kind, language) for cell, column in zip(row, table.columns, strict=True)]
        lines.writerow([*cells, harmless(origin)])
    return b"\xef\xbb\xbf" + told.getvalue().encode("utf-8")


def harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _written(cell: Cell, kind: Kind, language: Language) -> str:
    if isinstance(cell, Mark):
        return mark(cell, language)
    if isinstance(cell, str):
        return harmless(cell)
    told = str(Decimal(cell).scaleb(-2).quantize(Decimal("0.01"))) if kind == "cents" else repr(cell)
    if "e" in told:
        told = f"{Decimal(told):f}"
    return told.replace(".", ",") if language == "nl" else told


def mark(why: Mark, language: Language) -> str:
    return sentence(f"geld-export-{why.value}", language)


def as_xlsx(table: Table, language: Language, made: date) -> bytes:
    """One sheet of data, of which the first row holds the headings, and one that tells where they come from.

    Made in memory; the same bytes for the same table, language and day. Text is written as text, never as a formula.
    """
    told = io.BytesIO()
    with xlsxwriter.Workbook(told, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": table.title, "created": datetime(made.year, made.month, made.day)})  # noqa: DTZ001
        book.set_custom_property("language", LOCALES[language].replace("_", "-"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _data(book, table, language, bold)
        _origin(book, table, language, bold, made)
    return told.getvalue()


def _data(book: Any, table: Table, language: Language, bold: Any) -> None:
    sheet = book.add_worksheet(sentence("geld-export-data", language))
    forms = {kind: book.add_format({"num_format": form}) for kind, form in _EXCEL.items()}
    plain = book.add_format()
    said = book.add_format({"italic": True, "align": "right"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, bold)
        widest = len(column.heading) // 2
        for number, row in enumerate(table.rows, 1):
            cell = row[place]
            if isinstance(cell, Mark):
                sheet.write_string(number, place, mark(cell, language), said)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell, plain)
                widest = max(widest, len(cell))
            else:
                sheet.write_number(number, place, cell / 100 if column.kind == "cents" else cell, forms[column.kind])
        sheet.set_column(place, place, min(max(widest + 2, 14), _WIDEST))
    sheet.freeze_panes(1, 1)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _origin(book: Any, table: Table, language: Language, bold: Any, made: date) -> None:
    sheet = book.add_worksheet(sentence("geld-export-origin", language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    marks = sorted({cell for row in table.rows for cell in row if isinstance(cell, Mark)})
    lines = [
        ("geld-export-title", table.title),
        ("geld-export-made", day(made, language)),
        *(("geld-export-source", source) for source in table.sources),
        *(("geld-export-note", note) for note in table.notes),
        *(("geld-export-mark", sentence(f"geld-export-{why.value}-is", language)) for why in marks),
    ]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    for number, (id, text) in enumerate(lines):
        sheet.write_string(number, 0, sentence(id, language), bold)
        sheet.write_string(number, 1, text, wrapped)
