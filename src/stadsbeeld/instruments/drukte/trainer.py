"""The job that looks each night whether there is history enough for trees, fits and keeps them, and writes down each
model; and that has the forecaster speak with the model that is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from stadsbeeld.domain.errors import ModelUnavailableError, StadsbeeldError
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Ints
from stadsbeeld.frames.records import Version
from stadsbeeld.instruments import Context, Job
from stadsbeeld.instruments.drukte.forecast_desk import Learnt, learnt_horizons
from stadsbeeld.instruments.drukte.forecaster import SEED, Forecaster
from stadsbeeld.instruments.drukte.model_card import card
from stadsbeeld.instruments.drukte.panels import BACK, HOUR_S, History, Subject
from stadsbeeld.instruments.drukte.record import Beside, beside
from stadsbeeld.instruments.drukte.shelf import LOST, MODEL, Shelf, chosen, wanted

KIND, AUTHOR = MODEL, "forecaster"
# A choice of a person is followed within five minutes; what is learnt, is learnt by the day.
EVERY = timedelta(minutes=5)
# A new day begins, for models, at 03:00 on the wall: nothing is learnt twice in one.
DAY_BEGINS = timedelta(hours=3)
REFIT = timedelta(days=28)
# Trees look a year back, and learn from a year of looking back.
DEEP = timedelta(days=800)
# Up to three days each hour; beyond, the trees and bands of the nearest one will do.
TREE_HORIZONS = np.array([*range(1, 73), *range(78, 169, 6)], np.int64)
SCORED_DAYS = 28


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """One subject at a moment, with all that trees may look back on."""

    subject: Subject
    moment: datetime
    history: History
    panel: Panel


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
        self._shelf = Shelf(context.store)
        self._looked: dict[str, date] = {}
        self._fitted_at: dict[str, datetime] = {}
        # The version of the card whose model speaks, and those that could not be fetched.
        self._speaks: dict[str, int] = {}
        self._lost: set[tuple[str, int]] = set()
        self._wrong: StadsbeeldError | None = None

    def job(self) -> Job:
        return Job(name="models", title_id="job-models", every=EVERY, run=self.train)

    def train(self, moment: datetime) -> None:
        """Look at each subject once a day, and follow what is chosen.

        Raises, after all else is done, ModelUnavailableError, or why a model that was kept could not be fetched: the
        health of the job tells it.
        """
        today = (moment.astimezone(self._zone) - DAY_BEGINS).date()
        by_hour = self._forecaster.by_hour(moment)
        subjects = [one for one in self._forecaster.subjects(moment) if one.step_s < HOUR_S] + by_hour
        due = [one for one in subjects if self._looked.get(one.id) != today]
        self._wrong = None
        told = beside(self._context.store.as_of(moment), None, moment, SCORED_DAYS) if due else None
        for subject in due:
            assert told is not None
            try:
                if self._look(subject, moment, told):
                    self._looked[subject.id] = today
            except ModelUnavailableError as error:
                self._wrong = error
        for subject in by_hour:
            self._follow(subject, moment)
        if self._wrong is not None:
            raise self._wrong

    def _read(self, subject: Subject, moment: datetime) -> _Looked | None:
        """None where nothing is known."""
        history = History(subject=subject, back=DEEP if subject.step_s == HOUR_S else BACK)
        view = self._context.store.as_of(moment)
        first = view.first()
        if first is None:
            return None
        history.read(view, moment, first)
        panel = history.panel()
        return None if panel is None else _Looked(subject=subject, moment=moment, history=history, panel=panel)

    def _look(self, subject: Subject, moment: datetime, told: Beside) -> bool:
        """Whether there was anything to look at. The card of tier 1 is written before trees are tried."""
        looked = self._read(subject, moment)
        if looked is None:
            return False
        if subject.step_s == HOUR_S and subject.id not in self._fitted_at:
            self._take_up(looked)
        fitted_at = self._fitted_at.get(subject.id)
        if subject.step_s < HOUR_S or (fitted_at is not None and moment - fitted_at < REFIT):
            if fitted_at is None:
                self._write(looked, told, None)
            return True
        try:
            fitted = self._fit(looked.panel, TREE_HORIZONS, SEED)
        except ModelUnavailableError:
            self._write(looked, told, None)
            raise
        version = self._write(looked, told, fitted)
        if fitted is not None:
            self._fitted_at[subject.id] = moment
            choice = chosen(self._context.store.as_of(moment), subject.id)
            pinned = choice.body["version"] if choice else None
            if pinned is None or (subject.id, pinned) in self._lost:
                self._speak(looked, fitted, version, moment)
            self._shelf.tidy(subject.id, pinned)
        return True

    def _take_up(self, looked: _Looked) -> None:
        """Go on with what an earlier process kept: with the wanted model, and else with the newest that can be had."""
        view = self._context.store.as_of(looked.moment)
        cards = [one for one in view.history(MODEL, looked.subject.id) if one.body.get("kept")]
        first = wanted(view, looked.subject.id)
        for one in ([first] if first in cards else []) + cards[-1:]:
            fitted = self._fetch(one, looked)
            if fitted is not None and self._speak(looked, fitted, one.version, one.known_at):
                self._fitted_at[looked.subject.id] = cards[-1].known_at
                return

    def _follow(self, subject: Subject, moment: datetime) -> None:
        """Speak with another model where another one is wanted than speaks."""
        card = wanted(self._context.store.as_of(moment), subject.id)
        speaks = self._speaks.get(subject.id)
        if card is None or card.version == speaks or (subject.id, card.version) in self._lost:
            return
        plain = card.body["model"] == Experts.id
        if (plain and speaks is None) or not (plain or card.body.get("kept")):
            return  # tier 1 speaks already; or of those trees nothing was kept
        looked = self._read(subject, moment)
        if looked is None:
            return
        if plain:
            self._speak(looked, Experts().fit(looked.panel, learnt_horizons(HOUR_S)), card.version, moment)
        elif (fitted := self._fetch(card, looked)) is not None:
            self._speak(looked, fitted, card.version, card.known_at)

    def _fetch(self, card: Version, looked: _Looked) -> Fitted | None:
        """What a card kept; None where it cannot be had, which is remembered."""
        try:
            fitted = self._shelf.fetch(card, looked.panel)
        except LOST as error:
            self._wrong = error
            fitted = None
        if fitted is None:
            self._lost.add((looked.subject.id, card.version))
        return fitted

    def _speak(self, looked: _Looked, fitted: Fitted, version: int, at: datetime) -> bool:
        """False where the places changed meanwhile. `at`: until when what it learnt from was known."""
        learnt = Learnt(fitted=fitted, at=at, slow=fitted.id != Experts.id, version=version)
        if not self._forecaster.learnt(looked.subject, looked.history, learnt, looked.moment):
            return False
        self._speaks[looked.subject.id] = version
        self._lost.discard((looked.subject.id, version))
        return True

    def _write(self, looked: _Looked, told: Beside, fitted: Fitted | None) -> int:
        """The version of the card. One that says the same model of the same day is not written twice."""
        kept = None if fitted is None else self._shelf.keep(fitted, looked.panel)
        body = card(looked.subject, looked.panel, looked.moment, told, fitted, kept)
        before = self._context.store.records.record(KIND, looked.subject.id)
        same = ("dataSha256", "model", "kept")
        if before is not None and all(before.body.get(name) == body[name] for name in same):
            return before.version
        put = self._context.store.records.put
        return put(kind=KIND, id=looked.subject.id, body=body, author=AUTHOR, known_at=looked.moment).version
