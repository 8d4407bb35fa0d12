"""Tables of a year that a pack brings along: in at start by the usual path, and never in the way of what is live."""

import logging
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.runtime.assemble import Platform, SourceInfos, assemble, longest_held, sources_of
from stadsbeeld.runtime.health import Tally, source_health, state
from stadsbeeld.runtime.newest import COLUMNS
from stadsbeeld.runtime.packs import read
from stadsbeeld.runtime.retention import keep_terms
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.sources import sources
from stadsbeeld.store.store import Addresses, Delivery, Store

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
PACK = """
id = "made"
title = "Made"
centre = [5.0, 52.0]
zoom = 12
bounds = [4.9, 51.9, 5.1, 52.1]
time_zone = "Europe/Amsterdam"
holidays = []
attribution = []
[[sources]]
id = "city_conditions"
archive = "conditions.csv"
[[sources]]
id = "ndw_traffic"
[replay]
start = 2026-08-20T11:50:00Z
end = 2026-08-20T12:00:00Z
"""
HOLDING = '[[holdings]]\nsource = "{}"\nfile = "{}"\nkey = "{}"\n'
IV3 = HOLDING.format("iv3", "iv3.csv", "2023-rekening")
ROWS = 506  # of tests/sources/fixtures/iv3/three_gemeenten.csv


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with the files of a pack; `write` gives it its pack.toml."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "places.csv").write_text("id,title,kind,lon,lat,areas\n", "utf-8")
    shutil.copy(FIXTURES / "city_conditions" / "three_intervals.csv", folder / "conditions.csv")
    shutil.copy(FIXTURES / "iv3" / "three_gemeenten.csv", folder / "iv3.csv")
    return folder


def write(folder: Path, *holdings: str) -> str:
    (folder / "pack.toml").write_text(PACK + "".join(holdings), "utf-8")
    return str(folder)


def started(folder: Path, *, replay_speed: float | None = None, fetch_sources: bool = False) -> Platform:
    settings = Settings(city=str(folder), data_folder=folder.parent / "data", fetch_sources=fetch_sources)
    return assemble(settings, replay_speed=replay_speed)


def corrected(raw: bytes) -> bytes:
    """The table with a thousand euro more of baten for Hengelo's taakveld 0.1, and so for the country."""
    lines = raw.decode().splitlines(keepends=True)
    for number, line in enumerate(lines):
        cells = line.split(";")
        if cells[:2] in (["Hengelo", "0.1 Bestuur"], ["Nederland", "0.1 Bestuur"]):
            lines[number] = ";".join([*cells[:3], str(float(cells[3]) + 1), *cells[4:]])
    return "".join(lines).encode()


def of(platform: Platform, source: str) -> dict[str, object]:
    return next(told for told in platform.health() if told["id"] == source)


def test_a_holding_is_in_at_start_and_once(pack: Path) -> None:
    write(pack, IV3)
    first = started(pack)
    try:
        assert len(first.store.as_of(None).ledger()) == ROWS
        (arrived,) = first.store.connection.rows(
            "records", "SELECT source, key, sha256 FROM records.deliveries WHERE source = 'iv3'"
        )
        assert first.store.raw.get(arrived[2]) == (pack / "iv3.csv").read_bytes()
        told = of(first, "iv3")
        assert (told["state"], told["rowsNew"]) == ("ok", ROWS)
        # A table of a year is no value of now.
        assert first.newest.frame().is_empty()
    finally:
        first.stop()
    again = started(pack)
    try:
        assert again.store.connection.rows("facts", "SELECT count(*) FROM facts.ledger") == [(ROWS,)]
        # It is as old as its first arrival: bringing the same file again makes it no younger.
        assert of(again, "iv3")["lastArrivalAt"] == told["lastArrivalAt"]
        assert of(again, "iv3")["state"] == "ok"
    finally:
        again.stop()


