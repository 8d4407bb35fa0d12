"""Signing in, signing out and changing a password: each told to the audit, each slowed down after failures."""

from dataclasses import dataclass

from stadsbeeld.domain.errors import NotAllowedError, SignInRefusedError
from stadsbeeld.web.auth import Identity
from stadsbeeld.web.models import SessionShape
from stadsbeeld.web.passwords import Passwords, refuse_weak
from stadsbeeld.web.people import DEMO_AUTHOR, People
from stadsbeeld.web.roles import Access, Caller
from stadsbeeld.web.sessions import csrf_of
from stadsbeeld.web.throttle import ADDRESS, Throttle

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIns:
    """What signing in needs. `secure_cookies`: demand https for the cookie, except on the loopback address."""

    identity: Identity
    people: People
    passwords: Passwords
    throttle: Throttle
    access: Access
    secure_cookies: bool

    def sign_in(self, login: str, password: str, address: str) -> tuple[str, Caller]:
        """Gives the token of a new session. Raises SignInRefusedError, SlowDownError.

        An unknown login takes as long as a wrong password and gives the same answer.
        """
        now, login = self.identity.wall.now(), login.casefold()
        of_login, of_address = f"login:{login}", f"{ADDRESS}{address}"
        self.throttle.attempt((of_login, of_address), now)
        account = self.people.by_login(login)
        right = self.passwords.verify(account.password_hash if account else None, password)
        if account is None or not right or not account.active:
            # The login that was typed is not noted: it is personal, and sometimes it is a password.
            self.identity.audit.note("sign-in-failed", account.author if account else NOBODY, now)
            raise SignInRefusedError("wrong login or password")
        self.throttle.succeeded(of_login, (of_address,))
        return self._begin(account.author, "sign-in")

    def sign_in_demo(self) -> tuple[str, Caller]:
        return self._begin(DEMO_AUTHOR, "sign-in-demo")

    def change_password(self, caller: Caller, current: str, new: str) -> tuple[str, Caller]:
        """Set a new password and end every session of this person; gives a fresh one."""
        account = self.people.find(caller.author)
        if account is None or account.login is None or account.author == DEMO_AUTHOR:
            raise NotAllowedError("this account has no password")
        now, of_login = self.identity.wall.now(), f"login:{account.login}"
        self.throttle.attempt((of_login,), now)
        if not self.passwords.verify(account.password_hash, current):
            raise SignInRefusedError("wrong password")
        self.throttle.succeeded(of_login, ())
        refuse_weak(new, account.login)
        if new == current:
            refuse_weak("", account.login)
        self.people.change(
            account, by=account.author, now=now, password_hash=self.passwords.hash(new), must_change=False
        )
        self.identity.sessions.end_all_of(account.author, now)
        return self._begin(account.author, "password-changed")

    def sign_out(self, caller: Caller, session: str) -> None:
        now = self.identity.wall.now()
        self.identity.sessions.end(session, now)
        self.identity.audit.note("sign-out", caller.author, now)

    def shape(self, caller: Caller, token: str | None) -> SessionShape:
        account = self.people.find(caller.author)
        return SessionShape(
            name=(account.name if account else None) or caller.author,
            roles=[caller.role.value] if caller.role else [],
            csrf=csrf_of(token) if token else "",
            demo=self.identity.demo,
            must_change=caller.must_change,
            may=self.access.all_of(caller),
        )

    def _begin(self, author: str, event: str) -> tuple[str, Caller]:
        now = self.identity.wall.now()
        token = self.identity.sessions.start(author, now)
        self.identity.audit.note(event, author, now)
        caller = self.identity.sessions.find(token, now)
        if caller is None:
            raise SignInRefusedError("the account was closed meanwhile")
        return token, caller
