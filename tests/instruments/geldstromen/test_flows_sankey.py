"""Streams by hand, and for any money: what is drawn and what is corrected are the total, and nothing goes round."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments.geldstromen.sankey import MOST, drawn, streams
from stadsbeeld.instruments.geldstromen.sheet import with_domain

CITY = "GM0001-stad"
SCHEMA = {"taakveld": pl.String, "side": pl.String, "area": pl.String, "cents": pl.Int64, "grade": pl.String}


def frame(*rows):
    """Rows of (taakveld, side, area, cents)."""
    return with_domain(pl.DataFrame([(*row, "C") for row in rows], SCHEMA, orient="row"))


LITTLE = frame(
    ("0.7", "baten", CITY, 1000),
    ("0.61", "baten", CITY, 300),
    ("0.5", "lasten", CITY, -40),
    ("0.10", "baten", CITY, 50),
    ("0.10", "lasten", CITY, 30),
    ("7.3", "baten", CITY, 90),
    ("7.3", "lasten", "WK000101", 60),
    ("7.3", "lasten", "WK000102", 20),
    ("6.1", "lasten", "WK000101", 700),
    ("6.1", "lasten", "WK000102", 500),
)


def told(found):
    return {(link.source, link.target): link.cents for link in found.links}


def test_the_whole_by_hand():
    found = streams(LITTLE)
    assert told(found) == {
        ("payer:rijk", "general:algemeen"): 1000,
        ("payer:huishoudens", "general:algemeen"): 300,
        ("payer:reserves", "general:algemeen"): 50,
        ("general:algemeen", "beneficiary:reserves"): 30,
        # Waste receives 10 more than it costs: that is left for the general means.
        ("payer:huishoudens", "domain:7"): 90,
        ("domain:7", "beneficiary:algemeen"): 10,
        ("payer:surplus", "general:algemeen"): 10,
        ("general:algemeen", "domain:6"): 1200,
        ("domain:7", "area:WK000101"): 60,
        ("domain:7", "area:WK000102"): 20,
        ("domain:6", "area:WK000101"): 700,
        ("domain:6", "area:WK000102"): 500,
        ("area:WK000101", "beneficiary:huishoudens"): 760,
        ("area:WK000102", "beneficiary:huishoudens"): 520,
    }
    (correction,) = found.corrections
    assert (correction.taakveld, correction.cents, correction.reason) == ("0.5", -40, "negative")
    assert drawn(found, "lasten") == 60 + 20 + 700 + 500 + 30
    assert drawn(found, "baten") == 1000 + 300 + 50 + 90
    sizes = {node.id: node.cents for node in found.nodes}
    assert (sizes["domain:7"], sizes["domain:6"], sizes["general:algemeen"]) == (90, 1200, 1360)
    assert found.back is None


def test_a_step_into_a_domain_and_into_a_taakveld_with_the_way_back():
    whole = {node.id: node.opens for node in streams(LITTLE).nodes}
    assert (whole["domain:6"], whole["general:algemeen"], whole["area:WK000101"]) == ("6", "algemeen", None)
    domain = streams(LITTLE, "6")
    assert domain.back is None
    assert {node.id: node.opens for node in domain.nodes}["domain:6.1"] == "6.1"
    assert told(domain)["payer:algemeen", "domain:6.1"] == 1200
    task = streams(LITTLE, "6.1")
    assert task.back == "6"
    assert {node.id: node.opens for node in task.nodes}["domain:6.1"] is None
    general = streams(LITTLE, "algemeen")
    assert told(general)["domain:0.7", "beneficiary:algemeen"] == 1000
    assert drawn(general, "baten") == 1300


def test_a_focus_that_is_not_there():
    with pytest.raises(NotFoundError):
        streams(LITTLE, "9.9")


def test_what_was_not_delivered_is_told_and_is_no_zero():
    found = streams(frame(("6.1", "lasten", "WK000101", None), ("6.1", "lasten", "WK000102", None)))
    assert (found.nodes, found.links) == ((), ())
    assert [(one.reason, one.cents, one.areas) for one in found.corrections] == [("missing", None, 2)]


def test_wijken_that_are_thin_or_many_or_few_people_are_drawn_as_one():
    many = [("6.1", "lasten", f"WK{n:06}", 1000 - n) for n in range(MOST + 3)]
    found = streams(frame(*many))
    assert found.merged == tuple(f"WK{n:06}" for n in range(MOST, MOST + 3))
    assert told(found)["domain:6", "area:rest"] == sum(1000 - n for n in range(MOST, MOST + 3))
    assert streams(frame(*many[: MOST + 1])).merged == ()
    assert streams(LITTLE, apart={"WK000101"}).merged == ("WK000101",)
    thin = frame(("6.1", "lasten", "WK1", 10_000), ("6.1", "lasten", "WK2", 5), ("6.1", "lasten", "WK3", 4))
    assert streams(thin).merged == ("WK2", "WK3")


CODES = ("0.1", "0.5", "0.7", "0.10", "0.11", "3.2", "6.1", "6.72", "7.3", "8.2")
AMOUNTS = st.one_of(st.none(), st.integers(-(10**9), 10**9))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(["lasten", "baten"]),
                          st.sampled_from([CITY, "WK000101", "WK000102", "WK000103"]), AMOUNTS),
                unique_by=lambda row: row[:3], min_size=1, max_size=40), st.booleans())  # fmt: skip
def test_drawn_and_corrected_are_the_total_and_nothing_goes_round(rows, inside):
    money = frame(*rows)
    focus = str(money["domain"][0]) if inside else None
    found = streams(money, focus)
    own = money if focus is None else money.filter(pl.col("domain") == focus)
    for side in ("lasten", "baten"):
        published = own.filter(pl.col("side") == side)["cents"].sum()
        corrected = sum(one.cents for one in found.corrections if one.side == side and one.cents is not None)
        assert drawn(found, side) + corrected == published
    order = ["payer", "general", "domain", "area", "beneficiary"]
    for link in found.links:
        source, target = (order.index(id.split(":")[0]) for id in (link.source, link.target))
        assert source < target
        assert link.cents > 0
    # What goes into a domain and a wijk comes out of it.
    for node in found.nodes:
        if node.level in ("domain", "area"):
            goes = sum(link.cents for link in found.links if link.source == node.id)
            comes = sum(link.cents for link in found.links if link.target == node.id)
            assert goes == comes == node.cents
