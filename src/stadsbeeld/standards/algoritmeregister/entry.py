"""The entry of one model in the form of the Dutch Algoritmeregister, publication standard 1.0.

Field names, lengths and choices are those of `AlgorithmIn` in the OpenAPI document of the register's own delivery
interface, version 1.0 (as kept in the repository MinBZK/amt, `amt/algoritmeregister/openapi/v1_0/specs/openapi.json`).
What a field is for: MinBZK/Algoritmeregister-Publicatiestandaard, `ch02.md` (1.0.9), and bp4mc2/algoritmes,
`taxonomy/taxonomy.ttl` (1.0.0a). All were read as copies, not asked of the register's server. Two things are not
certain: that version 1.0 of the live interface has not changed since, and whether the register keeps the line ends of
a plain text (it lets a few HTML tags through; none are used here). `lars` and `publication_dt` the register fills
itself. The standard has no field for the licence of the code or for measured accuracy: both stand under
`methods_and_models`, as 1.0 dropped `performance_standard` and `monitoring`.

Nothing is invented: a field that only the municipality can fill is null and stands in `toAdd` with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from stadsbeeld.standards.algoritmeregister.card import Card, read
from stadsbeeld.standards.algoritmeregister.told import methods, name, risks, source_data
from stadsbeeld.texts.sentences import DEFAULT, Language, sentence

VERSION = "1.0"
# What the register refuses an entry without.
REQUIRED = frozenset(
    {"name", "description_short", "organization", "status", "contact_email", "publication_category", "lang"}
)
CATEGORIES = ["Verkeer", "Openbare orde en veiligheid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where the model runs. `organisation` and `contact` (an e-mail or https address) None: not known.

    Raises ValueError for a contact that is neither.
    """

    city_id: str
    city_title: str
    time_zone: str
    organisation: str | None = None
    contact: str | None = None

    def __post_init__(self) -> None:
        if self.contact is not None and "@" not in self.contact and not self.contact.startswith("https://"):
            raise ValueError(f"{self.contact!r} is neither an e-mail address nor an https address")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSource:
    """A source of what the model learns from, in its own words. `url` empty: it has none."""

    title: str
    url: str
    licence: str
    legal_ground: str


def entry(
    card: Mapping[str, Any],
    record_id: str,
    installation: Installation,
    sources: Sequence[DataSource] = (),
    language: Language = DEFAULT,
) -> dict[str, Any]:
    """`fields` by their names in the standard; `toAdd` what the municipality must fill in, the required first; and
    `lacking`, the keys that the card does not tell. The card may lack any key or have it in another shape.

    Only the Dutch text can be delivered: in another language `lang` is null.
    """
    told = read(card, ZoneInfo(installation.time_zone))
    fields = _fields(told, record_id, installation, sources, language)
    empty = [field for field, value in fields.items() if value in (None, []) and field not in LEFT_EMPTY]
    return {
        "id": record_id,
        "standardVersion": VERSION,
        "fields": fields,
        "toAdd": [
            {
                "field": field,
                "title": sentence(f"algoritmeregister-field-{field}", language),
                "required": field in REQUIRED,
                "reason": sentence(f"algoritmeregister-why-{field}", language),
            }
            for field in sorted(empty, key=lambda field: field not in REQUIRED)
        ],
        "lacking": list(told.lacking),
    }


# Empty as long as the algorithm is used; a register of one's own; what the register fills itself.
LEFT_EMPTY = frozenset({"end_date", "url", "lars", "publication_dt"})


def _fields(
    card: Card, record_id: str, installation: Installation, sources: Sequence[DataSource], language: Language
) -> dict[str, Any]:
    """All fields of the standard in its order."""
    city = {"city": installation.city_title}
    linked = [source for source in sources if source.url.startswith("https://")]
    return {
        "name": name(card, language),
        "description_short": sentence("algoritmeregister-short", language, city),
        "organization": installation.organisation,
        "category": CATEGORIES,
        "status": None,
        "begin_date": None,
        "end_date": None,
        "contact_email": installation.contact,
        "website": None,
        "publication_category": None,
        "url": None,
        "goal": sentence("algoritmeregister-goal", language, city),
        "proportionality": None,
        "human_intervention": sentence("algoritmeregister-human", language),
        "risks": risks(card, language),
        "lawful_basis": None,
        "lawful_basis_grouping": [],
        "process_index_url": None,
        "impacttoetsen_grouping": [],
        "impacttoetsen": None,
        "source_data": source_data(card, [(one.title, one.licence, one.legal_ground) for one in sources], language),
        "source_data_grouping": [{"title": one.title, "link": one.url} for one in linked],
        "methods_and_models": methods(card, language),
        "provider": sentence("algoritmeregister-provider", language),
        "publiccode": None,
        "lang": "nld" if language == "nl" else None,
        "standard_version": VERSION,
        "source_id": f"stadsbeeld-{installation.city_id}-{record_id}",
        "tags": sentence("algoritmeregister-tags", language),
        "lars": None,
        "publication_dt": None,
    }
