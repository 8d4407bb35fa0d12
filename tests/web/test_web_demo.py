"""The session of the demonstration holds on the machine itself, in the demonstration, and nowhere else."""

from dataclasses import replace
from typing import Any

import pytest

from stadsbeeld.web.app import create_app
from web.town import built_town

COOKIE = "stadsbeeld_session"


@pytest.fixture
def shown(options: Any) -> Any:
    town = built_town(demo=True)
    with town.store:
        yield town


@pytest.fixture
def at_home(shown: Any, options: Any, browse: Any) -> Any:
    """A browser on the machine itself in which the demonstration signed in."""
    browser = browse(create_app(shown, options), client="127.0.0.1", host="127.0.0.1")
    browser.csrf = browser.get("/v1/session").json()["csrf"]
    return browser


def tried(browser: Any, like: Any, **headers: str) -> list[int]:
    """What looking and changing give with the session of `like`."""
    told = {"Cookie": f"{COOKIE}={like.http.cookies[COOKIE]}", "X-CSRF-Token": like.csrf} | headers
    return [
        browser.get("/v1/data-health", headers=told).status_code,
        browser.ask("PUT", "/v1/teller/notes/a", json={}, headers=told).status_code,
        browser.ask("POST", "/v1/users", json={}, headers=told).status_code,
    ]


@pytest.mark.parametrize(
    ("client", "host", "headers"),
    [
        ("192.0.2.7", "127.0.0.1", {}),
        ("127.0.0.1", "testserver", {}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
    ],
)
def test_a_session_of_the_demonstration_opens_nothing_elsewhere(
    shown: Any, options: Any, at_home: Any, browse: Any, client: str, host: str, headers: dict[str, str]
) -> None:
    elsewhere = browse(create_app(shown, options), client=client, host=host)
    assert tried(elsewhere, at_home, **headers) == [401, 401, 401]
    # It has not ended by that: at home it goes on.
    assert tried(at_home, at_home) == [200, 200, 422]


def test_nor_where_it_was_used_at_home_just_now(at_home: Any) -> None:
    assert tried(at_home, at_home) == [200, 200, 422]
    assert tried(at_home, at_home, Via="1.1 proxy") == [401, 401, 401]


def test_it_opens_nothing_once_the_demonstration_is_over(shown: Any, options: Any, at_home: Any, browse: Any) -> None:
    after = browse(create_app(replace(shown, demo=False), options), client="127.0.0.1", host="127.0.0.1")
    assert tried(after, at_home) == [401, 401, 401]


def test_somebody_who_signed_in_is_held_to_no_place(app: Any, browse: Any, members: Any) -> None:
    author, _ = members.person("kijker", "els")
    for client, host in (("127.0.0.1", "127.0.0.1"), ("192.0.2.7", "testserver")):
        browser = browse(app, client=client, host=host)
        members.sign_in(browser, author)
        assert browser.get("/v1/data-health").status_code == 200
