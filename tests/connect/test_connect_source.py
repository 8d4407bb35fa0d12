"""What a source may declare."""

from datetime import timedelta

import pytest

from stadsbeeld.connect.source import Source
from stadsbeeld.frames.ledger import Ledger


def declared(*yields: str, max_age: timedelta = timedelta(days=400)) -> Source:
    return Source(
        id="made",
        title="Made",
        url="",
        licence="CC0-1.0",
        attribution="",
        purpose="test",
        legal_ground="none",
        retention_days=1,
        every=timedelta(days=1),
        max_age=max_age,
        yields=frozenset(yields),
        parse=lambda raw: Ledger.empty(),
    )


def test_it_may_tell_of_quantities_records_figures_areas_and_the_ledger() -> None:
    declared("speed_kmh", "record:place", "figure:inhabitants_n", "areas", "ledger")


@pytest.mark.parametrize(
    "wrong", ["inhabitants_n", "figure:", "figure:speed_kmh", "figure:figure:inhabitants_n", "area"]
)
def test_what_is_not_known_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="yields unknown"):
        declared("ledger", wrong)


def test_yearly_is_what_holds_for_months_and_observes_nothing() -> None:
    assert declared("ledger").yearly
    assert declared("record:gemeentefonds_weights").yearly
    assert not declared("record:incident", max_age=timedelta(days=1)).yearly
    assert not declared("speed_kmh", "figure:inhabitants_n").yearly
    assert declared("speed_kmh").observes
    assert not declared("ledger").observes
