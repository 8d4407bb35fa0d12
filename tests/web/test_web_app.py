"""What every answer has in common: headers, ETags, packing, bounds, and the files of the front end."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.web.app import create_app
from stadsbeeld.web.headers import host_name


def test_health_says_ok(anyone: Any) -> None:
    answer = anyone.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/", "/v1/city", "/v1/nergens", "/v1/users", "/assets/index-a1b2c3.js", "/health"])
def test_every_answer_has_the_security_headers(anyone: Any, path: str) -> None:
    headers = anyone.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_the_interface_tells_its_version(anyone: Any) -> None:
    assert anyone.get("/v1/city").headers["api-version"] == "1.0.0"
    assert anyone.get("/v1/nergens").headers["api-version"] == "1.0.0"
    assert "api-version" not in anyone.get("/").headers


def test_a_trailing_slash_is_another_path(anyone: Any) -> None:
    assert anyone.get("/v1/city/").status_code == 404


def test_the_city(anyone: Any) -> None:
    city = anyone.get("/v1/city").json()
    assert (city["id"], city["centre"], city["bounds"]) == ("rotterdam", [4.48, 51.92], [3.9, 51.8, 4.7, 52.1])
    assert city["clock"] == {"mode": "replay", "speed": 60.0, "now": "2026-08-20T14:30:00Z"}
    assert city["baseMap"] == {
        "tiles": "/v1/tiles/{z}/{x}/{y}",
        "minZoom": 10,
        "maxZoom": 15,
        "layers": ["streets", "areas"],
    }
    assert (city["start"], city["instruments"][0]["id"]) == ("2026-08-18T14:30:00Z", "teller")


def test_who_has_the_newest_answer_gets_304(anyone: Any) -> None:
    first = anyone.get("/v1/city")
    again = anyone.get("/v1/city", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert anyone.get("/v1/city", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_large_answer_is_packed_for_who_can_unpack_it(anyone: Any) -> None:
    plain = anyone.get("/v1/openapi.json", headers={"Accept-Encoding": "identity"})
    packed = anyone.get("/v1/openapi.json", headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 5, mtime=0))
    assert packed.headers["etag"] == plain.headers["etag"]
    refused = anyone.get("/v1/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_head_is_get_without_a_body(anyone: Any) -> None:
    answer = anyone.ask("HEAD", "/v1/city")
    assert (answer.status_code, answer.headers["etag"]) == (200, anyone.get("/v1/city").headers["etag"])


def test_tiles(signed_in: Any) -> None:
    kijker = signed_in("kijker")
    tile = kijker.get("/v1/tiles/10/524/338")
    assert (tile.status_code, tile.headers["content-type"]) == (200, "application/vnd.mapbox-vector-tile")
    assert tile.headers["cache-control"].startswith("private, max-age=")
    assert kijker.get("/v1/tiles/10/1/1").status_code == 204
    assert kijker.get("/v1/tiles/9/1/1").status_code == 404
    assert kijker.get("/v1/tiles/10/1024/1").status_code == 404
    assert kijker.get("/v1/tiles/10/x/1").status_code == 422


def test_data_health(signed_in: Any) -> None:
    health = signed_in("kijker").get("/v1/data-health").json()
    assert health["at"] == "2026-08-20T14:30:00Z"
    assert [(one["id"], one["state"], one["silentShare"]) for one in health["sources"]] == [("lussen", "never", None)]


def test_a_name_that_is_not_ours_is_refused(app: Any, browse: Callable[..., Any]) -> None:
    elsewhere = browse(app, host="kwaad.example")
    answer = elsewhere.get("/v1/city")
    assert (answer.status_code, answer.json()["code"]) == (421, "input")
    assert elsewhere.get("/").status_code == 421
    assert elsewhere.get("/health").status_code == elsewhere.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("header", "name"), [("Stad.nl:8000", "stad.nl"), ("[::1]:8000", "[::1]"), ("127.0.0.1", "127.0.0.1"), ("", "")]
)
def test_the_name_in_a_host_header(header: str, name: str) -> None:
    assert host_name(header) == name


def test_a_zero_byte_in_an_address_is_refused(anyone: Any) -> None:
    assert anyone.get("/v1/city?x=%00").status_code == 422
    assert anyone.get("/v1/%00").status_code == 422


def test_a_large_body_is_refused_where_a_small_one_is_expected(anyone: Any) -> None:
    answer = anyone.post("/v1/session", json={"login": "a" * 70_000, "password": "x"})
    assert (answer.status_code, answer.json()["code"], answer.json()["limitBytes"]) == (413, "too-large", 65_536)


def test_a_body_without_a_length_is_counted_as_it_comes(anyone: Any) -> None:
    async def endless() -> Any:
        for _ in range(10):
            yield b'{"login": "' + b"a" * 10_000

    answer = anyone.post("/v1/session", content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_the_page_is_never_stale_and_hashed_files_last_for_ever(anyone: Any) -> None:
    page = anyone.get("/")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    script = anyone.get("/assets/index-a1b2c3.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"].startswith("text/javascript")


def test_any_other_path_is_the_page_and_a_file_that_is_not_there_is_not(anyone: Any) -> None:
    assert anyone.get("/datakwaliteit").text == anyone.get("/").text
    assert anyone.get("/assets/weg-123.js").status_code == 404
    assert anyone.post("/").status_code == 405


@pytest.mark.parametrize(
    "path", ["/../buiten.txt", "/%2e%2e/buiten.txt", "/assets/../../buiten.txt", "/.geheim", "/assets//../.geheim"]
)
def test_nothing_outside_the_folder_is_served(anyone: Any, path: str) -> None:
    assert "niet voor u" not in anyone.get(path).text


def test_a_front_end_that_was_not_built_says_so(
    town: Any, wall: Any, tmp_path: Path, browse: Any, options: Any
) -> None:
    answer = browse(create_app(town, replace(options, static=tmp_path / "leeg"))).get("/")
    assert answer.status_code == 503
    assert "nog niet gebouwd" in answer.text


def test_metrics_count_by_route_and_name_no_id(signed_in: Any) -> None:
    kijker = signed_in("kijker")
    kijker.get("/v1/tiles/10/524/338")
    kijker.get("/v1/users/p-123")
    text = kijker.get("/metrics").text
    assert 'stadsbeeld_http_requests_total{method="GET",route="/v1/tiles/{z}/{x}/{y}",status="200"} 1.0' in text
    assert "stadsbeeld_event_streams 0.0" in text
    assert 'stadsbeeld_source_state{source="lussen",state="never"} 1.0' in text
    assert "10/524" not in text
    assert "p-123" not in text


def test_openapi_names_every_route_and_gives_camel_case(anyone: Any, app: Any) -> None:
    spec = anyone.get("/v1/openapi.json").json()
    told = {(method.upper(), path) for path, methods in spec["paths"].items() for method in methods}
    assert told == set(app.state.access.routes) - {("GET", "/v1/openapi.json")}
    assert "lastArrivalAt" in spec["components"]["schemas"]["SourceHealth"]["properties"]
    assert "HTTPValidationError" not in spec["components"]["schemas"]


ODD = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]),
    st.sampled_from(
        ["/", "/v1/", "/v1/users/", "/v1/tokens/", "/v1/teller/notes/", "/v1/audit?day=", "/assets/", "/v1/city"]
    ),
    ODD,
    st.dictionaries(
        st.sampled_from(["cookie", "authorization", "origin", "x-csrf-token", "if-none-match", "accept-language"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40),
    ),
    st.binary(max_size=100),
)
def test_nothing_that_is_asked_breaks_the_server(
    signed_in_boss: Any, method: str, path: str, rest: str, headers: dict[str, str], body: bytes
) -> None:
    sent = [(name, value.strip().encode("latin-1")) for name, value in headers.items()]
    answer = signed_in_boss.ask(method, path + quote(rest, safe=""), headers=dict(sent), content=body)
    assert answer.status_code < 500


@pytest.fixture
def signed_in_boss(signed_in: Any) -> Any:
    return signed_in("beheerder")
