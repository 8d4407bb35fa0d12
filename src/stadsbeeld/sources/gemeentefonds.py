"""The gemeentefonds as BZK calculates it: volumes, weights, payments with a fixed amount, and the uitkeringsfactor.

Five tables, told apart by their columns. The first three are told apart between tabs, with Dutch numbers, and stand
in a folder that names the circular and the year; so they need a first line `# circular=S2024; year=2024`. Their last
line must end, which it does not in all of the published files: a table that was cut off could not be told otherwise.

- *volumes* (`CBS`, `Naam`, `Prov`, one column a maatstaf, among them `inwo` and `woonr`): a row for each gemeente.
- *payments* (`CBS`, `Naam`, `Prov`, one column a payment): suppletie-, integratie- and decentralisatie-uitkeringen
  (SIUDU) in euro; a row for each gemeente. Cuts are negative.
- *weights* (`Codering maatstaf`, `Naam maatstaf`, one column a cluster, `Totaal`): euro for each unit of a volume.
  A payment has no code, and weight 1 in the cluster it belongs to.
- *factor* (`Circulaire`, `Jaar`, `Uitkeringsfactor`): comma separated, tells its circulars and years itself.
- *structure* (`Gemeenten`, `Centrumfunctie`, `Sociale structuur`): between tabs, in words, by name, with a first line
  `# year=2024`. The four largest cities have no class of centre function.

A circular is a letter and a year: M2024 of May, S2024 of September, D2024 of December. Names are kept as published:
which name of a weight belongs to which name of a volume is the business of the arithmetic.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.dutch_numbers import dutch_numbers
from stadsbeeld.connect.heading import column_names, expanded, part_in, read_heading, year_in, year_of
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.connect.yearly import figures
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.geo.gemeenten import code_of

ID = "gemeentefonds"
TAB = "\t"
PLACE = ["CBS", "Naam", "Prov"]
WEIGHT = ["Codering maatstaf", "Naam maatstaf"]
FACTOR = ["Circulaire", "Jaar", "Uitkeringsfactor"]
TOTAL = "Totaal"
STRUCTURE = ["Gemeenten", "Centrumfunctie", "Sociale structuur"]
OF_VOLUMES = {"inwo", "woonr"}
CLASSES = {
    STRUCTURE[1]: ("centre_function_class", {"Zonder": 0.0, "Weinig": 1.0, "Redelijk": 2.0, "Sterk": 3.0}),
    STRUCTURE[2]: ("social_structure_class", {"Goed": 1.0, "Redelijk": 2.0, "Matig": 3.0, "Zwak": 4.0}),
}


def parse(raw: bytes) -> Records | Figures:
    """Records of kind `gemeentefonds_volumes`, `_payments`, `_weights` or `_factor`; of the structure, figures.

    Ids: `S2024/2024/GM0599` for a gemeente, `S2024/2024/inwo` for a weight (its name where it has no code),
    `S2024/2024` for a factor. A number of a gemeente that is not told is null and never zero; a weight or factor that
    is not told, and a row of weights that does not add up to its total, is refused. Raises SourceFormatError.
    """
    parts, table = read_heading(ID, expanded(ID, raw))
    columns = column_names(ID, table, TAB)
    if columns == STRUCTURE:
        return _structure(table, year_in(ID, parts))
    try:
        if columns[:2] == WEIGHT:
            return Records.of("gemeentefonds_weights", _weights(table, columns, *_when(parts)))
        if columns[:3] == PLACE:
            kind = _kind_of_places(columns)
            return Records.of(f"gemeentefonds_{kind}", _places(table, columns, kind, *_when(parts)))
        return Records.of("gemeentefonds_factor", _factors(table))
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def _when(parts: dict[str, str]) -> tuple[str, int]:
    return _circular(part_in(ID, parts, "circular")), year_in(ID, parts)


def _circular(text: str) -> str:
    if re.fullmatch("[MSD]20[0-9]{2}", text) is None:
        raise SourceFormatError(ID, f"{text!r} is not a circular such as M2024 or S2024")
    return text


def _kind_of_places(columns: Sequence[str]) -> str:
    known = OF_VOLUMES & set(columns)
    if known and known != OF_VOLUMES:
        raise SourceFormatError(ID, f"these are neither volumes nor payments: of {sorted(OF_VOLUMES)} one is absent")
    return "volumes" if known else "payments"


def _places(table: bytes, columns: Sequence[str], kind: str, circular: str, year: int) -> list[Record]:
    names = list(columns[3:])
    if not names or not all(name.strip() for name in names):
        raise SourceFormatError(ID, "a column has no name, or there are none")
    frame = dutch_numbers(ID, read_csv(ID, table, columns, delimiter=TAB), names)
    for number, (code, name, province) in enumerate(frame.select(PLACE).iter_rows(), start=1):
        if re.fullmatch("[0-9]{1,4}", code or "") is None or not name or re.fullmatch("[0-9]+", province or "") is None:
            raise SourceFormatError(ID, f"{code!r}, {name!r}, {province!r} is not a gemeente with its province", number)
    return [
        Record(
            id=f"{circular}/{year}/GM{int(row['CBS']):04d}",
            body={
                "circular": circular,
                "year": year,
                "area": f"GM{int(row['CBS']):04d}",
                "name": row["Naam"],
                "province": int(row["Prov"]),
                kind: {name: row[name] for name in names},
            },
        )
        for row in frame.iter_rows(named=True)
    ]


def _weights(table: bytes, columns: Sequence[str], circular: str, year: int) -> list[Record]:
    clusters = list(columns[2:-1])
    if columns[-1] != TOTAL or not clusters or not all(clusters):
        raise SourceFormatError(ID, f"weights end in {TOTAL}, with a named cluster in each column before it")
    frame = dutch_numbers(ID, read_csv(ID, table, columns, delimiter=TAB), [*clusters, TOTAL])
    frame = frame.with_columns(pl.col(WEIGHT).str.strip_chars())
    records = []
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        key = row[WEIGHT[0]] or row[WEIGHT[1]]
        told = [row[cluster] for cluster in clusters]
        if not key or row[TOTAL] is None or None in told:
            raise SourceFormatError(ID, "a weight has no name, or a number is not told", number)
        if abs(sum(told) - row[TOTAL]) > _slack(row[TOTAL]):
            raise SourceFormatError(ID, f"the weights of {key} add up to {sum(told)}, not to {row[TOTAL]}", number)
        body = {"circular": circular, "year": year, "key": key, "name": row[WEIGHT[1]] or key}
        weights = dict(zip(clusters, told, strict=True))
        records.append(Record(id=f"{circular}/{year}/{key}", body=body | {"weights": weights}))
    return records


def _slack(total: float) -> float:
    # The published total of huishoudens met een laag inkomen differs by a cent from its parts. WOZ weights are far
    # smaller than a cent and exact.
    return 0.015 if abs(total) >= 1 else 1e-9


def _factors(table: bytes) -> list[Record]:
    frame = numbers(ID, read_csv(ID, table, FACTOR), [FACTOR[2]])
    records = []
    for number, (circular, year, factor) in enumerate(frame.iter_rows(), start=1):
        if factor is None or factor <= 0:
            raise SourceFormatError(ID, "the uitkeringsfactor is not told, or not above zero", number)
        body = {"circular": _circular(circular or ""), "year": year_of(ID, year or ""), "factor": factor}
        records.append(Record(id=f"{circular}/{year}", body=body))
    return records


def _structure(table: bytes, year: int) -> Figures:
    rows = []
    frame = read_csv(ID, table, STRUCTURE, delimiter=TAB)
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        try:
            area = code_of(row[STRUCTURE[0]] or "", year)
        except NotFoundError as error:
            raise SourceFormatError(ID, str(error), number) from error
        for column, (figure, classes) in CLASSES.items():
            if (word := row[column]) is not None and word not in classes:
                raise SourceFormatError(ID, f"{column} cannot be {word!r}", number)
            rows.append((area, year, figure, None if word is None else classes[word]))
    return figures(ID, pl.DataFrame(rows, ["area", "year", "figure", "value"], orient="row"))


SOURCE = Source(
    id=ID,
    title="Gemeentefonds: maatstaven, gewichten en uitkeringen",
    url="https://www.rijksoverheid.nl/onderwerpen/financien-gemeenten-en-provincies/gemeentefonds",
    licence="CC0-1.0 (rijksoverheid.nl), met bronvermelding",
    attribution="Ministerie van Binnenlandse Zaken en Koninkrijksrelaties (BZK)",
    purpose="Narekenen wat een gemeente uit het gemeentefonds krijgt, en waarvoor.",
    legal_ground="Open data van de overheid; geen persoonsgegevens.",
    retention_days=3650,
    every=timedelta(days=30),
    max_age=timedelta(days=400),
    yields=frozenset(
        {
            "record:gemeentefonds_volumes",
            "record:gemeentefonds_weights",
            "record:gemeentefonds_payments",
            "record:gemeentefonds_factor",
            *(f"figure:{figure}" for figure, _ in CLASSES.values()),
        }
    ),
    parse=parse,
)
