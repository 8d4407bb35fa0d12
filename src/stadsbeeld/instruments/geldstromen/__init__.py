"""Geldstromen: what flows in and out of a wijk, who pays, who benefits."""

from stadsbeeld.instruments import Instrument
from stadsbeeld.instruments.geldstromen.routes import ACTIONS, routes

ID = "geldstromen"

INSTRUMENT = Instrument(id=ID, title_id="instrument-geldstromen", routes=routes, actions=ACTIONS)
