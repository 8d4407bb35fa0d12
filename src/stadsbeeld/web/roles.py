"""The one table of who may do what, on which route. A route that does not stand here is answered by nobody."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from stadsbeeld.domain.errors import NotAllowedError, SignInRequiredError
from stadsbeeld.instruments import Instrument


class Role(Enum):
    """Each may do what those before it may. The values are Dutch, as the municipality says them."""

    KIJKER = "kijker"
    OPERATOR = "operator"
    PLANNER = "planner"
    BEHEERDER = "beheerder"

    def reaches(self, least: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(least)


class Open(Enum):
    """Actions that no role decides."""

    ANYONE = "anyone"
    TOKEN = "token"  # noqa: S105  # only a machine with an API token whose scope names it


Least = Role | Open

ACTIONS: Mapping[str, Least] = {
    "service.read": Open.ANYONE,
    "session.read": Open.ANYONE,
    "session.start": Open.ANYONE,
    "session.end": Open.ANYONE,
    "session.password": Role.KIJKER,
    "city.read": Open.ANYONE,
    "tiles.read": Role.KIJKER,
    "events.read": Role.KIJKER,
    "health.read": Role.KIJKER,
    "algorithms.read": Role.KIJKER,
    "observations.write": Open.TOKEN,
    "export.read": Role.PLANNER,
    "deliveries.write": Role.BEHEERDER,
    "tokens.manage": Role.BEHEERDER,
    "users.manage": Role.BEHEERDER,
    "audit.read": Role.BEHEERDER,
}

ROUTES: Mapping[tuple[str, str], str] = {
    ("GET", "/health"): "service.read",
    ("GET", "/metrics"): "service.read",
    ("GET", "/v1/openapi.json"): "service.read",
    ("GET", "/v1/session"): "session.read",
    ("POST", "/v1/session"): "session.start",
    ("DELETE", "/v1/session"): "session.end",
    ("PUT", "/v1/session/password"): "session.password",
    ("GET", "/v1/city"): "city.read",
    ("GET", "/v1/tiles/{z}/{x}/{y}"): "tiles.read",
    ("GET", "/v1/events"): "events.read",
    ("GET", "/v1/data-health"): "health.read",
    ("GET", "/v1/algorithms"): "algorithms.read",
    ("POST", "/v1/observations"): "observations.write",
    ("GET", "/v1/export"): "export.read",
    ("POST", "/v1/deliveries"): "deliveries.write",
    ("GET", "/v1/tokens"): "tokens.manage",
    ("POST", "/v1/tokens"): "tokens.manage",
    ("DELETE", "/v1/tokens/{id}"): "tokens.manage",
    ("GET", "/v1/users"): "users.manage",
    ("POST", "/v1/users"): "users.manage",
    ("PATCH", "/v1/users/{id}"): "users.manage",
    ("DELETE", "/v1/users/{id}"): "users.manage",
    ("GET", "/v1/audit"): "audit.read",
}

# What may be done before the one-time password is changed.
BEFORE_CHANGE = {"session.password", "city.read"}
# The scopes that a token may have. `observations:write:<name>` also names the source its rows come under.
WRITE_SCOPE, READ_SCOPE = "observations:write", "read"
# Each of these gives one action. A delivery comes under the name of any source of the city: more than a push may.
ONE_ACTION: Mapping[str, str] = {"export": "export.read", "deliveries:write": "deliveries.write"}
# What the command line beside the server may do. No token can be made with this scope: only the proof of
# `cli/running.py` has it.
LOCAL_SCOPE = "local"
LOCAL_ACTIONS = frozenset({"health.read", "export.read", "deliveries.write", "tokens.manage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks. `author` is the opaque id that stands in records; `role` None for a token.

    `session` is the id of the session, None for a token and for the demonstration's visitor.
    """

    author: str
    role: Role | None = None
    scopes: frozenset[str] = frozenset()
    session: str | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The table of one application: that of the platform, and what its instruments declare."""

    actions: Mapping[str, Least]
    routes: Mapping[tuple[str, str], str]
    _plain: set[str] = field(default_factory=set)
    _patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    _of_scopes: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if lacking := set(self.routes.values()) - set(self.actions):
            raise ValueError(f"no least role is declared for {sorted(lacking)}")
        self._plain.update(path for _, path in self.routes if "{" not in path)
        for path in sorted({path for _, path in self.routes} - self._plain):
            self._patterns.append((re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path))

    def template(self, path: str) -> str | None:
        """The path as the table writes it; None where it has no such path."""
        if path in self._plain:
            return path
        return next((template for pattern, template in self._patterns if pattern.fullmatch(path)), None)

    def methods(self, template: str) -> list[str]:
        return sorted(method for method, path in self.routes if path == template)

    def check(self, action: str, caller: Caller | None) -> None:
        """Raise SignInRequiredError or NotAllowedError where `caller` may not do `action`."""
        least = self.actions[action]
        if least is Open.ANYONE:
            return
        if caller is None:
            raise SignInRequiredError("nobody is signed in")
        if not self.may(action, caller):
            raise NotAllowedError(f"this caller may not do {action}", action=action)

    def may(self, action: str, caller: Caller) -> bool:
        least = self.actions[action]
        if least is Open.ANYONE:
            return True
        if caller.role is None:
            return action in self._scoped(caller.scopes)
        if isinstance(least, Open) or (caller.must_change and action not in BEFORE_CHANGE):
            return False
        return caller.role.reaches(least)

    def _scoped(self, scopes: frozenset[str]) -> frozenset[str]:
        """What a token with these scopes may do; worked out once, for it is asked with every request."""
        found = self._of_scopes.get(scopes)
        if found is None:
            found = self._of_scopes[scopes] = frozenset(_of_scopes(scopes, self.actions))
        return found

    def all_of(self, caller: Caller) -> list[str]:
        """Every action that `caller` may do and that not just anyone may: what a screen shows or hides by."""
        return [name for name, least in self.actions.items() if least is not Open.ANYONE and self.may(name, caller)]


def _of_scopes(scopes: Iterable[str], actions: Mapping[str, Least]) -> set[str]:
    found: set[str] = set()
    for scope in scopes:
        if scope.startswith(WRITE_SCOPE):
            found.add("observations.write")
        elif scope in ONE_ACTION:
            found.add(ONE_ACTION[scope])
        elif scope == LOCAL_SCOPE:
            found |= LOCAL_ACTIONS
        elif scope == READ_SCOPE:
            found |= {name for name, least in actions.items() if least is Role.KIJKER and name.endswith(".read")}
    return found


def access(instruments: Iterable[Instrument], routes: Mapping[tuple[str, str], str]) -> Access:
    """The table with the actions that the instruments declare and `routes`, what their routes require.

    Raises ValueError for an action that is not the instrument's own, or a role that does not exist.
    """
    actions = dict(ACTIONS)
    for instrument in instruments:
        for action, least in instrument.actions.items():
            if not action.startswith(f"{instrument.id}."):
                raise ValueError(f"the instrument {instrument.id} declares {action}, which is not its own")
            actions[action] = Role(least)
    return Access(actions=actions, routes={**ROUTES, **routes})
