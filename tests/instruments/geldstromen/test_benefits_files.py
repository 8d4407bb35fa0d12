"""Source cards and case files: what is packaged is as published, and what is wrong is told where, and what to do."""

from pathlib import Path

import pytest

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments.geldstromen.benefits.cards import SPREAD, library
from stadsbeeld.instruments.geldstromen.benefits.read_case import example, parse, read

GOOD = """
title = "Een park"
start = 2025
years = 10
price_year = 2012

[[parties]]
id = "gemeente"
title = { nl = "Gemeente", en = "Municipality" }

[[measures]]
id = "park"
title = "Een park"

[measures.upkeep]
card = "bos-en-lommer-groen-beheer"
paid_by = { gemeente = 1 }

[[effects]]
id = "minder"
measure = "park"
card = "bos-en-lommer-depressie"
shares = { gemeente = 1 }
cashable = { gemeente = "never" }
"""
# Each figure as it stands in the source, written out once more.
PUBLISHED = {
    "beschermd-wonen-rotterdam": ("correlation", 99_500 - 58_000, "EUR"),
    "bos-en-lommer-depressie": ("effect", 802_000, "EUR"),
    "bos-en-lommer-groen-aanleg": (None, 13_500_000, "EUR"),
    "bos-en-lommer-groen-beheer": (None, 1_010_000, "EUR"),
    "bos-en-lommer-overgewicht": ("effect", 1_700, "EUR"),
    "fietsen-verzuimdagen": ("correlation", pytest.approx(8.7 - 7.4), "verzuimdag"),
    "fietsen-werkgever": ("effect", 18_650 / 10, "EUR"),
    "schuldhulp": ("effect", 2, "EUR"),
    "teeb-nederland-werkgevers": ("effect", 328_000_000, "EUR"),
    "teeb-nederland-zorgverzekeraars": ("effect", 65_000_000, "EUR"),
    "verzuimdag": (None, 350, "EUR"),
}


def test_the_packaged_cards_hold_the_published_figures() -> None:
    found = {card.id: (card.evidence, card.value.central, card.unit) for card in library().values()}
    assert found == PUBLISHED


@pytest.mark.parametrize("id", sorted(library()))
def test_a_card_says_where_it_comes_from_and_what_it_cannot_say(id: str) -> None:
    card = library()[id]
    assert card.source.text
    assert card.source.url
    assert card.source.url.startswith("https://")
    assert card.source.where
    assert card.source.date.year >= 2009
    assert card.title.nl != card.title.en
    assert card.caution or card.kind == "cost"
    if not card.value.told:
        assert card.value.high - card.value.central == pytest.approx(SPREAD[card.grade] * card.value.central)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "park.toml").write_text(GOOD, "utf-8")
    case = read(tmp_path / "park.toml")
    assert (case.id, case.start, case.end, case.rate) == ("park", 2025, 2034, 0.0225)
    assert "2,25 %" in case.rate_source.nl
    assert [line.id for line in case.lines] == ["park.upkeep", "minder"]
    assert (case.title.nl, case.title.en) == ("Een park", "Een park")


