"""The Fiscal Data Package: frictionless judges its tables, this test the fiscal role of each column."""

import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Package, system

from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.instruments.geldstromen.datapackage import Contents, Credit, datapackage

MADE = date(2026, 11, 24)
CITY, UNKNOWN = "GM0599-stad", "GM0599-onbekend"
LEDGER_ROWS = [
    ("GM0599", 2023, "rekening", "0.10", "baten", "B.totaal", "derden", "gemeente", 47_698_700_000, "A"),
    ("GM0599", 2023, "rekening", "0.1", "lasten", "L1.1", "gemeente", "medewerkers", 3_079_400_007, "A"),
    ("GM0599", 2023, "rekening", "0.1", "lasten", "L.overig", "gemeente", "derden", -5, "A"),
    ("GM0599", 2023, "rekening", "6.1", "lasten", "L.overig", "gemeente", "derden", None, "A"),
    ("GM0599", 2023, "begroting", "6.1", "lasten", "L.overig", "gemeente", "derden", 1, "A"),
    ("GM0363", 2023, "rekening", "6.1", "lasten", "L.overig", "gemeente", "derden", 1, "A"),
]
ALLOCATED_ROWS = [
    ("GM0599", "WK059901", "0.1", "lasten", 100, "inhabitants", "C"),
    ("GM0599", "WK059901", "0.1", "lasten", 23, "inhabitants", "A"),
    ("GM0599", "WK059901", "0.1", "lasten", 7, "direct", "A"),
    ("GM0599", "WK059902", "0.1", "lasten", 41, "inhabitants", "C"),
    ("GM0599", CITY, "0.1", "lasten", -9, "city", "E"),
    ("GM0599", UNKNOWN, "6.1", "lasten", None, "inhabitants", "C"),
]
CONTENTS = Contents(
    gm="GM0599",
    year=2023,
    stage="rekening",
    ledger=Ledger(pl.DataFrame(LEDGER_ROWS, list(Ledger.empty().frame.columns), orient="row")).frame,
    allocated=pl.DataFrame(ALLOCATED_ROWS, ["gm", "area", "taakveld", "side", "cents", "key", "grade"], orient="row"),
    names={"GM0599": "Rotterdam", "0.1": "Bestuur, en meer", "WK059901": 'Wijk "1"', "6.1": "Samenkracht"},
    withheld={"WK059902"},
    credits=[
        Credit(title="CBS, Iv3", url="https://www.cbs.nl/", licence="CC-BY-4.0"),
        Credit(title="CBS, wijken", url="https://www.cbs.nl/", licence="CC-BY-4.0"),
    ],
)


