"""What the card of a model tells, in sentences that fit the fields of the register."""

import re
from collections.abc import Sequence
from typing import Any

from stadsbeeld.standards.algoritmeregister.card import Card, Measured
from stadsbeeld.texts.sentences import Language, has, sentence

# Characters without HTML that the register takes.
NAME, TEXT, LONG_TEXT = 100, 2_500, 5_000
MOST_SCORES, MOST_FEATURES = 12, 40
# A band of 80 % is right between these; outside them that is a fault to tell.
LOW, HIGH = 0.78, 0.82
MODELS = ("ensemble", "profile-level")
CALENDAR = ("holiday", "bridge-day", "calendar")
WEATHER, EVENTS = ("weather", "rain", "temperature", "wind"), ("event",)
RANGE = re.compile(r"\s*(\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?)\s*(h|min|d)\s*")


class _Words:
    """The sentences of this entry in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, message: str, **data: Any) -> str:
        return sentence(f"algoritmeregister-{message}", self._language, data)

    def known(self, message: str, otherwise: str) -> str:
        """The sentence, where there is one."""
        return self(message) if has(f"algoritmeregister-{message}", self._language) else otherwise

    def ahead(self, text: str) -> str:
        """`1-6 h` in words; any other text as it stands."""
        found = RANGE.fullmatch(text)
        return self(f"ahead-{found[2]}", range=found[1].replace(" ", "")) if found else text

    def fitted(self, lines: Sequence[str], limit: int) -> str:
        """The lines from the first on, as many as fit, with a word where some did not."""
        if len(whole := "\n".join(lines)) <= limit:
            return whole
        kept, shortened = list(lines), self("shortened")
        while kept and len("\n".join([*kept, shortened])) > limit:
            kept.pop()
        return "\n".join([*kept, shortened])


def name(card: Card, language: Language) -> str:
    say = _Words(language)
    if card.id is None:
        model = say("model-unknown")
    else:
        model = say(f"model-{card.id}") if card.id in MODELS else say("model-other", id=card.id)
    found = say("name", model=model)
    return found if len(found) <= NAME else f"{found[: NAME - 1]}…"


def risks(card: Card, language: Language) -> str:
    """What may go wrong, what it cannot do, and its known faults: those that were measured among them."""
    say = _Words(language)
    limits = [say("limit-places"), say("limit-past")]
    if not card.features:
        limits.append(say("limit-features"))
    else:
        limits += [say("limit-weather")] if not card.uses(*WEATHER) else []
        limits += [say("limit-events")] if not card.uses(*EVENTS) else []
    measured = [line for score in card.scores for line in _faults(say, score)]
    faults = [say("fault-change"), say("fault-sensor"), say("fault-rare")]
    faults = [*(measured if card.scores else [say("fault-unmeasured")]), *faults]
    return say.fitted([say("risks"), say("limits"), *limits, say("limit-little"), say("faults"), *faults], TEXT)


def _faults(say: _Words, score: Measured) -> list[str]:
    ahead, coverage = say.ahead(score.ahead), score.coverage
    found = []
    if score.naive_wape is not None and score.beside >= score.naive_wape:
        found.append(say("fault-naive", ahead=ahead))
    if coverage is not None and not LOW <= coverage <= HIGH:
        found.append(say("fault-narrow" if coverage < LOW else "fault-wide", ahead=ahead, coverage=100 * coverage))
    return found


def source_data(card: Card, sources: Sequence[tuple[str, str, str]], language: Language) -> str:
    """`sources`: (title, licence, what it says of its legal ground) of each."""
    say = _Words(language)
    quantities = ", ".join(say.known(f"quantity-{one}", one) for one in card.quantities)
    lines = [say("data", quantities=quantities) if quantities else say("data-unknown"), say("data-persons")]
    lines += [say("data-calendar")] if card.uses(*CALENDAR) else []
    lines += [say("data-places", places=card.places)] if card.places is not None else []
    lines += [say("data-until", until=card.trained_until)] if card.trained_until else []
    lines += [say("data-sources") if sources else say("data-no-source")]
    lines += [say("data-source", title=title, licence=licence, ground=ground) for title, licence, ground in sources]
    return say.fitted(lines, TEXT)


def methods(card: Card, language: Language) -> str:
    """How it works, how good it was, what it was made with, and what its card does not tell."""
    say = _Words(language)
    lines = [say("how"), say(f"how-{card.id if card.id in MODELS else 'other'}"), say("output")]
    if card.horizons_h:
        lines.append(say("horizons", first=card.horizons_h[0], last=card.horizons_h[1]))
    lines += [*_accuracy(say, card), say("licence")]
    if card.lacking:
        lines.append(say("lacking", what=", ".join(say(f"card-{key}") for key in card.lacking)))
    if card.software:
        lines.append(say("software", software=", ".join(f"{one} {version}" for one, version in card.software.items())))
    lines += [say("made", at=card.known_at)] if card.known_at else []
    lines += [say("seed", seed=str(card.seed))] if card.seed is not None else []
    lines += [say("sha", sha=card.data_sha256)] if card.data_sha256 else []
    return say.fitted([*lines, *_features(say, card.features)], LONG_TEXT)


def _accuracy(say: _Words, card: Card) -> list[str]:
    if not card.scores:
        return [say("scores-none")]
    since_until = card.scored
    head = say("scores", since=since_until[0], until=since_until[1]) if since_until else say("scores-no-period")
    more = len(card.scores) - MOST_SCORES
    return [
        head,
        *(_score(say, score) for score in card.scores[:MOST_SCORES]),
        *([say("scores-more", count=more)] if more > 0 else []),
    ]


def _score(say: _Words, score: Measured) -> str:
    naive, coverage = score.naive_wape, score.coverage
    told = [
        say("score", ahead=say.ahead(score.ahead), wape=100 * score.wape),
        say("score-no-naive") if naive is None else say("score-naive", naive=100 * naive, beside=100 * score.beside),
        say("score-no-band") if coverage is None else say("score-band", coverage=100 * coverage),
    ]
    return " ".join([*told, *([] if score.count is None else [say("score-count", count=score.count)])])


def _features(say: _Words, features: Sequence[str]) -> list[str]:
    if not features:
        return []
    told, more = ", ".join(features[:MOST_FEATURES]), len(features) - MOST_FEATURES
    if more <= 0:
        return [say("features", count=len(features), features=told)]
    return [say("features-more", count=len(features), features=told, more=more)]
