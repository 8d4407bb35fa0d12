"""Accounts, tokens and the audit."""

from datetime import timedelta
from typing import Any

import pytest

from web.town import WALL_NOW


def test_an_account_is_made_used_changed_and_erased(signed_in: Any, anyone: Any, town: Any) -> None:
    boss = signed_in("beheerder")
    made = boss.post("/v1/users", json={"login": "Els.Jansen@stad.nl", "name": "Els Jansen", "role": "operator"})
    assert made.status_code == 201
    user = made.json()
    assert (user["login"], user["role"], user["mustChange"]) == ("els.jansen@stad.nl", "operator", True)
    body = {"login": "els.jansen@stad.nl", "password": user["oneTimePassword"]}
    assert anyone.post("/v1/session", json=body).json()["name"] == "Els Jansen"

    changed = boss.ask("PATCH", f"/v1/users/{user['id']}", json={"after": user["version"], "role": "planner"})
    assert (changed.json()["role"], changed.json()["oneTimePassword"]) == ("planner", None)
    assert anyone.get("/v1/session").status_code == 401

    assert boss.ask("DELETE", f"/v1/users/{user['id']}").status_code == 204
    left = next(one for one in boss.get("/v1/users").json()["users"] if one["id"] == user["id"])
    assert (left["login"], left["name"], left["active"]) == (None, None, False)
    assert anyone.post("/v1/session", json=body).status_code == 401
    rows = town.store.connection.rows("records", "SELECT author || id || body FROM records.records")
    assert not any("jansen" in row[0].lower() for row in rows)
    assert town.store.records.person(user["id"]) is None


def test_two_who_change_one_account_at_once_collide(signed_in: Any, members: Any) -> None:
    boss = signed_in("beheerder")
    author, _ = members.person("kijker")
    version = next(one["version"] for one in boss.get("/v1/users").json()["users"] if one["id"] == author)
    first = boss.ask("PATCH", f"/v1/users/{author}", json={"after": version, "role": "operator"})
    second = boss.ask("PATCH", f"/v1/users/{author}", json={"after": version, "role": "planner"})
    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 409, "conflict")


def test_a_reset_gives_a_new_one_time_password(signed_in: Any, anyone: Any, members: Any) -> None:
    boss = signed_in("beheerder")
    author, old = members.person("kijker", "els")
    version = next(one["version"] for one in boss.get("/v1/users").json()["users"] if one["id"] == author)
    new = boss.ask("PATCH", f"/v1/users/{author}", json={"after": version, "resetPassword": True}).json()
    assert new["mustChange"]
    assert anyone.post("/v1/session", json={"login": "els", "password": old}).status_code == 401
    right = {"login": "els", "password": new["oneTimePassword"]}
    assert anyone.post("/v1/session", json=right).status_code == 200


@pytest.mark.parametrize("change", [{"role": "kijker"}, {"active": False}])
def test_the_last_administrator_stays(signed_in: Any, change: dict[str, Any]) -> None:
    boss = signed_in("beheerder")
    me = boss.get("/v1/users").json()["users"][0]
    answer = boss.ask("PATCH", f"/v1/users/{me['id']}", json={"after": me["version"], **change})
    assert (answer.status_code, answer.json()["errors"][0]["reason"]) == (422, "last-administrator")
    assert boss.ask("DELETE", f"/v1/users/{me['id']}").status_code == 422


def test_a_login_that_is_taken_or_odd_is_refused(signed_in: Any) -> None:
    boss = signed_in("beheerder")
    els = {"login": "els", "name": "Els", "role": "kijker"}
    assert boss.post("/v1/users", json=els).status_code == 201
    assert boss.post("/v1/users", json={**els, "login": "ELS"}).json()["errors"] == [
        {"field": "login", "reason": "taken"}
    ]
    assert boss.post("/v1/users", json={**els, "login": "<b>"}).status_code == 422
    assert boss.post("/v1/users", json={**els, "login": "jan", "role": "koning"}).status_code == 422


def test_somebody_who_does_not_exist(signed_in: Any) -> None:
    boss = signed_in("beheerder")
    assert boss.ask("PATCH", "/v1/users/niemand", json={"after": 1}).status_code == 404
    assert boss.ask("DELETE", "/v1/users/niemand").status_code == 404
    assert boss.ask("DELETE", "/v1/tokens/niemand").status_code == 404


