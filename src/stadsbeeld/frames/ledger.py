"""The ledger: who paid whom, for what, in which year."""

from typing import Self

import polars as pl

from stadsbeeld.frames import checks

SCHEMA = pl.Schema(
    {
        "area": pl.String(),
        "year": pl.Int32(),
        "stage": pl.String(),
        "flow": pl.String(),
        "side": pl.String(),
        "category": pl.String(),
        "payer": pl.String(),
        "payee": pl.String(),
        "cents": pl.Int64(),
        "grade": pl.String(),
    }
)
KEY = ["area", "year", "stage", "flow", "side", "category"]
STAGES = ("rekening", "begroting")
SIDES = ("lasten", "baten")
# How an amount is known: registered, volume of actual users, one demographic key, modelled, not attributable.
GRADES = ("A", "B", "C", "D", "E")
# `derden`: whoever stands on the other side, as long as the published table does not tell.
PARTIES = (
    "gemeente",
    "rijk",
    "huishoudens",
    "bedrijven",
    "medewerkers",
    "zorgverzekeraars",
    "woningcorporaties",
    "werkgevers",
    "onbekend",
    "derden",
)


class Ledger:
    """A checked table of amounts, sorted by key.

    Columns: `area`, the code of a gemeente; `year`; `stage`, the accounts (`rekening`) or the budget; `flow`, the
    taakveld as text (0.1 is not 0.10); `side`; `category`, the economic category: categories never overlap, the total
    of a side is their sum; `payer`, `payee`, of `PARTIES`; `cents`, negative where it was booked so, null where it was
    not delivered, which is not zero; `grade`, of `GRADES`.

    The key (area, year, stage, flow, side, category) is unique. Raises ValueError on a wrong schema, a null elsewhere
    than in `cents`, a repeated key, an unknown stage, side, grade or party, a code of another kind of area, or cents
    that are no whole numbers, also where they happen to be round.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        kind = frame.schema.get("cents", pl.Int64())
        if not (kind.is_integer() or kind == pl.Null()):
            raise ValueError(f"cents are {kind} and no whole numbers")
        frame = checks.shaped(frame, SCHEMA, "amounts")
        checks.refuse_nulls(frame, [name for name in SCHEMA.names() if name != "cents"])
        checks.refuse_odd(frame, "area", checks.GEMEENTE)
        checks.refuse_years(frame)
        checks.refuse_unknown(frame, "stage", STAGES)
        checks.refuse_unknown(frame, "side", SIDES)
        checks.refuse_unknown(frame, "grade", GRADES)
        checks.refuse_unknown(frame, "payer", PARTIES)
        checks.refuse_unknown(frame, "payee", PARTIES)
        for column in ("flow", "category"):
            checks.refuse_odd(frame, column, r"^\S.*$")
        checks.refuse_repeats(frame, KEY)
        self.frame = frame.sort(KEY)

    @classmethod
    def empty(cls) -> Self:
        return cls(pl.DataFrame(schema=SCHEMA))

    def __len__(self) -> int:
        return len(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self.frame.equals(other.frame)

    __hash__ = None  # type: ignore[assignment]
