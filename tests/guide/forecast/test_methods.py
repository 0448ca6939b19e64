"""The methods against plain loops and formulas written down anew."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from upslope.guide.forecast.methods import METHODS, aicc, ets, naive, theta
from upslope.guide.forecast.smoothing import DAMPED, HOLT, SIMPLE, Smoothing, fit

Array = NDArray[np.float64]


def wandering(seed: int, months: int = 40, drift: float = 0.02) -> Array:
    steps = np.random.default_rng(seed).normal(drift, 0.05, months)
    return np.asarray(steps.cumsum() + np.random.default_rng(seed + 1).normal(0, 0.03, months))


def smooth(values: Array, weights: tuple[float, float, float], start: Array) -> tuple[float, Array]:
    """Sum of squares, and level and slope at the end, month by month from a given start."""
    (alpha, beta, damping), (level, slope) = weights, start
    squares = 0.0
    for value in values:
        error = value - (level + damping * slope)
        squares += error**2
        level, slope = level + damping * slope + alpha * error, damping * slope + beta * error
    return squares, np.array([level, slope])


@pytest.mark.parametrize("model", [SIMPLE, HOLT, DAMPED], ids=["simple", "holt", "damped"])
def test_the_start_is_the_best_one(model: Smoothing) -> None:
    values = wandering(1)
    found = fit(values[None], model, first=len(values))
    weights = float(found.alpha[0, 0]), float(found.beta[0, 0]), float(found.damping[0, 0])

    def squares(start: Array) -> float:
        return smooth(values, weights, np.append(start, [0.0])[:2])[0]

    best = minimize(squares, np.zeros(model.start), method="BFGS", options={"gtol": 1e-10})
    assert found.squares[0, 0] == pytest.approx(best.fun, rel=1e-6)
    _, state = smooth(values, weights, np.append(best.x, [0.0])[:2])
    assert [found.level[0, 0], found.slope[0, 0]] == pytest.approx(state.tolist(), abs=1e-5)


@pytest.mark.parametrize("model", [SIMPLE, HOLT, DAMPED], ids=["simple", "holt", "damped"])
def test_no_point_of_the_grid_fits_better(model: Smoothing) -> None:
    values = wandering(2)
    found = fit(values[None], model, first=len(values)).squares[0, 0]
    for point in range(0, len(model.alpha), 7):
        weights = float(model.alpha[point]), float(model.beta[point]), float(model.damping[point])
        start = np.linalg.lstsq(*_linear(values, weights, model.start), rcond=None)[0]
        assert found <= smooth(values, weights, np.append(start, [0.0])[:2])[0] + 1e-9


def _linear(values: Array, weights: tuple[float, float, float], size: int) -> tuple[Array, Array]:
    """The errors as a linear function of the start, by trying unit starts."""

    def errors(start: list[float]) -> Array:
        seen = [smooth(values[:count], weights, np.array(start)) for count in range(len(values))]
        ahead = [state[0] + weights[2] * state[1] for _, state in seen]
        return np.asarray(values - np.array(ahead))

    none = errors([0.0, 0.0])
    columns = [none - errors([1.0, 0.0]), none - errors([0.0, 1.0])]
    return np.stack(columns[:size], axis=1), none


def test_a_damped_trend_adds_up_as_written() -> None:
    found = fit(wandering(3)[None], DAMPED, first=40)
    level, slope, damping = found.level[0, 0], found.slope[0, 0], found.damping[0, 0]
    expected = [level + slope * sum(damping**k for k in range(1, h + 1)) for h in (1, 2, 3)]
    assert found.ahead(3)[0, 0].tolist() == pytest.approx(expected)


def test_aicc_is_the_formula_of_hurvich_and_tsai() -> None:
    expected = 40 * np.log(0.5 / 40) + 2 * 5 + 2 * 5 * 6 / (40 - 5 - 1)
    assert float(aicc(np.array(0.5), np.array(40), HOLT)) == pytest.approx(expected)


def test_ets_follows_a_line_and_does_not_chase_noise() -> None:
    line = 0.1 * np.arange(48.0)
    assert ets(line[None], 3, 48)[0, 0].tolist() == pytest.approx([4.8, 4.9, 5.0])
    noise = np.random.default_rng(4).normal(5, 0.1, (20, 48))
    ahead = ets(noise, 12, 48)[:, 0]
    assert np.median(abs(ahead[:, -1] - ahead[:, 0])) < 0.02


def test_ets_knows_no_scale() -> None:
    values = wandering(5)[None]
    assert ets(7 + 3 * values, 6, 30) == pytest.approx(7 + 3 * ets(values, 6, 30), abs=1e-6)


def test_theta_is_the_mean_of_the_two_lines_it_was_published_as() -> None:
    """Assimakopoulos and Nikolopoulos: a straight line, and smoothing of what doubles its bends."""
    values, months = wandering(6), 40
    simple = fit(values[None], SIMPLE, first=months)
    alpha = float(simple.alpha[0, 0])
    start = np.linalg.lstsq(*_linear(values, (alpha, 0.0, 0.0), 1), rcond=None)[0][0]
    slope, origin = np.polyfit(np.arange(months), values, 1)
    line = origin + slope * np.arange(months)
    level = 2 * start - origin
    for bent in 2 * values - line:
        level += alpha * (bent - level)
    expected = [(level + origin + slope * (months - 1 + step)) / 2 for step in (1, 2, 12)]
    found = theta(values[None], 12, months)[0, 0]
    assert found[[0, 1, 11]].tolist() == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("name", METHODS)
def test_a_cut_knows_nothing_later(name: str) -> None:
    values = np.stack([wandering(7), wandering(8)])
    whole = METHODS[name](values, 4, 24)
    assert whole.shape == (2, 17, 4)
    changed = values.copy()
    changed[:, 30:] = 99.0
    assert np.array_equal(METHODS[name](changed, 4, 24)[:, :7], whole[:, :7])
    for cut in (24, 31, 40):
        alone = METHODS[name](values[:, :cut], 4, cut)[:, 0]
        assert alone == pytest.approx(whole[:, cut - 24], abs=1e-9)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("value", [0.0, -3.0, 1e12])
def test_what_never_moves_stays(name: str, value: float) -> None:
    assert METHODS[name](np.full((1, 30), value), 3, 24) == pytest.approx(value, rel=1e-6, abs=1e-9)


def test_naive_says_the_last() -> None:
    assert naive(np.array([[3.0, 4.0]]), 2, 1).tolist() == [[[3.0, 3.0], [4.0, 4.0]]]
