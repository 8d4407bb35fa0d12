from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.domain.place import PlaceKind
from stadsbeeld.runtime.packs import packaged, read
from stadsbeeld.runtime.seed import seed
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store

MINIMAL = """
id = "made"
title = "Made"
centre = [5.0, 52.0]
zoom = 12
bounds = [4.9, 51.9, 5.1, 52.1]
time_zone = "Europe/Amsterdam"
holidays = []
attribution = []
[[sources]]
id = "ndw_traffic"
"""

REPLAY = """
[[replays]]
id = "{}"
title = {{ nl = "Nacht", en = "Night" }}
start = 2026-08-20T13:30:00Z
end = 2026-08-{}T13:30:00Z
"""


@pytest.mark.parametrize("city", packaged())
def test_each_packaged_city_is_whole(city: str) -> None:
    pack = read(city)
    places = dict(pack.places())
    kinds = {kind.value for kind in PlaceKind}
    assert places
    assert {body["kind"] for body in places.values()} <= kinds
    areas = {id for id, _ in pack.areas()}
    assert {area for body in places.values() for area in body["areas"]} <= areas
    west, south, east, north = pack.city.bounds
    assert all(west <= body["lon"] <= east and south <= body["lat"] <= north for body in places.values())


def write(
    folder: Path, toml: str = MINIMAL, places: str | None = "id,title,kind,lon,lat,areas\np,P,road,5.0,52.0,\n"
) -> str:
    (folder / "pack.toml").write_text(toml, "utf-8")
    if places is not None:
        (folder / "places.csv").write_text(places, "utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("toml", "places", "why"),
    [
        (MINIMAL.replace('title = "Made"', ""), "id\n", "title"),
        (MINIMAL + "archive = 'absent.parquet'\n", "id\n", "absent.parquet"),
        (MINIMAL, None, "places.csv"),
        ("id = [", "id\n", "cannot be read"),
        (MINIMAL + "[replay]\nstart = 2026-08-20T13:30:00\nend = 2026-08-21T13:30:00\n", "id\n", "zone"),
        (MINIMAL + REPLAY.format("one", 21) + REPLAY.format("one", 22), "id\n", "called one"),
        (MINIMAL + REPLAY.format("one", 19), "id\n", "ends after it starts"),
        (MINIMAL + REPLAY.format("one", 21).replace(", en", ", de"), "id\n", "en"),
        (MINIMAL + "[replay]\n" + REPLAY.format("one", 21), "id\n", "both"),
    ],
)
def test_a_pack_that_is_not_whole_says_what_lacks(tmp_path: Path, toml: str, places: str | None, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        read(write(tmp_path, toml, places))


def test_an_unknown_city_names_the_known_ones() -> None:
    with pytest.raises(SettingError, match="melbourne, rotterdam"):
        read("atlantis")


def test_the_first_night_is_played_unless_another_is_asked_for_and_an_unknown_one_names_them(tmp_path: Path) -> None:
    pack = read(write(tmp_path, MINIMAL + REPLAY.format("one", 21) + "single_days = 2\n" + REPLAY.format("two", 22)))
    assert (pack.replay().id, pack.replay("two").end.day) == ("one", 22)
    assert pack.replay().bulk_until == datetime(2026, 8, 18, 13, 30, tzinfo=UTC)
    assert pack.replay("two").bulk_until is None
    with pytest.raises(SettingError, match=r"'three'.* one, two"):
        pack.replay("three")


def test_rotterdam_has_one_replay_of_single_deliveries() -> None:
    (replay,) = read("rotterdam").replays
    assert (replay.title["nl"], replay.bulk_until, replay.speed) == ("Rotterdam", None, 60)
    assert read("rotterdam").recorded_places


def test_a_pack_without_a_replay_says_so_when_one_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"no \[replay\]"):
        read(write(tmp_path)).replay()


def test_a_pack_is_seeded_once_and_undoes_nothing(tmp_path: Path) -> None:
    now = datetime(2026, 8, 20, tzinfo=UTC)
    folder = write(tmp_path)
    with Store(Addresses(facts=":memory:", records=":memory:", raw="memory://seed")) as store:
        assert seed(store, read(folder), now) == 1
        assert seed(store, read(folder), now + timedelta(days=1)) == 0
        write(tmp_path, places="id,title,kind,lon,lat,areas\np,Renamed,road,5.0,52.0,\n")
        assert seed(store, read(folder), now + timedelta(days=1)) == 1
        store.records.put(
            kind="place", id="p", body={"title": "Mended"}, author="p-1", known_at=now + timedelta(days=2), after=2
        )
        write(tmp_path, places="id,title,kind,lon,lat,areas\np,Other,road,5.0,52.0,\nq,Q,road,5.0,52.0,\n")
        assert seed(store, read(folder), now + timedelta(days=3)) == 1
        newest = {version.id: version.body["title"] for version in store.as_of(None).records("place")}
    assert newest == {"p": "Mended", "q": "Q"}
