"""The algorithms of this installation, in the form in which the municipality publishes them."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from fastapi import APIRouter

from stadsbeeld.runtime.pushed import PREFIX, pushed
from stadsbeeld.standards.algoritmeregister.entry import DataSource, Installation, entry
from stadsbeeld.texts.sentences import DEFAULT, Language
from stadsbeeld.web.models import Shape
from stadsbeeld.web.parts import Parts

KIND = "model"


class ToAdd(Shape):
    """A field that only the municipality can fill in. `required`: the register takes no entry without it."""

    field: str
    title: str
    required: bool
    reason: str


class AlgorithmEntry(Shape):
    """`fields` has the names of the standard; null or an empty list: empty. `lacking`: what the model's own card
    does not tell."""

    id: str
    standard_version: str
    fields: dict[str, str | list[str] | list[dict[str, str]] | None]
    to_add: list[ToAdd]
    lacking: list[str]


class AlgorithmList(Shape):
    algorithms: list[AlgorithmEntry]


def router(parts: Parts, organisation: str | None = None, contact: str | None = None) -> APIRouter:
    """`organisation` and `contact`: what the settings say of who answers for the algorithms, None where nothing."""
    found = APIRouter(tags=["algorithms"])
    installation = Installation(
        city_id=parts.city.id,
        city_title=parts.city.title,
        time_zone=parts.city.time_zone,
        organisation=organisation,
        contact=contact,
    )

    @found.get("/algorithms", summary="The forecasting models as entries for the Algoritmeregister")
    def read_algorithms(language: Language = DEFAULT) -> AlgorithmList:
        """Made from the newest card of each model, in the form of publication standard 1.0. Only the Dutch text can
        be delivered. What is not known is empty, and stands in `toAdd` with the reason."""
        cards = parts.store.as_of(parts.clock.now()).records(KIND)
        return AlgorithmList(
            algorithms=[
                AlgorithmEntry.model_validate(
                    entry(card.body, card.id, installation, list(_sources(parts, card.body)), language)
                )
                for card in cards
            ]
        )

    return found


def _sources(parts: Parts, card: Mapping[str, Any]) -> Iterator[DataSource]:
    """Those that give the quantities of the card: by what they declare, or because values of theirs are newest."""
    named = card.get("quantities")
    quantities = {one for one in named if isinstance(one, str)} if isinstance(named, list) else set()
    declared = {id for id, source in parts.sources.items() if quantities & source.yields}
    seen = set(parts.newest.frame().filter(pl.col("quantity").is_in(list(quantities)))["source"])
    came = {id: pushed(id) for id in seen if id.startswith(PREFIX)} | dict(parts.sources)
    for id in sorted((declared | seen) & came.keys()):
        source = came[id]
        yield DataSource(title=source.title, url=source.url, licence=source.licence, legal_ground=source.legal_ground)
