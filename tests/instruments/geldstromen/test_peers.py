"""Peers: by hand, against SciPy, and with gemeenten of which something is not told."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from instruments.geldstromen.fund import PACK
from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments.geldstromen.peers import DIMENSIONS, Dimension, peers_of
from stadsbeeld.sources import cbs_kerncijfers

TWO = (
    Dimension(id="size", figures={"inhabitants_n": True}),
    Dimension(id="social-structure", figures={"low_income_40_pct": False, "social_minimum_pct": False}),
)


def figures(*rows, names=("inhabitants_n", "low_income_40_pct", "social_minimum_pct")):
    """Rows of (code, value, …); a text as value is a mark without a value."""
    flat = [
        (code, name, *((None, value) if isinstance(value, str) else (float(value), None)))
        for code, *values in rows
        for name, value in zip(names, values, strict=True)
    ]
    schema = {"area": pl.String, "figure": pl.String, "value": pl.Float64, "mark": pl.String}
    return pl.DataFrame(flat, schema=schema, orient="row")


LITTLE = figures(
    ("GM0001", 10_000, 40, 5),
    ("GM0002", 100_000, 40, 5),
    ("GM0003", 10_000, 44, 9),
    ("GM0004", 100_000, 36, 1),
)


def test_by_hand():
    """ln 10,000 and ln 100,000 are one standard deviation either side of the mean: z −1 and 1. Low incomes 40, 40,
    44, 36 and social minima 5, 5, 9, 1 have means 40 and 5 and a standard deviation of √8: z 0, 0, √2, −√2."""
    told = {peer.area: peer for peer in peers_of("GM0001", LITTLE, dimensions=TWO).peers}
    assert [round(d.distance, 9) for d in told["GM0002"].differences] == [2.0, 0.0]
    assert [round(d.distance, 9) for d in told["GM0003"].differences] == [0.0, round(2**0.5, 9)]
    assert told["GM0002"].distance == pytest.approx(2**0.5)  # √(4 / 2)
    assert told["GM0003"].distance == pytest.approx(1.0)  # √(2 / 2)
    assert told["GM0004"].distance == pytest.approx(3**0.5)  # √(4 / 2 + 2 / 2)
    assert told["GM0003"].similarity == pytest.approx(0.5)
    assert [d.share for d in told["GM0004"].differences] == pytest.approx([2 / 3, 1 / 3])


def test_nearest_first_with_what_drove_it_and_the_values_of_both():
    told = peers_of("GM0001", LITTLE, dimensions=TWO)
    assert [(peer.area, peer.driver) for peer in told.peers] == [
        ("GM0003", "social-structure"),
        ("GM0002", "size"),
        ("GM0004", "size"),
    ]
    assert dict(told.peers[0].differences[1].own) == {"low_income_40_pct": 40.0, "social_minimum_pct": 5.0}
    assert dict(told.peers[0].differences[1].other) == {"low_income_40_pct": 44.0, "social_minimum_pct": 9.0}
    assert (told.compared, dict(told.left_out)) == (4, {})


@pytest.mark.parametrize("mark", ["missing", "secret", "implausible"])
def test_of_whom_a_figure_is_not_told_is_nobodys_peer_and_in_no_mean(mark):
    told = peers_of("GM0001", pl.concat([LITTLE, figures(("GM0005", 10_000, 40, mark))]), dimensions=TWO)
    assert told.peers == peers_of("GM0001", LITTLE, dimensions=TWO).peers
    assert dict(told.left_out) == {"GM0005": ("social_minimum_pct",)}


def test_a_marked_value_is_not_used():
    odd = figures(("GM0005", 10_000, 40, 5)).with_columns(mark=pl.lit("implausible"))
    assert "GM0005" in peers_of("GM0001", pl.concat([LITTLE, odd]), dimensions=TWO).left_out


def test_left_out_by_the_caller():
    told = peers_of("GM0001", LITTLE, dimensions=TWO, without={"GM0003"})
    assert [peer.area for peer in told.peers] == ["GM0002", "GM0004"]
    assert dict(told.left_out) == {"GM0003": ()}


def test_who_has_no_peers_says_why():
    with pytest.raises(NotFoundError):
        peers_of("GM0009", LITTLE, dimensions=TWO)
    with pytest.raises(InputError) as refused:
        peers_of("GM0005", pl.concat([LITTLE, figures(("GM0005", 10_000, 40, "missing"))]), dimensions=TWO)
    assert refused.value.data["figures"] == ["social_minimum_pct"]
    with pytest.raises(InputError):
        peers_of("GM0001", LITTLE, dimensions=TWO, without={"GM0001"})
    with pytest.raises(InputError, match="not told"):
        peers_of("GM0001", LITTLE)


def test_a_figure_that_is_the_same_everywhere_tells_nobody_apart():
    same = figures(("GM0001", 10_000, 40, 5), ("GM0002", 10_000, 40, 5))
    peer = peers_of("GM0001", same, dimensions=TWO).peers[0]
    assert (peer.distance, peer.similarity, peer.driver) == (0.0, 1.0, None)
    assert [d.share for d in peer.differences] == [0.0, 0.0]


def test_the_same_everywhere_up_to_rounding_tells_nobody_apart():
    """The deviation of three times ln 17 is 4e-16, not zero."""
    peers = peers_of(
        "GM0001", figures(("GM0001", 17, 1, 1), ("GM0002", 17, 1, 1), ("GM0003", 17, 2, 1)), dimensions=TWO
    )
    assert peers.peers[0].distance == 0.0


def test_wijken_are_no_peers():
    wijk = figures(("WK000101", 10_000, 40, 5))
    assert peers_of("GM0001", pl.concat([LITTLE, wijk]), dimensions=TWO).compared == 4


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=12))
def test_as_scipy_has_it_and_the_same_both_ways(rows):
    table = figures(*((f"GM{number:04}", *row) for number, row in enumerate(rows)))
    values = np.array(rows, dtype=float)
    values[:, 0] = np.log(values[:, 0])
    same = np.ptp(np.array(rows), axis=0) == 0
    z = np.where(same, 0.0, zscore(np.where(same, np.arange(len(rows))[:, None], values)))
    # Half for size, a quarter for each of the two figures of social structure.
    expected = cdist(z, z, "seuclidean", V=[2.0, 4.0, 4.0])
    for own in range(len(rows)):
        for peer in peers_of(f"GM{own:04}", table, dimensions=TWO, count=99).peers:
            assert peer.distance == pytest.approx(expected[own, int(peer.area[2:])], abs=1e-6)
            assert sum(d.share for d in peer.differences) == pytest.approx(1.0 if peer.distance > 0 else 0.0)


def test_the_peers_of_rotterdam_are_the_other_large_cities():
    told = cbs_kerncijfers.parse((PACK / "kerncijfers_2022.csv.gz").read_bytes()).frame.filter(year=2022)
    social = Dimension(id="social-structure", figures={"low_income_40_pct": False, "social_minimum_pct": False})
    peers = peers_of("GM0599", told, dimensions=(*DIMENSIONS[:2], social), count=5)
    assert {"GM0363", "GM0518"} <= {peer.area for peer in peers.peers}
    assert peers.compared + len(peers.left_out) == 345
