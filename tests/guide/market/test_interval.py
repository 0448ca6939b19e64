"""No employer counts for too much, and intervals know that an employer's postings are alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.guide.market.interval import Told, at_once, limit, shares, wilson
from upslope.guide.market.median import median
from upslope.models.lifecycle.reliability import wilson as wilson_of_models


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=80))
def test_no_employer_counts_for_more_than_its_cap(sizes: list[int]) -> None:
    counted = np.minimum(sizes, limit(sizes))
    cap = max(0.05, 2 / len(sizes))
    assert counted.max() <= cap * counted.sum() * (1 + 1e-9) or len(sizes) <= 2
    if max(sizes) <= cap * sum(sizes):
        assert counted.sum() == sum(sizes)  # nobody is held back without need


@given(st.integers(1, 500), st.data())
def test_intervals_of_shares_are_those_of_the_models(number: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, number))
    assert np.allclose(wilson(right / number, number), wilson_of_models(right, number))


def _told(counts: list[int]) -> Told:
    of = np.array(counts, dtype=float)
    return Told(*(np.array([one]) for one in (of.sum(), (of**2).sum(), (of * 10).sum())))


def test_employers_that_are_alike_within_say_less() -> None:
    sizes = [10] * 30
    mixed = shares(_told([5] * 30), sizes, 10)
    alike = shares(_told([10] * 15 + [0] * 15), sizes, 10)
    assert mixed.share[0] == alike.share[0] == 0.5
    assert alike.high - alike.low > 2.5 * (mixed.high - mixed.low)
    # Mixed employers are as good as independent openings, and no better.
    low, high = wilson_of_models(150, 300)
    assert mixed.low[0] == pytest.approx(low, abs=0.005)
    assert mixed.high[0] == pytest.approx(high, abs=0.005)


def test_four_employers_are_too_few_for_an_interval() -> None:
    found = shares(_told([5] * 4), [10] * 4, 10)
    assert found.share[0] == 0.5
    assert np.isnan(found.low[0]) and np.isnan(found.high[0])


@given(st.lists(st.floats(1e4, 1e6), min_size=10, max_size=60))
def test_a_median_of_equals_is_the_usual_one(amounts: list[float]) -> None:
    found = median(amounts, range(len(amounts)))
    assert found is not None
    assert found.median == pytest.approx(np.median(amounts))
    assert min(amounts) <= found.low <= found.median <= found.high <= max(amounts)


def test_intervals_of_medians_hold_the_truth() -> None:
    """Employers differ among each other, and hold from 1 to 20 openings: 95 % is meant so."""
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(300):
        sizes = rng.integers(1, 21, 40)
        voices = np.repeat(np.arange(40), sizes)
        amounts = np.exp(rng.normal(11.5, 0.2, 40)[voices] + rng.normal(0, 0.1, sizes.sum()))
        found = median(amounts, voices)
        assert found is not None
        held += found.low <= np.exp(11.5) <= found.high
    assert 0.91 <= held / 300 <= 0.99


def test_one_employer_cannot_move_a_median() -> None:
    honest = np.linspace(90_000, 110_000, 100)
    alone = median(honest, range(100))
    flooded = median([*honest, *[500_000.0] * 5000], [*range(100), *[100] * 5000])
    assert alone and flooded
    assert flooded.median == pytest.approx(alone.median, rel=0.02)


def test_looking_at_many_finds_nothing_in_noise() -> None:
    chances = np.random.default_rng(1).random(1000)
    assert not at_once(chances).any()
    assert at_once(np.append(chances, 1e-9)).sum() == 1
