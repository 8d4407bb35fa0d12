"""What a line of a case file amounts to: quantity · value of a card · price, brought to the prices of the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stadsbeeld.instruments.geldstromen.benefits.cards import EURO, Card, Kind, Range, library, range_of, read_card
from stadsbeeld.instruments.geldstromen.benefits.case import Factor, told
from stadsbeeld.instruments.geldstromen.benefits.fields import Fields, Text

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the lines of a case rest on. `index`: a price index by year."""

    start: int
    end: int
    price_year: int
    index: Mapping[int, float]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """`factors` None: not known. `index` brings the cards' prices to those of the case."""

    factors: tuple[Factor, ...] | None
    index: float
    cards: tuple[Card, ...]


NOT_KNOWN = Amount(factors=None, index=1.0, cards=())


def read_amount(fields: Fields, line: str, kind: Kind, ground: Ground) -> Amount:
    """`card` (the id of a packaged card, or one written out), `quantity`, `price`; or amount = "unknown"."""
    if fields.has("amount"):
        if fields.take("amount") != UNKNOWN:
            fields.wrong("amount", f'only "{UNKNOWN}": an amount that is known comes with its source, as a card')
        return NOT_KNOWN
    card = _card(fields, "card", line, kind)
    if card is None:
        return NOT_KNOWN
    quantity = _quantity(fields, line, card)
    if card.unit == EURO:
        if fields.has("price"):
            fields.wrong("price", f"{card.id!r} is in euros already: leave the price out")
        return Amount(factors=(quantity, _factor(card)), index=_index(fields, "card", card, ground), cards=(card,))
    price = _card(fields, "price", f"{line}.price", "price")
    if price is None:
        return NOT_KNOWN
    if (price.per, price.unit) != (card.unit, EURO):
        fields.wrong("price", f"{card.id!r} is in {card.unit!r}: that asks for euros for each {card.unit!r}, "
                     f"not {price.unit!r} for each {price.per!r}")  # fmt: skip
    return Amount(
        factors=(quantity, _factor(card), _factor(price)),
        index=_index(fields, "price", price, ground),
        cards=(card, price),
    )


def read_index(fields: Fields) -> Mapping[int, float]:
    """A price index by year, with its source: what makes prices of different years one."""
    if not fields.has("price_index"):
        return {}
    table = fields.table("price_index")
    table.word("source")
    found = {int(year): table.number(year, least=1e-9) for year in table.values if year.isdecimal()}
    table.end()
    return found


def _card(fields: Fields, key: str, id: str, kind: Kind) -> Card | None:
    """None where there is none that can be used; the reason is told."""
    value = fields.values.get(key)
    if isinstance(value, dict):
        card = read_card(fields.table(key), id, kind)
    else:
        name = fields.word(key)
        found = library().get(name)
        if found is None:
            of_kind = [one.id for one in library().values() if one.kind == kind]
            fields.wrong(key, f"there is no card {name!r}; there are {_and(of_kind)}, or write one out with its source")
            return None
        card = found
    if card.kind != kind:
        fields.wrong(key, f"{card.id!r} is a card of kind {card.kind!r}; here one of kind {kind!r} is asked")
        return None
    return card


def _and(names: Sequence[str]) -> str:
    return ", ".join(names)


def _quantity(fields: Fields, line: str, card: Card) -> Factor:
    if isinstance(fields.values.get("quantity"), dict):
        value = range_of(fields, "A", "quantity")
    else:
        number = fields.number("quantity", 1)
        value = Range(low=number, central=number, high=number, told=True)
    source = fields.word("quantity_source") if fields.has("quantity_source") else None
    if source is None and value.central != 1:
        fields.wrong("quantity_source", f"say where {value.central:g} × {card.per!r} comes from")
    return Factor(
        id=f"{line}.quantity",
        title=Text(nl=f"aantal: {card.per}", en=f"number: {card.per}"),
        value=value,
        unit=card.per,
        grade=None,
        source=source,
    )


def _factor(card: Card) -> Factor:
    return Factor(
        id=card.id, title=card.title, value=card.value, unit=f"{card.unit} / {card.per}", grade=card.grade,
        source=told(card.source),
    )  # fmt: skip


def _index(fields: Fields, key: str, card: Card, ground: Ground) -> float:
    if card.price_year is None or card.price_year == ground.price_year:
        return 1.0
    lacking = [year for year in (card.price_year, ground.price_year) if year not in ground.index]
    if lacking:
        fields.wrong(key, f"{card.id!r} is in prices of {card.price_year}, the case in prices of {ground.price_year}: "
                     f"give [price_index] with a source and {_and([str(year) for year in lacking])}")  # fmt: skip
        return 1.0
    return ground.index[ground.price_year] / ground.index[card.price_year]
