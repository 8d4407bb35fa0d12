"""The built front end, served from the package: hashed files for ever, the page itself never stale."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from stadsbeeld.domain.errors import NotFoundError

FOR_EVER = "public, max-age=31536000, immutable"
# Vite writes files whose name holds a hash of what is in them into this folder.
HASHED = "assets"
KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".ftl": "text/plain; charset=utf-8",
    ".pbf": "application/x-protobuf",
    ".woff2": "font/woff2",
}
NOT_BUILT = """<!doctype html>
<html lang="nl"><meta charset="utf-8"><title>Stadsbeeld</title>
<h1>Het scherm is nog niet gebouwd</h1>
<p>De server werkt, maar de bestanden van het scherm ontbreken. Bouw ze met <code>make web</code> en laad deze pagina
opnieuw. De gegevens staan al klaar onder <a href="/v1/openapi.json">/v1</a>.</p>
<h2 lang="en">The screen is not built yet</h2>
<p lang="en">The server works, but the files of the screen are missing. Build them with <code>make web</code> and load
this page again.</p>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    body: bytes
    kind: str
    mtime_ns: int


class Front:
    """Every path that is not of the interface: a file where there is one, else the page (which reads the path).

    A path that looks like a file (its last part has a dot) and is none is a 404, not the page.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[str, _File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, scope["method"], headers={"Allow": "GET"})
        path = scope["path"].removeprefix("/")
        *folders, last = path.split("/")
        # A file has one address, and so one ETag and one place in a cache. Nothing here links to any other.
        if "" in folders or {".", ".."} & {*folders, last}:
            raise NotFoundError("file", path)
        await self._answer(path)(scope, receive, send)

    def _answer(self, path: str) -> Response:
        file = self._file(path) if path and not path.endswith("/") else None
        if file is not None:
            lasting = path.startswith(f"{HASHED}/")
            headers = {"Cache-Control": FOR_EVER if lasting else "no-cache"}
            return Response(file.body, media_type=file.kind, headers=headers)
        if "." in path.rstrip("/").rpartition("/")[2]:
            raise NotFoundError("file", path)
        page = self._file("index.html")
        if page is None:
            return HTMLResponse(NOT_BUILT, 503, headers={"Cache-Control": "no-store", "Retry-After": "60"})
        return HTMLResponse(page.body, headers={"Cache-Control": "no-cache"})

    def _file(self, path: str) -> _File | None:
        """The file, from memory where it has not changed on disk. None outside the folder or for hidden names."""
        try:
            found = (self._folder / path).resolve()
            if not found.is_relative_to(self._folder) or any(part.startswith(".") for part in Path(path).parts):
                return None
            mtime_ns = found.stat().st_mtime_ns
            # By what it is, not by how it was asked: a link to a file is that file, and held once.
            known = self._files.get(str(found))
            if known is None or known.mtime_ns != mtime_ns:
                kind = KINDS.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
                known = _File(body=found.read_bytes(), kind=kind, mtime_ns=mtime_ns)
                self._files[str(found)] = known
        except (OSError, ValueError):
            # No such file, a folder, or a name that the file system cannot have.
            return None
        return known
