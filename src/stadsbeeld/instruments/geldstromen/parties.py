"""Who pays and for whom it is, per taakveld: what Iv3's published table can tell, and nothing more.

The table gives a total of lasten and of baten per taakveld. Which party stands behind it follows from the law, or from
the categories that CBS allows for that taakveld (its "grijze cellen": a cell that is not grey is the only one in which
an amount can stand). Where several parties pay into one total, or share in one service, the party is `onbekend`.
"""

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from stadsbeeld.frames.ledger import PARTIES as IN_THE_LEDGER

UNKNOWN: Final = "onbekend"
# Whoever the published table cannot name is resolved here, so `derden` is no answer.
PARTIES: Final = tuple(party for party in IN_THE_LEDGER if party != "derden")
GENERAL: Final = "algemeen"
RESERVES: Final = "reserves"
# Algemene dekkingsmiddelen (BBV article 8, fifth paragraph) and what it costs to raise them; 0.8 and 0.9 belong to no
# task.
_GENERAL: Final = frozenset({"0.5", "0.61", "0.62", "0.63", "0.64", "0.7", "0.8", "0.9"})
_RESERVES: Final = frozenset({"0.10", "0.11"})
DOMAINS: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "8", GENERAL, RESERVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A party, how sure that is (A the accounts or the law name no other, C the law names the users, D for the larger
    part, E cannot be told), and the Fluent message that says why."""

    party: str
    grade: str
    reason_id: str

    def __post_init__(self) -> None:
        if self.party not in PARTIES:
            raise ValueError(f"{self.party} is no party")


def domain_of(taakveld: str) -> str:
    """The domain of a taakveld: its main group, with the general means and the reserves apart from the rest of 0."""
    if taakveld in _RESERVES:
        return RESERVES
    return GENERAL if taakveld in _GENERAL else taakveld.partition(".")[0]


def _of(party: str, grade: str, reason: str) -> Resolved:
    return Resolved(party=party, grade=grade, reason_id=f"geld-party-why-{reason}")


_MIXED: Final = _of(UNKNOWN, "E", "mixed")
_PAYERS: Final[dict[str, Resolved]] = {
    "0.2": _of("huishoudens", "D", "documents"),
    "0.61": _of("huishoudens", "D", "owners"),
    "0.62": _of("bedrijven", "D", "premises"),
    "0.63": _of("huishoudens", "D", "parking"),
    "0.64": _of(UNKNOWN, "E", "other-taxes"),
    "0.7": _of("rijk", "A", "fund"),
    "0.10": _of("gemeente", "A", "reserves"),
    "0.11": _of("gemeente", "A", "reserves"),
    "2.4": _of("bedrijven", "D", "quays"),
    "3.2": _of("bedrijven", "D", "business-land"),
    "3.3": _of("bedrijven", "D", "markets"),
    "6": _of(UNKNOWN, "E", "state-grants"),
    "7.2": _of(UNKNOWN, "E", "sewer"),
    "7.3": _of("huishoudens", "D", "waste"),
    "7.5": _of("huishoudens", "C", "graves"),
}
_FOR: Final[dict[str, Resolved]] = {
    "0.2": _of("huishoudens", "C", "documents"),
    "0.4": _of("gemeente", "D", "overhead"),
    "0.5": _of("gemeente", "D", "own-costs"),
    "0.61": _of("gemeente", "D", "own-costs"),
    "0.62": _of("gemeente", "D", "own-costs"),
    "0.63": _of("gemeente", "D", "own-costs"),
    "0.64": _of("gemeente", "D", "own-costs"),
    "0.7": _of("gemeente", "D", "own-costs"),
    "0.9": _of("rijk", "A", "profit-tax"),
    "0.10": _of("gemeente", "A", "reserves"),
    "0.11": _of("gemeente", "A", "reserves"),
    "2.3": _of("huishoudens", "D", "leisure"),
    "2.4": _of("bedrijven", "D", "quays"),
    "2.5": _of("huishoudens", "D", "travellers"),
    "3": _of("bedrijven", "D", "economy"),
    "4": _of("huishoudens", "C", "pupils"),
    "5": _of("huishoudens", "D", "leisure"),
    "6": _of("huishoudens", "C", "social"),
    "7.1": _of("huishoudens", "C", "health"),
    "7.3": _of("huishoudens", "D", "waste"),
    "7.5": _of("huishoudens", "C", "graves"),
    "8.3": _of("huishoudens", "D", "dwellings"),
}
_STAFF: Final = _of("medewerkers", "A", "salaries")
_SUPPLIERS: Final = _of(UNKNOWN, "E", "suppliers")


def payer(taakveld: str) -> Resolved:
    """Who pays the baten of this taakveld."""
    return _nearest(_PAYERS, taakveld)


def beneficiary(taakveld: str) -> Resolved:
    """For whom the lasten of this taakveld are made: not who sends the bill, see `receiver`."""
    return _nearest(_FOR, taakveld)


def receiver(category: str) -> Resolved:
    """Who receives the lasten of this economic category: of the published table only salaries can be told."""
    return _STAFF if category == "L1.1" else _SUPPLIERS


def resolved(ledger: pl.DataFrame) -> pl.DataFrame:
    """The ledger's rows with `derden` told where that can be: columns `payer`, `payee`, and `party_grade`."""
    told = {
        (row["flow"], row["side"], row["category"]): _told(row)
        for row in ledger.select("flow", "side", "category").unique().iter_rows(named=True)
    }
    found = [told[row] for row in ledger.select("flow", "side", "category").iter_rows()]
    party = pl.Series([one.party for one in found], dtype=pl.String)
    return ledger.with_columns(
        payer=pl.when(pl.col("payer") == "derden").then(party).otherwise(pl.col("payer")),
        payee=pl.when(pl.col("payee") == "derden").then(party).otherwise(pl.col("payee")),
        party_grade=pl.Series([one.grade for one in found], dtype=pl.String),
    )


def _told(row: dict[str, str]) -> Resolved:
    return payer(row["flow"]) if row["side"] == "baten" else receiver(row["category"])


def _nearest(table: dict[str, Resolved], taakveld: str) -> Resolved:
    """The taakveld's own, else that of the code without its letter, else that of the main group, else `onbekend`.

    Codes are text: 0.1 never answers for 0.10. Lists from 2025 on split 6 further; the group answers for them.
    """
    for code in (taakveld, re.sub("[a-z]+$", "", taakveld), taakveld.partition(".")[0]):
        if code in table:
            return table[code]
    return _MIXED
