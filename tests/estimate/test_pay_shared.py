"""Floors on real ranges of a later year, learned from the years before it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks.pay_ladder import asked, by_group, scores, served
from benchmarks.pay_rows import by_year, ranges

pytestmark = pytest.mark.shared


def test_intervals_hold_on_the_later_year(shared: Path) -> None:
    found = ranges(shared / "data" / "pay" / "ai_jobs_net_salaries.csv")
    assert by_year(found)[2025] == (728, 725)
    table, later = served(found, 2025)
    truth = np.log([one.middle for one in later])
    cells, said = asked(table, later)
    measured = scores(said, truth)
    assert measured["mae"][0] < 34_000  # back-off medians: 35,929
    assert 0.77 <= measured["coverage"][0] <= 0.83
    groups = by_group(cells, said, truth)
    within = [0.77 <= group["coverage"][0] <= 0.83 for group in groups]
    assert len(groups) >= 5
    assert np.mean(within) >= 0.8
