"""Where trees are kept: their parts in the raw store, named by their sha256 on the card of the model; and the choice of
a person to speak with an older one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from stadsbeeld.domain.errors import (
    InputError,
    ModelUnavailableError,
    NotFoundError,
    StadsbeeldError,
    StoreDamagedError,
)
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.frames.records import Version
from stadsbeeld.store.store import Store
from stadsbeeld.store.view import View

MODEL, CHOICE = "model", "model-choice"
FORMAT = 1
# The trees of so many cards are kept: those in use, and those one step back.
KEPT_CARDS = 2


class ModelChosen(BaseModel):
    """What a planner sends. `version` of the card, null: whatever is newest. `after`: the version of the choice that it
    is based on (0: none yet)."""

    model_config = ConfigDict(extra="forbid")

    version: int | None = Field(ge=1)
    why: str = Field(min_length=3, max_length=500)
    after: int = Field(ge=0)


class Shelf:
    """For one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, fitted: Fitted, panel: Panel) -> dict[str, Any] | None:
        """Keep the trees of a model and give what the card says of it; None for a model without trees."""
        if not hasattr(fitted, "trees"):
            return None
        from stadsbeeld.forecast.ensemble import Mixed
        from stadsbeeld.forecast.kept import code, parts_of

        assert isinstance(fitted, Mixed)
        parts = {name: self._put(raw) for name, raw in parts_of(fitted, panel).items()}
        return {"format": FORMAT, "code": code(), "parts": parts}

    def _put(self, raw: bytes) -> str:
        """Bytes of the same length that are damaged are written anew: `put` alone takes them for those it has."""
        sha256 = self._store.raw.put(raw)
        try:
            self._store.raw.get(sha256)
        except StoreDamagedError:
            self._store.raw.delete(sha256)
            self._store.raw.put(raw)
        return sha256

    def fetch(self, card: Version, panel: Panel) -> Fitted | None:
        """The model of a card; None where it was made by other code, from other places, or kept nothing.

        Raises StoreDamagedError or NotFoundError where its bytes are damaged or gone, ModelUnavailableError where
        LightGBM cannot be loaded.
        """
        kept = card.body.get("kept")
        if not isinstance(kept, Mapping) or kept.get("format") != FORMAT:
            return None
        try:
            from stadsbeeld.forecast.kept import code, model_of
        except (ImportError, OSError) as error:
            raise ModelUnavailableError("LightGBM", str(error)) from error
        if kept["code"] != code():
            return None
        model = model_of({name: self._store.raw.get(sha256) for name, sha256 in kept["parts"].items()}, panel)
        if model is None or list(model.trees.names) != names_now(model, panel):
            return None
        return model

    def tidy(self, id: str, chosen: int | None) -> None:
        """Let go of trees that are more than one step back, but for those that somebody chose."""
        cards = [one for one in self._store.records.history(MODEL, id) if one.body.get("kept")]
        held = {
            sha256
            for one in cards
            if one in cards[-KEPT_CARDS:] or one.version == chosen
            for sha256 in one.body["kept"]["parts"].values()
        }
        for one in cards:
            for sha256 in one.body["kept"]["parts"].values():
                if sha256 not in held:
                    self._store.raw.delete(sha256)


def names_now(model: Any, panel: Panel) -> list[str]:
    """The features that this code shows the trees."""
    return list(model.trees.look(panel, np.array([1], np.int64)).names)


def chosen(view: View, id: str) -> Version | None:
    """What somebody chose last; None where nobody ever did."""
    return view.record(CHOICE, id)


def wanted(view: View, id: str) -> Version | None:
    """The card whose model is to speak: the one that was chosen, else the newest with trees, else the newest; None
    where there is none."""
    choice, cards = chosen(view, id), view.history(MODEL, id)
    if choice is not None and choice.body["version"] is not None:
        return next((one for one in cards if one.version == choice.body["version"]), None)
    return next((one for one in reversed(cards) if one.body.get("kept")), cards[-1] if cards else None)


def choose(store: Store, id: str, asked: ModelChosen, author: str, now: datetime) -> None:
    """Speak from now on with the model of a card, or with the newest again.

    Raises NotFoundError for an unknown model or version, InputError for one whose trees were let go, ConflictError
    where somebody else chose since `after`.
    """
    cards: Sequence[Version] = store.records.history(MODEL, id)
    if not cards:
        raise NotFoundError("model", id)
    if asked.version is not None:
        card = next((one for one in cards if one.version == asked.version), None)
        if card is None:
            raise NotFoundError("model", f"{id} version {asked.version}")
        kept = card.body.get("kept")
        trees = card.body["model"] != "profile-level"
        if trees and not (kept and all(store.raw.has(sha256) for sha256 in kept["parts"].values())):
            raise InputError(f"the trees of version {asked.version} of {id} are not kept any more", field="version")
    body = {"version": asked.version, "why": asked.why.strip()}
    store.records.put(kind=CHOICE, id=id, body=body, author=author, known_at=now, after=asked.after)


def told_of(choice: Version | None) -> dict[str, Any] | None:
    """A choice as the interface tells it; its author is an opaque id."""
    if choice is None:
        return None
    return {
        "version": choice.body["version"],
        "why": choice.body["why"],
        "setBy": choice.author,
        "setAt": choice.known_at,
        "after": choice.version,
    }


# What may go wrong while a model is fetched: it is fitted anew, and the job says what it was.
LOST: tuple[type[StadsbeeldError], ...] = (StoreDamagedError, NotFoundError)
