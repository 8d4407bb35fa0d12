"""Key figures of CBS per gemeente: people, homes, energy, income, care, work, surroundings. One table a year.

Comma separated, a row for each gemeente; the columns that are read and their figures stand in
`connect.cbs_columns`, others are left alone. Which columns a year has differs: 2022 has most, since income, energy
and care come two years later. The year of the table stands in the name of the file only, so it needs a first line
`# year=2022`; land use and crime carry their own year (`bbg_peiljaar`, `cr_jaar`).

WOZ, income and wealth are published in thousands of euro and given in euro. An empty cell is missing and never zero;
`GM0998` Buitenland is no gemeente, and it and empty rows are left out.
"""

from datetime import timedelta

import polars as pl

from stadsbeeld.connect.cbs_columns import ABROAD, COLUMNS, INHABITANTS, YEAR_COLUMNS
from stadsbeeld.connect.heading import column_names, expanded, read_heading, year_in
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.connect.yearly import figure_rows, figures, yields_of
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.figures import Figures

ID = "cbs_kerncijfers"
CODE = "gemeentecode"


def parse(raw: bytes) -> Figures:
    """A figure for each gemeente and each known column of the table. Raises SourceFormatError."""
    parts, table = read_heading(ID, expanded(ID, raw))
    present = column_names(ID, table, ",")
    wanted = [name for name in present if name in COLUMNS or name in YEAR_COLUMNS]
    if INHABITANTS not in wanted:
        raise SourceFormatError(ID, f"the column {INHABITANTS} is not there")
    lacking = {column.year for name in wanted if (column := COLUMNS.get(name)) and column.year} - set(wanted)
    if lacking:
        raise SourceFormatError(ID, f"the columns {sorted(lacking)} that tell a year are not there")
    frame = numbers(ID, read_csv(ID, table, [CODE, *wanted]), wanted)
    told = frame.filter(pl.any_horizontal(pl.all().is_not_null()) & (pl.col(CODE) != ABROAD).fill_null(value=True))
    if told.is_empty():
        raise SourceFormatError(ID, "there is no row of a gemeente")
    rows = figure_rows(ID, told.rename({CODE: "area"}), COLUMNS, year_in(ID, parts), INHABITANTS)
    if not rows["area"].str.starts_with("GM").all():
        raise SourceFormatError(ID, f"{CODE} holds something that is not the code of a gemeente")
    return figures(ID, rows)


SOURCE = Source(
    id=ID,
    title="Kerncijfers per gemeente (CBS)",
    url="https://www.cbs.nl/nl-nl/maatwerk/kerncijfers-wijken-en-buurten",
    licence="CC-BY-4.0",
    attribution="Centraal Bureau voor de Statistiek (CBS)",
    purpose="Weten voor wie een gemeente geld uitgeeft, en met welke gemeenten zij te vergelijken is.",
    legal_ground="Open data van de overheid; cijfers per gemeente, geen persoonsgegevens.",
    retention_days=3650,
    every=timedelta(days=90),
    max_age=timedelta(days=800),
    yields=yields_of(COLUMNS.values()),
    parse=parse,
)
