"""A case file (TOML) becomes a `Case`, or an error that tells all that is wrong with it."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Literal, cast

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments.geldstromen.benefits.cards import Card
from stadsbeeld.instruments.geldstromen.benefits.case import (
    CASHABLE,
    RATE,
    RATE_SOURCE,
    Case,
    Cashable,
    Line,
    Measure,
    Party,
)
from stadsbeeld.instruments.geldstromen.benefits.fields import Fields, Problems, Text
from stadsbeeld.instruments.geldstromen.benefits.read_amount import Ground, read_amount, read_index

FOLDER = resources.files("stadsbeeld.instruments.geldstromen.benefits") / "examples"
MOST_BYTES = 1_000_000


def examples() -> tuple[str, ...]:
    """The names of the packaged cases."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir() if file.name.endswith(".toml")))


def example(name: str) -> Case:
    if name not in examples():
        raise NotFoundError("example", name)
    return parse((FOLDER / f"{name}.toml").read_text("utf-8"), name)


def read(path: Path) -> Case:
    """Raises InputError for a file that cannot be read or used."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", file=str(path)) from error
    if len(raw) > MOST_BYTES:
        raise InputError(f"{path} is larger than {MOST_BYTES} bytes: that is no case file", file=str(path))
    try:
        return parse(raw.decode("utf-8"), path.stem)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8", file=str(path)) from error


def parse(text: str, id: str) -> Case:
    """Raises InputError with `problems` (`where`, `what`) for all that is wrong."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{id} is not TOML: {error}", file=id) from error
    problems = Problems(id)
    case = _case(Fields(values, "", problems), id)
    problems.end()
    return case


def _case(fields: Fields, id: str) -> Case:
    start, years = fields.whole("start", None, 1900, 2200), fields.whole("years", None, 1, 100)
    price_year = fields.whole("price_year", None, 1900, 2200)
    rate = fields.number("discount_rate_pct", RATE * 100, least=0) / 100
    rate_source = RATE_SOURCE
    if fields.has("discount_rate_source") or rate != RATE:
        rate_source = fields.text("discount_rate_source")
    parties = _parties(fields)
    ground = Ground(
        start=start,
        end=start + years - 1,
        price_year=price_year,
        index=read_index(fields),
        parties=tuple(party.id for party in parties),
    )
    measures: list[Measure] = []
    lines: list[Line] = []
    for one in fields.tables("measures"):
        measure = Measure(id=one.word("id"), title=one.text("title"))
        measures.append(measure)
        lines += _costs(one, measure, ground)
        one.end()
    lines += [_effect(one, [measure.id for measure in measures], ground) for one in fields.tables("effects")]
    _once(fields, "measures", [measure.id for measure in measures])
    _once(fields, "effects", [line.id for line in lines])
    case = Case(
        id=id, title=fields.text("title"), summary=fields.text("summary") if fields.has("summary") else None,
        start=start, years=years, rate=rate, rate_source=rate_source, price_year=price_year, parties=parties,
        measures=tuple(measures), lines=tuple(lines),
    )  # fmt: skip
    fields.end()
    return case


def _parties(fields: Fields) -> tuple[Party, ...]:
    found = []
    for one in fields.tables("parties"):
        found.append(Party(id=one.word("id"), title=one.text("title")))
        one.end()
    _once(fields, "parties", [party.id for party in found])
    return tuple(found)


def _once(fields: Fields, key: str, ids: list[str]) -> None:
    for id in {id for id in ids if ids.count(id) > 1}:
        fields.wrong(key, f"the id {id!r} is there twice; give each its own")


def _costs(fields: Fields, measure: Measure, ground: Ground) -> list[Line]:
    found = []
    kinds: tuple[Literal["investment", "upkeep"], ...] = ("investment", "upkeep")
    for kind in kinds:
        if not fields.has(kind):
            continue
        table = fields.table(kind)
        first = table.whole("from", ground.start, ground.start, ground.end)
        last = first if kind == "investment" else table.whole("until", ground.end, first, ground.end)
        amount = read_amount(table, f"{measure.id}.{kind}", "cost", ground)
        if amount.cards and (amount.cards[0].each == "once") != (kind == "investment"):
            table.wrong(
                "card", f"{amount.cards[0].id!r} is for {amount.cards[0].each}: an investment is once, upkeep each year"
            )
        found.append(
            Line(
                id=f"{measure.id}.{kind}",
                title=_title(table, amount.cards, measure.title),
                measure=measure.id,
                sign=-1,
                kind=kind,
                evidence=None,
                factors=amount.factors,
                index=amount.index,
                first=first,
                last=last,
                ramp_years=0,
                growth=table.number("real_growth_pct", 0) / 100,
                shares=_shares(table, "paid_by", ground),
                cashable={},
                cards=amount.cards,
                note=table.text("note") if table.has("note") else None,
            )
        )
        table.end()
    if not found:
        fields.wrong(
            "investment", 'a measure costs something: give investment or upkeep, if need be amount = "unknown"'
        )
    return found


def _effect(fields: Fields, measures: list[str], ground: Ground) -> Line:
    id = fields.word("id")
    first = fields.whole("from", ground.start, ground.start, ground.end)
    amount = read_amount(fields, id, "effect", ground)
    once = bool(amount.cards) and amount.cards[0].each == "once"
    shares = _shares(fields, "shares", ground)
    cashable = fields.table("cashable")
    when = {party: cast(Cashable, cashable.pick(party, CASHABLE)) for party in shares}
    cashable.end()
    if fields.has("amount"):
        fields.wrong("amount", "an effect that is not known cannot be counted: leave it out, and tell so in summary")
    line = Line(
        id=id,
        title=_title(fields, amount.cards, Text(nl=id, en=id)),
        measure=fields.pick("measure", measures or ["?"]),
        sign=1,
        kind="effect",
        evidence=amount.cards[0].evidence if amount.cards else "effect",
        factors=amount.factors,
        index=amount.index,
        first=first,
        last=fields.whole("until", first if once else ground.end, first, ground.end),
        ramp_years=fields.whole("ramp_years", 0, 0, 100),
        growth=fields.number("real_growth_pct", 0) / 100,
        shares=shares,
        cashable=when,
        cards=amount.cards,
        note=fields.text("note") if fields.has("note") else None,
    )
    fields.end()
    return line


def _title(fields: Fields, cards: tuple[Card, ...], default: Text) -> Text:
    return fields.text("title") if fields.has("title") else cards[0].title if cards else default


def _shares(fields: Fields, key: str, ground: Ground) -> Mapping[str, float]:
    table = fields.table(key)
    shares = {party: table.number(party, least=0) for party in table.values}
    for party in shares.keys() - set(ground.parties):
        table.wrong(party, f"no party of this case; the parties are {', '.join(ground.parties)}")
    if shares and abs(sum(shares.values()) - 1) > 1e-6:
        fields.wrong(key, f'the shares add up to {sum(shares.values()):.6g}, not to 1; write thirds as "1/3"')
    if not shares:
        fields.wrong(key, "say for which parties: { gemeente = 1 }")
    return {party: share for party, share in shares.items() if party in ground.parties}
