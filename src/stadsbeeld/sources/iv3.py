"""Iv3, `informatie voor derden`: what gemeenten budget and spend on each taakveld. Two forms, told by their bytes.

1. **The published table** (CSV between semicolons, may be gzipped, × €1,000; see `connect.iv3_table`). No column tells
   the year, or whether it is the budget or the accounts: the publisher says so in the name of the file. So it needs a
   first line `# year=2023; stage=rekening` (or `begroting`). Without it the table is refused: nothing in it can tell.
2. **The delivery of one gemeente** (JSON in euro, may be gzipped; see `connect.iv3_delivery`), which tells both itself
   and has every economic category. It may be of a later year than CBS has published.

Both tell the same ledger: `lasten` are paid by the gemeente, salaries (L1.1) to `medewerkers` and the rest to `derden`;
`baten` are paid by `derden` to the gemeente. Grade A: it is registered for the gemeente as a whole. The two forms have
other categories of the same amounts. Where both were brought in for a gemeente, year and stage they would count twice:
whoever adds them up takes one form (`instruments.geldstromen.taakvelden.one_form`).
"""

from datetime import timedelta

import polars as pl

from stadsbeeld.connect.heading import expanded, part_in, read_heading, year_in
from stadsbeeld.connect.iv3_codes import FIRST_YEAR, LAST_YEAR
from stadsbeeld.connect.iv3_delivery import read_delivery
from stadsbeeld.connect.iv3_table import read_table
from stadsbeeld.connect.source import Source
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.ledger import STAGES, Ledger

ID = "iv3"
SALARIES = "L1.1"


def parse(raw: bytes) -> Ledger:
    """One row for each gemeente, taakveld, side and category. Raises SourceFormatError."""
    text = expanded(ID, raw)
    frame = read_delivery(ID, text) if text.lstrip()[:1] == b"{" else _table(text)
    lasten = pl.col("side") == "lasten"
    try:
        return Ledger(
            frame.with_columns(
                payer=pl.when(lasten).then(pl.lit("gemeente")).otherwise(pl.lit("derden")),
                payee=pl.when(pl.col("category") == SALARIES)
                .then(pl.lit("medewerkers"))
                .when(lasten)
                .then(pl.lit("derden"))
                .otherwise(pl.lit("gemeente")),
                grade=pl.lit("A"),
            )
        )
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def _table(text: bytes) -> pl.DataFrame:
    parts, table = read_heading(ID, text)
    year, stage = year_in(ID, parts), part_in(ID, parts, "stage")
    if stage not in STAGES:
        raise SourceFormatError(ID, f"the stage {stage!r} is not one of {', '.join(STAGES)}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise SourceFormatError(ID, f"the lists of Iv3 are known of {FIRST_YEAR} to {LAST_YEAR}, not of {year}")
    return read_table(ID, table, year).with_columns(year=pl.lit(year, dtype=pl.Int32), stage=pl.lit(stage))


SOURCE = Source(
    id=ID,
    title="Lasten en baten van gemeenten per taakveld (Iv3)",
    url="https://www.cbs.nl/nl-nl/onze-diensten/open-data/iv3",
    licence="CC-BY-4.0",
    attribution="CBS, Iv3",
    purpose="Zien waaraan een gemeente geld uitgeeft en waar het vandaan komt.",
    legal_ground="Openbare financiële gegevens van overheden. De contactpersoon in een levering wordt niet gelezen.",
    retention_days=3650,
    every=timedelta(days=30),
    max_age=timedelta(days=550),
    yields=frozenset({"ledger"}),
    parse=parse,
)
