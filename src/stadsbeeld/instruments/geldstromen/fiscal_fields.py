"""The columns of the Fiscal Data Package: each with its type and the fiscal role (`columnType`) that it plays.

After the Fiscal Data Package 1.0rc1 and its budget taxonomy. What that taxonomy has no role for has one of our own,
declared in the package as the specification asks.
"""

from typing import Any, Final

import polars as pl

TAXONOMY: Final = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
OWN_TYPES: Final = (
    {"name": "payer:generic:code", "dataType": "string"},
    {"name": "recipient:generic:code", "dataType": "string"},
    {"name": "allocation:key", "dataType": "string", "unique": True},
    {"name": "quality:grade", "dataType": "string"},
    {"name": "quality:mark", "dataType": "string"},
)
DIRECTIONS: Final = {"lasten": "expenditure", "baten": "revenue"}
Field = dict[str, Any]


def _field(name: str, role: str, title: str, type: str = "string", **more: Any) -> Field:
    """`title` in Dutch, with what the role cannot tell. `more`: constraints."""
    constraints = {"required": True, **more} if role not in ("value", "quality:mark") else more
    return {"name": name, "type": type, "columnType": role, "title": title, "constraints": constraints}


_GRADE: Final = _field("grade", "quality:grade", "Zekerheid, van A (geboekt) tot E (niet toe te wijzen)")
_GRADE["constraints"]["enum"] = ["A", "B", "C", "D", "E"]
_COMMON: Final = (
    _field("year", "date:fiscal-year", "Jaar", "integer"),
    _field("stage", "phase:id", "rekening: verantwoord; begroting: begroot", enum=["rekening", "begroting"]),
    _field("gemeente", "administrative-classification:generic:code", "Code van de gemeente", pattern="GM[0-9]{4}"),
    _field("gemeente_name", "administrative-classification:generic:label", "Gemeente"),
    _field("direction", "direction", "Lasten of baten", enum=sorted(DIRECTIONS.values())),
    _field("domain", "functional-classification:generic:level1:code", "Onderwerp"),
    _field("domain_name", "functional-classification:generic:level1:label", "Naam van het onderwerp"),
    _field(
        "taakveld", "functional-classification:generic:level2:code", "Code van het taakveld: tekst, 0.1 is niet 0.10"
    ),
    _field("taakveld_name", "functional-classification:generic:level2:label", "Naam van het taakveld"),
)
_AMOUNT: Final = (
    _GRADE,
    _field("amount", "value", "Bedrag in euro; leeg: zie mark", "number"),
    _field("mark", "quality:mark", "Waarom er geen bedrag staat", enum=["missing", "withheld"]),
)
LEDGER: Final = (
    *_COMMON,
    _field("category", "economic-classification:generic:code", "Economische categorie van Iv3"),
    _field("payer", "payer:generic:code", "Wie betaalt; derden: de tabel noemt niemand"),
    _field("payee", "recipient:generic:code", "Wie ontvangt; derden: de tabel noemt niemand"),
    *_AMOUNT,
)
ALLOCATED: Final = (
    *_COMMON,
    _field("area", "geo:target:code", "Code van de wijk, of -stad en -onbekend: bij geen wijk"),
    _field("area_name", "geo:target:title", "Wijk"),
    _field("key", "allocation:key", "Sleutel waarmee is verdeeld"),
    *_AMOUNT,
)
# Roles that tell one amount from another; with `allocation:key` of our own.
_UNIQUE: Final = (
    "date:fiscal-year",
    "phase:id",
    "administrative-classification:generic:code",
    "direction",
    "functional-classification:generic:level1:code",
    "functional-classification:generic:level2:code",
    "economic-classification:generic:code",
    "geo:target:code",
    "allocation:key",
)


def schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    """A Table Schema. The currency is the same in all rows: a constant of the package, and no column."""
    currency = {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "EUR"}
    return {
        "fields": list(fields),
        "primaryKey": [field["name"] for field in fields if field["columnType"] in _UNIQUE],
        "missingValues": [""],
        "extraFields": [currency],
    }


def written(frame: pl.DataFrame, fields: tuple[Field, ...]) -> bytes:
    """The columns in their order, sorted by key, as CSV: UTF-8, commas, points; null is empty."""
    key = schema(fields)["primaryKey"]
    told = frame.select(field["name"] for field in fields).sort(key)
    return told.write_csv(line_terminator="\r\n").encode("utf-8")


def euros(cents: str = "cents") -> pl.Expr:
    """Whole cents as text with two decimals: a binary fraction would not be exact."""
    whole = pl.col(cents).abs()
    sign = pl.when(pl.col(cents) < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(
        sign, (whole // 100).cast(pl.String), pl.lit("."), (whole % 100).cast(pl.String).str.pad_start(2, "0")
    )
