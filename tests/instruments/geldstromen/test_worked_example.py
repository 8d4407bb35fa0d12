"""The example by hand in docs/instruments/geldstromen.md, reckoned again."""

from pathlib import Path

import polars as pl
import pytest

from instruments.geldstromen.little_gemeente import GM, TOTALS, question
from stadsbeeld.instruments.geldstromen.allocate import allocate

PAGE = Path(__file__).parents[3] / "docs" / "instruments" / "geldstromen.md"
COLUMNS = ("part", "direct", "key", "quota", "down", "left", "cents")


def written() -> dict[str, dict[str, float]]:
    """The rows of its table, by code; `together` last."""
    text = PAGE.read_text("utf-8").split("### One task by hand")[1].split("\n### ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {row[0].split()[0]: dict(zip(COLUMNS[1:], map(float, row[1:]), strict=True)) for row in rows[2:]}


def test_the_page_is_what_allocate_does() -> None:
    table = written()
    whole = table.pop("together")
    booked = [(GM, "0.2", "lasten", int(row["direct"]), area) for area, row in table.items() if row["direct"]]
    direct = pl.DataFrame(booked, {**TOTALS, "area": pl.String}, orient="row")
    made = allocate(question(("0.2", "lasten", int(whole["cents"])), direct=direct)).frame
    found = dict(made.group_by("area").agg(pl.col("cents").sum()).filter(pl.col("cents") != 0).iter_rows())
    assert found == {area: row["cents"] for area, row in table.items()}
    assert set(made.select("key", "grade").unique().rows()) == {("inhabitants", "C"), ("direct", "A")}


def test_its_steps_follow_from_one_another() -> None:
    table = written()
    whole = table.pop("together")
    assert len(table) == 4
    rest = whole["cents"] - whole["direct"]
    for row in table.values():
        assert row["quota"] == pytest.approx(rest * row["key"] / whole["key"], abs=0.0006)
        assert row["down"] == int(row["quota"])
        assert row["cents"] == row["direct"] + row["down"] + row["left"]
    for column in COLUMNS[1:]:
        assert sum(row[column] for row in table.values()) == pytest.approx(whole[column], abs=0.002)
    remainders = sorted(table.values(), key=lambda row: row["down"] - row["quota"])
    assert [row["left"] for row in remainders] == [1, 1, 0, 0]