def test_a_file_that_changed_is_a_correction(pack: Path) -> None:
    write(pack, IV3)
    started(pack).stop()
    (pack / "iv3.csv").write_bytes(corrected((pack / "iv3.csv").read_bytes()))
    platform = started(pack)
    try:
        rows = platform.store.connection.rows("facts", "SELECT count(*) FROM facts.ledger")
        assert rows == [(ROWS + 1,)]
        told = platform.store.as_of(None).ledger().filter(flow="0.1", side="baten", area="GM0164")
        assert told["cents"].to_list() == [2_300_000]
    finally:
        platform.stop()


def test_in_a_replay_it_was_known_before_the_first_moment(pack: Path) -> None:
    write(pack, IV3)
    platform = started(pack, replay_speed=60)
    try:
        first = platform.store.as_of(None).first()
        assert first == datetime(2026, 8, 20, 11, 40, tzinfo=UTC)
        assert len(platform.store.as_of(first).ledger()) == ROWS
        assert [(told["id"], told["state"]) for told in platform.health()][-1] == ("iv3", "ok")
        age_s = of(platform, "iv3")["ageS"]
        assert isinstance(age_s, float)
        assert timedelta(days=1) < timedelta(seconds=age_s) < timedelta(days=2)
    finally:
        platform.stop()


def test_one_that_cannot_be_read_is_told_and_stops_nothing(pack: Path, caplog: pytest.LogCaptureFixture) -> None:
    (pack / "torn.csv").write_text("<html>", "utf-8")
    write(pack, HOLDING.format("iv3", "torn.csv", "torn"), IV3)
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            platform = started(pack)
        try:
            assert len(platform.store.as_of(None).ledger()) == ROWS
            told = of(platform, "iv3")
            # Though another table of the source could be read after it.
            assert told["state"] == "failing"
            error = told["lastError"]
            assert isinstance(error, dict)
            assert error["code"] == "source-format"
            assert "torn.csv" in error["detail"]
            named = [one.message for one in caplog.records if "torn.csv" in getattr(one, "detail", "")]
            assert named[0] == "a holding cannot be read"
            # What it brings in next by hand is taken, and the failure is over.
            platform.ingest.deliver("iv3", corrected((pack / "iv3.csv").read_bytes()), "by hand")
            assert of(platform, "iv3")["state"] == "ok"
        finally:
            platform.stop()


def test_its_source_takes_files_and_is_asked_only_where_the_pack_says_so(pack: Path) -> None:
    write(pack, IV3)
    platform = started(pack, fetch_sources=True)
    try:
        assert set(platform.sources) == {"city_conditions", "ndw_traffic", "iv3"}
        assert platform.schedule.asked == {"ndw_traffic"}
    finally:
        platform.stop()
    write(pack, '[[sources]]\nid = "iv3"\n', IV3)
    listed = started(pack, fetch_sources=True)
    try:
        assert listed.schedule.asked == {"ndw_traffic", "iv3"}
    finally:
        listed.stop()


def test_live_screens_look_back_no_further_for_a_table_that_holds_for_years() -> None:
    declared = {id: sources()[id] for id in ("road_incidents", "city_conditions", "iv3")}
    assert longest_held(declared.values()) == declared["city_conditions"].max_age
    infos = SourceInfos(declared)
    assert (list(infos), len(infos)) == (["road_incidents", "city_conditions"], 2)
    # And who asks for it by name finds it.
    assert infos["iv3"].attribution == declared["iv3"].attribution


def test_a_yearly_source_is_never_late_and_silent_only_after_its_own_maximum() -> None:
    source, came = sources()["iv3"], datetime(2026, 1, 1, tzinfo=UTC)
    tally = Tally(deliveries=1, last_arrival_at=came)
    states = [state(source, tally, None, came + timedelta(days=days)) for days in (0, 61, 549, 551)]
    assert states == ["ok", "ok", "ok", "silent"]
    assert state(source, Tally(), None, came) == "never"
    told = source_health(source, tally, pl.DataFrame(schema=COLUMNS), {}, came + timedelta(days=61))
    assert (told["ageS"], told["maxAgeS"], told["newestObservedAt"]) == (61 * 86_400, 550 * 86_400, None)


