"""The contract holds for yearly tables as well: here on sources that are made for it."""

import csv
import io
import json
from datetime import timedelta
from typing import ClassVar

import polars as pl
import pytest

from sources.contract import SourceContract
from stadsbeeld.connect.source import Source, Table
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import SECRET, Figures
from stadsbeeld.frames.ledger import Ledger

POLYGON = json.dumps({"type": "Polygon", "coordinates": [[[4.4, 51.9], [4.5, 51.9], [4.5, 52.0], [4.4, 51.9]]]})


def lines_of(raw: bytes, header: str) -> list[dict[str, str]]:
    """The rows of a CSV of which every line ends, the last one too."""
    try:
        text = raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise SourceFormatError("made", "not text") from error
    if not text.startswith(header + "\n") or not text.endswith("\n") or "\r" in text or "\0" in text:
        raise SourceFormatError("made", "not the table")
    rows = list(csv.DictReader(io.StringIO(text)))
    if any(None in row or None in row.values() for row in rows) or not rows:
        raise SourceFormatError("made", "a row is cut off")
    return rows


def figures_of(rows: list[dict[str, str]]) -> Figures:
    told = [
        (row["area"], int(row["year"]), "inhabitants_n", float(row["n"]) if row["n"] else None, row["mark"] or None)
        for row in rows
    ]
    columns = {"area": str, "year": int, "figure": str, "value": float, "mark": str}
    return Figures(pl.DataFrame(told, schema=columns, orient="row"))


def parse_figures(raw: bytes) -> Table:
    try:
        return figures_of(lines_of(raw, "area,year,n,mark"))
    except (ValueError, csv.Error) as error:
        raise SourceFormatError("made", str(error)) from error


def parse_areas(raw: bytes) -> Table:
    try:
        rows = lines_of(raw, "area,year,n,mark")
        kinds = {"GM": "gemeente", "WK": "wijk"}
        told = [(row["area"], kinds[row["area"][:2]], row["area"], None, int(row["year"]), POLYGON) for row in rows]
        columns = {"area": str, "kind": str, "name": str, "parent": str, "year": int, "geometry": str}
        return Areas(pl.DataFrame(told, schema=columns, orient="row"), figures_of(rows))
    except (ValueError, KeyError, csv.Error) as error:
        raise SourceFormatError("made", str(error)) from error


def parse_ledger(raw: bytes) -> Table:
    try:
        rows = [{**row, "cents": int(row["cents"])} for row in lines_of(raw, "area,year,flow,cents")]
        same = {"stage": "rekening", "side": "baten", "category": "B.totaal", "payer": "derden", "payee": "gemeente"}
        return Ledger(pl.DataFrame([{**row, **same, "grade": "A"} for row in rows]).cast({"year": pl.Int32}))
    except (ValueError, csv.Error, pl.exceptions.PolarsError) as error:
        raise SourceFormatError("made", str(error)) from error


def made(parse, *yields: str) -> Source:
    return Source(
        id="made",
        title="Made",
        url="https://example.org",
        licence="CC0-1.0",
        attribution="Made",
        purpose="test",
        legal_ground="none",
        retention_days=3650,
        every=timedelta(days=30),
        max_age=timedelta(days=400),
        yields=frozenset(yields),
        parse=parse,
    )


TABLE = f"area,year,n,mark\nGM0599,2024,663900,\nWK059901,2024,-5,\nWK059902,2024,,\nWK059903,2024,,{SECRET}\n".encode()


class WithBytes(SourceContract):
    text: ClassVar[bytes]

    @property
    def raw(self) -> bytes:
        return self.text

    def repeated(self, raw: bytes) -> bytes:
        return raw + raw.splitlines(keepends=True)[-1]


class TestFigures(WithBytes):
    source = made(parse_figures, "figure:inhabitants_n")
    text = TABLE
    rows = 4
    implausible = 1


class TestAreas(WithBytes):
    source = made(parse_areas, "areas", "figure:inhabitants_n")
    text = TABLE
    rows = 4
    implausible = 1


class TestLedger(WithBytes):
    source = made(parse_ledger, "ledger")
    text = b"area,year,flow,cents\nGM0599,2023,0.1,100\nGM0599,2023,0.10,-250\n"
    rows = 2


class TestInvents(TestLedger):
    """One that takes the beginning of a number for a number is found out."""

    source = made(lambda raw: parse_ledger(raw if raw.endswith(b"\n") else raw + b"\n"), "ledger")

    def test_cut_at_every_byte_it_never_invents_a_row(self):
        with pytest.raises(AssertionError, match="it tells"):
            super().test_cut_at_every_byte_it_never_invents_a_row()


class TestUndeclared(TestAreas):
    """One that tells figures which it did not declare is found out."""

    source = made(parse_areas, "areas")

    def test_only_what_was_declared(self):
        with pytest.raises(AssertionError):
            super().test_only_what_was_declared()
