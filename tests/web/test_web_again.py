"""What outlives a restart of the server, what comes again, and what is looked up once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from stadsbeeld.store.store import Addresses, Store
from stadsbeeld.web.app import create_app
from web.town import CITY_NOW, Members, Town, built_town, rows

DOOR = "/v1/observations"


def test_a_session_outlives_the_server_and_ends_when_it_would_have(
    tmp_path: Any, wall: Any, options: Any, browse: Any
) -> None:
    files = Addresses(facts=str(tmp_path / "facts"), records=str(tmp_path / "records"), raw=str(tmp_path / "raw"))
    base = built_town()
    author, cookie, csrf = "", "", ""
    for round_ in range(3):
        with Store(files) as store:
            base.store = store
            browser = browse(create_app(base, options))
            if round_ == 0:
                members = Members(store, wall, options.passwords)
                author, _ = members.person("planner", "els")
                members.sign_in(browser, author)
                cookie, csrf = browser.http.cookies["stadsbeeld_session"], browser.csrf or ""
            browser.http.cookies.set("stadsbeeld_session", cookie)
            browser.csrf = csrf
            if round_ < 2:
                assert browser.get("/v1/session").json()["name"] == "Naam planner"
                assert browser.ask("PUT", "/v1/teller/notes/a", json={}).json() == {"author": author}
            else:
                assert browser.get("/v1/session").status_code == 401
        wall.ahead(minutes=29 if round_ == 0 else 60)


@dataclass
class Starting(Town):
    """A town that counts how often its first moment is looked up."""

    firsts: list[datetime | None] = field(default_factory=list)
    asked: int = 0

    @property  # type: ignore[override]
    def start(self) -> datetime | None:
        self.asked += 1
        return self.firsts[0]

    @start.setter
    def start(self, value: Any) -> None: ...


def test_the_first_moment_is_looked_up_until_there_is_one(options: Any, browse: Any) -> None:
    plain = built_town()
    parts = {name: getattr(plain, name) for name in ("store", "newest", "clock", "tallies", "ingest", "sources")}
    town = Starting(**parts, firsts=[None])
    with town.store:
        browser = browse(create_app(town, options))
        assert [browser.get("/v1/city").json()["start"] for _ in range(2)] == [None, None]
        town.firsts = [CITY_NOW - timedelta(hours=3)]
        assert [browser.get("/v1/city").json()["start"] for _ in range(3)] == ["2026-08-20T11:30:00Z"] * 3
        assert town.asked == 3


def test_a_value_that_is_mended_and_mended_back_is_told_each_time(town: Any, anyone: Any, members: Any) -> None:
    """50, then 10, then 50 again: the third is no repetition of the first, though it looks like one."""
    bearer = {"Authorization": f"Bearer {members.token('observations:write')}"}
    told, known_at = [], []
    for value in (50.0, 10.0, 50.0, 50.0):
        answer = anyone.post(DOOR, json=rows(value), headers=bearer).json()
        told.append((answer["new"], answer["same"], town.newest.frame()["value"].item()))
        known_at.append(town.clock.now())
        town.clock.ahead(minutes=1)
    assert told == [(1, 0, 50.0), (1, 0, 10.0), (1, 0, 50.0), (0, 1, 50.0)]
    assert [_as_known(town, at) for at in known_at] == [50.0, 10.0, 50.0, 50.0]
    count = town.store.connection.rows("facts", "SELECT count(*), count(DISTINCT observed_at) FROM facts.observations")
    assert count == [(3, 1)]


def _as_known(town: Any, moment: datetime) -> float:
    series = town.store.as_of(moment).series("plek-1", ["speed_kmh"], CITY_NOW - timedelta(hours=1), CITY_NOW)
    found: float = series["value"].item()
    return found
