"""Thresholds of a place: the bounds in force, who set them and why. Records of kind `threshold`, never overwritten."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from stadsbeeld.domain.errors import InputError
from stadsbeeld.frames.records import Version
from stadsbeeld.instruments.drukte.scales import LETTERS, SCALES, check_bounds

KIND = "threshold"


class Bounds(BaseModel):
    """The bound of each level; F lies beyond E."""

    model_config = ConfigDict(extra="forbid")

    A: float
    B: float
    C: float
    D: float
    E: float


class ThresholdsAsked(BaseModel):
    """What a planner sends. `after`: the version it was based on (0: none yet). Without `scale` the one in force."""

    model_config = ConfigDict(extra="forbid")

    bounds: Bounds
    why: str = Field(min_length=3, max_length=500)
    after: int = Field(ge=0)
    scale: str | None = None


def checked(asked: ThresholdsAsked, kind: str, scale_in_force: str | None) -> dict[str, Any]:
    """The body of the record. Raises InputError where the scale is not one of this kind of place, or the bounds
    are not each worse than the one before."""
    scale = SCALES.get(asked.scale or scale_in_force or "")
    if scale is None or scale.kind.value != kind:
        raise InputError(
            f"{asked.scale or scale_in_force} is no scale for a place of kind {kind}", field="scale", kind=kind
        )
    bounds = tuple(getattr(asked.bounds, letter) for letter in LETTERS)
    check_bounds(scale.id, scale.direction, bounds)
    return {"scale": scale.id, "bounds": dict(zip(LETTERS, bounds, strict=True)), "why": asked.why.strip()}


def told_of(version: Version | None, scale_in_force: str | None, set_by: str | None) -> dict[str, Any]:
    """Thresholds as the API tells them. Not set: the scale's own bounds, version 0 and the scale's reference as why."""
    set_here = version is not None and version.body["scale"] == scale_in_force
    scale = SCALES.get(scale_in_force or "")
    if set_here and version is not None:
        values, why, set_at = version.body["bounds"], version.body["why"], version.known_at
    else:
        values, why, set_at = (scale.named if scale else None), (scale.reference if scale else None), None
    return {
        "scale": scale_in_force,
        "title": scale.title if scale else None,
        "quantity": scale.quantity if scale else None,
        "unit": scale.unit if scale else None,
        "direction": scale.direction if scale else None,
        "values": values,
        "bounds": values,
        "setBy": set_by if set_here else None,
        "setAt": set_at,
        "why": why,
        "version": version.version if version else 0,
    }
