"""API tokens for machines: `sb_<id>_<secret>`, kept as a hash, with a scope and an end."""

import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.frames.records import Version
from stadsbeeld.store.store import Store
from stadsbeeld.web.roles import ONE_ACTION, READ_SCOPE, WRITE_SCOPE, Caller

KIND = "token"
LONGEST = timedelta(days=2 * 366)
TRUSTED_FOR = timedelta(seconds=5)
SCOPE = re.compile(rf"{READ_SCOPE}|{'|'.join(ONE_ACTION)}|{WRITE_SCOPE}(:[a-z0-9][a-z0-9-]{{0,63}})?")
TOKEN = re.compile(r"sb_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`ended_at` when somebody ended it before `ends_at`, by `ended_by`."""

    id: str
    title: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    ends_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    version: int
    hash: str

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at

    @property
    def caller(self) -> Caller:
        return Caller(author=f"token:{self.id}", scopes=frozenset(self.scopes))


def source_of(caller: Caller) -> str:
    """The source id of what a token pushes: `push:<name>` where its scope names one, else `push:<token id>`.

    A name outlives the token: a sensor network that gets a new token goes on as the same source.
    """
    names = sorted(
        scope.removeprefix(f"{WRITE_SCOPE}:") for scope in caller.scopes if scope.startswith(f"{WRITE_SCOPE}:")
    )
    return f"push:{names[0] if names else caller.author.removeprefix('token:')}"


class Tokens:
    def __init__(self, store: Store) -> None:
        self._records = store.records
        self._remembered: dict[str, tuple[Token, datetime]] = {}
        self._lock = threading.Lock()

    def create(self, *, title: str, scopes: list[str], ends_at: datetime, by: str, now: datetime) -> tuple[str, str]:
        """Make a token. Gives (id, the whole token), which is kept nowhere. Raises InputError."""
        if not scopes or not all(SCOPE.fullmatch(scope) for scope in scopes):
            said = f"scopes: {READ_SCOPE}, {', '.join(ONE_ACTION)}, {WRITE_SCOPE}, {WRITE_SCOPE}:<name>"
            raise InputError(said, detail=said, errors=[{"field": "scopes", "reason": "unknown"}])
        if sum(scope.startswith(f"{WRITE_SCOPE}:") for scope in scopes) > 1:
            said = "scopes: one source name at most"
            raise InputError(said, detail=said, errors=[{"field": "scopes", "reason": "two-sources"}])
        if ends_at.tzinfo is None or not now < ends_at <= now + LONGEST:
            said = f"endsAt: {now.isoformat()} – {(now + LONGEST).isoformat()}"
            raise InputError(said, detail=said, errors=[{"field": "endsAt", "reason": "out-of-range"}])
        id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        body = {
            "title": title,
            "scopes": sorted(set(scopes)),
            "createdAt": now.isoformat(),
            "createdBy": by,
            "endsAt": ends_at.isoformat(),
            "endedAt": None,
            "endedBy": None,
            # A secret of 256 random bits needs no slow hash.
            "hash": _hash(secret),
        }
        self._records.put(kind=KIND, id=id, body=body, author=by, known_at=now, after=0)
        return id, f"sb_{id}_{secret}"

    def remembered(self, token: str, now: datetime) -> Caller | None:
        """The caller of a token that was read just now; None means: ask `find`."""
        match = TOKEN.fullmatch(token)
        known = self._remembered.get(match[1]) if match else None
        if match is None or known is None or now - known[1] >= TRUSTED_FOR:
            return None
        return _caller(known[0], match[2], now)

    def find(self, token: str, now: datetime) -> Caller | None:
        """The caller of a token; None where it is unknown, wrong or has ended."""
        match = TOKEN.fullmatch(token)
        return None if match is None else _caller(self._by_id(match[1], now), match[2], now)

    def holds(self, caller: Caller, now: datetime) -> bool:
        """Whether the token of a caller has not ended yet."""
        found = self._by_id(caller.author.removeprefix("token:"), now)
        return found is not None and found.alive(now)

    def all(self) -> list[Token]:
        return sorted((_token(version) for version in self._records.records(KIND)), key=lambda one: one.created_at)

    def end(self, id: str, *, by: str, now: datetime) -> None:
        """End a token now. Raises NotFoundError; one that was ended before stays as it was."""
        version = self._records.record(KIND, id)
        if version is None:
            raise NotFoundError("token", id)
        if version.body["endedAt"] is None:
            body = {**version.body, "endedAt": now.isoformat(), "endedBy": by}
            self._records.put(kind=KIND, id=id, body=body, author=by, known_at=now, after=version.version)
        with self._lock:
            self._remembered.pop(id, None)

    def _by_id(self, id: str, now: datetime) -> Token | None:
        remembered = self._remembered.get(id)
        if remembered is not None and now - remembered[1] < TRUSTED_FOR:
            return remembered[0]
        version = self._records.record(KIND, id)
        if version is None:
            return None
        with self._lock:
            self._remembered[id] = (_token(version), now)
        return _token(version)


def _caller(token: Token | None, secret: str, now: datetime) -> Caller | None:
    right = hmac.compare_digest(token.hash if token else _hash(""), _hash(secret))
    return token.caller if token is not None and right and token.alive(now) else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _token(version: Version) -> Token:
    body = version.body
    return Token(
        id=version.id,
        title=body["title"],
        scopes=tuple(body["scopes"]),
        created_at=datetime.fromisoformat(body["createdAt"]),
        created_by=body["createdBy"],
        ends_at=datetime.fromisoformat(body["endsAt"]),
        ended_at=None if body["endedAt"] is None else datetime.fromisoformat(body["endedAt"]),
        ended_by=body["endedBy"],
        version=version.version,
        hash=body["hash"],
    )
