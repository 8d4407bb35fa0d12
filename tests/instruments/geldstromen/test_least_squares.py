"""By hand, against SciPy's optimiser, and the properties of a projection."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.least_squares import balance


def test_by_hand() -> None:
    # 10 ± √1 and 20 ± √3 have to be 34 together: the 4 that lack are divided 1 : 3. V* = V − VGᵀGV/4.
    made = balance(np.array([10.0, 20.0]), np.array([1.0, 3.0]), np.array([[1.0, 1.0]]), np.array([34.0]))
    assert np.allclose(made.values, [11, 23])
    assert np.allclose(made.variance, [[0.75, -0.75], [-0.75, 0.75]])
    assert np.allclose(made.moved, [2, 2])  # 1/√0.25 and 3/√2.25: each two of its own deviations
    assert made.rank == 1


def test_what_cannot_move_does_not() -> None:
    made = balance(np.array([10.0, 20.0]), np.array([0.0, 3.0]), np.array([[1.0, 1.0]]), np.array([34.0]))
    assert np.allclose(made.values, [10, 24])
    assert np.allclose(made.variance, 0)
    assert made.moved[0] == 0


def test_constraints_that_repeat_each_other() -> None:
    x, v = np.array([10.0, 20.0, 5.0]), np.array([1.0, 3.0, 2.0])
    g = np.array([[1.0, 1, 0], [2.0, 2, 0], [1.0, 1, 0]])
    made = balance(x, v, g, np.array([34.0, 68.0, 34.0]))
    assert np.allclose(made.values, [11, 23, 5])
    assert made.rank == 1


def test_constraints_that_contradict_are_named() -> None:
    x, v = np.array([10.0, 20.0, 5.0]), np.array([1.0, 3.0, 2.0])
    g = np.array([[0.0, 0, 1], [1.0, 1, 0], [1.0, 1, 0]])
    with pytest.raises(InputError) as said:
        balance(x, v, g, np.array([6.0, 34.0, 38.0]))
    assert said.value.data["constraints"] == [1, 2]
    assert np.allclose(said.value.data["off"], 2)  # in the middle between the two
    with pytest.raises(InputError) as said:
        balance(x, np.array([0.0, 0.0, 1.0]), np.array([[1.0, 1, 0]]), np.array([31.0]))
    assert said.value.data["off"] == [1.0]


@pytest.mark.parametrize(
    ("variance", "why"),
    [
        (np.array([1.0, -1.0]), "negative"),
        (np.array([[1.0, 2.0], [2.0, 1.0]]), "negative"),
        (np.array([[1.0, 0.5], [0.0, 1.0]]), "symmetrical"),
        (np.array([1.0, 1.0, 1.0]), "size"),
        (np.array([1.0, np.nan]), "finite"),
    ],
)
def test_a_variance_that_cannot_be(variance: np.ndarray, why: str) -> None:
    with pytest.raises(InputError, match=why):
        balance(np.array([1.0, 2.0]), variance, np.array([[1.0, 1.0]]), np.array([4.0]))


def test_a_table_of_accounts_of_very_different_sizes() -> None:
    """Two by three with margins, of which one says what the others say already; millions beside euros."""
    x = np.array([5e9, 3e6, 40.0, 2e9, 1e6, 60.0])
    v = (0.05 * x) ** 2
    g = np.vstack([np.kron(np.eye(2), np.ones(3)), np.kron(np.ones(2), np.eye(3))])
    b = np.array([5.2e9 + 110, 2.1e9, 7.29e9, 1e7, 110.0])
    made = balance(x, v, g, b)
    assert made.rank == 4
    assert np.allclose(g @ made.values, b, rtol=1e-9)


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), figures=st.integers(2, 8), constraints=st.integers(1, 4))
def test_against_an_optimiser(seed: int, figures: int, constraints: int) -> None:
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=(figures, figures))
    v = factor @ factor.T + np.eye(figures)
    x = rng.normal(size=figures)
    g = rng.integers(-1, 2, size=(min(constraints, figures - 1), figures)).astype(float)
    b = g @ rng.normal(size=figures)  # so that there is an answer
    made = balance(x, v, g, b)
    # The minimum of (z−x)ᵀV⁻¹(z−x) over z = z₀ + N·t, by SciPy.
    free = np.linalg.svd(g)[2][np.linalg.matrix_rank(g) :].T
    start = np.linalg.lstsq(g, b, rcond=None)[0]
    whiten = np.linalg.cholesky(np.linalg.inv(v)).T
    best = start + free @ optimize.lsq_linear(whiten @ free, whiten @ (x - start)).x
    assert np.allclose(made.values, best, atol=1e-6)
    assert np.allclose(g @ made.values, b, atol=1e-8)
    # What has to hold for certain has no variance left, and nothing became less sure.
    assert np.allclose(g @ made.variance @ g.T, 0, atol=1e-6)
    assert np.linalg.eigvalsh(v - made.variance).min() > -1e-8
    again = balance(made.values, v, g, b)
    assert np.allclose(again.values, made.values, atol=1e-8)
