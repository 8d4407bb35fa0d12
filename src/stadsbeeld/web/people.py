"""Accounts: the role and password of a person under an opaque id; login and name in the one erasable place."""

import secrets
from collections.abc import Mapping
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
    def __init__(self, store: Store, passwords: Passwords) -> None:
        self._records = store.records
        self._passwords = passwords

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
        login = login.casefold()
        if self._records.person_by_login(login) is not None:
            raise InputError("the login is taken", detail="login", errors=[{"field": "login", "reason": "taken"}])
        author, password = f"p-{secrets.token_hex(8)}", one_time()
        self._records.put(
            kind=KIND,
            id=author,
            body=_body(role, self._passwords.hash(password), True, True, now),
            author=by,
            known_at=now,
            after=0,
        )
        self._records.put_person(author, login, name)
        return author, password

    def change(self, account: Account, *, by: str, now: datetime, after: int | None = None, **to: Any) -> None:
        """Append a version with `to` (role, password_hash, must_change, active). Raises ConflictError, and
        InputError for a change that leaves no active administrator."""
        body = _body(
            to.get("role", account.role),
            to.get("password_hash", account.password_hash),
            to.get("must_change", account.must_change),
            to.get("active", account.active),
            account.created_at,
        )
        if (
            account.role is Role.BEHEERDER
            and account.active
            and not (body["role"] == Role.BEHEERDER.value and body["active"])
        ):
            self._refuse_last(account)
        self._records.put(
            kind=KIND, id=account.author, body=body, author=by, known_at=now, after=after or account.version
        )

    def rename(self, account: Account, name: str) -> None:
        if account.login is None:
            raise NotFoundError("user", account.author)
        self._records.put_person(account.author, account.login, name)

    def erase(self, account: Account, *, by: str, now: datetime) -> None:
        """Forget who it was: login and name go. The opaque id stays in the records, and so do the hashes of earlier
        passwords in the older versions of the account."""
        self.change(account, by=by, now=now, active=False, password_hash=None)
        self._records.erase_person(account.author)

    def _refuse_last(self, account: Account) -> None:
        others = (
            one
            for one in self.everybody()
            if one.author not in (account.author, DEMO_AUTHOR) and one.active and one.role is Role.BEHEERDER
        )
        if next(others, None) is None:
            said = "this is the last active administrator"
            raise InputError(said, detail=said, errors=[{"field": "role", "reason": "last-administrator"}])

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
    """Make the account `beheerder` where there is no account yet. Gives its one-time password, to print once;
    None where there are accounts already."""
    people = People(store, passwords or Passwords())
    if any(account.author != DEMO_AUTHOR for account in people.everybody()):
        return None
    _, password = people.create(login="beheerder", name="Beheerder", role=Role.BEHEERDER, by=SYSTEM, now=now)
    return password


def ensure_demo(store: Store, now: datetime) -> None:
    """The account as which the demonstration signs in by itself; it has no password and so no other way in."""
    if store.records.record(KIND, DEMO_AUTHOR) is None:
        try:
            store.records.put(
                kind=KIND,
                id=DEMO_AUTHOR,
                body=_body(Role.BEHEERDER, None, False, True, now),
                author=SYSTEM,
                known_at=now,
                after=0,
            )
        except ConflictError:
            return
        store.records.put_person(DEMO_AUTHOR, DEMO_AUTHOR, "Demonstratie")
