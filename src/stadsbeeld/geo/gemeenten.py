"""The gemeenten of the Netherlands: codes, provinces, the ways in which publishers spell them, and who took over whom.

A year means its 1 January, as CBS does: Weesp, a part of Amsterdam since 24 March 2022, is a gemeente of 2022. What is
in the list, and from where, stands at its head (`gemeenten.csv`). GM0998, `Buitenland`, is no gemeente.
"""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

from stadsbeeld.domain.errors import InputError, NotFoundError

FIRST_YEAR, LAST_YEAR = 2022, 2026
PROVINCES = (
    *("Groningen", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland"),
    *("Utrecht", "Noord-Holland", "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg"),
)
_PROVINCE_SPELLINGS = {"friesland": "Fryslân", "fryslan": "Fryslân"}
# What is written for one and the same sign.
_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "–": "-", "‑": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """`name` as CBS writes it, without the province behind it where that needs none. `first`, `last`: days, both
    included; None: before 2022, and until further notice. `successor`: the code of who took it over, where it went."""

    code: str
    name: str
    province: str
    first: date | None
    last: date | None
    successor: str | None
    spellings: tuple[str, ...]

    def on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@cache
def gemeenten(year: int) -> Mapping[str, Gemeente]:
    """The gemeenten of 1 January of that year by code, in that order. Raises NotFoundError outside 2022 to 2026."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFoundError("list of gemeenten", str(year))
    return MappingProxyType({code: one for code, one in _all().items() if one.on(date(year, 1, 1))})


def code_of(name: str, year: int) -> str:
    """The code of a gemeente of that year by any of its spellings; capitals and blanks do not matter, accents do.

    A name that was given up does not stand for who took over: three of them would be one area three times over. Use
    its code and `successor`. Raises NotFoundError with the name, also for `Nederland`, `Buitenland` and a name that two
    gemeenten share (`Bergen`).
    """
    found = _by_spelling(year).get(_plain(name))
    if found is None:
        raise NotFoundError("gemeente", name)
    return found


def successor(code: str, year_from: int, year_to: int) -> str:
    """The code in `year_to` of the area that was `code` in `year_from`; itself where nothing happened.

    Raises NotFoundError where there was no such gemeente in `year_from`, InputError for a year before that: what was
    joined cannot be taken apart.
    """
    if year_to < year_from:
        raise InputError(f"{code} of {year_from} cannot be taken back to {year_to}", detail=code)
    if code not in gemeenten(year_from):
        raise NotFoundError("gemeente", code)
    later = gemeenten(year_to)
    while code not in later:
        after = _all()[code].successor
        if after is None:
            raise NotFoundError("gemeente", code)
        code = after
    return code


def province_of(code: str) -> str:
    """The province of a gemeente of any of the years. Raises NotFoundError."""
    try:
        return _all()[code].province
    except KeyError as error:
        raise NotFoundError("gemeente", code) from error


def province(name: str) -> str:
    """The one spelling of a province: `Friesland` is `Fryslân`. Raises NotFoundError with the name."""
    plain = _plain(name)
    for one in PROVINCES:
        if _plain(one) == plain:
            return one
    try:
        return _PROVINCE_SPELLINGS[plain]
    except KeyError as error:
        raise NotFoundError("province", name) from error


@cache
def _all() -> Mapping[str, Gemeente]:
    text = (resources.files("stadsbeeld.geo") / "gemeenten.csv").read_text("utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
    return {row["code"]: _gemeente(row) for row in rows}


def _gemeente(row: Mapping[str, str]) -> Gemeente:
    return Gemeente(
        code=row["code"],
        name=row["name"],
        province=row["province"],
        first=date.fromisoformat(row["first"]) if row["first"] else None,
        last=date.fromisoformat(row["last"]) if row["last"] else None,
        successor=row["successor"] or None,
        spellings=tuple(row["spellings"].split("|")) if row["spellings"] else (),
    )


@cache
def _by_spelling(year: int) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, one in gemeenten(year).items():
        for spelling in (one.name, *one.spellings):
            if found.setdefault(_plain(spelling), code) != code:
                raise ValueError(f"gemeenten.csv: {spelling!r} stands for two gemeenten of {year}")
    return found


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).translate(_SAME).split()).casefold()
