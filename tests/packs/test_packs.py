"""The packaged cities: every place is a place, titles are for people, and every figure says where it comes from."""

import json
import re
import tomllib
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import polars as pl
import pytest

import stadsbeeld
from stadsbeeld.domain.place import Place, PlaceKind, Sourced
from stadsbeeld.frames.records import Version
from stadsbeeld.geo.within import AreaIndex
from stadsbeeld.instruments.drukte.register import places_table
from stadsbeeld.runtime.packs import Pack, packaged, read

PACKS = Path(stadsbeeld.__file__).parent / "packs"
MELBOURNE = PACKS / "melbourne" / "melbourne_pedestrians.parquet"


@pytest.fixture(scope="module", params=["rotterdam", "melbourne"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return read(request.param)


@pytest.fixture(scope="module")
def rotterdam() -> dict[str, dict[str, object]]:
    return dict(read("rotterdam").places())


def test_both_cities_are_packaged() -> None:
    assert packaged() == ["melbourne", "rotterdam"]


def test_every_row_is_a_place_and_every_figure_has_a_source(pack: Pack) -> None:
    for id, body in pack.places():
        figures = {}
        for name in ("width_m", "capacity_h", "free_speed_kmh"):
            source = body[f"{name.removesuffix('_m').removesuffix('_h').removesuffix('_kmh')}_source"]
            assert (body[name] is None) == (source is None)
            assert source is None or "aanname" in source  # none of them was measured on the spot
            figures[name] = None if source is None else Sourced(value=body[name], source=source)
        kind = PlaceKind(body["kind"])
        Place(id=id, title=body["title"], kind=kind, lon=body["lon"], lat=body["lat"], lanes=body["lanes"], **figures)


def test_titles_are_different_and_no_code_of_a_database(pack: Pack) -> None:
    titles = [body["title"] for _, body in pack.places()]
    assert [title for title, number in Counter(titles).items() if number > 1] == []
    code = re.compile(r"\d{3}(hr|vw)|RDH|\d0D0|RWS|VBV|[A-F0-9]{8}")
    assert [title for title in titles if code.search(title)] == []


def test_places_lie_within_the_city_and_the_archives_are_there(pack: Pack) -> None:
    west, south, east, north = pack.city.bounds
    assert all(west <= body["lon"] <= east and south <= body["lat"] <= north for _, body in pack.places())
    assert set(pack.archives) <= set(pack.sources)
    assert pack.replay().start < pack.replay().end


def test_every_file_is_credited(pack: Pack) -> None:
    notice = (pack.folder / "NOTICE.md").read_text("utf-8")
    files = {path.name for path in pack.folder.iterdir()} - {"NOTICE.md", "pack.toml"}
    assert {name for name in files if f"`{name}`" not in notice} == set()
    assert "ODbL" in (PACKS / "rotterdam" / "NOTICE.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("id", "title", "street"),
    [
        ("station-0003", "A16 km 16,9 links", "A16"),  # 0161hrl0169ra
        ("station-0000", "A16 verbindingsweg a km 10,7", "A16"),  # 0160vwa0107ra
        ("station-0015", "A20 verbindingsweg v km 23,6", "A20"),  # 020vwv023600
        ("station-0246", "N492 km 1,4 links", "N492"),  # N492 km 1.387 Li
        ("station-0175", "N470 km 5,0 beide richtingen", "N470"),  # N470 km 5.019 b
        ("station-0210", "Erasmusbrug", "Erasmusbrug"),
        ("station-0355", "Laan op Zuid West", "Laan op Zuid"),
        ("station-0333", "'s-Gravendijkwal", "'s-Gravendijkwal"),
        ("station-0408", "Waalhaven Zuidzijde oost-west", "Waalhaven Zuidzijde"),  # VBV Waalhaven z.z. oost-west
        (
            "station-0601",
            "Prins Alexanderlaan (Capelle aan den IJssel)",
            "Prins Alexanderlaan (Capelle aan den IJssel)",
        ),
        ("station-0532", "Meetpunt Ridderkerk", None),  # 00D01D019C60A8200007
    ],
)
def test_codes_are_read_as_road_authorities_write_them(
    rotterdam: dict[str, dict[str, object]], id: str, title: str, street: str | None
) -> None:
    assert (rotterdam[id]["title"], rotterdam[id]["street"]) == (title, street)


def test_rotterdam_has_610_stations_of_which_24_are_doubted(rotterdam: dict[str, dict[str, object]]) -> None:
    roads = [body for body in rotterdam.values() if body["kind"] == "road"]
    assert len(roads) == 610
    assert sum(body["doubt"] == "too-many-lanes" for body in roads) == 24
    assert all((body["lanes"] > 8) == (body["doubt"] is not None) for body in roads)  # type: ignore[operator]
    assert rotterdam["conditions"]["kind"] == "measuring-station"


def test_what_a_place_says_of_its_areas_is_what_the_map_says(rotterdam: dict[str, dict[str, object]]) -> None:
    areas = dict(read("rotterdam").areas())
    assert Counter(body["level"] for body in areas.values()) == {"gemeente": 1, "gebied": 21, "buurt": 91}
    index = AreaIndex((id, body["geometry"]) for id, body in areas.items())
    for body in rotterdam.values():
        assert body["areas"] == index.around(body["lon"], body["lat"])  # type: ignore[arg-type]


def test_every_station_of_the_archive_is_a_place_and_the_other_way_round(
    rotterdam: dict[str, dict[str, object]],
) -> None:
    stations = pl.read_parquet(PACKS / "rotterdam" / "ndw_archive.parquet")["station"].unique().to_list()
    assert {f"station-{number:04d}" for number in stations} == set(rotterdam) - {"conditions"}


def test_every_counter_of_melbournes_archive_is_a_place() -> None:
    sensors = pl.read_parquet(MELBOURNE)["sensor"].drop_nulls().unique().to_list()
    assert {f"counter-{int(number):02d}" for number in sensors} == {id for id, _ in read("melbourne").places()}


def test_melbournes_archive_is_the_published_file_whole() -> None:
    counts = pl.read_parquet(MELBOURNE)
    assert len(counts) == 479_296
    assert counts.null_count().row(0) == (0, 1, 0, 6)
    hours = counts["timestamp"]
    assert (str(hours.min()), str(hours.max())) == ("2012-01-01 00:00:00", "2014-06-30 23:00:00")
    # White Night at Princes Bridge, 22:00 to 23:00, beside the Saturday before.
    at = pl.col("timestamp").is_in([datetime(2014, 2, 15, 22), datetime(2014, 2, 22, 22)])  # noqa: DTZ001 wall time
    assert counts.filter(at, pl.col("sensor") == 5)["count"].to_list() == [1465, 6060]


def test_melbourne_has_two_nights_and_the_first_begins_in_the_afternoon() -> None:
    pack = read("melbourne")
    zone = ZoneInfo(pack.city.time_zone)
    starts = {one.id: f"{one.start.astimezone(zone):%d-%m-%Y %H:%M}" for one in pack.replays}
    assert starts == {"new-year": "31-12-2013 15:00", "white-night": "22-02-2014 17:00"}
    assert pack.replay() is pack.replays[0]


def test_the_years_of_melbournes_archive_have_their_holidays() -> None:
    told = holidays.country_holidays("AU", subdiv="VIC", years=[2012, 2013, 2014])
    assert sorted(read("melbourne").city.holidays) == sorted(told)


def test_every_place_can_be_decided(pack: Pack) -> None:
    versions = [
        Version(kind="place", id=id, version=1, known_at=pack.replay().start, author="pack", body=body)
        for id, body in pack.places()
    ]
    table = places_table(versions)
    assert table.filter((pl.col("kind") == "road") & pl.col("free_speed_kmh").is_null()).is_empty()
    assert table.filter((pl.col("kind") == "walkway") & pl.col("effective_m").is_null()).is_empty()


def test_the_pack_file_is_plain_data(pack: Pack) -> None:
    told = tomllib.loads((pack.folder / "pack.toml").read_text("utf-8"))
    assert told["id"] == pack.folder.name
    assert json.dumps(told, default=str)
