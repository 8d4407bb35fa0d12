"""Accounts: the role and password of a person under an opaque id; login and name in the one erasable place."""

import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stadsbeeld.domain.errors import ConflictError, InputError, NotFoundError
from stadsbeeld.frames.records import Version
from stadsbeeld.store.store import Store
from stadsbeeld.web.passwords import Passwords, one_time
from stadsbeeld.web.roles import Role

KIND = "user"
DEMO_AUTHOR = "demo"
SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`login` and `name` are None once the person was erased. `version` is what a change is based on."""

    author: str
    login: str | None
    name: str | None
    role: Role
    password_hash: str | None
    must_change: bool
    active: bool
    created_at: datetime
    version: int


class People:
    """One lock holds each change from its reading to its writing: among the threads of a process that share a
    `People`, nothing comes between.

    Processes that share a pair, and a second `People`, share no lock. Between them these hold:
    one login, one person: the unique login of the table of persons, which is written before the account;
    one account per person, one change per version: the primary key of the record (ConflictError);
    one administrator at least: who takes one away looks again after writing, and puts it back where none is left.
    Each writes before it looks, so of two at once one sees both. What does not hold: a process that is killed
    between its writing and its second look, while another does the same, may leave none; then
    `stadsbeeld password` makes an account active again.
    """

    def __init__(self, store: Store, passwords: Passwords) -> None:
        self._records = store.records
        self._passwords = passwords
        self._lock = threading.RLock()

    def find(self, author: str) -> Account | None:
        version = self._records.record(KIND, author)
        return None if version is None else self._account(version)

    def by_login(self, login: str) -> Account | None:
        person = self._records.person_by_login(login.casefold())
        return None if person is None else self.find(person.author)

    def everybody(self) -> list[Account]:
        return sorted((self._account(v) for v in self._records.records(KIND)), key=lambda one: one.created_at)

    def create(self, *, login: str, name: str, role: Role, by: str, now: datetime) -> tuple[str, str]:
        """Make an account with a one-time password. Gives (author id, password).

        Raises InputError where the login is taken.
        """
        login, password = login.casefold(), one_time()
        body = _body(role, self._passwords.hash(password), True, True, now)
        with self._lock:
            person = self._records.person_by_login(login)
            if person is not None and (person.author == DEMO_AUTHOR or self.find(person.author) is not None):
                raise _taken()
            # A person without an account is what a process left that was killed between the two, or is making now:
            # it is gone on with under the same id, so that of two who do so one collides.
            author = f"p-{secrets.token_hex(8)}" if person is None else person.author
            try:
                if person is None:
                    self._records.put_person(author, login, name)
                self._records.put(kind=KIND, id=author, body=body, author=by, known_at=now, after=0)
            except ConflictError as error:
                raise _taken() from error
            if person is not None:
                self._records.rename_person(author, name)
        return author, password

    def change(self, account: Account, *, by: str, now: datetime, after: int | None = None, **to: Any) -> None:
        """Append a version with `to` (role, password_hash, must_change, active), based on version `after` (None:
        that of `account`). Raises ConflictError, NotFoundError, and InputError for a change that leaves no active
        administrator."""
        based_on = account.version if after is None else after
        with self._lock:
            current = self.find(account.author)
            if current is None:
                raise NotFoundError("user", account.author)
            if current.version != based_on:
                raise ConflictError(KIND, account.author, current.version)
            body = _body(
                to.get("role", current.role),
                to.get("password_hash", current.password_hash),
                to.get("must_change", current.must_change),
                to.get("active", current.active),
                current.created_at,
            )
            takes_away = _manages(current) and not (body["role"] == Role.BEHEERDER.value and body["active"])
            if takes_away and not self._another_manages(current):
                raise _last()
            self._records.put(kind=KIND, id=account.author, body=body, author=by, known_at=now, after=based_on)
            if takes_away and not self._another_manages(current):
                self._put_back(current, by, now)
                raise _last()

    def rename(self, account: Account, name: str) -> None:
        """Raises NotFoundError where the person was erased, also meanwhile."""
        if not self._records.rename_person(account.author, name):
            raise NotFoundError("user", account.author)

    def erase(self, account: Account, *, by: str, now: datetime) -> None:
        """Forget who it was: login and name go. The opaque id stays in the records, and so do the hashes of earlier
        passwords in the older versions of the account."""
        self.change(account, by=by, now=now, active=False, password_hash=None)
        self._records.erase_person(account.author)

    def _another_manages(self, account: Account) -> bool:
        return any(_manages(one) for one in self.everybody() if one.author not in (account.author, DEMO_AUTHOR))

    def _put_back(self, account: Account, by: str, now: datetime) -> None:
        """Give the account what it had. Who changes it meanwhile goes first, and then it is given again."""
        body = _body(account.role, account.password_hash, account.must_change, account.active, account.created_at)
        self._records.put(kind=KIND, id=account.author, body=body, author=by, known_at=now)

    def _account(self, version: Version) -> Account:
        person = self._records.person(version.id)
        body = version.body
        return Account(
            author=version.id,
            login=None if person is None else person.login,
            name=None if person is None else person.name,
            role=Role(body["role"]),
            password_hash=body["passwordHash"],
            must_change=body["mustChange"],
            active=body["active"],
            created_at=datetime.fromisoformat(body["createdAt"]),
            version=version.version,
        )


def _manages(account: Account) -> bool:
    """Whether somebody can come in by this account and manage; without a login nobody can."""
    return account.active and account.role is Role.BEHEERDER and account.login is not None


def _taken() -> InputError:
    return InputError("the login is taken", detail="login", errors=[{"field": "login", "reason": "taken"}])


def _last() -> InputError:
    said = "this is the last active administrator"
    return InputError(said, detail=said, errors=[{"field": "role", "reason": "last-administrator"}])


def _body(
    role: Role, password_hash: str | None, must_change: bool, active: bool, created_at: datetime
) -> Mapping[str, Any]:
    return {
        "role": role.value,
        "passwordHash": password_hash,
        "mustChange": must_change,
        "active": active,
        "createdAt": created_at.isoformat(),
    }


def ensure_administrator(store: Store, now: datetime, passwords: Passwords | None = None) -> str | None:
    """Make the account `beheerder` where nobody has a login yet. Gives its one-time password, to print once;
    None where somebody has, or another process makes it at this moment."""
    people = People(store, passwords or Passwords())
    # Not: where there is no account. One without login may be left of a first start that was killed.
    if any(account.author != DEMO_AUTHOR and account.login is not None for account in people.everybody()):
        return None
    try:
        _, password = people.create(login="beheerder", name="Beheerder", role=Role.BEHEERDER, by=SYSTEM, now=now)
    except InputError:
        return None
    return password


def ensure_demo(store: Store, now: datetime) -> None:
    """The account as which the demonstration signs in by itself; it has no password and so no other way in."""
    if store.records.record(KIND, DEMO_AUTHOR) is not None:
        return
    # The name first: a start that is killed in between does both again. Either may have been done by another
    # process; and where somebody has this login, the demonstration goes on without a name.
    with suppress(ConflictError):
        store.records.put_person(DEMO_AUTHOR, DEMO_AUTHOR, "Demonstratie")
    body = _body(Role.BEHEERDER, None, False, True, now)
    with suppress(ConflictError):
        store.records.put(kind=KIND, id=DEMO_AUTHOR, body=body, author=SYSTEM, known_at=now, after=0)
