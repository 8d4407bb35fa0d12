"""A running Stadsbeeld, asked over HTTP."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import httpx

from stadsbeeld.client.told import error_of
from stadsbeeld.domain.errors import SettingError, StoreUnreachableError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
CONNECT_S, ANSWER_S = 10.0, 60.0
# The largest archive is read for minutes before its answer begins.
DELIVERY_S = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source is doing. `state`: ok, late, silent, failing or never. A share is null where it has no places."""

    id: str
    state: str
    newest_observed_at: datetime | None
    places: int
    silent_share: float | None
    implausible_share: float | None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From one member of `/v1/data-health`; moments as ISO 8601 or as they are."""
        newest = told["newestObservedAt"]
        return cls(
            id=told["id"],
            state=told["state"],
            newest_observed_at=datetime.fromisoformat(newest) if isinstance(newest, str) else newest,
            places=told["places"],
            silent_share=told["silentShare"],
            implausible_share=told["implausibleShare"],
        )


class Server:
    """Each method raises the error that the server tells, AccessError for a token that may not, and
    StoreUnreachableError, with the address as its `where`, where no Stadsbeeld answers or its answer breaks off.

    `host`: the name to ask for, where the server does not go by that of its address. A token is never sent in the
    clear to another machine: SettingError. Redirects are not followed, so that it goes nowhere else either.
    """

    def __init__(self, address: str, token: str | None, *, host: str | None = None) -> None:
        url = _url(address)
        if url.scheme != "https" and url.host not in LOOPBACK and token is not None:
            raise SettingError(f"{address}: a token goes to another machine over https only", setting="server")
        # In the words of the command line, whatever the machine's own language is.
        headers = {"Accept-Language": "en", "Accept-Encoding": "identity"}
        headers |= {"Authorization": f"Bearer {token}"} if token is not None else {}
        headers |= {"Host": host} if host is not None else {}
        self.address = address
        self._http = httpx.Client(
            base_url=url,
            headers=headers,
            timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
            # The environment's proxy is no way to this very machine.
            trust_env=url.host not in LOOPBACK,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def health(self) -> list[SourceState]:
        return [SourceState.of(told) for told in self._json("GET", "/v1/data-health")["sources"]]

    def deliver(self, source: str, file: Path, key: str, *, as_it_came: bool = False) -> tuple[int, int]:
        """(new, same) of the bytes of one delivery, sent as they are read; (0, 0) where it came before."""
        asked = {"source": source, "key": key, "asItCame": str(as_it_came).lower()}
        with file.open("rb") as raw:
            told = self._json(
                "POST",
                "/v1/deliveries",
                params=asked,
                content=raw,
                headers={"Content-Type": "application/octet-stream"},
                timeout=httpx.Timeout(DELIVERY_S, connect=CONNECT_S),
            )
        return told["new"], told["same"]

    @contextmanager
    def export(
        self,
        quantities: Sequence[str],
        since: str,
        until: str,
        *,
        known_at: str | None = None,
        format: Literal["csv", "parquet"] = "csv",
    ) -> Iterator[Iterator[bytes]]:
        """Observations in [since, until) as a file, in pieces. A moment is ISO 8601; without a zone it is local time
        of the city. `known_at` None: all that is known."""
        asked: dict[str, str | list[str]] = {"quantity": list(quantities), "from": since, "to": until, "format": format}
        asked |= {"knownAt": known_at} if known_at is not None else {}
        with self._reached(), self._http.stream("GET", "/v1/export", params=asked) as answer:
            if not answer.is_success:
                answer.read()
                self._refuse(answer)
            yield answer.iter_bytes()

    def create_token(self, title: str, scopes: Sequence[str], ends_at: datetime) -> str:
        """The whole new token, shown this once."""
        asked = {"title": title, "scopes": list(scopes), "endsAt": ends_at.isoformat()}
        token: str = self._json("POST", "/v1/tokens", json=asked)["token"]
        return token

    def _json(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        with self._reached():
            answer = self._http.request(method, path, **more)
        if not answer.is_success:
            self._refuse(answer)
        told = self._read(answer)
        if told is None:
            raise self._no_stadsbeeld(answer)
        return told

    def _refuse(self, answer: httpx.Response) -> None:
        """Raise what an answer other than 2xx tells."""
        kind = answer.headers.get("content-type", "").partition(";")[0]
        problem = self._read(answer) if kind == "application/problem+json" else None
        if problem is None or "code" not in problem:
            raise self._no_stadsbeeld(answer)
        raise error_of(problem)

    def _read(self, answer: httpx.Response) -> dict[str, Any] | None:
        try:
            told = answer.json()
        except ValueError:
            return None
        return told if isinstance(told, dict) else None

    def _no_stadsbeeld(self, answer: httpx.Response) -> StoreUnreachableError:
        return self._silent(f"answers {answer.status_code}, but not as a Stadsbeeld does: check the address")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except httpx.ConnectError as error:
            raise self._silent("gives no answer: is the server running?") from error
        except httpx.TimeoutException as error:
            raise self._silent("gives no answer in time") from error
        except httpx.HTTPError as error:
            raise self._silent("broke off its answer: try again") from error

    def _silent(self, said: str) -> StoreUnreachableError:
        return StoreUnreachableError(f"{self.address} {said}", where=self.address)


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise SettingError(f"{address!r} is no address such as https://stadsbeeld.example", setting="server") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or (url.port or 0) > 65_535:
        # An address with a password in it is not repeated.
        shown = repr(address) if not url.userinfo else "that"
        raise SettingError(f"{shown} is no address such as https://stadsbeeld.example", setting="server")
    return url
