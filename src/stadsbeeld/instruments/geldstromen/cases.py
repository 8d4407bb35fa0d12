"""Business cases: the examples that come along, and those that a planner keeps as records."""

import re
from dataclasses import replace
from typing import Any

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen.benefits.case import Case
from stadsbeeld.instruments.geldstromen.benefits.present import present
from stadsbeeld.instruments.geldstromen.benefits.read_case import example, examples, parse

KIND = "geldstromen_case"
_ID = re.compile("[a-z0-9][a-z0-9-]{0,59}")


def listed(context: Context) -> list[dict[str, Any]]:
    """Each case with its title; `version` 0 for one that comes along."""
    told = [(example(name), 0) for name in examples()]
    told += [
        (parse(version.body["toml"], version.id), version.version)
        for version in context.store.as_of(None).records(KIND)
    ]
    return [
        {"id": case.id, "title": {"nl": case.title.nl, "en": case.title.en}, "version": version}
        for case, version in told
    ]


def case_of(context: Context, id: str) -> Case:
    """Raises NotFoundError."""
    if id in examples():
        return example(id)
    version = context.store.as_of(None).record(KIND, id)
    if version is None:
        raise NotFoundError("case", id)
    return parse(version.body["toml"], id)


def with_choices(case: Case, measures: list[str] | None, rate: float | None) -> Case:
    """Only these measures, or another discount rate. Raises InputError for a measure that is not in the case."""
    if measures is not None:
        known = {measure.id for measure in case.measures}
        if unknown := sorted(set(measures) - known):
            raise InputError(f"the case has no measure {unknown[0]!r}", field="measures")
        if not measures:
            raise InputError("choose at least one measure", field="measures")
        case = replace(
            case,
            measures=tuple(one for one in case.measures if one.id in measures),
            lines=tuple(line for line in case.lines if line.measure in measures),
        )
    return case if rate is None else replace(case, rate=rate)


def told(case: Case, all_measures: Case) -> dict[str, Any]:
    """As `present`, in camelCase, with every measure that could be chosen."""
    found: dict[str, Any] = camel(present(case))
    found["choices"] = [
        {"id": one.id, "title": {"nl": one.title.nl, "en": one.title.en}} for one in all_measures.measures
    ]
    return found


def save(context: Context, id: str, toml: str, after: int, author: str) -> dict[str, Any]:
    """Keep a case. Raises InputError for what cannot be read, naming where; ConflictError where somebody was first."""
    if _ID.fullmatch(id) is None or id in examples():
        raise InputError(
            "the id of a case is of lower-case letters, digits and -, and not that of an example", field="id"
        )
    case = parse(toml, id)
    now = context.clock.now()
    context.store.records.put(kind=KIND, id=id, body={"toml": toml}, author=author, known_at=now, after=after)
    return told(case, case)


def camel(value: Any) -> Any:
    """Names in camelCase throughout; keys that are ids of parties hold no _ and stay."""
    if isinstance(value, dict):
        return {_camel(name): camel(inner) for name, inner in value.items()}
    return [camel(inner) for inner in value] if isinstance(value, list | tuple) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
