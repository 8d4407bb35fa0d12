"""One place through time: its values with their gaps, what is usual, and the bounds as values on the same axis."""

from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.instruments.drukte.register import BOUNDS
from stadsbeeld.instruments.drukte.usual import Usual

STEP_S = 300
SILENT = "silent"


def step_of(values: pl.DataFrame) -> int:
    """The interval that occurs most, in seconds; five minutes where nothing is known."""
    spans = values["span_s"].mode() if len(values) else values["span_s"]
    shortest = spans.min()
    return shortest if isinstance(shortest, int) and shortest > 0 else STEP_S


def points(values: pl.DataFrame, step_s: int) -> list[dict[str, Any]]:
    """`t`, `value`, `mark` of one quantity in order of time; where the source told nothing, one null with the mark
    `silent` at the start of the hole, so that no line is drawn across it.

    A value that is missing is null with its mark; an implausible one is given, with its mark.
    """
    told: list[dict[str, Any]] = []
    due: datetime | None = None
    for t, value, mark in values.sort("observed_at").select("observed_at", "value", "mark").iter_rows():
        if due is not None and t > due:
            told.append({"t": due, "value": None, "mark": SILENT})
        told.append({"t": t, "value": value, "mark": mark})
        due = t + timedelta(seconds=step_s)
    return told


def by_quantity(values: pl.DataFrame, step_s: int) -> dict[str, dict[str, Any]]:
    parts = values.partition_by("quantity", as_dict=True, maintain_order=True)
    return {
        str(quantity): {"unit": QUANTITIES[str(quantity)].unit, "points": points(part, step_s)}
        for (quantity,), part in parts.items()
    }


def band(usual: Usual) -> dict[str, Any] | None:
    """The usual band for the answer; None where too little is known."""
    if usual.points.is_empty():
        return None
    rounded = usual.points.with_columns(pl.col("p10", "p50", "p90").round(1))
    return {"days": usual.days, "points": rounded.to_dicts()}


def bound_lines(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Where each level from B on begins, in the unit of the observed quantity. Empty where no scale can be applied.

    `row` is a row of `state.state`. A share becomes km/h by the free speed; people a metre and minute
    become a count by the effective width.
    """
    if row["scale"] is None:
        return []
    factor: float | None = 1.0
    if row["scale"] == "road-speed-share":
        factor = row["free_speed_kmh"]
    elif row["quantity"] == "flow_ped_h":
        factor = row["effective_m"] and row["effective_m"] * 60
    elif row["quantity"] == "flow_ped_min":
        factor = row["effective_m"]
    if not factor:
        return []
    return [
        {"level": level, "value": round(row[bound] * factor, 1), "quantity": row["quantity"]}
        for level, bound in zip("BCDEF", BOUNDS, strict=True)
    ]
