"""Iterative proportional fitting: worked by hand, against SciPy's minimum of the divergence, and what it must keep."""

import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.ipf import Fitted, Infeasible, Margin, fit, gras


def margins_of(table: np.ndarray) -> list[Margin]:
    axes = range(table.ndim)
    return [Margin(axes=(n,), wanted=table.sum(axis=tuple(a for a in axes if a != n))) for n in axes]


def two(rows: list[float], columns: list[float]) -> list[Margin]:
    return [Margin(axes=(0,), wanted=np.array(rows, float)), Margin(axes=(1,), wanted=np.array(columns, float))]


def fitted(seed: np.ndarray, margins: list[Margin], **more: float) -> Fitted:
    made = fit(seed, margins, **more)
    assert isinstance(made, Fitted), made
    return made


def refused(made: Fitted | Infeasible) -> Infeasible:
    assert isinstance(made, Infeasible), made
    return made


def test_by_hand() -> None:
    # A seed of ones becomes the product of the margins over the total.
    made = fitted(np.ones((2, 3)), two([30, 70], [50, 30, 20]))
    assert np.allclose(made.table, [[15, 9, 6], [35, 21, 14]])
    # One free cell x with margins 10 and 10: x²/(10−x)² is the odds ratio 4, so x = 20/3.
    made = fitted(np.array([[2.0, 1.0], [1.0, 2.0]]), two([10, 10], [10, 10]))
    assert np.allclose(made.table, [[20 / 3, 10 / 3], [10 / 3, 20 / 3]])
    assert made.deviation <= 1e-9


