"""Sentences in Dutch and English, from the Fluent files that the front end reads too."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
DEFAULT: Language = "nl"


@cache
def bundle(language: Language) -> FluentBundle:
    """All messages of one language. Raises ValueError for an id that two files define."""
    found = FluentBundle([f"{language}-NL" if language == "nl" else "en-GB"], use_isolating=False)
    folder = resources.files("stadsbeeld") / "locales" / language
    seen: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        resource = FluentResource(file.read_text("utf-8"))
        for entry in resource.body:
            name = getattr(getattr(entry, "id", None), "name", None)
            if name in seen:
                raise ValueError(f"{file.name} and {seen[name]} both define {name}")
            if name:
                seen[name] = file.name
        found.add_resource(resource)
    return found


def has(message: str, language: Language = DEFAULT) -> bool:
    return bool(bundle(language).has_message(message))


def sentence(message: str, language: Language = DEFAULT, data: Mapping[str, Any] | None = None) -> str:
    """The sentence `message` filled with `data`.

    Raises KeyError where there is no such message, ValueError where data for it is lacking: a half sentence is
    never shown.
    """
    found = bundle(language)
    if not found.has_message(message):
        raise KeyError(message)
    pattern = found.get_message(message).value
    if pattern is None:
        raise KeyError(message)
    text, errors = found.format_pattern(pattern, dict(data) if data else {})
    if errors:
        raise ValueError(f"{message}: {errors[0]}")
    return str(text)


def preferred(accept_language: str | None) -> Language:
    """The language of an Accept-Language header; Dutch where it names neither, or is absent."""
    best: tuple[float, Language] = (0.0, DEFAULT)
    for part in (accept_language or "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower()[:2]
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        if quality > best[0] and language in LANGUAGES:
            best = (quality, "nl" if language == "nl" else "en")
    return best[1]
