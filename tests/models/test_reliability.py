"""Probabilities beside what was true."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from upslope.models.lifecycle.reliability import reliability, wilson


def test_a_model_that_knows_itself_has_little_error() -> None:
    dice = np.random.default_rng(1)
    said = dice.random(20_000)
    knows = reliability(said.tolist(), (dice.random(20_000) < said).tolist())
    boasts = reliability(said.tolist(), (dice.random(20_000) < said**2).tolist())
    assert knows.error < 0.02
    assert boasts.error == pytest.approx(1 / 2 - 1 / 3, abs=0.02)
    assert sum(one.right_low <= one.said <= one.right_high for one in knows.bins) >= 8
    assert knows.unsure == pytest.approx(0.5, abs=0.02)
    assert knows.right_of_sure == pytest.approx(0.75, abs=0.02)
    assert sum(one.number for one in knows.bins) == knows.number == 20_000


@pytest.mark.parametrize(("right", "number"), [(0, 1), (1, 1), (0, 20), (7, 9), (50, 100)])
def test_the_interval_is_wilsons(right: int, number: int) -> None:
    known = stats.binomtest(right, number).proportion_ci(method="wilson")
    assert wilson(right, number) == pytest.approx((known.low, known.high))


def test_the_ends_are_in_the_bins() -> None:
    found = reliability([0.0, 1.0, 0.999], [False, True, True])
    assert [(one.low, one.high, one.number) for one in found.bins] == [(0, 0.1, 1), (0.9, 1, 2)]
    assert found.right_of_sure == 1.0
    assert reliability([0.1], [True]).right_of_sure is None


@pytest.mark.parametrize(("said", "right"), [([], []), ([0.5], []), ([0.1, 0.2], [True])])
def test_what_does_not_belong_together_is_refused(said: list[float], right: list[bool]) -> None:
    with pytest.raises(ValueError, match="probabilities and"):
        reliability(said, right)
