"""What the tests of the web share: a town, two set clocks, and browsers in which somebody is signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import WebOptions
from stadsbeeld.web.passwords import Passwords
from web.town import QUICK, WALL_NOW, Browser, Members, SetClock, Town, browsers, built_town


@pytest.fixture
def town() -> Iterator[Town]:
    built = built_town()
    with built.store:
        yield built


@pytest.fixture
def wall() -> SetClock:
    return SetClock(WALL_NOW)


@pytest.fixture
def front_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Stadsbeeld</title>")
    (folder / "assets" / "index-a1b2c3.js").write_text("export const a = 1;\n" * 200)
    (folder / ".geheim").write_text("niet voor u")
    (tmp_path / "buiten.txt").write_text("niet voor u")
    return folder


@pytest.fixture
def options(wall: SetClock, front_folder: Path) -> WebOptions:
    return WebOptions(
        wall=wall, static=front_folder, passwords=Passwords(QUICK), hosts=("testserver", "127.0.0.1", "[::1]")
    )


@pytest.fixture
def app(town: Town, options: WebOptions) -> FastAPI:
    return create_app(town, options)


@pytest.fixture
def browse() -> Iterator[Callable[..., Browser]]:
    with browsers() as open_one:
        yield open_one


@pytest.fixture
def anyone(app: FastAPI, browse: Callable[..., Browser]) -> Browser:
    """A browser in which nobody is signed in."""
    return browse(app)


@pytest.fixture
def members(town: Town, wall: SetClock, options: WebOptions) -> Members:
    return Members(town.store, wall, options.passwords)


@pytest.fixture
def signed_in(app: FastAPI, browse: Callable[..., Browser], members: Members) -> Callable[[str], Browser]:
    """A browser in which somebody of a role is signed in."""

    def of(role: str) -> Browser:
        browser = browse(app)
        author, _ = members.person(role)
        members.sign_in(browser, author)
        return browser

    return of
