"""An Iv3 delivery: what one gemeente sends to CBS as JSON, every economic category of every taakveld, in euro.

Schema: CBS, `iv3_data_schema_v2_1_1.json`. Read are `metadata` (`overheidslaag`, `overheidsnummer`, `overheidsnaam`,
`boekjaar`, `periode`, `status`) and of `data` the `lasten` and `baten`: rows with `taakveld`, `categorie`, `bedrag` and
perhaps `details`. Rows of the same taakveld and category with other details are parts of one amount and are added, as
CBS does; the same row twice is refused. Balance, ratios and remarks are not read. Neither is `contact`: it names a
person, so take it out before the bytes are brought in; a delivery without it is accepted here.

`periode` 0 is the budget, 5 the accounts. A quarter (1 to 4) is neither, and is refused. What CBS refuses is refused
with the fault code of CBS (`fouten.json`) in front. Its checks of plausibility (PF…) are for the gemeente and are left.
"""

from collections.abc import Mapping
from typing import Any

import orjson
import polars as pl

from stadsbeeld.connect import iv3_codes
from stadsbeeld.connect.json_text import field
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError
from stadsbeeld.geo.gemeenten import code_of, gemeenten

STAGES = {(0, "Begroting"): "begroting", (5, "Realisatie"): "rekening"}
SIDES = ("lasten", "baten")
FAULT_WITHOUT = {"lasten": "SF012", "baten": "SF011"}
# A million million euro: above the product of the whole country, so the number is damaged.
LARGEST = 1e12


def read_delivery(source: str, raw: bytes) -> pl.DataFrame:
    """`area`, `year`, `stage`, `flow`, `side`, `category` and `cents`.

    A category is CBS' with the letter of its side: `L3.8`, `B2.2.1`. What has no row in the delivery has none here, but
    for the salaries, `L1.1`, which the published table tells too: where a delivery is silent they are zero. Raises
    SourceFormatError.
    """
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise SourceFormatError(source, f"this is not JSON: {error}") from error
    metadata = _part(source, told, "metadata", "SF001")
    data = _part(source, told, "data", "SF010")
    area, year, stage = _who_and_when(source, metadata)
    rows = [row for side in SIDES for row in _side(source, data, side, year)]
    if not any(row[3] for row in rows):
        raise SourceFormatError(source, "there are no amounts, or all of them are zero: nothing was delivered")
    rows += [(flow, "lasten", "L1.1", 0) for flow in iv3_codes.taakvelden(year)]
    frame = pl.DataFrame(
        rows,
        schema={"flow": pl.String, "side": pl.String, "category": pl.String, "cents": pl.Int64},
        orient="row",
    )
    summed = frame.group_by("flow", "side", "category").agg(pl.col("cents").sum())
    return summed.with_columns(area=pl.lit(area), year=pl.lit(year, dtype=pl.Int32), stage=pl.lit(stage))


def _part(source: str, told: Any, name: str, fault: str) -> Mapping[str, Any]:
    part = told.get(name) if isinstance(told, dict) else None
    if not isinstance(part, dict):
        raise SourceFormatError(source, f"{fault}: the element {name} is not there")
    return part


def _who_and_when(source: str, metadata: Mapping[str, Any]) -> tuple[str, int, str]:
    layer, number, name, status = (
        _of_metadata(source, metadata, key, str)
        for key in ("overheidslaag", "overheidsnummer", "overheidsnaam", "status")
    )
    year, period = (int(_of_metadata(source, metadata, key, float)) for key in ("boekjaar", "periode"))
    if layer != "Gemeente":
        raise SourceFormatError(source, f"the delivery is of a {layer}; only those of a Gemeente are read")
    if not iv3_codes.FIRST_YEAR <= year <= iv3_codes.LAST_YEAR:
        known = f"{iv3_codes.FIRST_YEAR} to {iv3_codes.LAST_YEAR}"
        raise SourceFormatError(source, f"the lists of Iv3 are known of {known}, not of {year}")
    stage = STAGES.get((period, status))
    if stage is None:
        reason = (
            f"period {period} with status {status!r} is not the budget (0, Begroting) or the accounts (5, Realisatie)"
        )
        raise SourceFormatError(source, reason)
    return _area(source, number, name, year), year, stage


def _of_metadata(source: str, metadata: Mapping[str, Any], key: str, kind: type[str] | type[float]) -> Any:
    if key not in metadata:
        raise SourceFormatError(source, f"SF002: the key {key} is not in metadata")
    value = metadata[key]
    if kind is float and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 31:
        return value
    if kind is float and isinstance(value, float) and value == int(value):
        return value
    if kind is str and isinstance(value, str):
        return value
    raise SourceFormatError(source, f"SF004: {key} in metadata is of another type: {value!r}")


def _area(source: str, number: str, name: str, year: int) -> str:
    """By the number. A name that is that of another gemeente is refused; one that nobody knows is not."""
    area = f"GM{number.strip().zfill(4)}"
    if area not in gemeenten(year):
        raise SourceFormatError(source, f"overheidsnummer {number!r} is not a gemeente of {year}")
    try:
        named = code_of(name, year)
    except NotFoundError:
        return area
    if named != area:
        raise SourceFormatError(source, f"overheidsnummer {number!r} is {gemeenten(year)[area].name}, not {name!r}")
    return area


def _side(source: str, data: Mapping[str, Any], side: str, year: int) -> list[tuple[str, str, str, int]]:
    told = data.get(side)
    if not isinstance(told, list):
        raise SourceFormatError(source, f"{FAULT_WITHOUT[side]}: the element {side} is not in data")
    flows, categories = iv3_codes.taakvelden(year), iv3_codes.categories(side, year)
    seen: set[tuple[str, str, bytes]] = set()
    rows = []
    for number, row in enumerate(told, start=1):
        flow, category, euro = _row(source, row, side, number)
        if flow not in flows:
            raise SourceFormatError(source, f"DF001: {flow!r} is not a taakveld of {side} of {year}", number)
        if category not in categories:
            raise SourceFormatError(source, f"DF002: {category!r} is not a category of {side} of {year}", number)
        key = (flow, category, orjson.dumps(row.get("details"), option=orjson.OPT_SORT_KEYS))
        if key in seen:
            reason = f"taakveld {flow} and category {category} of {side} stand there twice with the same details"
            raise SourceFormatError(source, reason, number)
        seen.add(key)
        rows.append((flow, side, f"{side[0].upper()}{category}", round(euro * 100)))
    return rows


def _row(source: str, row: Any, side: str, number: int) -> tuple[str, str, float]:
    if not isinstance(row, dict):
        raise SourceFormatError(source, f"an object is expected in {side}", number)
    for key in ("taakveld", "categorie", "bedrag"):
        if key not in row:
            raise SourceFormatError(source, f"SF016: the key {key} is not in a row of {side}", number)
    if row["bedrag"] is None:
        raise SourceFormatError(source, f"SF017: the bedrag is not filled in a row of {side}", number)
    euro = field(source, row, "bedrag", float, number)
    if abs(euro) > LARGEST:
        raise SourceFormatError(source, f"bedrag is no amount: {euro}", number)
    return field(source, row, "taakveld", str, number), field(source, row, "categorie", str, number), euro
