"""City packs: what makes an installation Rotterdam. A folder with `pack.toml`, places, areas and archives."""

import csv
import gzip
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.instruments import City


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A stretch that the demonstration plays: from `start` to `end`, `speed` times as fast.

    `title` by language. `single`: what came in longer before the start than this is taken in few large deliveries,
    where the source can; None: every delivery is taken by itself.
    """

    id: str
    title: Mapping[str, str]
    start: datetime
    end: datetime
    speed: float
    single: timedelta | None = None

    @property
    def bulk_until(self) -> datetime | None:
        return None if self.single is None else self.start - self.single


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A file that a pack brings in once, through its source. `key` tells deliveries of the same source apart; where
    the pack gives none it is the name of the file."""

    source: str
    path: Path
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A city pack that was read and found whole. `archives` maps a source id to the file it is played from.

    `recorded_places`: the places of `places.csv` belong to the recording; live places come from the sources.
    `holdings`: tables of a year that come along, in the order in which they are brought in.
    """

    folder: Path
    city: City
    sources: tuple[str, ...]
    archives: Mapping[str, Path]
    replays: tuple[Replay, ...] = ()
    recorded_places: bool = False
    holdings: tuple[Holding, ...] = ()

    def replay(self, night: str | None = None) -> Replay:
        """The replay with that id; None: the first. Raises SettingError, naming those that there are."""
        if not self.replays:
            raise SettingError(f"the city pack {self.city.id} has no [replay] to play", setting="city")
        if night is None:
            return self.replays[0]
        for one in self.replays:
            if one.id == night:
                return one
        known = ", ".join(one.id for one in self.replays)
        raise SettingError(f"the city pack {self.city.id} has no night {night!r}; it has {known}", setting="night")

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


NATIONAL = ("..", "nederland")
LANGUAGES = ("nl", "en")
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
    return sorted(path.name for path in _packaged().iterdir() if (path / "pack.toml").is_file())


def _packaged() -> Path:
    return Path(str(resources.files("stadsbeeld") / "packs"))


def find(city: str) -> Path:
    """The folder of a pack, by the name of a packaged one or by its path. Raises SettingError."""
    path = Path(city)
    if not (path / "pack.toml").is_file():
        path = _packaged() / city
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
    holdings = _holdings(folder, told)
    if not (folder / "places.csv").is_file():
        raise ValueError("there is no places.csv beside it")
    replays = _replays(told)
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
            holiday_region=told.get("holiday_region"),
            school_region=told.get("school_region"),
            gemeente=told.get("gemeente"),
            attribution=tuple(told["attribution"]),
        ),
        sources=tuple(source["id"] for source in told["sources"]),
        archives=archives,
        replays=tuple(_replay(one) for one in replays),
        recorded_places=any(one.get("recorded_places", False) for one in replays),
        holdings=holdings,
    )


def _holdings(folder: Path, told: Mapping[str, Any]) -> tuple[Holding, ...]:
    """What stands under each `[[holdings]]`."""
    holdings = tuple(
        Holding(source=one["source"], path=_held(folder, one["file"]), key=one.get("key", Path(one["file"]).name))
        for one in told.get("holdings", [])
    )
    named = [(one.source, one.key) for one in holdings]
    if twice := sorted({f"{source} {key}" for source, key in named if named.count((source, key)) > 1}):
        raise ValueError(f"two [[holdings]] of the same source have the key {', '.join(twice)}")
    if absent := [str(one.path) for one in holdings if not one.path.is_file()]:
        raise ValueError(f"there is no {', '.join(absent)}")
    return holdings


def _held(folder: Path, file: str) -> Path:
    """Where a holding lies: in the pack, or with the national files, which come with the platform.

    Raises ValueError for another place.
    """
    parts = PurePosixPath(file).parts
    national = parts[:2] == NATIONAL
    inside = parts[2:] if national else parts
    if not inside or ".." in inside or PurePosixPath(file).is_absolute():
        raise ValueError(f"the file of a holding lies in the pack or in {'/'.join(NATIONAL)}, and not at {file!r}")
    beside = folder / file
    # A pack that somebody keeps elsewhere has no national files beside it.
    return beside if beside.is_file() or not national else _packaged().joinpath(NATIONAL[1], *inside)


def _replays(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What stands under `[replay]`, or under each `[[replays]]`."""
    if "replay" in told and "replays" in told:
        raise ValueError("it has both [replay] and [[replays]]: keep one")
    if "replay" in told:
        return [{"id": "replay", "title": dict.fromkeys(LANGUAGES, told["title"])} | told["replay"]]
    replays: list[dict[str, Any]] = told.get("replays", [])
    ids = [one["id"] for one in replays]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise ValueError(f"two [[replays]] are called {', '.join(twice)}")
    return replays


def _replay(told: Mapping[str, Any]) -> Replay:
    start, end = _moment(told["start"]), _moment(told["end"])
    if start >= end:
        raise ValueError(f"a replay ends after it starts, and not at {told['end']}")
    single_days = told.get("single_days")
    return Replay(
        id=told["id"],
        title={language: told["title"][language] for language in LANGUAGES},
        start=start,
        end=end,
        speed=told.get("speed", 60),
        single=None if single_days is None else timedelta(days=single_days),
    )


def _moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return moment
