import numpy as np
import pytest
from tests.guide.forecast.series import published, walks

from upslope.guide.forecast.resample import block_draws, ratio, skill
from upslope.guide.forecast.study import Study


def test_naive_is_what_remains_of_a_random_walk() -> None:
    study = Study.of(published(walks(4, 90, 21), since=70))
    assert [one.method for one in study.judged[:3]] == ["naive"] * 3
    assert study.judged[0].skill == (0.0, 0.0, 0.0)
    assert study.shown >= 3


def test_ets_is_taken_where_it_is_better_beyond_doubt() -> None:
    study = Study.of(published(walks(4, 90, 2, drift=0.03, spread=0.01), since=70))
    assert study.judged[2].method == "ets"
    assert study.judged[2].skill[1] > 0.3


def test_a_horizon_needs_four_windows_that_were_known_then() -> None:
    study = Study.of(published(walks(3, 72, 3), since=48))
    assert study.judged[0].origins == 24
    assert study.judged[3].origins == 21
    assert study.shown == 5
    assert "19 past forecasts 6 months on" in study.judged[5].refused
    assert "24 are needed" in study.judged[11].refused  # the first reason holds for all after it


def test_one_vintage_shows_nothing_unless_it_is_never_revised() -> None:
    only = published(walks(3, 90, 4), since=90)
    assert Study.of(only).shown == 0
    assert "0 past forecasts 1 month on" in Study.of(only).judged[0].refused
    assert Study.of(only, revised=False).shown >= 3


def test_a_horizon_at_which_intervals_failed_is_refused() -> None:
    """Calm for years, and then a climb that is never like the past."""
    steps = np.r_[np.random.default_rng(5).normal(0, 0.002, 66), 0.02 * 1.15 ** np.arange(24)]
    places = {"DE": np.exp(steps.cumsum()), "FR": np.exp(1 + steps.cumsum())}
    study = Study.of(published(places, since=66))
    assert study.judged[2].coverage[0] < 0.7
    assert study.shown < 3
    assert "held only" in study.judged[2].refused


def test_blocks_keep_neighbours_together() -> None:
    month = np.arange(30)
    errors = np.repeat([1.0, 3.0], 15)  # two long spells: neighbours tell the same
    apart, together = (ratio(errors, np.ones(30), block_draws(month, length)) for length in (1, 10))
    assert apart[0] == together[0] == 2.0
    assert together[2] - together[1] > 1.5 * (apart[2] - apart[1])


def test_places_of_an_origin_are_drawn_together() -> None:
    draw = np.random.default_rng(6)
    of_origin = draw.exponential(size=30)
    once = ratio(of_origin, np.ones(30), block_draws(np.arange(30), 1))
    nine = ratio(np.tile(of_origin, 9), np.ones(270), block_draws(np.tile(np.arange(30), 9), 1))
    assert nine == pytest.approx(once)


def test_the_best_of_several_must_be_better_by_more() -> None:
    draw = np.random.default_rng(8)
    error, naive = draw.exponential(1.0, 40), draw.exponential(1.4, 40)
    draws = block_draws(np.arange(40), 3)
    (middle, low, high), (same, lower, higher) = (
        skill(error, naive, draws, among) for among in (1, 2)
    )
    assert middle == same
    assert lower < low < high < higher
