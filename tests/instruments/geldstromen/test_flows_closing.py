"""Closing by hand: a published total, its parts, and a cent that was lost on the way."""

import polars as pl

from stadsbeeld.instruments.geldstromen.closing import closing
from stadsbeeld.instruments.geldstromen.sheet import with_domain

GM, CITY, UNKNOWN = "GM0001", "GM0001-stad", "GM0001-onbekend"


def published(*rows):
    return pl.DataFrame(rows, ["taakveld", "side", "cents"], orient="row")


def frame(*rows):
    return with_domain(pl.DataFrame(rows, ["taakveld", "side", "area", "cents"], orient="row"))


PUBLISHED = published(("6.1", "lasten", 1000), ("0.4", "lasten", 200), ("0.10", "lasten", 70), ("6.1", "baten", 5))
PARTS = (
    ("6.1", "lasten", "WK000101", 600), ("6.1", "lasten", "WK000102", 380), ("6.1", "lasten", UNKNOWN, 20),
    ("0.4", "lasten", CITY, 200), ("0.10", "lasten", CITY, 70), ("6.1", "baten", CITY, 5),
)  # fmt: skip


def test_the_parts_are_the_whole():
    whole, lines = closing(PUBLISHED, frame(*PARTS), "lasten")
    assert (whole.published, whole.wijken, whole.city, whole.unknown, whole.reserves) == (1270, 980, 200, 20, 70)
    assert whole.difference == 0
    assert [(line.domain, line.published, line.difference) for line in lines] == [
        ("0", 200, 0), ("6", 1000, 0), ("reserves", 70, 0),
    ]  # fmt: skip
    baten, _ = closing(PUBLISHED, frame(*PARTS), "baten")
    assert (baten.published, baten.city, baten.difference) == (5, 5, 0)


def test_a_lost_cent_is_seen_where_it_was_lost():
    lost = [(*row[:3], row[3] - (row[2] == "WK000102")) for row in PARTS]
    whole, lines = closing(PUBLISHED, frame(*lost), "lasten")
    assert whole.difference == 1
    assert {line.domain: line.difference for line in lines} == {"0": 0, "6": 1, "reserves": 0}


def test_nothing_delivered_closes_on_nothing():
    absent = published(("6.1", "lasten", None))
    none = frame(("6.1", "lasten", CITY, None)).with_columns(pl.col("cents").cast(pl.Int64))
    whole, lines = closing(absent.with_columns(pl.col("cents").cast(pl.Int64)), none, "lasten")
    assert (whole.published, whole.difference, lines[0].difference) == (None, None, None)
