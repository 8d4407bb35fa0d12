"""City packs: what makes an installation Rotterdam. A folder with `pack.toml`, places, areas and archives."""

import csv
import gzip
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.instruments import City


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The stretch that the demonstration plays: from `start` to `end`, `speed` times as fast."""

    start: datetime
    end: datetime
    speed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A city pack that was read and found whole. `archives` maps a source id to the file it is played from.

    `recorded_places`: the places of `places.csv` belong to the recording; live places come from the sources.
    """

    folder: Path
    city: City
    sources: tuple[str, ...]
    archives: Mapping[str, Path]
    replay: Replay | None
    recorded_places: bool = False

    def places(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(id, body of a `place` record) of each row of `places.csv`; an empty cell is null."""
        with (self.folder / "places.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["id"], _place_body(row)

    def areas(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(id, body of an `area` record) of each feature of the areas file; none where the pack has no areas."""
        if (path := self.areas_path) is None:
            return
        raw = path.read_bytes()
        for feature in json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)["features"]:
            properties = feature["properties"]
            yield (
                properties["id"],
                {"title": properties["title"], "level": properties["level"], "geometry": feature["geometry"]},
            )

    @property
    def areas_path(self) -> Path | None:
        return next((p for name in ("areas.geojson", "areas.geojson.gz") if (p := self.folder / name).exists()), None)

    @property
    def streets_path(self) -> Path | None:
        path = self.folder / "streets.parquet"
        return path if path.exists() else None


NUMBERS = {"lon", "lat", "lanes", "width_m", "capacity_h", "free_speed_kmh"}


def _place_body(row: Mapping[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, text in row.items():
        if name == "id":
            continue
        if name == "areas":
            body[name] = text.split(";") if text else []
        elif name in NUMBERS and text:
            number = float(text)
            body[name] = int(number) if name == "lanes" else number
        else:
            body[name] = text or None
    return body


def packaged() -> list[str]:
    """Names of the packs that come with the platform."""
    return sorted(p.name for p in (resources.files("stadsbeeld") / "packs").iterdir() if (p / "pack.toml").is_file())


def find(city: str) -> Path:
    """The folder of a pack, by the name of a packaged one or by its path. Raises SettingError."""
    path = Path(city)
    if not (path / "pack.toml").is_file():
        path = Path(str(resources.files("stadsbeeld") / "packs" / city))
    if not (path / "pack.toml").is_file():
        raise SettingError(
            f"there is no city pack {city!r}: give one of {', '.join(packaged())}, or a folder with a pack.toml "
            "(`stadsbeeld city new` makes one)",
            setting="city",
        )
    return path


def read(city: str) -> Pack:
    """Read a pack. Raises SettingError, naming what is missing or wrong."""
    folder = find(city)
    try:
        told = tomllib.loads((folder / "pack.toml").read_text("utf-8"))
        return _pack(folder, told)
    except KeyError as error:
        raise SettingError(f"{folder}/pack.toml lacks {error}", setting="city") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise SettingError(f"{folder}/pack.toml cannot be read: {error}", setting="city") from error


def _pack(folder: Path, told: Mapping[str, Any]) -> Pack:
    archives = {source["id"]: folder / source["archive"] for source in told["sources"] if "archive" in source}
    if absent := [str(path) for path in archives.values() if not path.is_file()]:
        raise ValueError(f"there is no {', '.join(absent)}")
    if not (folder / "places.csv").is_file():
        raise ValueError("there is no places.csv beside it")
    replay = told.get("replay")
    return Pack(
        folder=folder,
        city=City(
            id=told["id"],
            title=told["title"],
            centre=(told["centre"][0], told["centre"][1]),
            zoom=told["zoom"],
            bounds=(told["bounds"][0], told["bounds"][1], told["bounds"][2], told["bounds"][3]),
            time_zone=told["time_zone"],
            holidays=told["holidays"],
            attribution=tuple(told["attribution"]),
        ),
        sources=tuple(source["id"] for source in told["sources"]),
        archives=archives,
        replay=Replay(start=_moment(replay["start"]), end=_moment(replay["end"]), speed=replay.get("speed", 60))
        if replay
        else None,
        recorded_places=bool(replay and replay.get("recorded_places", False)),
    )


def _moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return moment
