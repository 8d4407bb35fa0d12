"""Security headers on every answer, and only the host names of this installation."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_VERSION = "1.0.0"


def _policy(background: str | None) -> str:
    """No inline script, no inline style, nothing from elsewhere but the background tiles that were chosen.

    MapLibre starts its worker from a blob and draws its pictures from blobs; both set styles through the DOM.
    """
    outside = ""
    if background:
        address = urlsplit(background)
        outside = f" {address.scheme}://{address.netloc}"
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "worker-src 'self' blob:",
            "child-src blob:",
            f"img-src 'self' data: blob:{outside}",
            f"connect-src 'self'{outside}",
            "font-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def security_headers(scheme: str, background: str | None) -> dict[str, str]:
    found = {
        "Content-Security-Policy": _policy(background),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    }
    if scheme == "https":
        found["Strict-Transport-Security"] = "max-age=31536000"
    return found


class SecurityHeaders:
    """Puts the headers on every answer, and `API-Version` on those of the interface."""

    def __init__(self, app: ASGIApp, background: str | None) -> None:
        self._app = app
        self._by_scheme = {scheme: _encoded(security_headers(scheme, background)) for scheme in ("http", "https")}
        self._version = (b"api-version", API_VERSION.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra = self._by_scheme["https" if scope["scheme"] == "https" else "http"]
        if scope["path"].startswith("/v1"):
            extra = [*extra, self._version]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self._app(scope, receive, sending)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def host_name(host: str) -> str:
    """The name in a Host header, lower case, without port: `[::1]:8000` → `[::1]`."""
    name = host.strip().lower()
    return name[: name.find("]") + 1] if name.startswith("[") else name.partition(":")[0]


def is_ours(host: str, hosts: Sequence[str]) -> bool:
    """Whether a Host header names this installation. `*` lets any pass: only where a proxy in front checks it."""
    return "*" in hosts or host_name(host) in {name.lower() for name in hosts}


def add_vary(headers: MutableHeaders, *names: str) -> None:
    present = headers.get("vary", "")
    lacking = [name for name in names if name.lower() not in present.lower()]
    if lacking:
        headers["vary"] = ", ".join([*([present] if present else []), *lacking])
