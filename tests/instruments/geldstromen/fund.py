"""The circulars that come with the program, as the arithmetic wants them."""

from pathlib import Path

import stadsbeeld
from stadsbeeld.instruments.geldstromen.gemeentefonds import fund_of
from stadsbeeld.sources import gemeentefonds as source

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


def published(circular, **options):
    bodies = {
        kind: [row.body for row in source.parse((PACK / f"gemeentefonds_{circular}_{kind}.csv.gz").read_bytes()).rows]
        for kind in ("volumes", "payments", "weights")
    }
    factors = source.parse((PACK / "gemeentefonds_factor.csv").read_bytes()).rows
    factor = next(row.body for row in factors if row.id == f"{circular.upper()}/2024")
    return fund_of(bodies["volumes"], bodies["payments"], bodies["weights"], factor, **options)
