"""Costs of care under the Zorgverzekeringswet, by gemeente (Vektis). Brought in by hand; never packaged.

Vektis allows use and not passing on, so an installation fetches the files itself. Two forms:

- *As published*: "Vektis Open Databestand Zorgverzekeringswet <year> - gemeente.csv". Semicolons, decimals with a point
  or a comma, a row for each sex, age class and gemeente: `geslacht` (M, V), `leeftijdsklasse` (`0`, ` 5 t/m  9 jaar`,
  `90+`), `gemeentenaam` (capitals, without accents), `aantal_bsn`, `aantal_verzekerdejaren` and a column for each kind
  of cost in euro. The year stands in the name of the file only: put `# year=2023` in front. A leading row without sex,
  age and gemeente holds sums and is left out, as are rows without a gemeente. Names of columns change: in capitals or
  not, cut off after 32 signs, and kinds of cost come and go (the GGZ of 2014 and of 2022). A kind that is not known is
  refused, since leaving it out would make care cheaper than it was.
- *Compact*: commas, `gemeentecode`, `zk_aantal_verzekerden`, mean costs for each insured person (`zk_kosten_totaal` and
  its parts) and `zk_jaar`.

The file of a year is in the gemeenten of two years later from 2019 on (2023 in those of 2025). Gemeenten before 2022
are not known here, so older files can be refused for a name.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import polars as pl

from stadsbeeld.connect.heading import column_names, expanded, read_heading, year_in
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.connect.yearly import Column, figure_rows, figures
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.geo.gemeenten import code_of

ID = "vektis"
GROUP = ["geslacht", "leeftijdsklasse", "gemeentenaam"]
PEOPLE, YEARS = "aantal_bsn", "aantal_verzekerdejaren"
CUT_AT = 32
# The kinds of cost by what they add up to here; a name as it is without `kosten_`.
KINDS: Mapping[str, Sequence[str]] = {
    "specialist": ("medisch_specialistische_zorg",),
    "pharmacy": ("farmacie",),
    "mental": (
        *("tweedelijns_ggz", "eerstelijns_psychologische_zorg", "specialistische_ggz", "generalistische_basis_ggz"),
        *("langdurige_ggz", "consulten_ggz", "intramuraal_verblijf_ggz", "overige_prestaties_ggz"),
        "innovatiegelden_ggz",
    ),
    "gp": ("huisarts_inschrijftarief", "huisarts_consult", "huisarts_mdz", "huisarts_overig"),
    "paramedical": ("paramedische_zorg_fysiotherapie", "paramedische_zorg_overig"),
    "other": (
        *("mondzorg", "hulpmiddelen", "kraamzorg", "verloskundige_zorg", "integrale_geboortezorg"),
        *("eerstelijnsverblijf", "eerstelijns_ondersteuning", "geriatrische_revalidatiezorg"),
        *("verpleging_en_verzorging", "gzsp", "grensoverschrijdende_zorg", "overig"),
        *("ziekenvervoer_zittend", "ziekenvervoer_liggend"),
    ),
}
KIND_OF = {f"kosten_{name}"[:CUT_AT]: kind for kind, names in KINDS.items() for name in names}
COMPACT = {
    "zk_aantal_verzekerden": Column(figure="insured_n", year="zk_jaar"),
    "zk_kosten_totaal": Column(figure="zvw_cost_mean_eur", year="zk_jaar"),
    "zk_kosten_medspec": Column(figure="zvw_specialist_mean_eur", year="zk_jaar"),
    "zk_kosten_farmacie": Column(figure="zvw_pharmacy_mean_eur", year="zk_jaar"),
    "zk_kosten_ggz": Column(figure="zvw_mental_mean_eur", year="zk_jaar"),
    "zk_kosten_huisarts": Column(figure="zvw_gp_mean_eur", year="zk_jaar"),
    "zk_kosten_paramedisch": Column(figure="zvw_paramedical_mean_eur", year="zk_jaar"),
    "zk_kosten_overig": Column(figure="zvw_other_mean_eur", year="zk_jaar"),
}


def parse(raw: bytes) -> Records | Figures:
    """As published: records of kind `zvw_costs`, one for each row (`2023/GM0599/M/5-9`, `2023/GM0599/V/90-`); compact:
    figures.

    A body holds `area`, `year`, `sex` (M, V), `fromAge`, `toAge` (included; null: no end), `people`, `insuredYears` and
    `costs` in euro by kind: what care standardised by age and sex needs, Σ n·c over groups. Null where a number is not
    told. Raises SourceFormatError.
    """
    parts, table = read_heading(ID, expanded(ID, raw))
    if "zk_aantal_verzekerden" in column_names(ID, table, ","):
        return _compact(table)
    return _published(table, year_in(ID, parts))


def _compact(table: bytes) -> Figures:
    names = [*COMPACT, "zk_jaar"]
    wide = numbers(ID, read_csv(ID, table, ["gemeentecode", *names]), names).rename({"gemeentecode": "area"})
    if wide["zk_jaar"].null_count():
        raise SourceFormatError(ID, "zk_jaar does not tell a year in every row")
    return figures(ID, figure_rows(ID, wide, COMPACT, 0, "zk_aantal_verzekerden"))


def _published(table: bytes, year: int) -> Records:
    header, newline, rest = table.partition(b"\n")
    low = header.lower() + newline + rest
    columns = column_names(ID, low, ";")
    if "postcode_3" in columns:
        raise SourceFormatError(ID, "this is the file by postcode; the one by gemeente is needed")
    costs = [name for name in columns if name.startswith("kosten_")]
    if unknown := [name for name in costs if name[:CUT_AT] not in KIND_OF]:
        raise SourceFormatError(ID, f"nobody said what kind of care {', '.join(unknown)} is")
    if not costs:
        raise SourceFormatError(ID, "there are no costs")
    told = [PEOPLE, YEARS, *costs]
    frame = read_csv(ID, low, [*GROUP, *told], delimiter=";").with_columns(pl.col(GROUP).str.strip_chars())
    frame = numbers(ID, frame.with_columns(pl.col(told).str.strip_chars().str.replace(",", ".", literal=True)), told)
    rows = [
        _record(row, costs, year, number)
        for number, row in enumerate(frame.iter_rows(named=True), start=1)
        if row["gemeentenaam"]
    ]
    if not rows:
        raise SourceFormatError(ID, "there is no row of a gemeente")
    try:
        return Records.of("zvw_costs", rows)
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def _area(name: str, year: int, number: int) -> str:
    try:
        return code_of(name, year + 2 if year >= 2019 else 2020)
    except NotFoundError as error:
        raise SourceFormatError(ID, str(error), number) from error


def _record(row: Mapping[str, Any], costs: Sequence[str], year: int, number: int) -> Record:
    area, sex = _area(row["gemeentenaam"], year, number), row["geslacht"]
    if sex not in ("M", "V"):
        raise SourceFormatError(ID, f"geslacht is neither M nor V: {sex!r}", number)
    first, last = _ages(row["leeftijdsklasse"] or "", number)
    sums: dict[str, float | None] = {}
    for name in costs:
        kind, euro = KIND_OF[name[:CUT_AT]], row[name]
        before = sums.get(kind, 0.0)
        sums[kind] = None if euro is None or before is None else before + euro
    body = {
        "area": area,
        "year": year,
        "sex": sex,
        "fromAge": first,
        "toAge": last,
        "people": row[PEOPLE],
        "insuredYears": row[YEARS],
        "costs": {kind: None if euro is None else round(euro, 2) for kind, euro in sums.items()},
    }
    return Record(id=f"{year}/{area}/{sex}/{first}-{'' if last is None else last}", body=body)


def _ages(text: str, number: int) -> tuple[int, int | None]:
    plain = " ".join(text.lower().split())
    if match := re.fullmatch(r"(\d{1,3})( jaar)?", plain):
        return int(match[1]), int(match[1])
    if match := re.fullmatch(r"(\d{1,3}) t/m (\d{1,3})( jaar)?", plain):
        return int(match[1]), int(match[2])
    if match := re.fullmatch(r"(\d{1,3}) ?(\+|jaar en ouder|e\.o\.)", plain):
        return int(match[1]), None
    raise SourceFormatError(ID, f"{text!r} is not an age class", number)


SOURCE = Source(
    id=ID,
    title="Zorgkosten Zorgverzekeringswet per gemeente (Vektis)",
    url="https://www.vektis.nl/open-data",
    licence="Vektis: eigen gebruik en onderzoek, niet commercieel, met bronvermelding; niet doorgeven",
    attribution="Vektis",
    purpose="Zien wat de zorg in een wijk ongeveer kost, en wie er baat bij heeft als mensen gezonder zijn.",
    legal_ground="Open data van Vektis; sommen per gemeente, leeftijd en geslacht, niet te herleiden tot personen.",
    retention_days=3650,
    every=timedelta(days=90),
    max_age=timedelta(days=1095),
    yields=frozenset({"record:zvw_costs", *(f"figure:{column.figure}" for column in COMPACT.values())}),
    parse=parse,
)
