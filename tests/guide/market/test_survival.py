"""The estimate agrees with SciPy's, and with what it is by definition, one age at a time."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from upslope.guide.market.survival import (
    YEAR,
    Counts,
    Flags,
    Integers,
    age_when,
    between,
    count,
    median_between,
    still_open,
    together,
)

Spell = tuple[int, int, bool]
_spells = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 20), st.booleans()).map(
        lambda one: (one[0], one[0] + one[1], one[2])
    ),
    min_size=1,
    max_size=30,
)


def _laid_out(spells: list[Spell], entered: bool = True) -> tuple[Integers, Integers, Flags]:
    starts = np.array([one[0] if entered else 0 for one in spells])
    return starts, np.array([one[1] for one in spells]), np.array([one[2] for one in spells])


def _counts(spells: list[Spell], entered: bool = True) -> Counts:
    laid_out = _laid_out(spells, entered)
    return together(count(*laid_out, np.zeros(len(spells), dtype=np.int64), 1))


@given(_spells)
@settings(max_examples=60, deadline=None)
def test_without_late_entries_it_is_scipys(spells: list[Spell]) -> None:
    _, left, closed = _laid_out(spells)
    theirs = ecdf(CensoredData(uncensored=left[closed], right=left[~closed])).sf
    ours = still_open(_counts(spells, entered=False), fewest=1)
    for age, share in zip(theirs.quantiles, theirs.probabilities, strict=True):
        assert ours[int(age)] == pytest.approx(share)


@given(_spells)
@settings(max_examples=60, deadline=None)
def test_late_entries_count_only_from_then_on(spells: list[Spell]) -> None:
    share, ours = 1.0, still_open(_counts(spells), fewest=1)
    for age in range(max(one[1] for one in spells) + 1):
        at_risk = [one for one in spells if one[0] < age <= one[1]]
        over = sum(one[2] and one[1] == age for one in at_risk)
        share *= 1 - over / len(at_risk) if at_risk else 1
        assert ours[age] == pytest.approx(share)
    after = ours[max(one[1] for one in spells) + 1 :]
    assert (after == 0).all() if ours[age] == 0 else np.isnan(after).all()


@given(_spells)
@settings(max_examples=30, deadline=None)
def test_the_interval_is_scipys_where_each_board_has_one_opening(spells: list[Spell]) -> None:
    """With boards of one opening, the variance over boards is Greenwood's."""
    starts, left, closed = _laid_out(spells, entered=False)
    theirs = ecdf(CensoredData(uncensored=left[closed], right=left[~closed])).sf
    with warnings.catch_warnings(action="ignore"):  # SciPy warns where the share is 0 or 1
        interval = theirs.confidence_interval(0.95, method="log-log")
    low, high = between(count(starts, left, closed, np.arange(len(spells)), len(spells)), fewest=1)
    for place, age in enumerate(theirs.quantiles):
        if 0 < theirs.probabilities[place] < 1:
            assert low[int(age)] == pytest.approx(interval.low.probabilities[place], abs=1e-4)
            assert high[int(age)] == pytest.approx(interval.high.probabilities[place], abs=1e-4)


def test_openings_of_one_board_that_close_together_say_less() -> None:
    left = np.repeat(np.arange(4, 44), 10)
    closed = np.ones(400, dtype=np.bool_)
    boards = np.repeat(np.arange(40), 10)
    alone = between(count(np.zeros_like(left), left, closed, np.arange(400), 400))
    joint = between(count(np.zeros_like(left), left, closed, boards, 40))
    assert joint[1][20] - joint[0][20] > 2.5 * (alone[1][20] - alone[0][20])


def test_a_right_censored_group_does_not_reach_its_median() -> None:
    left = np.concatenate([np.arange(1, 41), np.full(60, 100)])
    closed = left < 100
    counts = count(np.zeros_like(left), left, closed, np.arange(100) % 10, 10)
    curve = still_open(together(counts))
    assert age_when(0.4, curve) == 20
    assert age_when(0.5, curve) == np.inf
    assert median_between(counts)[1] == np.inf


def test_what_stays_beyond_a_year_is_still_open_then() -> None:
    counts = _counts([(0, YEAR + 50, True)] * 6)
    assert still_open(counts)[-1] == 1


def test_the_median_of_known_lives_is_within_its_interval() -> None:
    chance = np.random.default_rng(3)
    life = np.ceil(chance.exponential(60, 3_000)).astype(np.int64)
    entered = chance.integers(0, 80, 3_000)
    until = entered + chance.integers(1, 120, 3_000)
    seen = life > entered
    counts = count(
        entered[seen],
        np.minimum(life, until)[seen],
        (life <= until)[seen],
        np.arange(3_000)[seen] % 50,
        50,
    )
    low, high = median_between(counts)
    assert low <= np.log(2) * 30 <= high
    assert high - low < 8
