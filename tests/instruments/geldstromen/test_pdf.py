"""The PDF of a business case: two pages, tagged, the figures in it, and the same bytes twice."""

import re
import zlib
from dataclasses import replace
from datetime import date

import pytest

from stadsbeeld.instruments.geldstromen.benefits.fields import Text
from stadsbeeld.instruments.geldstromen.benefits.present import present
from stadsbeeld.instruments.geldstromen.benefits.read_case import example
from stadsbeeld.instruments.geldstromen.pdf import report
from stadsbeeld.texts.sentences import Language

MADE = date(2026, 11, 24)


def streams(pdf: bytes) -> list[bytes]:
    """What the streams of the file hold, unpacked where they are packed."""
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def whole(pdf: bytes) -> bytes:
    return pdf + b"\n".join(streams(pdf))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["bos-en-lommer", "teeb-nederland"])
def test_two_tagged_pages(name: str, language: Language) -> None:
    pdf = report(present(example(name)), made=MADE, author="Gemeente Rotterdam", language=language)
    assert pdf.startswith(b"%PDF-")
    everything = whole(pdf)
    assert re.search(rb"/Type\s*/Pages\b[^>]*/Count 2\b", everything) or everything.count(b"/Type/Page\n") == 2
    assert b"/StructTreeRoot" in everything
    assert b"pdfuaid" in everything
    assert (b"(nl" if language == "nl" else b"(en") in everything


def test_the_same_bytes_twice_and_others_on_another_day() -> None:
    case = present(example("bos-en-lommer"))
    first, again = (report(case, made=MADE, author="Rotterdam", language="nl") for _ in range(2))
    assert first == again
    assert first != report(case, made=date(2026, 11, 25), author="Rotterdam", language="nl")


def test_what_stands_in_a_case_is_text_and_is_never_run() -> None:
    case = example("bos-en-lommer")
    evil = replace(case, title=Text(nl='#panic("run") $x$ *sterk* \\ "', en="x"))
    pdf = report(present(evil), made=MADE, author='#panic("run")', language="nl")
    assert pdf.startswith(b"%PDF-")
