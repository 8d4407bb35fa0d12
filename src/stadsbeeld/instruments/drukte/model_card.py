"""The card of a model, as its record holds it: what it learnt from and looks at, how it did, and where it is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl

from stadsbeeld.forecast.experts import NAMES, Experts
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.instruments.drukte.forecast_desk import NOWCAST_MIN
from stadsbeeld.instruments.drukte.forecaster import SEED
from stadsbeeld.instruments.drukte.panels import HOUR_S, Subject
from stadsbeeld.instruments.drukte.record import Beside, table

SOFTWARE = ("stadsbeeld", "numpy", "polars")


def card(
    subject: Subject,
    panel: Panel,
    moment: datetime,
    told: Beside,
    fitted: Fitted | None,
    kept: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The card of a model: what it learnt from, until when, and how its forecasts of the last weeks did.

    `fitted` None: tier 1, which learns anew by the hour. `kept`: where its trees are, as `shelf.Shelf.keep` gives it.
    """
    hourly = subject.step_s == HOUR_S
    rows = told.rows.filter(pl.col("quantity") == subject.quantity, pl.col("span_s") == subject.step_s)
    last = panel.timeline.moments(np.array([panel.known]))[0].item()
    issued = rows["known_at"]
    return {
        "id": subject.id,
        "model": Experts.id if fitted is None else fitted.id,
        "quantities": [subject.quantity],
        "stepS": subject.step_s,
        "places": len(panel.places),
        "trainedFrom": f"{panel.timeline.moments(np.array([0]))[0].item().isoformat()}Z",
        "trainedUntil": f"{last.isoformat()}Z",
        "knownAt": moment.isoformat(),
        "dataSha256": fingerprint(panel),
        "features": list(features(fitted)),
        "horizons": {"from_h": subject.step_s / HOUR_S, "to_h": 168 if hourly else NOWCAST_MIN[-1] / 60},
        "scores": [
            {"ahead": f"{row['ahead']} min" if row["ahead"] < 60 else f"{row['ahead'] // 60} h"}
            | {name: row[name] for name in ("count", "wape", "wapeBeside", "naiveWape", "coverage", "wql")}
            for row in table(Beside(rows=rows, naive=told.naive, moment=told.moment))
        ],
        "scoredFrom": issued.min().isoformat() if len(rows) else None,  # type: ignore[union-attr]
        "scoredUntil": issued.max().isoformat() if len(rows) else None,  # type: ignore[union-attr]
        "seed": SEED,
        "kept": kept,
        "software": {name: version(name) for name in (*SOFTWARE, *(() if fitted is None else ("lightgbm",)))},
    }


def features(fitted: Fitted | None) -> Sequence[str]:
    """What the model looks at: the experts of tier 1, and the features of the trees."""
    boosted = getattr(fitted, "trees", None)
    return NAMES if boosted is None else (*NAMES, *boosted.names)


def fingerprint(panel: Panel) -> str:
    """sha256 of what was learnt from: start, step, places and values."""
    digest = hashlib.sha256(f"{panel.timeline.start.isoformat()} {panel.timeline.step_s} {panel.places}".encode())
    digest.update(np.ascontiguousarray(panel.values).tobytes())
    return digest.hexdigest()
