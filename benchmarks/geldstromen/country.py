"""The accounts of 2023 and the wijken of 2024, read from the files that are packaged: what the benchmarks work on."""

from importlib import resources

import polars as pl

from stadsbeeld.instruments.geldstromen.allocate import Question
from stadsbeeld.instruments.geldstromen.keys import Perspective
from stadsbeeld.sources import cbs_wijken, iv3

FILES = resources.files("stadsbeeld") / "packs" / "nederland"
KEY = ["gm", "taakveld", "side"]


def question(perspective: Perspective = "residents") -> Question:
    """All of the Netherlands, overhead pro rata salaries: what takes longest."""
    ledger = iv3.parse((FILES / "iv3_2023_jaarrekening.csv.gz").read_bytes()).frame
    ledger = ledger.rename({"area": "gm", "flow": "taakveld"})
    known = pl.when(pl.col("cents").null_count() == 0).then(pl.col("cents").sum())
    wijken = cbs_wijken.parse((FILES / "wijken_2024.geojson.gz").read_bytes())
    gemeenten = cbs_wijken.parse((FILES / "gemeenten_2024.geojson.gz").read_bytes())
    return Question(
        totals=ledger.group_by(KEY).agg(cents=known),
        areas=wijken.frame.select("area", "name", gm="parent"),
        figures=pl.concat([wijken.figures.frame, gemeenten.figures.frame]),
        perspective=perspective,
        salaries=ledger.filter(category="L1.1").select("gm", "taakveld", "cents"),
    )


def of(question: Question, gm: str) -> Question:
    parts = {name: getattr(question, name).filter(pl.col("gm") == gm) for name in ("totals", "areas", "salaries")}
    codes = [gm, *parts["areas"]["area"]]
    figures = question.figures.filter(pl.col("area").is_in(codes))
    return Question(**parts, figures=figures, perspective=question.perspective)
