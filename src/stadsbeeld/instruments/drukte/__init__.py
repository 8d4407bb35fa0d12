"""Drukte: how the city flows and where it gets too busy, now and at any moment that was seen."""

from stadsbeeld.instruments import Instrument
from stadsbeeld.instruments.drukte.incidents import KIND as INCIDENT
from stadsbeeld.instruments.drukte.live import live
from stadsbeeld.instruments.drukte.routes import ACTIONS, routes

INSTRUMENT = Instrument(
    id="drukte",
    title_id="instrument-drukte",
    routes=routes,
    live=live,
    actions=ACTIONS,
    record_events={INCIDENT: "incidents"},
    look_backs=frozenset({"/drukte/timeline", "/drukte/places/{id}/series"}),
)
