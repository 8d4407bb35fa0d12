"""Trees outlive the process; what is damaged is fitted anew and said; an older model is one step back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from instruments.little_city import NOW, LittleCity, Person
from instruments.test_drukte_forecaster import HOUR, PED, daily
from instruments.test_drukte_record import hourly_weeks
from stadsbeeld.domain.errors import ConflictError, InputError, NotFoundError, StoreDamagedError
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.instruments import Job
from stadsbeeld.instruments.drukte.desk import Desk
from stadsbeeld.instruments.drukte.forecaster import Forecaster
from stadsbeeld.instruments.drukte.routes import routes
from stadsbeeld.instruments.drukte.shelf import MODEL, ModelChosen
from stadsbeeld.instruments.drukte.trainer import Trainer, trees
from stadsbeeld.runtime.jobs import Jobs
from stadsbeeld.store.store import Addresses, Store

ID = "flow_ped_h-3600"
ON_THE_HOUR = NOW.replace(minute=0)
SMALL = partial(trees, rows=4_000, trees=8)
DAY = timedelta(days=1)


class Counted:
    """Fits small trees, and counts how often."""

    def __init__(self) -> None:
        self.fits = 0

    def __call__(self, *asked: Any) -> Fitted | None:
        self.fits += 1
        return SMALL(*asked)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[LittleCity]:
    made = LittleCity(store=Store(Addresses(facts=":memory:", records=":memory:", raw=str(tmp_path))))
    hourly_weeks(made, 20)
    yield made
    made.store.close()


@pytest.fixture
def begin(city: LittleCity) -> Callable[[], tuple[Forecaster, Trainer, Counted]]:
    """A process that begins: nothing is remembered but what is in the store."""

    def anew() -> tuple[Forecaster, Trainer, Counted]:
        forecaster, fit = Forecaster(city.context()), Counted()
        return forecaster, Trainer(city.context(), forecaster, fit), fit

    return anew


def said(city: LittleCity, forecaster: Forecaster, moment: Any) -> pl.DataFrame:
    forecaster.days(moment)
    return city.store.foretold.frame().filter(pl.col("known_at") == moment)


def weeks_more(city: LittleCity, weeks: int, size: float) -> None:
    """The weeks that follow, with other sizes."""
    for week in range(weeks):
        moments = [ON_THE_HOUR + timedelta(weeks=week) + HOUR * n for n in range(168)]
        rows = [(place, PED, at, daily(at, size)) for at in moments for place in ("walk-1", "road-1")]
        city.deliver(rows, moments[-1] + HOUR, 3600)


def parts(city: LittleCity, version: int) -> dict[str, str]:
    card = city.store.records.history(MODEL, ID)[version - 1]
    told: dict[str, str] = card.body["kept"]["parts"]
    return told


def raw_file(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def test_trees_survive_a_restart_and_foretell_the_same(city: LittleCity, begin: Any) -> None:
    forecaster, trainer, fit = begin()
    trainer.train(ON_THE_HOUR)
    before = said(city, forecaster, ON_THE_HOUR + HOUR)
    assert (fit.fits, set(before["model"])) == (1, {"ensemble"})
    forecaster, trainer, fit = begin()
    trainer.train(ON_THE_HOUR + HOUR)
    after = said(city, forecaster, ON_THE_HOUR + HOUR)
    assert fit.fits == 0
    assert after.equals(before)
    # Four weeks after they were learnt they are learnt anew, however often the process began.
    trainer.train(ON_THE_HOUR + 27 * DAY)
    assert fit.fits == 0
    trainer.train(ON_THE_HOUR + 28 * DAY)
    assert fit.fits == 1


@pytest.mark.parametrize("damage", ["other bytes", "gone"])
def test_what_is_damaged_is_fitted_anew_and_said_in_the_health_of_the_job(
    city: LittleCity, begin: Any, tmp_path: Path, damage: str
) -> None:
    forecaster, trainer, _ = begin()
    trainer.train(ON_THE_HOUR)
    before = said(city, forecaster, ON_THE_HOUR + HOUR)
    file = raw_file(tmp_path, parts(city, 1)["trees-1"])
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # as long as before
    forecaster, trainer, fit = begin()
    jobs = Jobs({"drukte": [trainer.job()]}, StandingClock(ON_THE_HOUR), None)  # type: ignore[arg-type]
    job: Job = trainer.job()
    assert jobs._once("drukte-models", job, ON_THE_HOUR) is False
    (told,) = jobs.health()
    assert told["state"] == "failing"
    assert told["lastError"]["code"] == (NotFoundError if damage == "gone" else StoreDamagedError).code
    assert fit.fits == 1
    # Whole again, and the job works again and does not fit once more; what was wrong is still told.
    assert file.read_bytes() == whole
    assert jobs._once("drukte-models", job, ON_THE_HOUR) is True
    (told,) = jobs.health()
    assert (told["state"], fit.fits) == ("ok", 1)
    assert told["lastError"] is not None
    assert said(city, forecaster, ON_THE_HOUR + HOUR).equals(before)


class StandingClock:
    speed = 1.0

    def __init__(self, at: Any) -> None:
        self._at = at

    def now(self) -> Any:
        return self._at


@pytest.mark.parametrize("what", ["code", "format"])
def test_trees_of_other_code_are_fitted_anew(city: LittleCity, begin: Any, what: str) -> None:
    _, trainer, _ = begin()
    trainer.train(ON_THE_HOUR)
    card = city.store.records.record(MODEL, ID)
    assert card is not None
    kept = card.body["kept"] | {what: "of another"}
    city.store.records.put(kind=MODEL, id=ID, body=card.body | {"kept": kept}, author="test", known_at=ON_THE_HOUR)
    forecaster, trainer, fit = begin()
    trainer.train(ON_THE_HOUR + HOUR)
    assert fit.fits == 1
    assert set(said(city, forecaster, ON_THE_HOUR + HOUR)["model"]) == {"ensemble"}


def choose(city: LittleCity, version: int | None, after: int, moment: Any) -> None:
    city.clock.moment = moment
    Desk(city.context()).foresight.choose(ID, ModelChosen(version=version, why="it was better", after=after), "planner")


def test_an_older_model_is_one_step_back_and_the_forecaster_follows(city: LittleCity, begin: Any) -> None:
    forecaster, trainer, fit = begin()
    trainer.train(ON_THE_HOUR)
    weeks_more(city, 13, 700.0)
    later = ON_THE_HOUR + 28 * DAY
    first = said(city, forecaster, later)
    trainer.train(later)
    second = said(city, forecaster, later)
    assert fit.fits == 2
    assert not second.equals(first)
    assert set(second["model"]) == {"ensemble"}
    choose(city, 1, 0, later + timedelta(minutes=1))
    trainer.train(later + timedelta(minutes=5))
    back = said(city, forecaster, later + HOUR)
    # A process that begins goes back to the same; a process that ran on knows it too.
    other, other_trainer, other_fit = begin()
    other_trainer.train(later + HOUR)
    assert said(city, other, later + HOUR).equals(back)
    assert other_fit.fits == 0
    choose(city, None, 1, later + HOUR)
    trainer.train(later + HOUR + timedelta(minutes=5))
    assert not said(city, forecaster, later + HOUR).equals(back)
    told = Desk(city.context()).foresight.models(None).body
    assert b'"setBy":"planner"' in told
    # Months later only the trees of the last two cards are kept.
    trainer.train(later + 28 * DAY)
    trainer.train(later + 56 * DAY)
    has = [all(city.store.raw.has(sha) for sha in parts(city, version).values()) for version in (1, 2, 3, 4)]
    assert has == [False, False, True, True]
    with pytest.raises(InputError):
        choose(city, 1, 2, later + 56 * DAY)


def test_a_choice_that_cannot_be_is_refused(city: LittleCity, begin: Any) -> None:
    _, trainer, _ = begin()
    trainer.train(ON_THE_HOUR)
    with pytest.raises(NotFoundError):
        choose(city, 2, 0, ON_THE_HOUR)
    with pytest.raises(NotFoundError):
        Desk(city.context()).foresight.choose("nothing-60", ModelChosen(version=1, why="why", after=0), "x")
    choose(city, 1, 0, ON_THE_HOUR)
    with pytest.raises(ConflictError):
        choose(city, 1, 0, ON_THE_HOUR)


def test_a_choice_made_later_says_nothing_of_before(city: LittleCity, begin: Any) -> None:
    forecaster, trainer, _ = begin()
    trainer.train(ON_THE_HOUR)
    weeks_more(city, 4, 700.0)
    later = ON_THE_HOUR + 28 * DAY
    trainer.train(later)
    choose(city, 1, 0, later + HOUR)
    said_before = said(city, forecaster, later)
    assert len(said_before)
    trainer.train(later + timedelta(minutes=30))
    assert said(city, forecaster, later).equals(said_before)


def test_only_a_planner_chooses() -> None:
    made, asked = LittleCity(), list[str]()
    try:

        def require(action: str) -> Any:
            asked.append(action)
            return lambda: Person()

        routes(made.context(require))
        assert "drukte.models" in asked
    finally:
        made.store.close()
