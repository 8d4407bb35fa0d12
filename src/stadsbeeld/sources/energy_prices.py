"""What households pay for gas and electricity: mean prices of CBS by month and year (84672NED, as StatLine exports it).

Semicolons, cells between quotes, Dutch numbers, `.` where a price is not told. A row for each period (`2022 januari`,
or `2022` for the mean of the year), with and without VAT; only rows with VAT (`Inclusief btw`) are read, since
households pay it.

These are prices of contracts as they were offered, which CBS made for its price index: what households really paid in
2022 was lower where they had a fixed contract. From January 2023 the table has no prices of delivery; a later table of
CBS measures all contracts and can be brought in in the same form.
"""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.dutch_numbers import dutch_numbers
from stadsbeeld.connect.heading import expanded, year_of
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import read_csv
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.records import Record, Records

ID = "energy_prices"
VAT, PERIOD = "Btw", "Perioden"
WITH_VAT = "Inclusief btw"
MONTHS = [
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
]
CARRIERS = {"gas": ("Aardgas", "m3"), "electricity": ("Elektriciteit", "kWh")}
REDUCTION = "Elektriciteit/Vermindering energiebelasting (Euro/jaar)"


def _columns(carrier: str) -> dict[str, str]:
    name, unit = CARRIERS[carrier]
    return {
        "transport": f"{name}/Transporttarief (Euro/jaar)",
        "standing": f"{name}/Vast leveringstarief (Euro/jaar)",
        "delivery": f"{name}/Variabel leveringstarief (Euro/{unit})",
        "surcharge": f"{name}/Opslag duurzame energie (ODE) (Euro/{unit})",
        "tax": f"{name}/Energiebelasting (Euro/{unit})",
    }


def parse(raw: bytes) -> Records:
    """Records of kind `energy_price`: two for each period, ids such as `2022/gas` and `2022-01/electricity`.

    In a body: `unitEur` what one m³ or kWh costs in all (delivery, surcharge and energy tax, VAT included),
    `deliveryEur`, `surchargeEur`, `taxEur` its parts, `fixedEurYear` what a connection costs in a year (transport and
    standing charge, and for electricity the reduction of the energy tax, which is negative). Null where a part is not
    told. Raises SourceFormatError.
    """
    names = [*_columns("gas").values(), *_columns("electricity").values(), REDUCTION]
    frame = read_csv(ID, expanded(ID, raw), [VAT, PERIOD, *names], delimiter=";")
    frame = dutch_numbers(ID, frame.with_columns(pl.col(names).str.strip_chars().replace(".", None)), names)
    rows = [
        _record(carrier, row, number)
        for number, row in enumerate(frame.iter_rows(named=True), start=1)
        if _is_with_vat(row[VAT], number)
        for carrier in CARRIERS
    ]
    if not rows:
        raise SourceFormatError(ID, f"there is no row with {WITH_VAT}")
    try:
        return Records.of("energy_price", rows)
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def _is_with_vat(text: str | None, number: int) -> bool:
    if text not in (WITH_VAT, "Exclusief btw"):
        raise SourceFormatError(ID, f"{VAT} is neither with nor without: {text!r}", number)
    return text == WITH_VAT


def _record(carrier: str, row: dict[str, object], number: int) -> Record:
    columns = _columns(carrier)
    fixed = [row[columns["transport"]], row[columns["standing"]], *([row[REDUCTION]] if carrier != "gas" else [])]
    of_unit = [row[columns[name]] for name in ("delivery", "surcharge", "tax")]
    period = _period(str(row[PERIOD]), number)
    body = {
        "carrier": carrier,
        "period": period,
        "unit": CARRIERS[carrier][1],
        "unitEur": _sum(of_unit, 5),
        "deliveryEur": of_unit[0],
        "surchargeEur": of_unit[1],
        "taxEur": of_unit[2],
        "fixedEurYear": _sum(fixed, 2),
    }
    return Record(id=f"{period}/{carrier}", body=body)


def _sum(values: Sequence[object], digits: int) -> float | None:
    told = [value for value in values if isinstance(value, float)]
    return round(sum(told), digits) if len(told) == len(values) else None


def _period(text: str, number: int) -> str:
    year, _, month = text.strip().rstrip("*").partition(" ")
    if month and month not in MONTHS:
        raise SourceFormatError(ID, f"{text!r} is neither a year nor a month", number)
    told = year_of(ID, year)
    return f"{told}-{MONTHS.index(month) + 1:02}" if month else str(told)


SOURCE = Source(
    id=ID,
    title="Energieprijzen voor huishoudens (CBS)",
    url="https://www.cbs.nl/nl-nl/cijfers/detail/84672NED",
    licence="CC-BY-4.0",
    attribution="Centraal Bureau voor de Statistiek (CBS)",
    purpose="Uitrekenen wat huishoudens ongeveer aan energie betalen.",
    legal_ground="Open data van de overheid; landelijke gemiddelden, geen persoonsgegevens.",
    retention_days=3650,
    every=timedelta(days=30),
    max_age=timedelta(days=800),
    yields=frozenset({"record:energy_price"}),
    parse=parse,
)
