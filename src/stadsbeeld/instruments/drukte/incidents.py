"""Incidents that were going on at a moment, as far as was known then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from stadsbeeld.frames.records import Version
from stadsbeeld.instruments.drukte.state import MAX_AGE_S

KIND = "incident"
BY_SOURCE = "source:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """When each source was last heard (one that is not in it: too long ago), and how long its word holds."""

    heard_at: Mapping[str, datetime]
    max_age_s: Mapping[str, int]

    def is_silent(self, id: str, at: datetime) -> bool:
        heard = self.heard_at.get(id)
        return heard is None or at - heard > timedelta(seconds=self.max_age_s.get(id, MAX_AGE_S))


def going_on(versions: Iterable[Version], at: datetime, sources: Sources) -> list[dict[str, Any]]:
    """GeoJSON features of incidents that had begun and not ended, the latest first. `endedAt` null: no known end.

    `uncertain`: it has no end and its source is silent, so that nobody would have told of an end.
    """
    found = [version for version in versions if _goes_on(version.body, at)]
    ordered = sorted(found, key=lambda v: (str(v.body["startedAt"]), v.id), reverse=True)
    return [_feature(version, uncertain=_is_uncertain(version, at, sources)) for version in ordered]


def _is_uncertain(version: Version, at: datetime, sources: Sources) -> bool:
    # What a person wrote down holds until a person ends it: nobody repeats it every few minutes.
    by_source = version.author.startswith(BY_SOURCE)
    source = version.author.removeprefix(BY_SOURCE)
    return version.body.get("endedAt") is None and by_source and sources.is_silent(source, at)


def _goes_on(body: Any, at: datetime) -> bool:
    started, ended = moment(body["startedAt"]), body.get("endedAt")
    return started <= at and (ended is None or moment(ended) > at)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _feature(version: Version, *, uncertain: bool) -> dict[str, Any]:
    body = version.body
    return {
        "type": "Feature",
        "id": version.id,
        "geometry": {"type": "Point", "coordinates": [body["lon"], body["lat"]]},
        "properties": {
            "id": version.id,
            "type": body["type"],
            "title": body["title"],
            "startedAt": body["startedAt"],
            "endedAt": body.get("endedAt"),
            "uncertain": uncertain,
            "knownAt": version.known_at,
            "source": version.author.removeprefix(BY_SOURCE),
        },
    }
