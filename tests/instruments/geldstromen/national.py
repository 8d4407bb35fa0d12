"""The real files that tests look at where they are there, read as simply as can be and by nothing of the project."""

import csv
import gzip
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
)

AGES = {"0_15": "age_0_14_pct", "15_25": "age_15_24_pct", "25_45": "age_25_44_pct", "45_65": "age_45_64_pct"}
FIGURES = {
    "aantal_inwoners": "inhabitants_n",
    "huishoudens": "households_n",
    "personenautos": "cars_n",
    "65plus": "age_65_pct",
    **AGES,
}


def geojson(name: str) -> list[dict[str, Any]]:
    path = DATA / name
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: list[dict[str, Any]] = json.loads(raw)["features"]
    return [feature for feature in found if feature["properties"].get("gemeentecode") != "GM0998"]


@cache
def wijken() -> pl.DataFrame:
    """`gm`, `area`, `name` of 2024."""
    rows = [feature["properties"] for feature in geojson("boundaries/wijken_2024.geojson.gz")]
    return pl.DataFrame(
        [(row["gemeentecode"], row["wijkcode"], row["wijknaam"]) for row in rows], ["gm", "area", "name"], orient="row"
    )


@cache
def figures() -> pl.DataFrame:
    """`area`, `figure`, `value` of all gemeenten and wijken of 2024."""
    rows = []
    for name, code in (("wijken", "wijkcode"), ("gemeenten", "gemeentecode")):
        for feature in geojson(f"boundaries/{name}_2024.geojson.gz"):
            told = feature["properties"]
            rows += [(told[code], id, told.get(key)) for key, id in FIGURES.items()]
    return pl.DataFrame(rows, {"area": pl.String, "figure": pl.String, "value": pl.Float64}, orient="row")


@cache
def totals(file: str = "2023_jaarrekening") -> pl.DataFrame:
    """`gm`, `taakveld`, `side`, `cents`, `salaries` (of L1.1); a gemeente that is all zero has null."""
    exact = {
        feature["properties"]["gemeentenaam"]: feature["properties"]["gemeentecode"]
        for feature in geojson("boundaries/gemeenten_2024.geojson.gz")
    }
    # It is "Beek (L.)" on the map and "Beek" in the accounts, but "Bergen (L.)" in both.
    names = {re.sub(r" \(.*\)$", "", name): gm for name, gm in exact.items()} | exact
    told = list(
        csv.DictReader(
            io.StringIO(gzip.decompress((DATA / "iv3" / f"{file}.csv.gz").read_bytes()).decode("utf-8")), delimiter=";"
        )
    )
    rows = []
    for row in told:
        if (name := row["Gemeenten"]) != "Nederland":
            gm = names[name]
            salaries = float(row["L1.1 Salarissen en sociale lasten"] or 0)
            for side in ("lasten", "baten"):
                thousand = float(row[side.title()] or 0)
                own = round(salaries * 100_000) if side == "lasten" else 0
                rows.append((gm, row["Taakveld"].split(" ")[0], side, round(thousand * 100_000), own))
    frame = pl.DataFrame(rows, ["gm", "taakveld", "side", "cents", "salaries"], orient="row")
    nothing = (pl.col("cents") == 0).all().over("gm")
    return frame.with_columns(pl.when(~nothing).then(pl.col("cents", "salaries")))


def taakvelden(year: int) -> list[str]:
    """The codes in CBS's list of that year that have nothing below them."""

    def leaves(code: dict[str, Any]) -> list[str]:
        below = code.get("subcodes") or []
        return [leaf for one in below for leaf in leaves(one)] if below else [code["code"]]

    told = json.loads((DATA / "iv3" / f"iv3_definities_Gemeente_{year}.json").read_text("utf-8"))
    return [leaf for code in told["codelijsten"]["taakveld"]["codelijst"] for leaf in leaves(code)]
