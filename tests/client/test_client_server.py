"""The client against a real server, and against what is no Stadsbeeld."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from stadsbeeld.client.server import Server, SourceState
from stadsbeeld.domain.errors import NotAllowedError, SettingError, SignInRequiredError, StoreUnreachableError
from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import WebOptions
from stadsbeeld.web.passwords import Passwords
from web.town import QUICK, WALL_NOW, Members, SetClock, built_town, served

BROKEN_OFF = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nplace\r\n"
FOREIGN = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\noops"


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    """A server that gives one fixed answer to one request, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with listener.accept()[0] as connection:
                connection.recv(65_536)
                connection.sendall(said)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(10)


def test_a_token_reads_and_does_no_more(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    town, wall = built_town(), SetClock(WALL_NOW)
    members = Members(town.store, wall, Passwords(QUICK))
    with town.store, served(create_app(town, WebOptions(wall=wall))) as (_, address):
        with Server(address, members.token("read")) as server:
            assert server.health() == [
                SourceState(
                    id="lussen",
                    state="never",
                    newest_observed_at=None,
                    places=0,
                    silent_share=None,
                    implausible_share=None,
                )
            ]
            with pytest.raises(NotAllowedError, match="Your role may not do this"):
                server.deliver("lussen", tmp_path / "x", "x")
            with pytest.raises(NotAllowedError):
                server.create_token("t", ["read"], WALL_NOW + timedelta(days=1))
        with Server(address, "sb_no_such") as server, pytest.raises(SignInRequiredError):
            server.health()


def test_what_breaks_off_is_no_answer() -> None:
    asked = (["speed_kmh"], "2026-08-20", "2026-08-21")
    with (
        answering(BROKEN_OFF) as address,
        Server(address, None) as server,
        pytest.raises(StoreUnreachableError, match="broke off"),
        server.export(*asked) as found,
    ):
        list(found)


def test_what_is_no_stadsbeeld_is_told() -> None:
    with (
        answering(FOREIGN) as address,
        Server(address, None) as server,
        pytest.raises(StoreUnreachableError, match="502, but not as a Stadsbeeld does") as caught,
    ):
        server.health()
    assert caught.value.data == {"where": address}


@pytest.mark.parametrize("address", ["http://stadsbeeld.example", "http://192.0.2.7:8000"])
def test_a_token_goes_to_another_machine_over_https_only(address: str) -> None:
    with pytest.raises(SettingError, match="https only"):
        Server(address, "sb_x")


@pytest.mark.parametrize(
    "address", ["stadsbeeld.example", "ftp://stadsbeeld.example", "https://", "https://x:99999999"]
)
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(SettingError, match="no address"):
        Server(address, None)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(SettingError) as caught:
        Server("https://jan:geheim@stadsbeeld.example", None)
    assert "geheim" not in str(caught.value)
