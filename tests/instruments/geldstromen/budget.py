"""The budget of 2024 as a ledger's rows, read as simply as can be and by nothing of the project."""

import csv
import gzip
import io
from functools import cache

import polars as pl

from instruments.geldstromen.national import DATA, geojson

SALARIES = "L1.1 Salarissen en sociale lasten"


@cache
def budget_2024() -> pl.DataFrame:
    """`area`, `flow`, `side`, `category`, `cents`, `year`, `stage`; a gemeente that is all zero has null."""
    codes = {
        feature["properties"]["gemeentenaam"]: feature["properties"]["gemeentecode"]
        for feature in geojson("boundaries/gemeenten_2024.geojson.gz")
    }
    # This table spells as the gemeentefonds does: without the letters of the province.
    spelled = (DATA / "gemeentefonds" / "gemeentenamen.csv").read_text("utf-8").splitlines()[1:]
    official = {short: long for long, short in (line.split("\t") for line in spelled)}
    text = gzip.decompress((DATA / "iv3" / "2024_begroting.csv.gz").read_bytes()).decode("utf-8")
    rows = []
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if (name := row["Gemeenten"]) != "Nederland":
            area = codes.get(name) or codes[official[name]]
            salaries, lasten, baten = (
                round(float(row[column] or 0) * 100_000) for column in (SALARIES, "Lasten", "Baten")
            )
            flow = row["Taakveld"].split(" ")[0]
            rows.append((area, flow, "lasten", "L1.1", salaries))
            rows.append((area, flow, "lasten", "L.overig", lasten - salaries))
            rows.append((area, flow, "baten", "B.totaal", baten))
    frame = pl.DataFrame(rows, ["area", "flow", "side", "category", "cents"], orient="row")
    nothing = (pl.col("cents") == 0).all().over("area")
    return frame.with_columns(
        cents=pl.when(~nothing).then(pl.col("cents")), year=pl.lit(2024), stage=pl.lit("begroting")
    )