def test_a_token_is_shown_once_kept_as_a_hash_and_ends(signed_in: Any, anyone: Any, town: Any, wall: Any) -> None:
    boss = signed_in("beheerder")
    ends_at = (WALL_NOW + timedelta(days=1)).isoformat()
    made = boss.post("/v1/tokens", json={"title": "Dashboard", "scopes": ["read"], "endsAt": ends_at})
    token = made.json()["token"]
    assert made.status_code == 201
    assert token.startswith(f"sb_{made.json()['id']}_")
    rows = town.store.connection.rows("records", "SELECT body FROM records.records")
    assert not any(token.split("_", 2)[2] in row[0] for row in rows)
    listed = boss.get("/v1/tokens").json()["tokens"][0]
    assert (listed["title"], listed["endedAt"], "token" in listed) == ("Dashboard", None, False)

    bearer = {"Authorization": f"Bearer {token}"}
    assert anyone.get("/v1/data-health", headers=bearer).status_code == 200
    wall.ahead(days=1)
    assert anyone.get("/v1/data-health", headers=bearer).status_code == 401


def test_a_token_that_was_ended_opens_nothing_more(signed_in: Any, anyone: Any, members: Any) -> None:
    boss = signed_in("beheerder")
    token = members.token("read")
    bearer = {"Authorization": f"Bearer {token}"}
    assert anyone.get("/v1/data-health", headers=bearer).status_code == 200
    assert boss.ask("DELETE", f"/v1/tokens/{token.split('_')[1]}").status_code == 204
    assert anyone.get("/v1/data-health", headers=bearer).status_code == 401
    assert boss.get("/v1/tokens").json()["tokens"][0]["endedBy"].startswith("p-")


@pytest.mark.parametrize("wrong", ["sb_", "sb_000000000000_" + "a" * 43, "niets", "sb_x_y_z", ""])
def test_a_wrong_token_opens_nothing(anyone: Any, wrong: str) -> None:
    assert anyone.get("/v1/data-health", headers={"Authorization": f"Bearer {wrong}"}).status_code == 401


def test_the_right_id_with_another_secret_opens_nothing(anyone: Any, members: Any) -> None:
    one, other = members.token("read"), members.token("read")
    mixed = f"sb_{one.split('_', 2)[1]}_{other.split('_', 2)[2]}"
    assert anyone.get("/v1/data-health", headers={"Authorization": f"Bearer {mixed}"}).status_code == 401


@pytest.mark.parametrize("scope", ["export", "deliveries:write"])
def test_a_token_may_be_made_for_what_the_command_line_asks_from_elsewhere(signed_in: Any, scope: str) -> None:
    body = {"title": "nachtelijke uitvoer", "scopes": [scope], "endsAt": "2026-11-25T09:00:00Z"}
    assert signed_in("beheerder").post("/v1/tokens", json=body).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": ["alles"]},
        {"scopes": ["local"]},
        {"scopes": []},
        {"scopes": ["observations:write:A b"]},
        {"scopes": ["observations:write:a", "observations:write:b"]},
        {"endsAt": "2026-11-24T08:59:00Z"},
        {"endsAt": "2036-11-24T08:59:00Z"},
        {"endsAt": "2026-11-25T08:59:00"},
    ],
)
def test_a_token_without_a_proper_scope_or_end_is_refused(signed_in: Any, change: dict[str, Any]) -> None:
    body = {"title": "x", "scopes": ["read"], "endsAt": "2026-11-25T09:00:00Z", **change}
    assert signed_in("beheerder").post("/v1/tokens", json=body).status_code == 422


def test_every_change_stands_in_the_audit_under_an_opaque_id(signed_in: Any) -> None:
    boss = signed_in("beheerder")
    planner = signed_in("planner")
    assert planner.ask("PUT", "/v1/teller/notes/plek-1", json={"tekst": "geheim"}).status_code == 200
    assert planner.ask("PUT", "/v1/teller/notes/plek-1", json="geen object").status_code == 422
    assert planner.ask("DELETE", "/v1/users/p-1").status_code == 403
    audit = boss.get("/v1/audit").json()
    assert audit["day"] == "2026-11-24"
    assert [(event["number"], event["event"], event["name"], event["data"]) for event in audit["events"]] == [
        (1, "change", "Naam planner", {"action": "teller.plan", "method": "PUT", "path": "/v1/teller/notes/plek-1"})
    ]
    assert boss.get("/v1/audit?day=2026-11-23").json()["events"] == []
    assert boss.get("/v1/audit?day=gisteren").status_code == 422
