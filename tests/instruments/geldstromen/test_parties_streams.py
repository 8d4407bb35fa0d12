"""Who stands behind an amount, and graphs that go one way."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.instruments.geldstromen.parties import (
    _FOR,
    _PAYERS,
    DOMAINS,
    PARTIES,
    Resolved,
    beneficiary,
    domain_of,
    payer,
    receiver,
    resolved,
)
from stadsbeeld.instruments.geldstromen.streams import Link, without_cycles
from stadsbeeld.texts.sentences import LANGUAGES, has


def test_what_the_table_can_tell() -> None:
    assert (payer("0.7").party, payer("0.7").grade) == ("rijk", "A")
    assert (payer("0.62").party, beneficiary("0.62").party) == ("bedrijven", "gemeente")
    # 0.1 is not 0.10, and a letter belongs to its taakveld
    assert (payer("0.10").party, payer("0.1").party) == ("gemeente", "onbekend")
    assert payer("6.3") == payer("6.72a") == payer("6.753")
    assert (payer("6.3").party, payer("6.3").grade) == ("onbekend", "E")
    assert beneficiary("6.72a").party == beneficiary("6.812").party == "huishoudens"
    assert beneficiary("3.1").party == "bedrijven"
    assert (receiver("L1.1").party, receiver("L.overig").party) == ("medewerkers", "onbekend")


def test_domains() -> None:
    assert [domain_of(code) for code in ("0.10", "0.1", "0.5", "0.64", "0.4", "6.72a")] == [
        "reserves", "0", "algemeen", "algemeen", "0", "6",
    ]  # fmt: skip
    assert {domain_of(code) for code in ("1.1", "2.1", "3.1", "4.1", "5.1", "7.1", "8.1")} <= set(DOMAINS)


def test_each_answer_has_a_reason_in_both_languages() -> None:
    told = [*_PAYERS.values(), *_FOR.values(), payer("9.9"), receiver("L1.1"), receiver("L.overig")]
    assert [(one.reason_id, lang) for one in told for lang in LANGUAGES if not has(one.reason_id, lang)] == []
    # Who cannot be told has no better grade than E, and the other way round.
    assert all((one.party == "onbekend") == (one.grade == "E") for one in told)
    with pytest.raises(ValueError, match="koning"):
        Resolved(party="koning", grade="A", reason_id="x")


def test_the_ledger_resolved() -> None:
    rows = [
        ("GM0599", 2023, "rekening", "0.7", "baten", "B.totaal", "derden", "gemeente", 100, "A"),
        ("GM0599", 2023, "rekening", "6.1", "lasten", "L1.1", "gemeente", "medewerkers", 50, "A"),
        ("GM0599", 2023, "rekening", "6.1", "lasten", "L.overig", "gemeente", "derden", None, "A"),
    ]
    frame = Ledger(pl.DataFrame(rows, schema=list(Ledger.empty().frame.schema), orient="row")).frame
    told = resolved(frame)
    assert told.select("flow", "category", "payer", "payee", "party_grade").rows() == [
        ("0.7", "B.totaal", "rijk", "gemeente", "A"),
        ("6.1", "L.overig", "gemeente", "onbekend", "E"),
        ("6.1", "L1.1", "gemeente", "medewerkers", "A"),
    ]
    assert told["cents"].to_list() == frame["cents"].to_list()
    assert set(told["payer"]) | set(told["payee"]) <= set(PARTIES)


DEFINITIONS = Path(__file__).parents[4] / "shared" / "data" / "iv3" / "iv3_definities_Gemeente_2023.json"


@pytest.mark.skipif(
    not DEFINITIONS.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
)
def test_registered_means_that_cbs_allows_no_other_category() -> None:
    told = json.loads(DEFINITIONS.read_text("utf-8"))

    def white(taakveld: str, side: str) -> set[str]:
        def codes(rows: list[dict[str, Any]]) -> set[str]:
            return {row["code"] for row in rows if "subcodes" not in row}.union(
                *(codes(row.get("subcodes", [])) for row in rows)
            )

        grey = {one["categorie"] for one in told["grijze_cellen"][side] if one["taakveld"] == taakveld}
        return codes(told["codelijsten"][f"categorie_{side}"]["codelijst"]) - grey

    assert white("0.7", "baten") == {"4.3.1"}
    assert white("0.9", "lasten") == {"2.1"}
    assert [white(code, side) for code in ("0.10", "0.11") for side in ("lasten", "baten")] == [{"7.1"}] * 4
    # Taxes of producers and of households may both stand in these: nobody can tell who pays.
    assert {"2.2.1", "2.2.2"} <= white("0.64", "baten") & white("7.2", "baten")
    assert {code for code, one in _PAYERS.items() if one.grade == "A"} == {"0.7", "0.10", "0.11"}
    assert {code for code, one in _FOR.items() if one.grade == "A"} == {"0.9", "0.10", "0.11"}


def link(source: str, target: str, cents: int) -> Link:
    return Link(source=source, target=target, cents=cents, grade="A")


def test_a_way_back_is_taken_off_by_its_least() -> None:
    left, taken = without_cycles([link("a", "b", 10), link("b", "c", 7), link("c", "a", 3), link("d", "d", 5)])
    assert {(one.source, one.target): one.cents for one in left} == {("a", "b"): 7, ("b", "c"): 4}
    assert taken == {("a", "b"): 3, ("b", "c"): 3, ("c", "a"): 3, ("d", "d"): 5}


def test_no_stream_is_zero_or_less() -> None:
    for cents in (0, -1):
        with pytest.raises(ValueError, match="no stream"):
            link("a", "b", cents)


NODES = st.sampled_from("abcdef")


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.tuples(NODES, NODES), st.integers(1, 100), max_size=20))
def test_nothing_goes_round_and_no_balance_changes(amounts: dict[tuple[str, str], int]) -> None:
    left, taken = without_cycles(link(*pair, cents) for pair, cents in amounts.items())
    rest = {(one.source, one.target): one.cents for one in left}
    assert {pair: rest.get(pair, 0) + taken.get(pair, 0) for pair in amounts} == amounts
    for node in "abcdef":
        own = [sum(a for (s, t), a in m.items() if t == node) - sum(a for (s, t), a in m.items() if s == node)
               for m in (amounts, rest)]  # fmt: skip
        assert own[0] == own[1]
    # Kahn: taking off what nothing goes into takes off all.
    while rest:
        free = {s for s, _ in rest} - {t for _, t in rest}
        assert free
        rest = {pair: cents for pair, cents in rest.items() if pair[0] not in free}
