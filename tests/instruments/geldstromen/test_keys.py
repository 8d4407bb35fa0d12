"""The declared keys are complete; mixes are read; variants change what they say and nothing else."""

from datetime import UTC, datetime

import pytest

from instruments.geldstromen.national import DATA, needs_data, taakvelden
from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.instruments.geldstromen.keys import CITY, CITY_MIX, PERSPECTIVES, Change, Mix, Variant, declared, read
from stadsbeeld.texts.sentences import LANGUAGES, has

# No source of this project gives these yet. A gemeente can; until then the next key of the list is used, and said.
AWAITED = {"benefit_recipients_n", "green_ha", "road_length_m"}


def variant(*changes: Change) -> Variant:
    return Variant(name="mine", author="a1", known_at=datetime(2026, 1, 5, tzinfo=UTC), changes=changes)


def test_every_figure_is_one_that_can_be_told() -> None:
    figures = {figure for key in declared().keys.values() for figure in key.figures}
    assert figures - set(FIGURES) <= AWAITED


def test_every_key_and_rule_is_named_and_explained_in_both_languages() -> None:
    table = declared()
    ids = {id for key in table.keys.values() for id in (key.title_id, key.why_id)}
    ids |= {rule.why_id for rule in table.rules.values()}
    assert [(id, language) for id in sorted(ids) for language in LANGUAGES if not has(id, language)] == []


def test_every_key_is_used_and_sourced() -> None:
    table = declared()
    used = {key for rule in table.rules.values() for p in PERSPECTIVES for mix in rule.tried(p) for key in mix.keys}
    assert used == set(table.keys)
    assert all(key.source for key in table.keys.values())


@needs_data
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_taakveld_of_the_official_lists_has_a_rule(year: int) -> None:
    official = taakvelden(year)
    assert len(official) > 50
    assert DATA.exists()
    assert [code for code in official for side in ("lasten", "baten") if not declared().rule(code, side)] == []


def test_every_list_ends_in_keys_of_which_the_figures_are_there_for_each_wijk() -> None:
    """CBS tells inhabitants, ages, households and cars of every wijk. Anything else may lack."""
    everywhere = {"inhabitants_n", "households_n", "cars_n"} | {f for f in FIGURES if f.startswith("age_")}
    table = declared()
    sure = {key.id for key in table.keys.values() if set(key.figures) <= everywhere}
    for at, rule in table.rules.items():
        for perspective in PERSPECTIVES:
            tried = rule.tried(perspective)
            assert tried[-1] == CITY_MIX
            assert any(set(mix.keys) <= sure for mix in tried), at


def test_reserves_and_what_nobody_can_place_stay_with_the_city() -> None:
    for code in ("0.1", "0.4", "0.5", "0.7", "0.10", "0.11"):
        for side in ("lasten", "baten"):
            assert declared().rule(code, side).tried("place") == declared().rule(code, side).tried("residents")
            assert declared().rule(code, side).tried("place")[0] == CITY_MIX


def test_the_perspectives_differ_where_the_money_and_the_people_are_apart() -> None:
    roads = declared().rule("2.1", "lasten")
    assert [mix.id for mix in roads.tried("place")][:2] == ["road_length", "dwellings"]
    assert roads.tried("residents")[0].id == "inhabitants"
    waste = declared().rule("7.3", "lasten")
    assert waste.tried("place") == waste.tried("residents")


def test_a_taakveld_without_a_rule_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError, match=r"9\.9 lasten"):
        declared().rule("9.9", "lasten")


def test_a_mix_is_read_and_written() -> None:
    assert Mix.parse("households").id == "households"
    mix = Mix.parse("elderly_65:3 + households")
    assert mix.weights == (("elderly_65", 0.75), ("households", 0.25))
    assert mix.id == "elderly_65:0.75+households:0.25"
    assert Mix.parse(mix.id) == mix


@pytest.mark.parametrize("text", ["", "a+", "a:x", "a:0", "a:-1", "a+a", "a:inf", "a:nan", "+", "a:1e999"])
def test_what_is_no_mix_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        Mix.parse(text)


def test_a_variant_puts_its_mix_first_and_leaves_the_rest_behind_it() -> None:
    table = declared().with_variant(variant(Change(taakveld="7.3", mix="inhabitants:0.5+households:0.5")))
    assert table.variant == "mine"
    for side in ("lasten", "baten"):
        for perspective in PERSPECTIVES:
            tried = [mix.id for mix in table.rule("7.3", side).tried(perspective)]
            assert tried == ["inhabitants:0.5+households:0.5", "households", "inhabitants", CITY]
    assert table.rule("7.2", "lasten") == declared().rule("7.2", "lasten")
    assert declared().rule("7.3", "lasten").tried("place")[0].id == "households"  # untouched


def test_a_variant_of_one_side_and_one_perspective() -> None:
    table = declared().with_variant(
        variant(
            Change(taakveld="7.3", mix="inhabitants", side="lasten", perspective="place"),
            Change(taakveld="7.3", mix="cars", side="lasten", perspective="place"),
        )
    )
    assert [mix.id for mix in table.rule("7.3", "lasten").tried("place")][:2] == ["cars", "inhabitants"]
    assert table.rule("7.3", "lasten").tried("residents")[0].id == "households"
    assert table.rule("7.3", "baten").tried("place")[0].id == "households"


def test_a_variant_may_keep_with_the_city_what_was_divided() -> None:
    table = declared().with_variant(variant(Change(taakveld="7.3", mix=CITY)))
    assert table.rule("7.3", "lasten").tried("place")[0] == CITY_MIX


@pytest.mark.parametrize(
    "change",
    [Change(taakveld="7.3", mix="moonlight"), Change(taakveld="9.9", mix="cars"), Change(taakveld="7.3", mix="")],
)
def test_a_variant_with_what_is_not_declared_is_refused(change: Change) -> None:
    with pytest.raises(InputError):
        declared().with_variant(variant(change))


def test_grades_of_mixes() -> None:
    table = declared()
    assert table.grade(Mix.parse("wmo_clients")) == "B"
    assert table.grade(Mix.parse("elderly_65")) == "C"
    assert table.grade(Mix.parse("elderly_65+single_households")) == "D"
    assert table.grade(CITY_MIX) == "E"
    assert table.grade(Mix.parse("city+inhabitants")) == "D"  # of what does go to areas


KEY = 'grade = "C"\nsource = "x"\ndate = 2026-01-01\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'[keys.a]\n{KEY}base = "n"\n[rules.r]\ntaakvelden = ["1"]\nplace = ["b"]\nresidents = ["a"]', "no key 'b'"),
        (
            f'[keys.a]\n{KEY}base = "n"\n[rules.r]\ntaakvelden = ["1", "1"]\nplace = ["a"]\nresidents = ["a"]',
            "1 lasten stands under r and under r",
        ),
        (f"[keys.a]\n{KEY}\n[rules]", "has a base"),
        (f'[keys.a]\n{KEY.replace("C", "F")}base = "n"\n[rules]', "not in tuple"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(text)
