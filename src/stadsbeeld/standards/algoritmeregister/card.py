"""The card of a model, as its record holds it: what is absent or of another shape is named, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

# No share and no hour is larger: what is, cannot be said in words either.
LARGEST = 1e6
# In the order in which they are told.
KEYS = (
    "id",
    "trainedUntil",
    "knownAt",
    "dataSha256",
    "places",
    "quantities",
    "features",
    "horizons",
    "scores",
    "scoredFrom",
    "scoredUntil",
    "seed",
    "software",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How good the forecasts of one range of horizons were. WAPE and coverage are shares; None: not told.

    `beside` is the WAPE over the truths for which `naive_wape` exists: only these two are compared.
    """

    ahead: str
    wape: float
    beside: float
    naive_wape: float | None
    coverage: float | None
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card tells. Dates are local to the city; None and empty: not told, and its key stands in `lacking`.

    `scored` is when the forecasts were made that the scores rest on.
    """

    id: str | None
    trained_until: date | None
    known_at: date | None
    data_sha256: str | None
    places: int | None
    quantities: tuple[str, ...]
    features: tuple[str, ...]
    horizons_h: tuple[float, float] | None
    scores: tuple[Measured, ...]
    scored: tuple[date, date] | None
    seed: int | None
    software: Mapping[str, str]
    lacking: tuple[str, ...]

    def uses(self, *words: str) -> bool:
        """Whether the name of one of its features holds one of the words."""
        return any(word in feature for feature in self.features for word in words)


def read(body: Mapping[str, Any], zone: ZoneInfo) -> Card:
    days = {key: _day(body.get(key), zone) for key in ("trainedUntil", "knownAt", "scoredFrom", "scoredUntil")}
    texts = {key: _text(body.get(key)) for key in ("id", "dataSha256")}
    counts = {key: _whole(body.get(key)) for key in ("places", "seed")}
    lists = {key: _texts(body.get(key)) for key in ("quantities", "features")}
    horizons, scores = _horizons(body.get("horizons")), _scores(body.get("scores"))
    software = _software(body.get("software"))
    told = days | texts | counts | lists | {"horizons": horizons, "scores": scores, "software": software}
    since, until = days["scoredFrom"], days["scoredUntil"]
    return Card(
        id=texts["id"],
        trained_until=days["trainedUntil"],
        known_at=days["knownAt"],
        data_sha256=texts["dataSha256"],
        places=counts["places"],
        quantities=lists["quantities"],
        features=lists["features"],
        horizons_h=horizons,
        scores=scores,
        scored=(since, until) if since and until else None,
        seed=counts["seed"],
        software=software,
        # 0 places and the seed 0 are told.
        lacking=tuple(key for key in KEYS if told[key] is None or told[key] == () or told[key] == {}),
    )


def _text(value: Any) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _texts(value: Any) -> tuple[str, ...]:
    """Empty where one of them is no text: half a list would look whole."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    found = tuple(text for one in value if (text := _text(one)))
    return found if len(found) == len(value) else ()


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**64 else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= LARGEST else None


def _day(value: Any, zone: ZoneInfo) -> date | None:
    """The local date of a moment; a moment without zone is taken as it is written."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if moment is None else (moment.astimezone(zone) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def _horizons(value: Any) -> tuple[float, float] | None:
    if not isinstance(value, Mapping):
        return None
    first, last = _number(value.get("from_h")), _number(value.get("to_h"))
    return None if first is None or last is None or last < first else (first, last)


def _scores(value: Any) -> tuple[Measured, ...]:
    """Those that name their horizons and an error; what measured nothing is no score."""
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    found = []
    for row in (row for row in rows if isinstance(row, Mapping)):
        ahead, wape = _text(row.get("ahead")), _number(row.get("wape"))
        if ahead is None or wape is None:
            continue
        beside, coverage = _number(row.get("wapeBeside")), _number(row.get("coverage"))
        found.append(
            Measured(
                ahead=ahead,
                wape=wape,
                beside=wape if beside is None else beside,
                naive_wape=_number(row.get("naiveWape")),
                coverage=coverage if coverage is not None and coverage <= 1 else None,
                count=_whole(row.get("count")),
            )
        )
    return tuple(found)


def _software(value: Any) -> Mapping[str, str]:
    rows = value if isinstance(value, Mapping) else {}
    return {str(name): version for name, one in sorted(rows.items()) if (version := _text(one))}
