"""The job that looks each night whether there is history enough for trees, fits them, and writes down each model."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import ModelUnavailableError
from stadsbeeld.forecast.experts import NAMES, Experts
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Ints
from stadsbeeld.instruments import Context, Job
from stadsbeeld.instruments.drukte.forecast_desk import NOWCAST_MIN
from stadsbeeld.instruments.drukte.forecaster import SEED, Forecaster
from stadsbeeld.instruments.drukte.panels import BACK, HOUR_S, History, Subject
from stadsbeeld.instruments.drukte.record import Beside, beside, table

KIND, AUTHOR = "model", "forecaster"
EVERY = timedelta(hours=1)
# A new day begins, for models, at 03:00 on the wall: nothing is learnt twice in one.
DAY_BEGINS = timedelta(hours=3)
REFIT = timedelta(days=28)
# Trees look a year back, and learn from a year of looking back.
DEEP = timedelta(days=800)
# Up to three days each hour; beyond, the trees and bands of the nearest one will do.
TREE_HORIZONS = np.array([*range(1, 73), *range(78, 169, 6)], np.int64)
SCORED_DAYS = 28
SOFTWARE = ("stadsbeeld", "numpy", "polars")


def trees(panel: Panel, horizons: Ints, seed: int, **size: int) -> Fitted | None:
    """Both tiers fitted on the panel; None where there is too little history for trees. `size`: of `Gradient`.

    Raises ModelUnavailableError where LightGBM cannot be loaded (Debian lacks libgomp1, for one).
    """
    try:
        from stadsbeeld.forecast.ensemble import Ensemble
        from stadsbeeld.forecast.gradient import Gradient
    except (ImportError, OSError) as error:
        raise ModelUnavailableError("LightGBM", str(error)) from error
    model = Ensemble(gradient=Gradient(**size))
    return model.fit(panel, horizons, seed) if model.has_trees(panel) else None


class Trainer:
    """One for each context, beside the forecaster that speaks with what it learns. Nobody waits for it."""

    def __init__(
        self,
        context: Context,
        forecaster: Forecaster,
        fit: Callable[[Panel, Ints, int], Fitted | None] = trees,
    ) -> None:
        """`fit` gives both tiers, None where there is too little history."""
        self._context, self._forecaster, self._fit = context, forecaster, fit
        self._zone = ZoneInfo(context.city.time_zone)
        self._looked: dict[str, date] = {}
        self._fitted_at: dict[str, datetime] = {}

    def job(self) -> Job:
        return Job(name="models", title_id="job-models", every=EVERY, run=self.train)

    def train(self, moment: datetime) -> None:
        """Look at each subject once a day. Raises ModelUnavailableError, after all else is done."""
        today = (moment.astimezone(self._zone) - DAY_BEGINS).date()
        subjects = [one for one in self._forecaster.subjects(moment) if one.step_s < HOUR_S]
        subjects += self._forecaster.by_hour(moment)
        due = [one for one in subjects if self._looked.get(one.id) != today]
        unavailable: ModelUnavailableError | None = None
        told = beside(self._context.store.as_of(moment), None, moment, SCORED_DAYS) if due else None
        for subject in due:
            assert told is not None
            try:
                if self._look(subject, moment, told):
                    self._looked[subject.id] = today
            except ModelUnavailableError as error:
                unavailable = error
        if unavailable is not None:
            raise unavailable

    def _look(self, subject: Subject, moment: datetime, told: Beside) -> bool:
        """Whether there was anything to look at. The card of tier 1 is written before trees are tried."""
        history = History(subject=subject, back=DEEP if subject.step_s == HOUR_S else BACK)
        view = self._context.store.as_of(moment)
        first = view.first()
        if first is None:
            return False
        history.read(view, moment, first)
        panel = history.panel()
        if panel is None:
            return False
        fitted_at = self._fitted_at.get(subject.id)
        if subject.step_s < HOUR_S or (fitted_at is not None and moment - fitted_at < REFIT):
            if fitted_at is None:
                self._write(subject, panel, moment, told, None)
            return True
        try:
            fitted = self._fit(panel, TREE_HORIZONS, SEED)
        except ModelUnavailableError:
            self._write(subject, panel, moment, told, None)
            raise
        self._write(subject, panel, moment, told, fitted)
        if fitted is not None and self._forecaster.learnt(subject, history, fitted, moment):
            self._fitted_at[subject.id] = moment
        return True

    def _write(self, subject: Subject, panel: Panel, moment: datetime, told: Beside, fitted: Fitted | None) -> None:
        """A card of today that says the same model of the same day is not written twice."""
        body = card(subject, panel, moment, told, fitted)
        before = self._context.store.records.record(KIND, subject.id)
        if (
            before is not None
            and before.body["dataSha256"] == body["dataSha256"]
            and before.body["model"] == body["model"]
        ):
            return
        self._context.store.records.put(kind=KIND, id=subject.id, body=body, author=AUTHOR, known_at=moment)


def card(subject: Subject, panel: Panel, moment: datetime, told: Beside, fitted: Fitted | None) -> dict[str, Any]:
    """The card of a model: what it learnt from, until when, and how its forecasts of the last weeks did.

    `fitted` None: tier 1, which learns anew by the hour.
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
