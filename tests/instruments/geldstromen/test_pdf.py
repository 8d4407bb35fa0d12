"""The PDF of a business case: two pages, tagged, the figures in it, and the same bytes twice."""

import re
import zlib
from dataclasses import replace
from datetime import date

import pytest

from stadsbeeld.domain.errors import InputError
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


def texts(pdf: bytes) -> list[str]:
    """The text of each page, by the map of each font from glyphs to characters, as a reader copies it."""
    found = streams(pdf)
    maps = [
        {int(glyph, 16): bytes.fromhex(char.decode()).decode("utf-16-be")
         for glyph, char in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", one.split(b"beginbfchar", 1)[1])}
        for one in found if b"beginbfchar" in one
    ]  # fmt: skip
    pages = [one for one in found if b"]TJ" in one]
    return [
        "\n".join(_said(run, maps) for run in re.findall(rb"/f(\d+) .*?\[(.*?)\]TJ", page, re.DOTALL)) for page in pages
    ]


ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _said(run: tuple[bytes, bytes], maps: list[dict[int, str]]) -> str:
    """A run of glyphs, two bytes each. Fonts are numbered on each page anew: the map that knows all glyphs is the one;
    where several do, all their readings stand there."""
    raw = _strings(run[1].decode("latin-1"))
    glyphs = [ord(high) << 8 | ord(low) for high, low in zip(raw[::2], raw[1::2], strict=True)]
    return " | ".join("".join(one[glyph] for glyph in glyphs) for one in maps if all(glyph in one for glyph in glyphs))


def _strings(array: str) -> str:
    """The strings of an array, one after the other: parentheses within them are escaped, or in pairs."""
    found, depth = "", 0
    for token in re.findall(r"\\[0-7]{1,3}|\\.|.", array, re.DOTALL):
        depth -= token == ")"
        if depth and len(token) > 1:
            found += chr(int(token[1:], 8)) if token[1].isdigit() else ESCAPES.get(token[1], token[1])
        elif depth:
            found += token
        depth += token == "("
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


def test_the_figures_stand_in_it() -> None:
    invites, tells = texts(report(present(example("bos-en-lommer")), made=MADE, author="Rotterdam", language="nl"))
    for told in ("Het plan verdient zich niet terug.", "€ 35,4 mln", "€ -35,4 mln", "€ 14,5 mln", "€ 2,9 mln",
                 "kleiner dan 1 procent", "Neem contact op met Rotterdam."):  # fmt: skip
        assert told in invites
    # Upkeep of € 1.01 M a year against € 0.802 M less depression, from the study itself.
    for told in ("€ 1.010.000", "€ 802.000", "€ 13.500.000", "2013 – 2017", "€ 5,0 mln", "€ 4,0 mln", "[1] KPMG"):
        assert told in tells
    assert tells.count("KPMG, Groen, gezond en productief") == 1


def test_what_is_not_known_is_said() -> None:
    invites, tells = texts(report(present(example("teeb-nederland")), made=MADE, author="Rotterdam", language="en"))
    assert "What it costs is not known." in invites
    assert "Municipalities: pays, but how much is not known." in invites
    assert "€7.3 bn" in invites
    assert "(now unknown)" in tells


def test_a_large_case_still_has_two_pages_and_counts_what_it_leaves_out() -> None:
    case = dict(present(example("bos-en-lommer")))
    case["parties"] = [{**case["parties"][n % 3], "title": {"nl": f"Partij nummer {n}"}} for n in range(9)]
    case["cards"] = [
        {**card, "source": {**card["source"], "text": f"{card['source']['text']} {n}"}}
        for n in range(6) for card in case["cards"]
    ]  # fmt: skip
    pages = texts(report(case, made=MADE, author="Rotterdam", language="nl"))
    assert len(pages) == 2
    assert re.search("Nog (6|10|13|15|18) staan op het scherm", pages[1])
    case["summary"] = {"nl": "woord " * 6000}
    with pytest.raises(InputError):
        report(case, made=MADE, author="Rotterdam", language="nl")


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