def files(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def unpacked(raw: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        file.extractall(folder)
    return folder / "datapackage.json"


def rows(raw: bytes, name: str) -> list[dict[str, Any]]:
    return pl.read_csv(files(raw)[f"{name}.csv"], infer_schema=False).rows(named=True)


@pytest.fixture(scope="module")
def package() -> bytes:
    return datapackage(CONTENTS, made=MADE, language="nl")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_frictionless_finds_no_fault(tmp_path: Path, language: Any) -> None:
    told = unpacked(datapackage(CONTENTS, made=MADE, language=language), tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(told)).validate()
    assert report.flatten(["type", "note"]) == []
    assert [(task.name, task.stats["rows"]) for task in report.tasks] == [("ledger", 4), ("allocated", 5)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("change", "fault"),
    [(("expenditure", "uitgave"), "constraint-error"), (("2023,", "MMXXIII,"), "type-error")],
)
def test_frictionless_would_find_one(package: bytes, tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    told = unpacked(package, tmp_path)
    table = tmp_path / "ledger.csv"
    table.write_text(table.read_text("utf-8").replace(*change), "utf-8", newline="")
    with system.use_context(trusted=True):
        assert fault in {one[0] for one in Package(str(told)).validate().flatten(["type"])}


def test_the_ledger_to_the_cent_and_of_this_period_alone(package: bytes) -> None:
    told = {(one["taakveld"], one["direction"], one["category"]): one for one in rows(package, "ledger")}
    assert {key: one["amount"] for key, one in told.items()} == {
        ("0.10", "revenue", "B.totaal"): "476987000.00",
        ("0.1", "expenditure", "L1.1"): "30794000.07",
        ("0.1", "expenditure", "L.overig"): "-0.05",
        ("6.1", "expenditure", "L.overig"): None,
    }
    assert told["6.1", "expenditure", "L.overig"]["mark"] == "missing"
    assert told["0.10", "revenue", "B.totaal"]["domain"] == "reserves"
    assert told["0.1", "expenditure", "L1.1"]["taakveld_name"] == "Bestuur, en meer"
    assert {(one["gemeente"], one["gemeente_name"], one["stage"]) for one in told.values()} == {
        ("GM0599", "Rotterdam", "rekening")
    }


def test_allocated_amounts_add_up_and_what_is_withheld_is_not_in_it(package: bytes) -> None:
    told = {(one["area"], one["key"]): one for one in rows(package, "allocated")}
    assert {key: (one["amount"], one["grade"], one["mark"]) for key, one in told.items()} == {
        ("WK059901", "inhabitants"): ("1.23", "C", None),
        ("WK059901", "direct"): ("0.07", "A", None),
        ("WK059902", "inhabitants"): (None, "C", "withheld"),
        (CITY, "city"): ("-0.09", "E", None),
        (UNKNOWN, "inhabitants"): (None, "C", "missing"),
    }
    assert b"0.41" not in files(package)["allocated.csv"]
    assert told["WK059901", "direct"]["area_name"] == 'Wijk "1"'
    assert sum(Decimal(one["amount"]) for one in told.values() if one["amount"]) == Decimal("1.21")


# The budget taxonomy of the Fiscal Data Package 1.0rc1, as far as it is used: data type, whether it is part of what
# tells rows apart, and the role that it is the label of.
TAXONOMY: dict[str, tuple[str, bool, str | None]] = {
    "value": ("number", False, None),
    "value-currency:code": ("string", True, None),
    "date:fiscal-year": ("integer", True, None),
    "direction": ("string", True, None),
    "phase:id": ("string", True, None),
    "administrative-classification:generic:code": ("string", True, None),
    "administrative-classification:generic:label": ("string", False, "administrative-classification:generic:code"),
    "functional-classification:generic:level1:code": ("string", True, None),
    "functional-classification:generic:level1:label": (
        "string", False, "functional-classification:generic:level1:code",
    ),
    "functional-classification:generic:level2:code": ("string", True, None),
    "functional-classification:generic:level2:label": (
        "string", False, "functional-classification:generic:level2:code",
    ),
    "economic-classification:generic:code": ("string", True, None),
    "geo:target:code": ("string", True, None),
    "geo:target:title": ("string", False, "geo:target:code"),
}  # fmt: skip


def test_each_column_has_a_fiscal_role(package: bytes) -> None:
    told = json.loads(files(package)["datapackage.json"])
    address, own = told["columnTypes"]
    assert address.endswith("/taxonomies/fiscal/budgets.json")
    declared = {one["name"]: (one["dataType"], one.get("unique", False), one.get("labelOf")) for one in own}
    assert not set(declared) & set(TAXONOMY)
    known = {**TAXONOMY, **declared}
    for resource in told["resources"]:
        schema = resource["schema"]
        fields = [*schema["fields"], *schema["extraFields"]]
        roles = [field["columnType"] for field in fields]
        # One role for each column, and one amount in a row: the table is denormalised.
        assert len(set(roles)) == len(roles)
        assert roles.count("value") == 1
        assert {"date:fiscal-year", "phase:id", "direction", "value-currency:code"} <= set(roles)
        for field in fields:
            type, _, label_of = known[field["columnType"]]
            assert field["type"] == type
            assert label_of is None or label_of in roles
        keys = {field["name"] for field in schema["fields"] if known[field["columnType"]][1]}
        assert set(schema["primaryKey"]) == keys
        assert [field["constant"] for field in schema["extraFields"]] == ["EUR"]


def test_the_descriptor_says_what_it_is_and_of_whom(package: bytes) -> None:
    told = json.loads(files(package)["datapackage.json"])
    assert re.fullmatch(r"[a-z0-9._-]+", told["name"])
    assert told["title"] == "Geldstromen van Rotterdam, rekening 2023"
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]
    assert [one["title"] for one in told["sources"]] == ["CBS, Iv3", "CBS, wijken"]
    for resource in told["resources"]:
        assert resource["bytes"] == len(files(package)[resource["path"]])
    assert json.loads(files(datapackage(CONTENTS, made=MADE, language="en"))["datapackage.json"])["title"] == (
        "Money flows of Rotterdam, accounts 2023"
    )


def test_the_same_bytes_twice(package: bytes) -> None:
    assert package == datapackage(CONTENTS, made=MADE, language="nl")
    assert package != datapackage(CONTENTS, made=date(2026, 11, 25), language="nl")


def test_amounts_of_another_gemeente_are_refused() -> None:
    other = CONTENTS.allocated.with_columns(gm=pl.lit("GM0363"))  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="GM0363"):
        datapackage(Contents(**{name: getattr(CONTENTS, name) for name in Contents.__slots__ if name != "allocated"},
                             allocated=other), made=MADE, language="nl")  # fmt: skip
