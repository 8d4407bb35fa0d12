"""How far the amounts of a sheet may be off, for each taakveld, each domain and all together."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from stadsbeeld.instruments.geldstromen.doubt import Doubt
from stadsbeeld.instruments.geldstromen.parties import RESERVES, domain_of
from stadsbeeld.instruments.geldstromen.sheet import TOTAL, Sheet
from stadsbeeld.instruments.geldstromen.uncertainty import spread

Ranges = Mapping[tuple[str, str, str], tuple[int, int]]
"""(area, taakveld or domain or `total`, side) → p10 and p90 in cents."""
SEED, DRAWS = 20_241, 1_000


def ranges(sheet: Sheet) -> Ranges:
    """Of 1,000 draws with a seed that is always the same: who asks again sees the same.

    A range of a sum is drawn as a sum; it is narrower than the sum of the ranges of its parts. The amount by the key in
    use is one of what may be true: where other keys all give more, or less, the range is widened to hold it. Nothing of
    what was not delivered.
    """
    doubt = Doubt(years=float(abs(sheet.areas_year - sheet.asked.year)))
    groups = {code: domain_of(code) for code in sheet.question.totals["taakveld"].unique()}
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    _add(found, sheet, doubt, [code for code, group in groups.items() if group != RESERVES], TOTAL)
    for domain in sorted(set(groups.values())):
        _add(found, sheet, doubt, [code for code, group in groups.items() if group == domain], domain)
    return found


def _add(
    found: dict[tuple[str, str, str], tuple[int, int]], sheet: Sheet, doubt: Doubt, codes: list[str], name: str
) -> None:
    """The ranges of these taakvelden and, under `name`, of their sum."""
    totals = sheet.question.totals.filter(pl.col("taakveld").is_in(codes))
    told = spread(replace(sheet.question, totals=totals), doubt, seed=SEED, draws=DRAWS)
    for row in told.drop_nulls(["p10", "p90"]).iter_rows(named=True):
        ends = (min(row["p10"], row["cents"]), max(row["p90"], row["cents"]))
        found[row["area"], row["taakveld"] or name, row["side"]] = ends
