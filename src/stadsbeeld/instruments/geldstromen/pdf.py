"""A business case as a PDF of two pages that invites a co-investor: what it is, who pays and gains, how sure, on what.

Made by Typst from a template that comes along; all text goes in as JSON, so that nothing in a case file is run. Tagged
(PDF/UA-1), with the fonts that Typst brings: no network, and the same bytes for the same case, date and language.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

import typst

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.report_words import words_of
from stadsbeeld.texts.sentences import Language

# How many cards to show, where all of them are too many; the report says how many it leaves out.
_FEWER = (12, 8, 5, 3, 0)


def report(case: Mapping[str, Any], *, made: date, author: str, language: Language) -> bytes:
    """`case` as `benefits.present` gives it; `made` stands in the footer and in the properties of the file.

    Each page is set smaller where it must, down to 7 points; where that is not enough, cards are left out, and counted.
    Raises InputError for a case that fits two pages in no readable size.
    """
    pdf: bytes = _fitted(case, made, author, language, format="pdf", pdf_standards=["ua-1"])
    return pdf


def _fitted(case: Mapping[str, Any], made: date, author: str, language: Language, **how: Any) -> Any:
    every = len(case["cards"])
    for cards in (every, *(count for count in _FEWER if count < every)):
        told = words_of(case, made, author, language, cards)
        try:
            return _compiled(told, made, **how)
        except typst.TypstError as error:
            # Words of our own template; anything else is a fault in it.
            if "too much for a page" not in str(error):
                raise
    raise InputError("the case holds more text than fits two pages")


def _compiled(told: Mapping[str, Any], made: date, **how: Any) -> Any:
    return typst.compile(
        (resources.files(__package__) / "report.typ").read_bytes(),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp()),
        **how,
    )
