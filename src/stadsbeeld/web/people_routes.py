"""Accounts and the audit, for the administrator."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.web.auth import Identity
from stadsbeeld.web.models import AuditDay, AuditEvent, UserChange, UserIn, UserList, UserShape, UserWithPassword
from stadsbeeld.web.passwords import Passwords, one_time
from stadsbeeld.web.people import Account, People
from stadsbeeld.web.roles import Role

OWN_MEMBERS = {"number", "at", "author", "event"}


def _shape(account: Account) -> dict[str, Any]:
    return {
        "id": account.author,
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "active": account.active,
        "must_change": account.must_change,
        "created_at": account.created_at,
        "version": account.version,
    }


def router(people: People, passwords: Passwords, identity: Identity) -> APIRouter:
    found = APIRouter(tags=["people"])

    def account_of(id: str) -> Account:
        account = people.find(id)
        if account is None:
            raise NotFoundError("user", id)
        return account

    @found.get("/users", summary="All accounts")
    def read_users(response: Response) -> UserList:
        response.headers["Cache-Control"] = "no-store"
        return UserList(users=[UserShape(**_shape(account)) for account in people.everybody()])

    @found.post("/users", status_code=201, summary="Make an account")
    def create_user(request: Request, response: Response, body: UserIn) -> UserWithPassword:
        """The one-time password is shown this once."""
        response.headers["Cache-Control"] = "no-store"
        id, password = people.create(
            login=body.login,
            name=body.name,
            role=Role(body.role),
            by=request.state.caller.author,
            now=identity.wall.now(),
        )
        return UserWithPassword(**_shape(account_of(id)), one_time_password=password)

    @found.patch("/users/{id}", summary="Change an account")
    def change_user(request: Request, response: Response, id: str, body: UserChange) -> UserWithPassword:
        """409 where somebody else changed it after `after`. A change of role or a reset ends its sessions."""
        response.headers["Cache-Control"] = "no-store"
        account = account_of(id)
        password = _change(people, passwords, account, body, request.state.caller.author, identity.wall.now())
        if password is not None or body.role is not None or body.active is not None:
            identity.sessions.end_all_of(id, identity.wall.now())
        return UserWithPassword(**_shape(account_of(id)), one_time_password=password)

    @found.delete("/users/{id}", status_code=204, summary="Erase a person")
    def erase_user(request: Request, id: str) -> Response:
        """Forget who it was: login and name go for good, and nobody can sign in with it. The opaque id stays in the
        records, with the hashes of earlier passwords."""
        account, now = account_of(id), identity.wall.now()
        people.erase(account, by=request.state.caller.author, now=now)
        identity.sessions.end_all_of(id, now)
        return Response(status_code=204)

    return found


def _change(
    people: People, passwords: Passwords, account: Account, body: UserChange, by: str, now: datetime
) -> str | None:
    """Do what is asked; gives the new one-time password where there is one."""
    password = one_time() if body.reset_password else None
    to: dict[str, Any] = {}
    if password is not None:
        to |= {"password_hash": passwords.hash(password), "must_change": True}
    if body.role is not None:
        to["role"] = Role(body.role)
    if body.active is not None:
        to["active"] = body.active
    people.change(account, by=by, now=now, after=body.after, **to)
    if body.name is not None:
        people.rename(account, body.name)
    return password


def audit_router(people: People, identity: Identity) -> APIRouter:
    found = APIRouter(tags=["people"])

    @found.get("/audit", summary="Sign-ins and changes of one day")
    def read_audit(response: Response, day: Annotated[date | None, Query()] = None) -> AuditDay:
        """`day` is a day of UTC; left out: today."""
        response.headers["Cache-Control"] = "no-store"
        which = day or identity.wall.now().date()
        names = {account.author: account.name for account in people.everybody()}
        return AuditDay(
            day=which,
            events=[
                AuditEvent(
                    number=event["number"],
                    at=event["at"],
                    author=event["author"],
                    name=names.get(event["author"]),
                    event=event["event"],
                    data={name: value for name, value in event.items() if name not in OWN_MEMBERS},
                )
                for event in identity.audit.of_day(which)
            ],
        )

    return found
