"""A gemeente that can be worked by hand: two wijken, a small one of which the ages are withheld, and a large water."""

import polars as pl

from stadsbeeld.instruments.geldstromen.allocate import Question

GM = "GM0001"
TOTALS = {"gm": pl.String, "taakveld": pl.String, "side": pl.String, "cents": pl.Int64}
NAMES = {"WK000101": "Oost", "WK000102": "West", "WK000103": "Kade", "WK000199": "Groot water"}
# Of the gemeente 820 inhabitants, of the wijken 800: 20 persons have no address. 20 % is younger than 15.
FIGURES: dict[str, dict[str, float | None]] = {
    "inhabitants_n": {GM: 820, "WK000101": 200, "WK000102": 560, "WK000103": 40, "WK000199": None},
    "households_n": {GM: 400, "WK000101": 100, "WK000102": 280, "WK000103": 20, "WK000199": None},
    "age_0_14_pct": {GM: 20, "WK000101": 10, "WK000102": 25, "WK000103": None, "WK000199": None},
    "cars_n": {GM: 300, "WK000101": 100, "WK000102": 200, "WK000103": 0, "WK000199": None},
}


def areas(gm: str = GM, names: dict[str, str] = NAMES) -> pl.DataFrame:
    return pl.DataFrame({"gm": gm, "area": list(names), "name": list(names.values())})


def figures(**more: dict[str, float | None]) -> pl.DataFrame:
    rows = [(area, figure, value) for figure, told in {**FIGURES, **more}.items() for area, value in told.items()]
    return pl.DataFrame(rows, {"area": pl.String, "figure": pl.String, "value": pl.Float64}, orient="row")


def totals(*rows: tuple[str, str, int | None]) -> pl.DataFrame:
    """(taakveld, side, cents) of the gemeente."""
    return pl.DataFrame([(GM, *row) for row in rows], TOTALS, orient="row")


def question(*rows: tuple[str, str, int | None], **more: object) -> Question:
    return Question(**{"totals": totals(*rows), "areas": areas(), "figures": figures(), **more})  # type: ignore[arg-type]
