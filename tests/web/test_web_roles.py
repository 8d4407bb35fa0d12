"""Every route is held to the one table."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from stadsbeeld.instruments import Instrument
from stadsbeeld.web.app import create_app
from stadsbeeld.web.roles import ACTIONS, ROUTES, Open, Role, access
from web.town import COUNTER, built_town

COUNTER_ROUTES = {
    ("GET", "/v1/teller/count"): "teller.read",
    ("GET", "/v1/teller/broken"): "teller.read",
    ("PUT", "/v1/teller/notes/{id}"): "teller.plan",
}
EVERY = sorted((*ROUTES, *COUNTER_ROUTES))
ALLOWED = {"kijker": 1, "operator": 2, "planner": 3, "beheerder": 4}


def served_routes(app: Any) -> Iterator[tuple[str, str]]:
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            if method != "HEAD":
                yield method, str(route.path)


def test_the_table_holds_every_route_of_the_application_and_no_other(app: Any) -> None:
    assert set(served_routes(app)) == set(app.state.access.routes)
    assert app.state.access.routes == {**ROUTES, **COUNTER_ROUTES}


def least(action: str) -> Role | Open:
    return {**ACTIONS, "teller.read": Role.KIJKER, "teller.plan": Role.PLANNER}[action]


def address(path: str) -> str:
    return path.replace("{z}/{x}/{y}", "10/524/338").replace("{id}", "bestaat-niet")


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_who_is_not_signed_in_gets_no_further(anyone: Any, method: str, path: str) -> None:
    wanted = least({**ROUTES, **COUNTER_ROUTES}[method, path])
    status = anyone.ask(method, address(path)).status_code
    if wanted is Open.ANYONE:
        assert status in ((401,) if (method, path) == ("GET", "/v1/session") else (200, 204, 422))
    else:
        assert status == 401


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize(("method", "path"), [route for route in EVERY if route[1] != "/v1/events"])
def test_each_role_may_do_what_the_table_says(
    signed_in: Callable[[str], Any], role: str, method: str, path: str
) -> None:
    wanted = least({**ROUTES, **COUNTER_ROUTES}[method, path])
    status = signed_in(role).ask(method, address(path)).status_code
    if wanted is Open.TOKEN or (isinstance(wanted, Role) and ALLOWED[role] < ALLOWED[wanted.value]):
        assert status == 403
    else:
        # 404 and 422 are answers of the route itself: it was reached.
        assert status in (200, 201, 204, 404, 422) or path == "/v1/teller/broken"


@pytest.mark.parametrize(("method", "path"), [route for route in EVERY if route[1] != "/v1/events"])
def test_a_token_to_read_reads_what_a_kijker_reads_and_changes_nothing(
    anyone: Any, members: Any, method: str, path: str
) -> None:
    action = {**ROUTES, **COUNTER_ROUTES}[method, path]
    headers = {"Authorization": f"Bearer {members.token('read')}"}
    status = anyone.ask(method, address(path), headers=headers).status_code
    reads = least(action) is Role.KIJKER and action.endswith(".read")
    assert (status == 403) == (least(action) is not Open.ANYONE and not reads)


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


def test_an_action_that_is_not_the_instruments_own_stops_the_start() -> None:
    stealing = Instrument(id="los", title_id="los", routes=one_route("/"), actions={"users.manage": "kijker"})
    with pytest.raises(ValueError, match="not its own"):
        access([COUNTER, stealing], {})


def test_a_role_reaches_those_before_it() -> None:
    assert [role.value for role in Role if Role.PLANNER.reaches(role)] == ["kijker", "operator", "planner"]
