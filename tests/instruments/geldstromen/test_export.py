"""Tables as files: read back by other programs' rules, in both languages, and never run by a spreadsheet."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from stadsbeeld.instruments.geldstromen.export import Column, Mark, Table, as_csv, as_xlsx

MADE = date(2026, 11, 24)
COLUMNS = (
    Column(title="Wijk"),
    Column(title="Lasten", unit="euro", kind="cents"),
    Column(title="Inwoners", kind="whole"),
    Column(title="Aandeel", kind="share"),
)
TABLE = Table(
    title="Lasten per wijk",
    columns=COLUMNS,
    rows=[("Feijenoord", 123_456_789, 7_805, 0.125), ("'s-Gravenland; oost", -5, 0, Mark.WITHHELD),
          ("=1+1", Mark.MISSING, 3, 1e-7)],
    sources=["CBS, Iv3 2023 (CC BY 4.0)"],
    notes=["Zonder reserves."],
)  # fmt: skip


def read(raw: bytes, delimiter: str) -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_dutch_csv() -> None:
    assert read(as_csv(TABLE, "nl"), ";") == [
        ["Wijk", "Lasten (euro)", "Inwoners", "Aandeel", "Bron"],
        ["Feijenoord", "1234567,89", "7805", "0,125", "CBS, Iv3 2023 (CC BY 4.0)"],
        ["'s-Gravenland; oost", "-0,05", "0", "afgeschermd", "CBS, Iv3 2023 (CC BY 4.0)"],
        ["'=1+1", "niet geleverd", "3", "0,0000001", "CBS, Iv3 2023 (CC BY 4.0)"],
    ]


def test_english_csv() -> None:
    told = read(as_csv(TABLE, "en"), ",")
    assert told[0][-1] == "Source"
    assert told[1][:4] == ["Feijenoord", "1234567.89", "7805", "0.125"]
    assert [told[2][3], told[3][1]] == ["withheld", "not delivered"]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=12), st.sampled_from(["", " ", "=", "+", "-", "@", "\t", "\r", "＝"]))
def test_no_text_is_a_formula_and_all_text_comes_back(text: str, before: str) -> None:
    told = before + text.replace("\x00", "").encode("utf-8", "ignore").decode()
    raw = as_csv(Table(title="t", columns=[Column(title="a")], rows=[(told,)], sources=["s"]), "nl")
    ((_, _), (cell, _)) = read(raw, ";")
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert cell in (told, f"'{told}")


@settings(deadline=None, max_examples=50)
@given(st.integers(-(10**15), 10**15))
def test_cents_come_back_to_the_cent(cents: int) -> None:
    table = Table(title="t", columns=[Column(title="a", kind="cents")], rows=[(cents,)], sources=[])
    for language, delimiter, point in (("nl", ";", ","), ("en", ",", ".")):
        cell = read(as_csv(table, language), delimiter)[1][0]
        assert int(cell.replace(point, "")) == cents


NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(raw: bytes) -> tuple[list[str], list[list[list[str]]], list[etree._Element]]:
    """Names, and the cells of each sheet as text, straight from the XML."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        shared = etree.fromstring(file.read("xl/sharedStrings.xml"))
        words = ["".join(one.itertext()) for one in shared.findall("m:si", NS)]
        book = etree.fromstring(file.read("xl/workbook.xml"))
        names = [one.get("name", "") for one in book.iterfind(".//m:sheet", NS)]
        trees = [etree.fromstring(file.read(f"xl/worksheets/sheet{n}.xml")) for n in (1, 2)]
    told = []
    for tree in trees:
        rows = [
            [words[int(c.findtext("m:v", "", NS))] if c.get("t") == "s" else c.findtext("m:v", "", NS) for c in row]
            for row in tree.iterfind(".//m:row", NS)
        ]
        told.append(rows)
    return names, told, trees


def test_excel_has_data_and_origin() -> None:
    names, (data, origin), trees = sheets(as_xlsx(TABLE, "nl", MADE))
    assert names == ["Gegevens", "Herkomst"]
    assert data == [
        ["Wijk", "Lasten (euro)", "Inwoners", "Aandeel"],
        ["Feijenoord", "1234567.89", "7805", "0.125"],
        ["'s-Gravenland; oost", "-0.05", "0", "afgeschermd"],
        ["=1+1", "niet geleverd", "3", "1E-07"],
    ]
    assert [line[0] for line in origin] == ["Titel", "Gemaakt op", "Bron", "Toelichting", "Teken", "Teken"]
    assert origin[1][1] == "24 november 2026"
    assert origin[4][1].startswith("niet geleverd:")
    assert not any(tree.findall(".//m:f", NS) for tree in trees)


def test_excel_is_the_same_twice() -> None:
    assert as_xlsx(TABLE, "en", MADE) == as_xlsx(TABLE, "en", MADE)
    assert as_xlsx(TABLE, "en", MADE) != as_xlsx(TABLE, "en", date(2026, 11, 25))


@pytest.mark.parametrize(
    "row",
    [("a", 1, 2), ("a", 1, 2, 3, 4), ("a", "1", 2, 3), (1, 1, 2, 3), ("a", None, 2, 3), ("a", 1, 2, float("nan"))],
)
def test_a_cell_that_does_not_fit_is_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="row 1"):
        Table(title="t", columns=COLUMNS, rows=[row], sources=[])  # type: ignore[list-item]
