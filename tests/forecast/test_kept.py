"""Both tiers as bytes and back: the same forecasts, bit for bit."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from forecast.squares import town
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.gradient import Gradient
from stadsbeeld.forecast.kept import code, model_of, parts_of

AHEAD = np.array([1, 3, 6, 7, 24, 72])
PANEL = town(7 * 16, calendar=calendar_of("NL"))


@pytest.fixture(scope="module")
def mixed():
    return Ensemble(gradient=Gradient(rows=3000, trees=12)).fit(PANEL, AHEAD, 0)


def same(one, other):
    return np.array_equal(one.quantiles, other.quantiles) and np.array_equal(one.mean, other.mean)


def test_what_was_kept_foretells_the_same_bit_for_bit(mixed):
    again = model_of(parts_of(mixed, PANEL), PANEL)
    assert again is not None
    for origin in (PANEL.known, PANEL.known - 7, PANEL.known - 100):
        then = PANEL.before(origin)
        assert same(mixed.forecast(then, AHEAD), again.forecast(then, AHEAD))


@pytest.mark.parametrize("without", ["fan", "far"])
def test_a_model_without_a_second_opinion_or_a_specialist_is_kept_too(mixed, without):
    if without == "fan":
        less = replace(mixed, fan=None)
    else:
        less = replace(mixed, trees=replace(mixed.trees, boosters=(*mixed.trees.boosters[:2], None)))
    again = model_of(parts_of(less, PANEL), PANEL)
    near = np.array([1, 6])
    assert again is not None
    assert same(less.forecast(PANEL, near), again.forecast(PANEL, near))
    assert (again.fan is None) == (without == "fan")


def test_the_same_model_gives_the_same_bytes(mixed):
    one, other = (
        {name: hashlib.sha256(raw).hexdigest() for name, raw in parts_of(mixed, PANEL).items()} for _ in range(2)
    )
    assert one == other
    assert set(one) == {
        "arrays",
        "spread",
        "trees-0",
        "trees-1",
        "trees-2",
        *(f"fan-{n}" for n in (0.1, 0.25, 0.5, 0.75, 0.9)),
    }


def test_of_other_places_it_says_nothing(mixed):
    parts = parts_of(mixed, PANEL)
    assert model_of(parts, replace(PANEL, places=("1", "2", "3", "4", "6"))) is None
    assert model_of(parts, replace(PANEL, kinds=("road",) * 5)) is None


@pytest.mark.parametrize("part", ["arrays", "spread", "fan-0.5"])
def test_a_part_that_lacks_is_named(mixed, part):
    parts = {name: raw for name, raw in parts_of(mixed, PANEL).items() if name != part}
    with pytest.raises(ValueError, match=part):
        model_of(parts, PANEL)


def test_the_code_has_a_name():
    assert code() == code()
    assert len(code()) == 64
