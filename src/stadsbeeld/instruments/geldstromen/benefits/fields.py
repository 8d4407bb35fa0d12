"""Reading a TOML table key by key: all that is wrong is told at once, with where, what, and what to do."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from stadsbeeld.domain.errors import InputError

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Plain Dutch and English; a text in one language stands for both."""

    nl: str
    en: str


class Problems:
    """What is wrong in one file."""

    def __init__(self, name: str) -> None:
        self.name, self.found = name, list[dict[str, str]]()

    def add(self, where: str, what: str) -> None:
        self.found.append({"where": where, "what": what})

    def end(self) -> None:
        """Raises InputError with `problems`, a list of `{"where", "what"}`, where there are any."""
        if self.found:
            told = "".join(f"\n  {one['where']}: {one['what']}" for one in self.found)
            raise InputError(f"{self.name} cannot be used:{told}", file=self.name, problems=self.found)


class Fields:
    """One table. Each method takes a key out; where it is not right it tells so and gives a value that does no harm."""

    def __init__(self, values: Mapping[str, Any], where: str, problems: Problems) -> None:
        self.values, self.where, self.problems = values, where, problems
        self.asked: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def wrong(self, key: str, what: str) -> None:
        self.problems.add(self.at(key), what)

    def take(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return self.values.get(key, default)

    def has(self, key: str) -> bool:
        return key in self.values

    def number(self, key: str, default: float | None = None, *, least: float | None = None) -> float:
        """Also a fraction as text: "328/393"."""
        value = self.take(key, default)
        if isinstance(value, str):
            try:
                value = float(Fraction(value))
            except (ValueError, ZeroDivisionError):
                value = None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, 'give a number, such as 1.5 or "2/3"')
            return 1.0
        if value != value or value in (float("inf"), float("-inf")) or (least is not None and value < least):
            self.wrong(
                key, f"{value} is not a number of at least {least}" if least is not None else "give a real number"
            )
            return 1.0
        return float(value)

    def whole(self, key: str, default: int | None, least: int, most: int) -> int:
        value = self.take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(key, f"give a whole number from {least} to {most}")
            return least
        return value

    def word(self, key: str, default: str | None = None) -> str:
        value = self.take(key, default)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, "give a text")
            return "?"
        return value.strip()

    def pick(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        value = self.take(key, default)
        if value not in options:
            self.wrong(key, f"give one of {', '.join(options)}" + ("" if value is None else f", not {value!r}"))
            return options[0]
        return str(value)

    def text(self, key: str) -> Text:
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return Text(nl=value.strip(), en=value.strip())
        if isinstance(value, dict) and all(isinstance(value.get(one), str) for one in ("nl", "en")):
            return Text(nl=value["nl"].strip(), en=value["en"].strip())
        self.wrong(key, 'give a text, or { nl = "…", en = "…" }')
        return Text(nl="?", en="?")

    def day(self, key: str) -> date:
        value = self.take(key)
        if not isinstance(value, date):
            self.wrong(key, "give a date, such as 2012-05-16, without quotes")
            return date.min
        return value

    def table(self, key: str) -> "Fields":
        value = self.take(key)
        if not isinstance(value, dict):
            self.wrong(key, "give a table: { … }")
            value = NOTHING
        return Fields(value, self.at(key), self.problems)

    def tables(self, key: str, needed: bool = True) -> list["Fields"]:
        value = self.take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or (needed and not value):
            self.wrong(key, f"give at least one table [[{key}]]" if needed else f"give tables [[{key}]]")
            return []
        return [Fields(one, f"{self.at(key)}[{number}]", self.problems) for number, one in enumerate(value, 1)]

    def end(self) -> None:
        """A key that nobody asked for is mostly a slip of the pen."""
        for key in self.values.keys() - self.asked:
            near = difflib.get_close_matches(key, self.asked, 1)
            self.wrong(key, f"this key is unknown; did you mean {near[0]!r}?" if near else "this key is unknown")