def test_the_nearest_table_by_an_optimiser() -> None:
    rng = np.random.default_rng(3)
    seed, goal = rng.uniform(1, 9, (3, 4)), rng.uniform(1, 9, (3, 4))
    made = fitted(seed, margins_of(goal)).table
    g = np.vstack([np.kron(np.eye(3), np.ones(4)), np.kron(np.ones(3), np.eye(4))[:-1]])
    b = np.concatenate([goal.sum(axis=1), goal.sum(axis=0)[:-1]])
    best = optimize.minimize(
        lambda x: float((x * np.log(x / seed.ravel()) - x).sum()),
        goal.ravel(),
        jac=lambda x: np.log(x / seed.ravel()),
        bounds=[(1e-9, None)] * 12,
        constraints={"type": "eq", "fun": lambda x: g @ x - b, "jac": lambda x: g},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert best.success
    assert np.allclose(made.ravel(), best.x, rtol=1e-5)


tables = st.integers(0, 10_000).map(np.random.default_rng)


@settings(deadline=None)
@given(rng=tables, shape=st.sampled_from([(2, 2), (3, 5), (6, 4), (3, 4, 2), (2, 2, 2, 2)]))
def test_margins_zeros_and_odds_ratios(rng: np.random.Generator, shape: tuple[int, ...]) -> None:
    """A goal with the zeros of the seed, so that an answer exists; a margin over two axes where there are three."""
    seed = rng.uniform(0.5, 2, shape) * (rng.uniform(size=shape) > 0.2)
    goal = seed * rng.uniform(0.5, 2, shape)
    margins = margins_of(goal)
    if len(shape) > 2:
        rest = tuple(range(2, len(shape)))
        margins[0] = Margin(axes=(0, 1), wanted=goal.sum(axis=rest))
    made = fitted(seed, margins).table
    for margin in margins:
        rest = tuple(axis for axis in range(len(shape)) if axis not in margin.axes)
        assert np.allclose(made.sum(axis=rest), margin.wanted, rtol=1e-8)
    assert ((made == 0) == (seed == 0)).all()
    if len(shape) == 2:
        a, b = seed[:2, :2], made[:2, :2]
        assume((a > 0).all())
        assert np.isclose(a[0, 0] * a[1, 1] / (a[0, 1] * a[1, 0]), b[0, 0] * b[1, 1] / (b[0, 1] * b[1, 0]), rtol=1e-6)


def test_an_interaction_of_three_that_no_margin_tells_is_kept() -> None:
    rng = np.random.default_rng(5)
    seed, goal = rng.uniform(1, 3, (2, 2, 2)), rng.uniform(1, 3, (2, 2, 2))
    pairs = [Margin(axes=axes, wanted=goal.sum(axis=3 - sum(axes))) for axes in ((0, 1), (0, 2), (1, 2))]
    made = fitted(seed, pairs).table

    def interaction(t: np.ndarray) -> float:
        ratio = [t[0, 0, k] * t[1, 1, k] / (t[0, 1, k] * t[1, 0, k]) for k in (0, 1)]
        return float(ratio[0] / ratio[1])

    assert np.isclose(interaction(made), interaction(seed), rtol=1e-7)
    assert not np.isclose(interaction(made), interaction(goal), rtol=1e-2)


def test_a_fitted_table_is_left_alone() -> None:
    table = np.random.default_rng(1).uniform(1, 5, (4, 5))
    made = fitted(table, margins_of(table))
    assert made.rounds == 1
    assert np.allclose(made.table, table, rtol=1e-12)


def test_totals_that_differ_are_said_with_how_much() -> None:
    made = refused(fit(np.ones((2, 2)), two([10, 20], [10, 21])))
    assert made.reason == "contradiction"
    (off,) = made.off
    assert (off.margin, off.other, off.at, off.wanted, off.reached) == (1, 0, (), 30, 31)


def test_margins_that_share_an_axis_have_to_agree_on_it() -> None:
    first = Margin(axes=(0, 1), wanted=np.array([[1.0, 2], [3, 4]]))
    second = Margin(axes=(1, 2), wanted=np.array([[2.0, 3], [3, 2]]))  # axis 1: 4 and 6 against 5 and 5
    made = refused(fit(np.ones((2, 2, 2)), [first, second]))
    assert made.reason == "contradiction"
    assert {(off.at, off.wanted, off.reached) for off in made.off} == {((0,), 4, 5), ((1,), 6, 5)}


def test_a_margin_without_a_cell_is_said() -> None:
    made = refused(fit(np.array([[0.0, 0.0], [1.0, 1.0]]), two([3, 7], [5, 5])))
    assert made.reason == "no-cell"
    assert [(off.margin, off.at, off.wanted, off.reached) for off in made.off] == [(0, (0,), 3, 0)]


def test_zeros_that_leave_too_little_room_end_with_a_report() -> None:
    # The first two rows may only use the first column: together they want 12, and the column has 10.
    seed = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    began = time.monotonic()
    made = refused(fit(seed, two([6, 6, 8], [10, 5, 5]), rounds=10**9))
    assert time.monotonic() - began < 30  # an end, not a speed
    assert made.reason == "zeros"
    assert made.rounds <= 1000
    assert made.off[0].reached != pytest.approx(made.off[0].wanted)
    short = [off for off in made.off if off.margin == 0 and off.at in {(0,), (1,)}]
    assert [off.wanted - off.reached for off in short] == pytest.approx([1, 1])


def test_a_cell_that_has_to_become_zero_comes_down_slowly_and_that_is_said() -> None:
    """Feasible only with a zero where the seed has none: the deviation goes like 1/round."""
    seed = np.array([[1.0, 1.0], [1.0, 0.0]])
    made = refused(fit(seed, two([5, 5], [5, 5]), rounds=300))
    assert made.reason == "rounds"
    assert made.table is not None
    assert made.table[0, 1] == pytest.approx(5, rel=0.02)
    assert fitted(seed, two([5, 5], [5, 5]), tolerance=1e-3).deviation <= 1e-3


@settings(max_examples=50, deadline=None)
@given(rng=tables)
def test_whatever_is_asked_there_is_an_end(rng: np.random.Generator) -> None:
    """Random zeros and margins, of which many cannot be; what is called fitted fits."""
    seed = rng.integers(0, 3, (3, 3)).astype(float)
    rows, columns = rng.multinomial(20, np.ones(3) / 3), rng.multinomial(20, np.ones(3) / 3)
    made = fit(seed, two(rows.tolist(), columns.tolist()), rounds=2000)
    # By linear programming: is there any table with these zeros and margins?
    g = np.vstack([np.kron(np.eye(3), np.ones(3)), np.kron(np.ones(3), np.eye(3))])
    bounds = [(0, None if cell else 0) for cell in seed.ravel()]
    possible = optimize.linprog(np.zeros(9), A_eq=g, b_eq=np.concatenate([rows, columns]), bounds=bounds).success
    if isinstance(made, Fitted):
        assert possible
        assert np.allclose(made.table.sum(axis=1), rows, atol=1e-6)
    elif made.reason != "rounds":
        assert not possible
        assert made.off


@pytest.mark.parametrize(
    ("seed", "margins"),
    [
        (np.array([[1.0, -1.0]]), two([1], [1, 0])),
        (np.array([[1.0, np.nan]]), two([1], [1, 0])),
        (np.ones((1, 2)), two([1], [1, 0, 0])),
        (np.ones((1, 2)), [Margin(axes=(2,), wanted=np.ones(2))]),
        (np.ones((2, 2)), [Margin(axes=(1, 0), wanted=np.ones((2, 2)))]),
    ],
)
def test_what_cannot_be_fitted_is_refused(seed: np.ndarray, margins: list[Margin]) -> None:
    with pytest.raises(InputError):
        fit(seed, margins)


def test_gras_by_hand() -> None:
    """One row, [3, −1] to the sum 4 with the columns free to follow: 3r − 1/r = 4 has the root r = (2+√7)/3."""
    r = (2 + 7**0.5) / 3
    made = gras(np.array([[3.0, -1.0]]), np.array([4.0]), np.array([3 * r, -1 / r]))
    assert isinstance(made, Fitted)
    assert np.allclose(made.table, [[3 * r, -1 / r]])


@settings(deadline=None)
@given(rng=tables)
def test_gras_gives_the_margins_keeps_the_signs_and_is_ipf_where_nothing_is_negative(rng: np.random.Generator) -> None:
    sign = np.where(rng.uniform(size=(4, 5)) < 0.2, -1.0, 1.0)
    sign[0], sign[:, 0] = 1.0, 1.0
    seed = rng.uniform(1, 5, (4, 5)) * sign
    goal = seed * rng.uniform(0.8, 1.25, (4, 5))
    made = gras(seed, goal.sum(axis=1), goal.sum(axis=0))
    assert isinstance(made, Fitted), made
    assert np.allclose(made.table.sum(axis=1), goal.sum(axis=1), atol=1e-6)
    assert np.allclose(made.table.sum(axis=0), goal.sum(axis=0), atol=1e-6)
    assert (np.sign(made.table) == np.sign(seed)).all()
    plain = np.abs(seed)
    same = gras(plain, np.abs(goal).sum(axis=1), np.abs(goal).sum(axis=0))
    assert isinstance(same, Fitted)
    assert np.allclose(same.table, fitted(plain, margins_of(np.abs(goal))).table, rtol=1e-6)


def test_gras_says_what_cannot_be() -> None:
    made = refused(gras(np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([-1.0, 4.0]), np.array([1.0, 2.0])))
    assert [(off.margin, off.at) for off in made.off] == [(0, (0,))]
    assert refused(gras(np.ones((2, 2)), np.array([1.0, 2.0]), np.array([2.0, 2.0]))).reason == "contradiction"
