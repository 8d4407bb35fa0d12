"""SES-WOA: wealth, education and work of the households of wijken and buurten (CBS 85163NED, as StatLine exports it).

Semicolons, every cell between quotes and padded with blanks; `.` where a figure is unknown, unreliable or secret. A
row for the gemeente, each wijk and each buurt, by the codes of its period (Amsterdam 2019: older than the wijken of
2024, so they meet by area and never by code alone). A score is around 0 for the country; `Spreiding` is the mean
difference between its households. Shares of education are of households, by their main earner.
"""

import re
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.heading import expanded
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.connect.yearly import Column, figure_rows, figures, yields_of
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.figures import Figures

ID = "ses_woa"
PERIOD, CODE = "Perioden", "Regiocode (gemeente, wijk, buurt) (code)"
HOUSEHOLDS = "Particuliere huishoudens (Aantal)"
COLUMNS = {
    HOUSEHOLDS: Column(figure="households_n"),
    "Opleidingsniveau/Laag/Waarde (%)": Column(figure="education_low_pct", secret=True),
    "Opleidingsniveau/Middelbaar/Waarde (%)": Column(figure="education_middle_pct", secret=True),
    "Opleidingsniveau/Hoog/Waarde (%)": Column(figure="education_high_pct", secret=True),
    "SES-WOA/Totaalscore/Gemiddelde score (Getal)": Column(figure="ses_score", secret=True),
    "Spreiding/Spreiding totaal/Waarde (Getal)": Column(figure="ses_spread_score", secret=True),
}


def parse(raw: bytes) -> Figures:
    """The figures of each row. A `.` is secret where households live and missing where none do.

    Raises SourceFormatError; also for more than one period in a table.
    """
    columns = [PERIOD, CODE, *COLUMNS]
    frame = read_csv(ID, expanded(ID, raw), columns, delimiter=";")
    frame = frame.with_columns(pl.col(columns).str.strip_chars().replace([".", ""], None))
    periods = set(frame[PERIOD])
    # A star after the year: provisional.
    if len(periods) != 1 or re.fullmatch(r"[12][0-9]{3}\*{0,2}", (period := periods.pop()) or "") is None:
        raise SourceFormatError(ID, f"one year is expected in {PERIOD}")
    wide = numbers(ID, frame, list(COLUMNS)).rename({CODE: "area"})
    return figures(ID, figure_rows(ID, wide, COLUMNS, int(period[:4]), HOUSEHOLDS))


SOURCE = Source(
    id=ID,
    title="Sociaal-economische status per wijk en buurt (CBS, SES-WOA)",
    url="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/85163NED/table",
    licence="CC-BY-4.0",
    attribution="Centraal Bureau voor de Statistiek (CBS)",
    purpose="Zien in welke wijken en buurten huishoudens weinig geld, opleiding of werk hebben.",
    legal_ground="Open data van de overheid; scores per wijk en buurt, kleine aantallen zijn weggelaten door CBS.",
    retention_days=3650,
    every=timedelta(days=90),
    max_age=timedelta(days=3650),
    yields=yields_of(COLUMNS.values()),
    parse=parse,
)
