"""The codes that Iv3 knows in each year: taakvelden and economic categories, as CBS lists them (`iv3_codes.csv`).

A code is text: 0.1 is Bestuur and 0.10 the reserves. From 2025 the lists are others than before.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from stadsbeeld.domain.errors import NotFoundError

FIRST_YEAR, LAST_YEAR = 2023, 2026


@cache
def taakvelden(year: int) -> Mapping[str, str]:
    """The name of each taakveld of that year by its code, in CBS' order. Raises NotFoundError outside 2023 to 2026."""
    return _codes("taakveld", year)


@cache
def categories(side: str, year: int) -> Mapping[str, str]:
    """The name of each economic category of a side (`lasten`, `baten`) by CBS' code, such as 1.1. Raises NotFoundError
    outside 2023 to 2026."""
    return _codes(side, year)


def _codes(kind: str, year: int) -> Mapping[str, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFoundError("list of Iv3 codes", str(year))
    text = (resources.files("stadsbeeld.connect") / "iv3_codes.csv").read_text("utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
    return MappingProxyType(
        {
            row["code"]: row["name"]
            for row in rows
            if row["list"] == kind and int(row["first"]) <= year <= int(row["last"])
        }
    )
