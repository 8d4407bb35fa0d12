"""Every route is held to the one table."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import iter_route_contexts

from stadsbeeld.instruments import Instrument
from stadsbeeld.runtime.discover import found_instruments
from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import WebOptions
from stadsbeeld.web.passwords import Passwords
from stadsbeeld.web.roles import ACTIONS, ROUTES, Open, Role, access
from web.town import COUNTER, QUICK, WALL_NOW, Browser, Members, SetClock, browsers, built_town

COUNTER_ROUTES = {
    ("GET", "/v1/teller/count"): "teller.read",
    ("GET", "/v1/teller/broken"): "teller.read",
    ("PUT", "/v1/teller/notes/{id}"): "teller.plan",
}
ALL_ROUTES = {**ROUTES, **COUNTER_ROUTES}
EVERY = sorted(ALL_ROUTES)
# A stream never ends; test_web_live opens it as a kijker.
NOT_STREAMED = [route for route in EVERY if route[1] != "/v1/events"]
ALLOWED = {"kijker": 1, "operator": 2, "planner": 3, "beheerder": 4}


def served_routes(app: Any) -> Iterator[tuple[str, str]]:
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            if method != "HEAD":
                yield method, str(route.path)


def test_the_table_holds_every_route_of_the_application_and_no_other(app: Any) -> None:
    assert set(served_routes(app)) == set(app.state.access.routes)
    assert app.state.access.routes == ALL_ROUTES


def least(action: str) -> Role | Open:
    return {**ACTIONS, "teller.read": Role.KIJKER, "teller.plan": Role.PLANNER}[action]


class Door:
    """One application for all these tests; each asks with a fresh session or token."""

    def __init__(self, app: FastAPI, members: Members, open_one: Callable[..., Browser]) -> None:
        self.app, self.members, self._open = app, members, open_one
        self._authors = {role.value: members.person(role.value)[0] for role in Role}

    def ask(self, method: str, path: str, *, role: str | None = None, token: str | None = None) -> int:
        """The status that somebody gets."""
        browser = self._open(self.app)
        if role is not None:
            self.members.sign_in(browser, self._authors[role])
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return int(browser.ask(method, path.format(**IDS), headers=headers).status_code)


IDS = {"z": "10", "x": "524", "y": "338", "id": "bestaat-niet", "area": "bestaat-niet", "format": "csv"}


def opened(instruments: tuple[Instrument, ...]) -> Iterator[Door]:
    town, wall = built_town(), SetClock(WALL_NOW)
    town.instruments = instruments
    options = WebOptions(wall=wall, hosts=("testserver",), passwords=Passwords(QUICK))
    with town.store, browsers() as open_one:
        yield Door(create_app(town, options), Members(town.store, wall, options.passwords), open_one)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    yield from opened((COUNTER,))


@pytest.fixture(scope="module")
def whole_door() -> Iterator[Door]:
    """With the instruments that really come along."""
    yield from opened(tuple(found_instruments().values()))


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_who_is_not_signed_in_gets_no_further(door: Door, method: str, path: str) -> None:
    status = door.ask(method, path)
    if least(ALL_ROUTES[method, path]) is Open.ANYONE:
        assert status in ((401,) if (method, path) == ("GET", "/v1/session") else (200, 204, 422))
    else:
        assert status == 401


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize(("method", "path"), NOT_STREAMED)
def test_each_role_may_do_what_the_table_says(door: Door, role: str, method: str, path: str) -> None:
    wanted = least(ALL_ROUTES[method, path])
    status = door.ask(method, path, role=role)
    if wanted is Open.TOKEN or (isinstance(wanted, Role) and ALLOWED[role] < ALLOWED[wanted.value]):
        assert status == 403
    else:
        # 404 and 422 are answers of the route itself: it was reached.
        assert status in (200, 201, 204, 404, 422) or path == "/v1/teller/broken"


@pytest.mark.parametrize(("method", "path"), NOT_STREAMED)
def test_a_token_to_read_reads_what_a_kijker_reads_and_changes_nothing(door: Door, method: str, path: str) -> None:
    action = ALL_ROUTES[method, path]
    status = door.ask(method, path, token=door.members.token("read"))
    reads = least(action) is Role.KIJKER and action.endswith(".read")
    assert (status == 403) == (least(action) is not Open.ANYONE and not reads)


@pytest.mark.parametrize("instrument", list(found_instruments().values()), ids=lambda one: one.id)
def test_every_route_of_every_instrument_is_held_to_its_declaration(whole_door: Door, instrument: Instrument) -> None:
    table = whole_door.app.state.access
    assert set(served_routes(whole_door.app)) == set(table.routes)
    own = {route: action for route, action in table.routes.items() if route[1].startswith(f"/v1/{instrument.id}/")}
    assert own
    for (method, path), action in own.items():
        wanted = Role(instrument.actions[action])
        assert whole_door.ask(method, path) == 401
        for role in Role:
            status = whole_door.ask(method, path, role=role.value)
            assert (status == 403) == (not role.reaches(wanted)), (method, path, role)
            assert status < 500


def test_what_may_be_done_is_told_with_the_session(signed_in: Any) -> None:
    may = signed_in("planner").get("/v1/session").json()["may"]
    assert {"teller.read", "teller.plan", "events.read", "session.password"} <= set(may)
    assert not {"users.manage", "tokens.manage", "audit.read", "observations.write"} & set(may)


def nothing() -> None:
    pass


def one_route(path: str, **declared: Any) -> Callable[[Any], APIRouter]:
    def routes(_: Any) -> APIRouter:
        router = APIRouter(prefix="/los")
        router.add_api_route(path, nothing, **declared)
        return router

    return routes


def test_a_route_of_an_instrument_that_requires_nothing_stops_the_start(options: Any) -> None:
    town = built_town()
    town.instruments = (Instrument(id="los", title_id="los", routes=one_route("/open")),)
    with town.store, pytest.raises(ValueError, match="requires nothing"):
        create_app(town, options)


def test_a_route_outside_the_instruments_own_path_stops_the_start(options: Any) -> None:
    town = built_town()
    town.instruments = (replace(COUNTER, id="los", actions={"los.read": "kijker"}, routes=counter_at_los),)
    with town.store, pytest.raises(ValueError, match="not under /los/"):
        create_app(town, options)


def counter_at_los(context: Any) -> APIRouter:
    router = APIRouter(prefix="/session")
    router.add_api_route("/geheim", nothing, dependencies=[Depends(context.require("los.read"))])
    return router


def test_an_action_that_is_not_the_instruments_own_stops_the_start() -> None:
    stealing = Instrument(id="los", title_id="los", routes=one_route("/"), actions={"users.manage": "kijker"})
    with pytest.raises(ValueError, match="not its own"):
        access([COUNTER, stealing], {})


def test_a_role_reaches_those_before_it() -> None:
    assert [role.value for role in Role if Role.PLANNER.reaches(role)] == ["kijker", "operator", "planner"]
