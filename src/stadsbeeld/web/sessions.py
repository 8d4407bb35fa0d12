"""Sessions of people in a browser: only the hash of the token is kept, and each one ends."""

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from stadsbeeld.domain.errors import ConflictError
from stadsbeeld.store.store import Store
from stadsbeeld.web.people import Account, People
from stadsbeeld.web.roles import Caller

KIND = "session"
LONGEST = timedelta(hours=12)
LONGEST_IDLE = timedelta(minutes=60)
# Seen is written at most this often, and another process learns of an end this late at most.
SEEN_EVERY, TRUSTED_FOR = timedelta(minutes=5), timedelta(seconds=5)
REMEMBERED = 10_000


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """The CSRF token of a session: whoever knows it knew the cookie, and it does not lead back to the cookie."""
    return base64.urlsafe_b64encode(hmac.digest(token.encode(), b"stadsbeeld-csrf", "sha256")).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`id` is the hash of the token. `version` of the record it was read from; `read_at` when."""

    id: str
    author: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    version: int
    account: Account
    read_at: datetime

    def alive(self, now: datetime) -> bool:
        """The end is exclusive: at 12 h, or 60 min after it was last seen, it has ended."""
        return (
            self.ended_at is None
            and self.account.active
            and now - self.started_at < LONGEST
            and now - self.seen_at < LONGEST_IDLE
        )

    @property
    def caller(self) -> Caller:
        return Caller(author=self.author, role=self.account.role, session=self.id, must_change=self.account.must_change)


class Sessions:
    """Reads and writes sessions; remembers each for five seconds, so that a busy screen asks the store seldom."""

    def __init__(self, store: Store, people: People) -> None:
        self._records, self._people = store.records, people
        self._remembered: dict[str, Session] = {}
        self._lock = threading.Lock()

    def start(self, author: str, now: datetime) -> str:
        """Begin a session. Gives the token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        body = {"startedAt": now.isoformat(), "seenAt": now.isoformat(), "endedAt": None}
        self._records.put(kind=KIND, id=hashed(token), body=body, author=author, known_at=now, after=0)
        return token

    def remembered(self, token: str, now: datetime) -> Caller | None:
        """The caller of a session that was read just now; None means: ask `find`."""
        session = self._remembered.get(hashed(token))
        if session is None or not session.alive(now):
            return None
        fresh = now - session.read_at < TRUSTED_FOR and now - session.seen_at < SEEN_EVERY
        return session.caller if fresh else None

    def find(self, token: str, now: datetime) -> Caller | None:
        """The caller, None where the session is unknown or has ended. Notes that it was seen."""
        return self.find_hashed(hashed(token), now)

    def find_hashed(self, id: str, now: datetime) -> Caller | None:
        session = self._read(id, now)
        if session is None or not session.alive(now):
            self._forget(lambda one: one.id == id)
            return None
        if now - session.seen_at >= SEEN_EVERY:
            session = self._seen(session, now)
        self._remember(session)
        return session.caller

    def end(self, id: str, now: datetime) -> None:
        """End one session; one that has ended or never was is left alone."""
        while (session := self._read(id, now)) is not None and session.ended_at is None:
            try:
                self._write(session, now, endedAt=now.isoformat())
            except ConflictError:
                continue
        self._forget(lambda one: one.id == id)

    def end_all_of(self, author: str, now: datetime, but: str | None = None) -> None:
        """End every session of a person except `but`."""
        for version in self._records.records(KIND):
            if version.body["endedAt"] is None and version.id != but and version.author == author:
                self.end(version.id, now)
        # The one that is left must be read again: its account has changed.
        self._forget(lambda one: one.author == author)

    def _seen(self, session: Session, now: datetime) -> Session:
        try:
            self._write(session, now, seenAt=now.isoformat())
        except ConflictError:
            # Ended or seen elsewhere in the meantime: the next look tells which.
            return replace(session, read_at=now - TRUSTED_FOR)
        return replace(session, seen_at=now, version=session.version + 1)

    def _write(self, session: Session, now: datetime, **change: str) -> None:
        body = {"startedAt": session.started_at.isoformat(), "seenAt": session.seen_at.isoformat(), "endedAt": None}
        self._records.put(
            kind=KIND,
            id=session.id,
            body=body | change,
            author=session.author,
            known_at=now,
            after=session.version,
        )

    def _read(self, id: str, now: datetime) -> Session | None:
        version = self._records.record(KIND, id)
        account = None if version is None else self._people.find(version.author)
        if version is None or account is None:
            return None
        ended = version.body["endedAt"]
        return Session(
            id=id,
            author=version.author,
            started_at=datetime.fromisoformat(version.body["startedAt"]),
            seen_at=datetime.fromisoformat(version.body["seenAt"]),
            ended_at=None if ended is None else datetime.fromisoformat(ended),
            version=version.version,
            account=account,
            read_at=now,
        )

    def _remember(self, session: Session) -> None:
        with self._lock:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[session.id] = session

    def _forget(self, which: Callable[[Session], bool]) -> None:
        with self._lock:
            self._remembered = {id: one for id, one in self._remembered.items() if not which(one)}
