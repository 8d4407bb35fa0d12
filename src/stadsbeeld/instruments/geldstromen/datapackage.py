"""The ledger of a gemeente, and how it was allocated, as a Fiscal Data Package: tables in a zip.

They describe themselves. Other programs read it as a Tabular Data Package; those that know fiscal data find the role of
each column.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stadsbeeld.instruments.geldstromen.fiscal_fields import (
    ALLOCATED,
    DIRECTIONS,
    LEDGER,
    OWN_TYPES,
    TAXONOMY,
    Field,
    euros,
    schema,
    written,
)
from stadsbeeld.instruments.geldstromen.parties import DOMAINS, domain_of
from stadsbeeld.texts.sentences import Language, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A source as the package names it. `licence`: as SPDX writes it."""

    title: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """`ledger`: as `Ledger` (null cents: not delivered). `allocated`: as `Allocation.frame`, of that period, or
    None. `names`: of gemeenten, areas and taakvelden by code. `withheld`: areas of which no amount is told.
    """

    gm: str
    year: int
    stage: str
    ledger: pl.DataFrame
    allocated: pl.DataFrame | None
    names: Mapping[str, str]
    withheld: Set[str]
    credits: Sequence[Credit]


def datapackage(contents: Contents, *, made: date, language: Language) -> bytes:
    """A zip of `datapackage.json` and its tables; the same bytes for the same contents, day and language.

    Amounts are in euro to the cent. What was not delivered or is withheld has no amount and says so in `mark`.
    """
    own = contents.ledger.filter(
        (pl.col("area") == contents.gm) & (pl.col("year") == contents.year) & (pl.col("stage") == contents.stage)
    )
    tables: dict[str, tuple[pl.DataFrame, tuple[Field, ...]]] = {"ledger": (_ledger(own, contents, language), LEDGER)}
    if contents.allocated is not None:
        tables["allocated"] = (_allocated(contents.allocated, contents, language), ALLOCATED)
    files = {f"{name}.csv": written(frame, fields) for name, (frame, fields) in tables.items()}
    resources = [_resource(name, files[f"{name}.csv"], fields, language) for name, (_, fields) in tables.items()]
    told = _descriptor(contents, resources, made, language)
    described = json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")
    return _zipped({"datapackage.json": described, **files}, made)


def _descriptor(contents: Contents, resources: list[Any], made: date, language: Language) -> dict[str, Any]:
    name = contents.names.get(contents.gm, contents.gm)
    data = {"name": name, "year": str(contents.year)}
    licences = dict.fromkeys(credit.licence for credit in contents.credits)
    return {
        "profile": "tabular-data-package",
        "name": f"geldstromen-{contents.gm.lower()}-{contents.year}-{contents.stage}",
        "title": sentence(f"geld-package-{contents.stage}", language, data),
        "description": sentence("geld-package-is", language),
        "created": f"{made.isoformat()}T00:00:00Z",
        "countryCode": "NL",
        "columnTypes": [TAXONOMY, list(OWN_TYPES)],
        "sources": [{"title": credit.title, "path": credit.url} for credit in contents.credits],
        "licenses": [{"name": licence} for licence in licences],
        "resources": resources,
    }


def _resource(name: str, raw: bytes, fields: tuple[Field, ...], language: Language) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": sentence(f"geld-package-{name}", language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema(fields),
    }


def _ledger(own: pl.DataFrame, contents: Contents, language: Language) -> pl.DataFrame:
    mark = pl.when(pl.col("cents").is_null()).then(pl.lit("missing"))
    return _common(own.rename({"flow": "taakveld"}), contents, language).with_columns(amount=euros(), mark=mark)


def _allocated(frame: pl.DataFrame, contents: Contents, language: Language) -> pl.DataFrame:
    """Of a wijk that is withheld, no row has an amount: rows of taakvelden would add up to what is not told."""
    if others := set(frame["gm"].unique()) - {contents.gm}:
        raise ValueError(f"allocated amounts of {sorted(others)} are not of {contents.gm}")
    own = frame.with_columns(year=pl.lit(contents.year), stage=pl.lit(contents.stage))
    # Money that is booked to an address and money that is allocated may share an area and a key.
    at = ["area", "year", "stage", "taakveld", "side", "key"]
    summed = own.group_by(at, maintain_order=True).agg(
        pl.when(pl.col("cents").is_not_null().all()).then(pl.col("cents").sum()), pl.col("grade").max()
    )
    hidden = pl.col("area").is_in(list(contents.withheld))
    mark = pl.when(hidden).then(pl.lit("withheld")).when(pl.col("cents").is_null()).then(pl.lit("missing"))
    told = summed.with_columns(
        mark=mark,
        amount=pl.when(~hidden).then(euros()),
        area_name=_named(pl.col("area"), summed["area"], contents.names),
    )
    return _common(told, contents, language)


def _common(frame: pl.DataFrame, contents: Contents, language: Language) -> pl.DataFrame:
    domains = {code: domain_of(code) for code in frame["taakveld"].unique()}
    titles = {domain: sentence(f"geld-domain-{domain}", language) for domain in DOMAINS}
    return frame.with_columns(
        gemeente=pl.lit(contents.gm),
        gemeente_name=pl.lit(contents.names.get(contents.gm, contents.gm)),
        direction=pl.col("side").replace_strict(DIRECTIONS, return_dtype=pl.String),
        domain=pl.col("taakveld").replace_strict(domains, return_dtype=pl.String),
        taakveld_name=_named(pl.col("taakveld"), frame["taakveld"], contents.names),
    ).with_columns(domain_name=pl.col("domain").replace_strict(titles, return_dtype=pl.String))


def _named(column: pl.Expr, codes: pl.Series, names: Mapping[str, str]) -> pl.Expr:
    """A code without a name is its own name."""
    return column.replace_strict({code: names.get(code) or code for code in codes.unique()}, return_dtype=pl.String)


def _zipped(files: Mapping[str, bytes], made: date) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in files.items():
            entry = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, raw)
    return told.getvalue()
