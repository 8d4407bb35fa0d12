"""Signing in: passwords, sessions that end, CSRF, slowing down, and the demonstration."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from stadsbeeld.domain.errors import InputError, SlowDownError
from stadsbeeld.web.app import create_app
from stadsbeeld.web.passwords import Passwords, one_time, refuse_weak
from stadsbeeld.web.people import ensure_administrator
from stadsbeeld.web.throttle import Throttle
from web.town import QUICK, WALL_NOW, built_town

NEW = "een goed nieuw wachtwoord"


def sign_in(browser: Any, login: str, password: str) -> Any:
    answer = browser.post("/v1/session", json={"login": login, "password": password})
    if answer.status_code == 200:
        browser.csrf = answer.json()["csrf"]
    return answer


def events(town: Any) -> list[tuple[str, str]]:
    return [(v.body["event"], v.author) for v in town.store.records.history("audit", WALL_NOW.date().isoformat())]


def test_the_first_start_makes_one_administrator_once(town: Any, anyone: Any, options: Any) -> None:
    password = ensure_administrator(town.store, WALL_NOW, options.passwords)
    assert password is not None
    assert ensure_administrator(town.store, WALL_NOW, options.passwords) is None
    answer = sign_in(anyone, "beheerder", password)
    assert (answer.json()["roles"], answer.json()["mustChange"]) == (["beheerder"], True)
    assert anyone.get("/v1/users").status_code == 403
    assert anyone.get("/v1/data-health").status_code == 403
    changed = anyone.ask("PUT", "/v1/session/password", json={"current": password, "new": NEW})
    assert (changed.status_code, changed.json()["mustChange"]) == (200, False)
    anyone.csrf = changed.json()["csrf"]
    assert anyone.get("/v1/users").status_code == 200


def test_a_session_tells_who_and_sets_a_cookie_that_scripts_cannot_read(anyone: Any, members: Any) -> None:
    _, password = members.person("operator", "els")
    answer = sign_in(anyone, "Els", password)
    assert answer.json() == {
        "name": "Naam operator",
        "roles": ["operator"],
        "csrf": answer.json()["csrf"],
        "demo": False,
        "mustChange": False,
        "may": ["session.password", "tiles.read", "events.read", "health.read", "algorithms.read", "teller.read"],
    }
    cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "secure", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert answer.headers["cache-control"] == "no-store"


def test_on_loopback_the_cookie_needs_no_https(app: Any, members: Any, browse: Callable[..., Any]) -> None:
    _, password = members.person("kijker", "els")
    answer = sign_in(browse(app, client="127.0.0.1", host="127.0.0.1"), "els", password)
    assert "secure" not in answer.headers["set-cookie"].lower()


def test_neither_the_token_nor_the_password_is_kept(anyone: Any, members: Any, town: Any) -> None:
    _, password = members.person("kijker", "els")
    token = sign_in(anyone, "els", password).headers["set-cookie"].split("=")[1].split(";")[0]
    rows = town.store.connection.rows("records", "SELECT id || body FROM records.records")
    kept = " ".join(row[0] for row in rows)
    assert token not in kept
    assert password not in kept
    assert "$argon2id$" in kept


def test_wrong_and_unknown_give_the_same_answer(anyone: Any, members: Any, town: Any) -> None:
    author, _ = members.person("kijker", "els")
    wrong, unknown = sign_in(anyone, "els", "niet dit"), sign_in(anyone, "niemand", "niet dit")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "sign-in-refused"
    assert events(town) == [("sign-in-failed", author), ("sign-in-failed", "nobody")]
    kept = [str(v.body) for v in town.store.records.history("audit", WALL_NOW.date().isoformat())]
    assert not any("els" in body or "niemand" in body for body in kept)


def test_after_five_failures_a_login_waits_even_with_the_right_password(
    anyone: Any, members: Any, wall: Any, town: Any
) -> None:
    _, password = members.person("kijker", "els")
    for _ in range(5):
        assert sign_in(anyone, "els", "niet dit").status_code == 401
    refused = sign_in(anyone, "els", password)
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["code"]) == (429, "2", "slow-down")
    assert len(events(town)) == 5
    wall.ahead(seconds=2)
    assert sign_in(anyone, "els", password).status_code == 200
    assert sign_in(anyone, "els", "niet dit").status_code == 401


def test_an_address_that_tries_many_logins_waits_too(anyone: Any) -> None:
    statuses = [sign_in(anyone, f"naam{number}", "niet dit").status_code for number in range(31)]
    assert statuses == [401] * 30 + [429]


def test_waiting_doubles_up_to_five_minutes_and_is_forgotten() -> None:
    throttle, now, waited = Throttle(), WALL_NOW, []
    for _ in range(5):
        throttle.attempt(("a",), now)
    for _ in range(9):
        with pytest.raises(SlowDownError) as refused:
            throttle.attempt(("a",), now)
        waited.append(refused.value.wait_s)
        now += timedelta(seconds=refused.value.wait_s)
        throttle.attempt(("a",), now)
    assert waited == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    throttle.attempt(("a",), now + timedelta(hours=1, seconds=1))


def test_one_right_password_does_not_free_the_address_for_others() -> None:
    throttle = Throttle()
    for _ in range(30):
        throttle.attempt(("login:a", "address:x"), WALL_NOW)
        throttle.succeeded("login:a", ())
    with pytest.raises(SlowDownError):
        throttle.attempt(("login:b", "address:x"), WALL_NOW)


def test_a_session_ends_after_an_hour_without_a_sign(signed_in: Any, wall: Any) -> None:
    browser = signed_in("kijker")
    wall.ahead(minutes=59)
    assert browser.get("/v1/data-health").status_code == 200
    wall.ahead(minutes=59)
    assert browser.get("/v1/data-health").status_code == 200
    wall.ahead(minutes=60)
    assert browser.get("/v1/data-health").status_code == 401


def test_a_session_ends_after_twelve_hours_whatever_happens(signed_in: Any, wall: Any) -> None:
    browser = signed_in("kijker")
    for _ in range(23):
        wall.ahead(minutes=30)
        assert browser.get("/v1/data-health").status_code == 200
    wall.ahead(minutes=30)
    assert browser.get("/v1/data-health").status_code == 401


def test_a_session_holds_on_the_wall_clock_whatever_the_replay_does(signed_in: Any, town: Any) -> None:
    browser = signed_in("kijker")
    town.clock.ahead(hours=48)
    assert browser.get("/v1/data-health").status_code == 200


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(signed_in: Any, town: Any) -> None:
    browser = signed_in("kijker")
    cookie = dict(browser.http.cookies)
    assert browser.get("/v1/data-health").status_code == 200
    assert browser.ask("DELETE", "/v1/session").status_code == 204
    browser.http.cookies.update(cookie)
    assert browser.get("/v1/data-health").status_code == 401
    assert events(town)[-1][0] == "sign-out"


def test_a_change_without_the_csrf_token_is_refused(signed_in: Any) -> None:
    planner, other = signed_in("planner"), signed_in("operator")
    put = "/v1/teller/notes/a"
    right, planner.csrf = planner.csrf, None
    assert planner.ask("PUT", put, json={}).json()["reason"] == "csrf"
    assert planner.ask("PUT", put, json={}, headers={"X-CSRF-Token": other.csrf}).status_code == 403
    assert planner.ask("PUT", put, json={}, headers={"X-CSRF-Token": right}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://testserver"}, 200),
        ({"Origin": "http://kwaad.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_change_from_a_page_elsewhere_is_refused(signed_in: Any, headers: dict[str, str], status: int) -> None:
    assert signed_in("planner").ask("PUT", "/v1/teller/notes/a", json={}, headers=headers).status_code == status


def test_nobody_is_signed_in_from_a_page_elsewhere(anyone: Any, members: Any) -> None:
    _, password = members.person("kijker", "els")
    body = {"login": "els", "password": password}
    assert anyone.post("/v1/session", json=body, headers={"Origin": "http://kwaad.example"}).status_code == 403


def test_a_new_password_ends_the_other_sessions(app: Any, browse: Any, members: Any) -> None:
    _, password = members.person("kijker", "els")
    here, there = browse(app), browse(app)
    sign_in(here, "els", password)
    sign_in(there, "els", password)
    answer = here.ask("PUT", "/v1/session/password", json={"current": password, "new": NEW})
    here.csrf = answer.json()["csrf"]
    assert here.get("/v1/data-health").status_code == 200
    assert there.get("/v1/data-health").status_code == 401
    assert sign_in(there, "els", password).status_code == 401
    assert sign_in(there, "els", NEW).status_code == 200


@pytest.mark.parametrize("new", ["kort", "els en nog veel meer", "aaaaaaaaaaaaaaaa", "x" * 257])
def test_a_weak_password_is_refused(anyone: Any, members: Any, new: str) -> None:
    _, password = members.person("kijker", "els")
    sign_in(anyone, "els", password)
    answer = anyone.ask("PUT", "/v1/session/password", json={"current": password, "new": new})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "password")


def test_the_same_password_again_is_no_change(anyone: Any, members: Any) -> None:
    _, password = members.person("kijker", "els")
    sign_in(anyone, "els", password)
    answer = anyone.ask("PUT", "/v1/session/password", json={"current": password, "new": password})
    assert answer.status_code == 422


def test_a_password_is_the_same_however_the_keyboard_made_it() -> None:
    passwords = Passwords(QUICK)
    assert passwords.verify(passwords.hash("caf\u00e9 en nog wat"), "cafe\u0301 en nog wat")
    assert not passwords.verify(None, "wat dan ook")
    assert not passwords.verify("geen hash", "wat dan ook")


def test_a_one_time_password_is_strong_and_readable() -> None:
    made = {one_time() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        refuse_weak(password, "beheerder")
        assert not set(password) & set("01lio")


def test_the_limit_of_a_password_is_a_message() -> None:
    with pytest.raises(InputError, match="12"):
        refuse_weak("kort", "els")


@pytest.fixture
def demo(options: Any) -> Any:
    town = built_town(demo=True)
    with town.store:
        yield create_app(town, options)


def test_the_demonstration_signs_in_by_itself_on_the_machine_itself(demo: Any, browse: Any) -> None:
    browser = browse(demo, client="127.0.0.1", host="127.0.0.1")
    answer = browser.get("/v1/session")
    assert (answer.status_code, answer.json()["demo"], answer.json()["name"]) == (200, True, "Demonstratie")
    browser.csrf = answer.json()["csrf"]
    assert browser.ask("PUT", "/v1/teller/notes/a", json={}).json() == {"author": "demo"}


def test_in_the_demonstration_one_may_look_without_a_cookie_but_change_nothing(demo: Any, browse: Any) -> None:
    browser = browse(demo, client="::1", host="[::1]")
    assert browser.get("/v1/data-health").status_code == 200
    assert browser.ask("PUT", "/v1/teller/notes/a", json={}).status_code == 401


@pytest.mark.parametrize(
    ("client", "host", "headers"),
    [
        ("192.0.2.7", "127.0.0.1", {}),
        ("127.0.0.1", "testserver", {}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", "127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
        ("testclient", "127.0.0.1", {}),
    ],
)
def test_the_demonstration_signs_nobody_in_from_elsewhere(
    demo: Any, browse: Any, client: str, host: str, headers: dict[str, str]
) -> None:
    browser = browse(demo, client=client, host=host)
    assert browser.get("/v1/session", headers=headers).status_code == 401
    assert browser.get("/v1/data-health", headers=headers).status_code == 401


def test_nobody_signs_in_by_himself_where_it_is_no_demonstration(app: Any, browse: Any) -> None:
    assert browse(app, client="127.0.0.1", host="127.0.0.1").get("/v1/session").status_code == 401


def test_plain_http_may_be_chosen(town: Any, options: Any, browse: Any, members: Any) -> None:
    _, password = members.person("kijker", "els")
    for secure in (True, False):
        browser = browse(create_app(town, replace(options, secure_cookies=secure)), scheme="http")
        assert ("secure" in sign_in(browser, "els", password).headers["set-cookie"].lower()) == secure
