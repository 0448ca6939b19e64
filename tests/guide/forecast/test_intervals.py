import numpy as np
import pytest
from numpy.typing import NDArray
from tests.guide.forecast.series import vintage, walks

from upslope.guide.forecast.histories import histories
from upslope.guide.forecast.intervals import bounds, errors, replayed, upper
from upslope.guide.forecast.origins import Origins, replay

Array = NDArray[np.float64]


def cuts(places: dict[str, Array]) -> Origins:
    """One vintage, cut at all its months."""
    return replay(
        histories([vintage({name: of.tolist() for name, of in places.items()})], True), True
    )


def walk(places: int, months: int, seed: int, drift: float = 0.0, spread: float = 0.04) -> Origins:
    return cuts(walks(places, months, seed, drift, spread))


def newest(origins: Origins) -> tuple[int, int]:
    return int(origins.day.max()), int(origins.month.max())


@pytest.mark.parametrize("count", [9, 10, 19, 37])
def test_equal_weights_give_the_quantile_of_split_conformal(count: int) -> None:
    past = np.random.default_rng(count).normal(size=count)
    rank = int(np.ceil(0.9 * (count + 1)))
    expected = np.sort(past)[rank - 1] if rank <= count else np.inf
    assert upper(past, np.ones(count), 0.9) == expected


def test_the_past_must_weigh_enough() -> None:
    assert upper(np.arange(8.0), np.ones(8), 0.9) == np.inf
    assert upper(np.arange(100.0), np.full(100, 0.08), 0.9) == np.inf
    assert upper(np.array([]), np.array([]), 0.9) == np.inf


@pytest.mark.parametrize("horizon", [1, 3])
@pytest.mark.parametrize("method", ["naive", "ets"])
def test_intervals_hold_about_80_percent_of_a_random_walk(method: str, horizon: int) -> None:
    held = []
    for seed in range(6):
        origins = walk(3, 110, 10 + seed)
        low, high = replayed(origins, method, horizon, origins.day == 0)
        missed = errors(origins, method, horizon)
        told = np.isfinite(missed) & np.isfinite(high - low)
        held.append(((low <= missed) & (missed <= high))[told].mean())
    assert 0.77 < np.mean(held) < 0.92


def test_an_interval_leans_to_where_the_errors_went() -> None:
    origins = walk(3, 80, 2, drift=0.03, spread=0.02)
    moment = newest(origins)
    low, high = bounds(origins, "naive", 3, moment)
    assert -0.02 < low <= 0
    assert high > 0.1


def test_ten_places_that_move_as_one_count_as_one() -> None:
    one = walks(1, 80, 3)
    ten = {f"A{letter}": one["AQ"] for letter in "QRSTUVWXYZ"}
    moments = []
    for places in (one, ten):
        origins = cuts(places)
        moment = newest(origins)
        moments.append(bounds(origins, "naive", 1, moment))
    assert moments[0] == pytest.approx(moments[1])


def test_newer_errors_weigh_more() -> None:
    steps = np.random.default_rng(4).normal(size=84) * np.r_[np.full(70, 0.01), np.full(14, 0.08)]
    origins = cuts({"DE": np.exp(steps.cumsum())})
    moment = newest(origins)
    recent, all_alike = (
        np.subtract(*bounds(origins, "naive", 1, moment, half)[::-1]) for half in (12.0, 1e9)
    )
    assert recent > 1.3 * all_alike


def test_without_a_past_nothing_is_sure() -> None:
    origins = walk(1, 25, 5)
    assert bounds(origins, "naive", 12, (1, 0)) == (-np.inf, np.inf)
