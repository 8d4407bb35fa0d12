"""Drukte: how the city flows and where it gets too busy, now and at any moment that was seen."""

from collections.abc import Sequence

from stadsbeeld.instruments import Context, Instrument, Job
from stadsbeeld.instruments.drukte.forecaster import ID, Forecaster
from stadsbeeld.instruments.drukte.incidents import KIND as INCIDENT
from stadsbeeld.instruments.drukte.learner import Learner
from stadsbeeld.instruments.drukte.live import live
from stadsbeeld.instruments.drukte.routes import ACTIONS, routes
from stadsbeeld.instruments.drukte.trainer import Trainer


def jobs(context: Context) -> Sequence[Job]:
    forecaster = Forecaster(context)
    context.shared[ID] = forecaster
    return (*forecaster.jobs(), Learner(forecaster).job(), Trainer(context, forecaster).job())


INSTRUMENT = Instrument(
    id=ID,
    title_id="instrument-drukte",
    routes=routes,
    live=live,
    jobs=jobs,
    actions=ACTIONS,
    record_events={INCIDENT: "incidents"},
    look_backs=frozenset({"/drukte/record", "/drukte/timeline", "/drukte/places/{id}/series"}),
)
