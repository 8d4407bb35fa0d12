"""By which keys money is allocated, and which is used for which taakveld: declared in `keys.toml`, changed by variants.

A key makes a weight of each area from published figures. A mix weighs keys against each other. A rule lists the mixes
for a taakveld in the order in which they are tried, for each of two perspectives: `place`, where the euro is spent, and
`residents`, for whose residents.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any, Literal

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen import grades

Perspective = Literal["place", "residents"]
PERSPECTIVES: tuple[Perspective, ...] = ("place", "residents")
SIDES = ("lasten", "baten")
CITY = "city"
"""The key that gives everything to the city as a whole: it needs no figure, and is tried after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Weight = base · Σ parts · Π times · exp(−rate · tilt); only its ratio between areas of a gemeente counts.

    `base` is a count, None for `city` alone. `parts` are shares of it that are added up; `times` means or shares that
    it is multiplied by. `unknown`: where the gemeente counts more of the base than its areas together, the rest
    (persons of unknown address) gets a weight too, as if they were like the others. `source` is who publishes the
    figures, `date` when the key was chosen. The Fluent ids `title_id` and `why_id` name it and give the reason.
    """

    id: str
    grade: str
    source: str
    date: date
    base: str | None = None
    parts: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    tilt: str | None = None
    rate: float = 0.0
    unknown: bool = False

    def __post_init__(self) -> None:
        grades.number(self.grade)
        if (self.base is None) != (self.id == CITY):
            raise ValueError(f"key {self.id}: every key but {CITY} has a base")

    @property
    def figures(self) -> tuple[str, ...]:
        """All that it needs, the base first."""
        return tuple(f for f in (self.base, *self.parts, *self.times, self.tilt) if f is not None)

    @property
    def title_id(self) -> str:
        return f"geld-key-{self.id.replace('_', '-')}"

    @property
    def why_id(self) -> str:
        return f"{self.title_id}-why"


@dataclass(frozen=True, slots=True)
class Mix:
    """Keys with weights that add up to 1, in the order in which they were written."""

    weights: tuple[tuple[str, float], ...]

    @classmethod
    def parse(cls, text: str) -> "Mix":
        """`households`, or `elderly_65:0.5+households:1.5`. Raises InputError for anything else, naming it."""
        pairs = []
        for word in text.split("+"):
            key, _, weight = word.partition(":")
            try:
                pairs.append((key.strip(), float(weight or 1)))
            except ValueError as broken:
                raise InputError(f"{word!r} is no key with a weight", mix=text) from broken
        whole = sum(weight for _, weight in pairs)
        names = {key for key, _ in pairs}
        if "" in names or len(names) != len(pairs) or not all(0 < weight < float("inf") for _, weight in pairs):
            raise InputError(f"{text!r} is no mix of different keys, each with a weight above 0", mix=text)
        return cls(tuple((key, weight / whole) for key, weight in pairs))

    @property
    def id(self) -> str:
        """As it is written; a key alone is its own id."""
        if len(self.weights) == 1:
            return self.weights[0][0]
        return "+".join(f"{key}:{weight:.4g}" for key, weight in self.weights)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.weights)


CITY_MIX = Mix(((CITY, 1.0),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The mixes that are tried in turn, for each perspective. `id`: a Fluent id `geld-rule-<id>` gives the reason, and
    says what differs between the perspectives."""

    id: str
    place: tuple[Mix, ...]
    residents: tuple[Mix, ...]

    def tried(self, perspective: Perspective) -> tuple[Mix, ...]:
        """With the city as a whole behind all others."""
        own = self.place if perspective == "place" else self.residents
        return own if CITY_MIX in own else (*own, CITY_MIX)

    @property
    def why_id(self) -> str:
        return f"geld-rule-{self.id.replace('_', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """For a taakveld another mix comes first; what was tried before stays behind it, for gemeenten that lack figures.

    `side` and `perspective` None: both.
    """

    taakveld: str
    mix: str
    side: Literal["lasten", "baten"] | None = None
    perspective: Perspective | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A named set of changes. `author` is an opaque id; `known_at` aware, UTC."""

    name: str
    author: str
    known_at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTable:
    """`rules` by (taakveld, side). `variant` is the name of what it was changed by, None for the table as declared."""

    keys: Mapping[str, Key]
    rules: Mapping[tuple[str, str], Rule] = field(repr=False)
    variant: str | None = None

    def rule(self, taakveld: str, side: str) -> Rule:
        """Raises InputError for a taakveld without a rule: money is never allocated by a guess."""
        try:
            return self.rules[taakveld, side]
        except KeyError as unknown:
            raise InputError(f"no key is declared for taakveld {taakveld} {side}", taakveld=taakveld) from unknown

    def grade(self, mix: Mix) -> str:
        """Of what goes to areas; the part that goes to the city as a whole is E."""
        own = [self.keys[key].grade for key in mix.keys if key != CITY]
        if not own:
            return grades.NOT_ATTRIBUTABLE
        return own[0] if len(mix.keys) == 1 else grades.worst([*own, "D"])  # how to weigh keys is a model

    def with_variant(self, variant: Variant) -> "KeyTable":
        """Raises InputError for a change of a taakveld or with a key that is not declared."""
        rules = dict(self.rules)
        changed = replace(self, rules=rules, variant=variant.name)
        for change in variant.changes:
            mix = Mix.parse(change.mix)
            self._refuse_unknown(mix)
            for side in [change.side] if change.side else SIDES:
                rules[change.taakveld, side] = _first(changed.rule(change.taakveld, side), mix, change.perspective)
        return changed

    def _refuse_unknown(self, mix: Mix) -> None:
        if unknown := [key for key in mix.keys if key not in self.keys]:
            raise InputError(f"there is no key {unknown[0]!r}", key=unknown[0])


def _first(rule: Rule, mix: Mix, perspective: Perspective | None) -> Rule:
    for each in [perspective] if perspective else PERSPECTIVES:
        tried = (mix, *(other for other in rule.tried(each) if other != mix))
        rule = replace(rule, place=tried) if each == "place" else replace(rule, residents=tried)
    return rule


def _mixes(words: Iterable[str]) -> tuple[Mix, ...]:
    return tuple(Mix.parse(word) for word in words)


def read(text: str) -> KeyTable:
    """A table as in `keys.toml`. Raises ValueError where a rule names an unknown key, or a taakveld has two rules."""
    told: dict[str, Any] = tomllib.loads(text)
    keys = {id: _key(id, values) for id, values in told["keys"].items()}
    rules: dict[tuple[str, str], Rule] = {}
    for id, values in told["rules"].items():
        rule = Rule(id=id, place=_mixes(values["place"]), residents=_mixes(values["residents"]))
        for mix in (*rule.place, *rule.residents):
            if unknown := [key for key in mix.keys if key not in keys]:
                raise ValueError(f"rule {id}: there is no key {unknown[0]!r}")
        for at in ((taakveld, side) for taakveld in values["taakvelden"] for side in values.get("sides", SIDES)):
            if at in rules:
                raise ValueError(f"{at[0]} {at[1]} stands under {rules[at].id} and under {id}")
            rules[at] = rule
    return KeyTable(keys=keys, rules=rules)


def _key(id: str, values: Mapping[str, Any]) -> Key:
    lists: dict[str, Sequence[str]] = {name: tuple(values.get(name, ())) for name in ("parts", "times")}
    return Key(id=id, **{**values, **lists})


@cache
def declared() -> KeyTable:
    """The table that comes along."""
    return read((resources.files(__package__) / "keys.toml").read_text("utf-8"))
