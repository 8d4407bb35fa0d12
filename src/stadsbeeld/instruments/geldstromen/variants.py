"""Named variants of the keys: records that a planner makes, each with its author and why."""

import re
from collections.abc import Iterator
from typing import Any

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.frames.records import Version
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen.key_shapes import VariantAsked
from stadsbeeld.instruments.geldstromen.keys import Change, KeyTable, Variant, declared

KIND = "geldstromen_variant"
_ID = re.compile("[a-z0-9][a-z0-9-]{0,59}")


def table_of(context: Context, id: str | None) -> KeyTable:
    """The declared table, changed by a variant. Raises NotFoundError for one that is not there."""
    if id is None:
        return declared()
    version = context.store.as_of(None).record(KIND, id)
    if version is None:
        raise NotFoundError("variant", id)
    return declared().with_variant(_variant(version))


def told(context: Context) -> list[dict[str, Any]]:
    return [_told(context, version) for version in _versions(context)]


def save(context: Context, id: str, asked: VariantAsked, author: str) -> dict[str, Any]:
    """Raises InputError for an id that is no address, or a change that names what is not there; ConflictError."""
    if _ID.fullmatch(id) is None:
        raise InputError("the id of a variant is of lower-case letters, digits and -, at most 60", field="id")
    changes = [change.model_dump() for change in asked.changes]
    body = {"title": asked.title, "why": asked.why, "changes": changes}
    now = context.clock.now()
    # Whatever cannot be allocated by is refused before it is kept.
    declared().with_variant(
        Variant(name=id, author=author, known_at=now, changes=tuple(Change(**change) for change in changes))
    )
    context.store.records.put(kind=KIND, id=id, body=body, author=author, known_at=now, after=asked.after)
    return next(one for one in told(context) if one["id"] == id)


def _versions(context: Context) -> Iterator[Version]:
    yield from context.store.as_of(None).records(KIND)


def _variant(version: Version) -> Variant:
    changes = tuple(Change(**change) for change in version.body["changes"])
    return Variant(name=version.id, author=version.author, known_at=version.known_at, changes=changes)


def _told(context: Context, version: Version) -> dict[str, Any]:
    person = context.store.records.person(version.author)
    return {
        "id": version.id,
        **version.body,
        "author": person.name if person else None,
        "knownAt": version.known_at,
        "version": version.version,
    }
