"""Asking a publisher, against a real server on loopback that behaves, and one that does not."""

import contextlib
import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from stadsbeeld.connect.http import Bounds, Fetched, fetch, may_be_asked
from stadsbeeld.domain.errors import SourceUnreachableError

BODY = b"ts,value\n2026-08-20T11:40:00Z,1\n"


def response(status="200 OK", body=b"", **headers):
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class Server(socketserver.ThreadingTCPServer):
    """Answers each question with what `answer(path, headers)` gives: bytes, or pieces with a pause after each."""

    def __init__(self, answer: Callable[[str, dict[str, str]], bytes | Iterator[bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.answer, self.asked, self.sent = answer, [], 0
        self.port = self.server_address[1]
        self.url = f"http://publisher.example:{self.port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, *exc):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self):
        with contextlib.suppress(ConnectionError):
            path = self.rfile.readline().decode().split(" ")[1]
            lines = iter(lambda: self.rfile.readline().decode().strip().lower(), "")
            headers = dict(line.split(": ", 1) for line in lines)
            self.server.asked.append((path, headers))
            told = self.server.answer(path, headers)
            for piece in [told] if isinstance(told, bytes) else told:
                self.wfile.write(piece)
                self.server.sent += len(piece)
                if not isinstance(told, bytes):
                    time.sleep(0.01)


async def loopback(host, port):
    return ["127.0.0.1"]


def ask(server, path="/", **options):
    return fetch(server.url + path, allow_private=True, resolve=loopback, **options)


def test_an_answer_with_its_validators():
    with Server(lambda path, headers: response(body=BODY, etag='"7"', last_modified="Thu, 20 Aug 2026")) as server:
        got = ask(server, "/feed.csv?a=1")
    assert got == Fetched(raw=BODY, etag='"7"', last_modified="Thu, 20 Aug 2026")
    assert got.key == '"7"'
    path, headers = server.asked[0]
    assert path == "/feed.csv?a=1"
    assert headers["host"] == f"publisher.example:{server.port}"
    assert "if-none-match" not in headers


def test_what_is_not_new_is_not_sent_again():
    with Server(lambda path, headers: response("304 Not Modified")) as server:
        since = Fetched(raw=BODY, etag='"7"', last_modified="Thu, 20 Aug 2026")
        assert ask(server, since=since) is None
    _, headers = server.asked[0]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"7"', "thu, 20 aug 2026")


def test_without_validators_the_key_is_the_hash_of_the_bytes():
    with Server(lambda path, headers: response(body=b"abc")) as server:
        got = ask(server)
    assert got.key == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_content_encoding_is_undone_and_a_gz_file_is_left():
    packed = gzip.compress(BODY)
    with Server(
        lambda path, headers: (
            response(body=packed, content_encoding="gzip") if path == "/encoded" else response(body=packed)
        )
    ) as server:
        assert ask(server, "/encoded").raw == BODY
        assert ask(server, "/file.gz").raw == packed


REFUSED = {
    "an error": (response("503 Service Unavailable", b"later"), "status 503"),
    "no content": (response("204 No Content"), "status 204"),
    "a body that is cut off": (response(body=BODY)[:-5], "no answer"),
    "gzip that is cut off": (response(body=gzip.compress(BODY)[:-9], content_encoding="gzip"), "cut off"),
    "gzip that is none": (response(body=BODY, content_encoding="gzip"), "no answer"),
    "an encoding that was not asked for": (response(body=BODY, content_encoding="br"), "not asked for"),
    "a body beyond the bound": (response(body=bytes(20_001)), "larger than 20000"),
    "a gzip bomb": (response(body=gzip.compress(bytes(50_000_000)), content_encoding="gzip"), "larger than 20000"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", "no answer"),
    "nothing": (b"", "no answer"),
    "a loop": (response("302 Found", location="/again"), "more than 3 redirects"),
    "a redirect to a file": (response("302 Found", location="file:///etc/passwd"), "not http or https"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    answer, reason = REFUSED[name]
    with Server(lambda path, headers: answer) as server, pytest.raises(SourceUnreachableError, match=reason) as refused:
        ask(server, bounds=Bounds(max_bytes=20_000))
    assert refused.value.source == "publisher.example"


def test_a_body_that_never_ends_is_stopped_at_the_bound():
    def endless():
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield bytes(10_000)

    with (
        Server(lambda path, headers: endless()) as server,
        pytest.raises(SourceUnreachableError, match="larger than 20000"),
    ):
        ask(server, bounds=Bounds(max_bytes=20_000))
    assert server.sent < 10_000_000


def test_a_body_that_drips_is_stopped_in_time():
    def drip():
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x"

    with Server(lambda path, headers: drip()) as server, pytest.raises(SourceUnreachableError, match="no whole answer"):
        ask(server, bounds=Bounds(total_s=0.2))


def test_headers_that_drip_are_stopped_in_time():
    def drip():
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"a"

    with Server(lambda path, headers: drip()) as server, pytest.raises(SourceUnreachableError, match="no whole answer"):
        ask(server, bounds=Bounds(total_s=0.2))


def test_a_redirect_is_followed_and_looked_up_anew():
    looked_up = []

    async def resolve(host, port):
        looked_up.append(host)
        return ["127.0.0.1"]

    with Server(
        lambda path, headers: (
            response(body=BODY)
            if path == "/there"
            else response("301 Moved", location=f"http://elsewhere.example:{server.port}/there")
        )
    ) as server:
        got = fetch(server.url, allow_private=True, resolve=resolve)
    assert got.raw == BODY
    assert looked_up == ["publisher.example", "elsewhere.example"]


def test_a_redirect_into_the_own_network_is_refused():
    async def resolve(host, port):
        return ["93.184.215.14"] if host == "publisher.example" else ["10.0.0.7"]

    with pytest.raises(SourceUnreachableError, match="inside is not a public address"):
        fetch("https://inside/", resolve=resolve)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/", "http://0.0.0.0/"]
)
def test_the_own_machine_is_not_asked(url):
    with pytest.raises(SourceUnreachableError, match="is not a public address"):
        fetch(url)


@pytest.mark.parametrize("url", ["ftp://publisher.example/", "file:///etc/passwd", "publisher.example"])
def test_only_http_is_asked(url):
    with pytest.raises(SourceUnreachableError, match="is not http or https"):
        fetch(url)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    async def resolve(host, port):
        return ["93.184.215.14", "192.168.1.1"]

    with pytest.raises(SourceUnreachableError, match="is not a public address"):
        fetch("https://publisher.example/", resolve=resolve)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
    ],
)
def test_which_addresses_may_be_asked(address, public):
    assert may_be_asked(address, private=False) is public


def test_private_addresses_may_be_asked_when_allowed_but_never_many_at_once():
    assert may_be_asked("10.1.2.3", private=True)
    assert may_be_asked("::1", private=True)
    assert not may_be_asked("224.0.0.1", private=True)
    assert not may_be_asked("0.0.0.0", private=True)