def test_a_table_of_the_country_stays_whole() -> None:
    figures = Figures(
        pl.DataFrame(
            [("GM0363", 2024, "inhabitants_n", 931_000.0)], schema=["area", "year", "figure", "value"], orient="row"
        ).cast({"year": pl.Int32})
    )
    made = sources()["ndw_traffic"]
    assert "record:place" in made.yields
    telling = replace(made, parse=lambda raw: figures, parse_with=None)
    assert Scope((4.0, 51.0, 5.0, 52.0), {}).read(telling, b"") == figures


def test_tables_go_by_when_they_were_learnt(tmp_path: Path) -> None:
    made, now = sources()["iv3"], datetime(2036, 1, 1, tzinfo=UTC)
    table = made.parse((FIXTURES / "iv3" / "three_gemeenten.csv").read_bytes())
    assert isinstance(table, Ledger)
    day, begun = timedelta(days=1), now - timedelta(days=made.retention_days)
    here = {name: str(tmp_path / name) for name in ("facts", "records", "raw")}
    with Store(Addresses(**here)) as store:
        # The year that they tell of is long over: that is not what the term counts from.
        for key, learnt, rows in (("old", begun - day, slice(0, 400)), ("young", begun + 9 * day, slice(400, ROWS))):
            sha256 = store.raw.put(key.encode())
            claim = store.claim(Delivery(source="iv3", key=key, sha256=sha256, known_at=learnt))
            assert claim is not None
            assert store.append(claim, Ledger(table.frame[rows])).new == len(table.frame[rows])
        assert keep_terms(store, {"iv3": made}, now - 2 * day) == []
        assert keep_terms(store, {"iv3": made}, now) == ["iv3"]
        assert len(store.as_of(None).ledger()) == ROWS - 400
        # Writing the facts anew is dear: not again before the next one is over its term.
        assert keep_terms(store, {"iv3": made}, now + 8 * day) == []
        assert keep_terms(store, {"iv3": made}, now + 10 * day) == ["iv3"]
        assert store.as_of(None).ledger().is_empty()


@pytest.mark.parametrize(
    ("holding", "why"),
    [
        (HOLDING.format("iv3", "absent.csv", "k"), r"no .*absent\.csv"),
        (HOLDING.format("iv3", "../nederland/absent.csv", "k"), r"no .*nederland/absent\.csv"),
        (HOLDING.format("iv3", "../rotterdam/pack.toml", "k"), "lies in the pack"),
        (HOLDING.format("iv3", "../nederland/../rotterdam/pack.toml", "k"), "lies in the pack"),
        (HOLDING.format("iv3", "/etc/hosts", "k"), "lies in the pack"),
        ('[[holdings]]\nsource = "iv3"\n', "file"),
        ('[[holdings]]\nfile = "iv3.csv"\n', "source"),
        (IV3 + IV3, "iv3 2023-rekening"),
    ],
)
def test_a_holding_that_is_not_right_says_why(pack: Path, holding: str, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        read(write(pack, holding))


def test_a_holding_of_an_unknown_source_names_it(pack: Path) -> None:
    with pytest.raises(SettingError, match="nobody"):
        sources_of(read(write(pack, HOLDING.format("nobody", "iv3.csv", "k"))))


def test_the_national_files_are_found_from_any_folder_and_those_beside_the_pack_go_first(pack: Path) -> None:
    text = '[[holdings]]\nsource = "gemeentefonds"\nfile = "../nederland/gemeentefonds_factor.csv"\n'
    (packaged,) = read(write(pack, text)).holdings
    assert packaged.path.is_file()
    assert packaged.key == "gemeentefonds_factor.csv"
    own = pack.parent / "nederland"
    own.mkdir()
    (own / "gemeentefonds_factor.csv").write_text("own", "utf-8")
    assert read(write(pack, text)).holdings[0].path.read_text("utf-8") == "own"
