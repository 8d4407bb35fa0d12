"""Incidents that were going on at a moment, as far as was known then."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from stadsbeeld.frames.records import Version

KIND = "incident"
BY_SOURCE = "source:"


def going_on(versions: Iterable[Version], at: datetime) -> list[dict[str, Any]]:
    """GeoJSON features of incidents that had begun and not ended, the latest first. `endedAt` null: no known end."""
    found = [version for version in versions if _goes_on(version.body, at)]
    return [_feature(v) for v in sorted(found, key=lambda v: (str(v.body["startedAt"]), v.id), reverse=True)]


def _goes_on(body: Any, at: datetime) -> bool:
    started, ended = moment(body["startedAt"]), body.get("endedAt")
    return started <= at and (ended is None or moment(ended) > at)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _feature(version: Version) -> dict[str, Any]:
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
            "knownAt": version.known_at,
            "source": version.author.removeprefix(BY_SOURCE),
        },
    }