BAD = [
    ("price_year = 2012", "price_year = 2024", "measures[1].upkeep.card", "[price_index] with a source and 2012, 2024"),
    ("years = 10", "years = 0", "years", "from 1 to 100"),
    ("years = 10", "years = 10\ndiscount_rate_pct = 4", "discount_rate_source", "give a text"),
    ("years = 10", "years = 10\nhorizon = 5", "horizon", "unknown"),
    ("start = 2025", "strat = 2025", "strat", "did you mean 'start'"),
    ("start = 2025", "strat = 2025", "start", "whole number"),
    (
        'card = "bos-en-lommer-depressie"',
        'card = "bos"',
        "effects[1].card",
        "there is no card 'bos'; there are beschermd",
    ),
    ('card = "bos-en-lommer-depressie"', 'card = "verzuimdag"', "effects[1].card", "kind 'effect' is asked"),
    ('card = "bos-en-lommer-depressie"', 'amount = "unknown"', "effects[1].amount", "leave it out"),
    ('card = "bos-en-lommer-depressie"', 'card = "fietsen-verzuimdagen"', "effects[1].price", "give a text"),
    (
        'card = "bos-en-lommer-depressie"',
        'card = "bos-en-lommer-depressie"\nprice = "verzuimdag"',
        "effects[1].price",
        "leave the price out",
    ),
    (
        'card = "bos-en-lommer-depressie"',
        'card = "bos-en-lommer-depressie"\nquantity = 3',
        "effects[1].quantity_source",
        "say where 3",
    ),
    ('card = "bos-en-lommer-groen-beheer"', "amount = 5", "measures[1].upkeep.amount", "comes with its source"),
    (
        'card = "bos-en-lommer-groen-beheer"',
        'card = "bos-en-lommer-groen-aanleg"',
        "measures[1].upkeep.card",
        "upkeep each year",
    ),
    ("shares = { gemeente = 1 }", "shares = { gemeente = 0.9 }", "effects[1].shares", "add up to 0.9, not to 1"),
    ("shares = { gemeente = 1 }", "shares = { rijk = 1 }", "effects[1].shares.rijk", "the parties are gemeente"),
    ("shares = { gemeente = 1 }", 'shares = { gemeente = "1/0" }', "effects[1].shares.gemeente", '"2/3"'),
    ('cashable = { gemeente = "never" }', "", "effects[1].cashable", "give a table"),
    (
        'cashable = { gemeente = "never" }',
        'cashable = { gemeente = "soon" }',
        "effects[1].cashable.gemeente",
        "now, later",
    ),
    ('measure = "park"', 'measure = "bos"', "effects[1].measure", "give one of park, not 'bos'"),
    ('id = "minder"', 'id = "park.upkeep"', "effects", "the id 'park.upkeep' is there twice"),
    ('id = "minder"', 'id = "minder"\nfrom = 2035', "effects[1].from", "from 2025 to 2034"),
    ("[[parties]]", "[parties]", "parties", "give at least one table [[parties]]"),
    ('title = { nl = "Gemeente", en = "Municipality" }', "", "parties[1].title", "give a text"),
]


@pytest.mark.parametrize(("good", "bad", "where", "what"), BAD, ids=[f"{bad[2]}-{n}" for n, bad in enumerate(BAD)])
def test_what_is_wrong_is_told_where_and_what_to_do(good: str, bad: str, where: str, what: str) -> None:
    assert good in GOOD
    with pytest.raises(InputError) as error:
        parse(GOOD.replace(good, bad), "park")
    told = {(one["where"], one["what"]) for one in error.value.data["problems"]}
    assert any(at == where and what in said for at, said in told), told
    assert where in str(error.value)


def test_an_inline_card_needs_its_source() -> None:
    inline = """
card = { title = "Rust", evidence = "effect", grade = "C", value = { low = 3, central = 2, high = 4 }, unit = "EUR",
  per = "park", each = "year", price_year = 2012 }
"""
    text = GOOD.replace('card = "bos-en-lommer-depressie"', inline.replace("\n", " "))
    with pytest.raises(InputError) as error:
        parse(text, "park")
    where = {one["where"] for one in error.value.data["problems"]}
    assert where == {
        "effects[1].card.source",
        "effects[1].card.source.text",
        "effects[1].card.source.date",
        "effects[1].card.value",
    }


def test_all_that_is_wrong_is_told_at_once() -> None:
    bad = GOOD.replace("years = 10", "years = 0").replace("shares = { gemeente = 1 }", "shares = { gemeente = 2 }")
    with pytest.raises(InputError) as error:
        parse(bad, "park")
    assert {one["where"] for one in error.value.data["problems"]} >= {"years", "effects[1].shares"}


@pytest.mark.parametrize(
    ("raw", "said"), [(b"title = ", "not TOML"), (b"\xff\xfe", "UTF-8"), (b" " * 1_000_001, "larger")]
)
def test_what_is_no_case_file_is_refused(raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(raw)
    with pytest.raises(InputError, match=said):
        read(tmp_path / "x.toml")


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("nowhere.toml"))
    with pytest.raises(NotFoundError):
        example("nowhere")
