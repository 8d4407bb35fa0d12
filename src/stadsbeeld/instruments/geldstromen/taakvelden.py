"""Taakvelden of each year, and at which level years can be compared.

**The break of 2025.** The lists of 2023 and 2024 are the same, and so are those of 2025 and 2026; between them part of
the social domain was divided anew. By their names:

| until 2024 | from 2025 |
|---|---|
| 6.2 | 6.21, 6.22, 6.23 |
| 6.6, 6.71, 6.71a to d | 6.60, 6.711 to 6.714, 6.791 (budgets of clients, Wmo) |
| 6.72, 6.72a to d, 6.73a to c, 6.74a to c | 6.751 to 6.753, 6.761 to 6.763, 6.792 (budgets of clients, youth) |
| 6.81, 6.81a, 6.81b | 6.811, 6.812 |
| 6.82, 6.82a, 6.82b | 6.821, 6.822 |
| in several of the above | 6.91, 6.92 (coordination and policy) |

6.91 and 6.92 were split off from several, 6.791 and 6.792 hold budgets for every kind of help, and the residuals 6.71,
6.72, 6.81 and 6.82 have no successor of their own. So no row of this table is the same money on both sides, and what
looks like a fall of youth care may be its policy makers who moved. What can be compared across 2025 is *the whole of
it*: the group `wmo-jeugd`. All other taakvelden have the same code and name in every year, and are groups of their own.
What the lists cannot tell: whether a gemeente booked policy on 6.1 or 0.4 before that now stands in 6.91 or 6.92. Then
`wmo-jeugd` rises and 6.1 falls; the hoofdtaakveld holds the sum, but for overhead.

Within 2023 and 2024, or within 2025 and 2026, every level can be compared.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Literal

import polars as pl

from stadsbeeld.connect import iv3_codes
from stadsbeeld.domain.errors import InputError, NotFoundError

FIRST_YEAR, LAST_YEAR = iv3_codes.FIRST_YEAR, iv3_codes.LAST_YEAR
BREAK: Final = 2025
RESERVES: Final = frozenset({"0.10", "0.11"})
WMO_JEUGD: Final = "wmo-jeugd"
# The nine hoofdtaakvelden of CBS by their first number, with a word for each.
HOOFDTAAKVELDEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "0": "bestuur",
        "1": "veiligheid",
        "2": "verkeer",
        "3": "economie",
        "4": "onderwijs",
        "5": "sport-cultuur-groen",
        "6": "sociaal",
        "7": "gezondheid-milieu",
        "8": "wonen",
    }
)
Level = Literal["taakveld", "detail", "group", "hoofdtaakveld"]
# What the published table has in place of the categories that a delivery has.
_INSTEAD = ("L.overig", "B.totaal")
_PERIOD = ["area", "year", "stage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakveld:
    """`name` is CBS', `plain` ours (both Dutch); `main` the number of the hoofdtaakveld; `group` can be compared over
    all years, `detail` within the years of one list. `residual`: booked beside its children, and no sum of them."""

    code: str
    name: str
    plain: str
    main: str
    detail: str
    group: str
    residual: bool

    def at(self, level: Level) -> str:
        if level == "hoofdtaakveld":
            return self.main
        return {"taakveld": self.code, "detail": self.detail, "group": self.group}[level]


@cache
def taakvelden(year: int) -> Mapping[str, Taakveld]:
    """The taakvelden of that year by code, in CBS' order. Raises NotFoundError outside 2023 to 2026."""
    names, told = iv3_codes.taakvelden(year), _told()
    return MappingProxyType({code: _taakveld(code, names, told[code]) for code in names})


def comparable(years: Iterable[int], level: Level) -> bool:
    """Whether amounts of these years can be compared at that level, whatever the taakvelden."""
    return level in ("group", "hoofdtaakveld") or len({year >= BREAK for year in years}) < 2


def by_level(ledger: pl.DataFrame, level: Level) -> pl.DataFrame:
    """A ledger added up: `area`, `year`, `stage`, `unit` (an id of that level), `side` and `cents`.

    `cents` are null where one of the amounts in it was not delivered. A taakveld that is the same in every year is not
    touched by the break. Raises InputError where others are asked on both sides of it by taakveld or detail (`level`
    and `units` in its data), NotFoundError for a taakveld that its year does not have.
    """
    keys = ledger.select("year", "flow").unique().sort("year", "flow").rows()
    units = {(year, flow): _one(year, flow) for year, flow in keys}
    _refuse_across(units, level)
    told = pl.DataFrame(
        [(year, flow, one.at(level)) for (year, flow), one in units.items()],
        schema={"year": ledger.schema["year"], "flow": pl.String, "unit": pl.String},
        orient="row",
    )
    key = [*_PERIOD, "unit", "side"]
    cents = pl.when(~pl.col("cents").is_null().any()).then(pl.col("cents").sum())
    return ledger.join(told, on=["year", "flow"], how="inner").group_by(key).agg(cents).sort(key)


def one_form(ledger: pl.DataFrame) -> pl.DataFrame:
    """The rows of one form of Iv3 for each area, year and stage: of the delivery where there is one.

    The delivery of a gemeente (`L3.8`, `B2.2.1`, …) and the published table (`L.overig`, `B.totaal`) tell the same
    money in other categories; where both were brought in a sum would count it twice.
    """
    instead = pl.col("category").is_in(_INSTEAD)
    delivered = (~instead & (pl.col("category") != "L1.1")).any().over(_PERIOD)
    return ledger.filter(~(instead & delivered))


def _one(year: int, flow: str) -> Taakveld:
    try:
        return taakvelden(year)[flow]
    except KeyError as error:
        raise NotFoundError("taakveld", flow) from error


def _refuse_across(units: Mapping[tuple[int, str], Taakveld], level: Level) -> None:
    moved = {(year, one.at(level)) for (year, _), one in units.items() if one.group != one.code}
    if comparable({year for year, _ in moved}, level):
        return
    found = sorted({unit for _, unit in moved})
    raise InputError(
        f"by {level} {', '.join(found)} cannot be compared across {BREAK}: use group",
        detail=level,
        level=level,
        units=found,
    )


def _taakveld(code: str, names: Mapping[str, str], told: Mapping[str, str]) -> Taakveld:
    return Taakveld(
        code=code,
        name=names[code],
        plain=told["plain"],
        main=code.partition(".")[0],
        detail=told["detail"] or code,
        group=told["group"] or code,
        residual=any(other != code and other.removeprefix(code).isalpha() for other in names if other.startswith(code)),
    )


@cache
def _told() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / "taakvelden.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: row for row in csv.DictReader(lines, delimiter=";")}
