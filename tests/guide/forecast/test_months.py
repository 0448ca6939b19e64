import math
from calendar import monthrange

import numpy as np
import pytest
from tests.guide.forecast.series import day

from upslope.guide.forecast.months import Months, first_day, month_number, months

JANUARY = month_number("2026-01-01")


def daily(month: int, value: float, until: int = 31) -> list[tuple[str, float]]:
    length = monthrange(month // 12, month % 12 + 1)[1]
    return [(day(month, of), value) for of in range(1, min(length, until) + 1)]


def test_days_become_means_of_months() -> None:
    days = [("2026-01-01", 1.0), ("2026-01-02", 3.0), ("2026-02-01", 5.0), ("2026-02-02", 5.0)]
    known = months(days, "2026-03-01")
    assert (first_day(known.first), known.values.tolist()) == ("2026-01-01", [2.0, 5.0])


def test_a_month_in_progress_does_not_count() -> None:
    days = [*daily(JANUARY, 1.0), *daily(JANUARY + 1, 2.0), *daily(JANUARY + 2, 9.0, until=27)]
    assert months(days, "2026-03-28").last == JANUARY + 1
    assert (
        months(days, "2026-04-01").last == JANUARY + 2
    )  # 27 of 31 days are enough once it is over


def test_a_month_that_ends_early_does_not_count() -> None:
    days = [*daily(JANUARY, 1.0), *daily(JANUARY + 1, 2.0), *daily(JANUARY + 2, 9.0, until=8)]
    known = months(days, "2026-05-20")
    assert known.last == JANUARY + 1
    assert known.left_out == {"in a month that is not whole": 8}


def test_weeks_and_months_are_read_by_the_same_rule() -> None:
    weeks = [(f"2026-0{month}-{of:02d}", 1.0) for month in (1, 2, 3) for of in (5, 12, 19, 26)]
    assert months(weeks, "2026-04-01").values.tolist() == [1.0, 1.0, 1.0]
    monthly = [(day(JANUARY + step), float(step)) for step in range(3)]
    assert months(monthly, "2026-03-15").values.tolist() == [0.0, 1.0, 2.0]


def test_what_lies_before_a_gap_is_left_out() -> None:
    monthly = [(day(JANUARY + step), 1.0) for step in (0, 1, 3, 4, 5)]
    known = months(monthly, "2026-08-01")
    assert (known.first, len(known.values)) == (JANUARY + 3, 3)
    assert known.left_out == {"months before a missing one": 2}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308, -1e13])
def test_what_no_number_can_be_is_left_out(value: float) -> None:
    known = months([("2026-01-01", 1.0), ("2026-02-01", value)], "2026-06-01")
    assert known.values.tolist() == [1.0]
    assert known.left_out == {"not a number that can be": 1}


@pytest.mark.parametrize(
    "written",
    ["31/1/26", "1/31/2026", "2026-13-01", "2026-00-01", "2026-01-32", "", "x", "2026-1-1"],
)
def test_what_is_no_day_is_left_out(written: str) -> None:
    known = months([("2026-01-01", 1.0), (written, 5.0)], "2026-06-01")
    assert known.values.tolist() == [1.0]
    assert known.left_out == {"without a day as 2026-07-21": 1}


def test_the_future_is_left_out() -> None:
    days = [("2026-01-01", 1.0), ("2026-02-01", 2.0), ("2099-01-01", 9.0)]
    known = months(days, "2026-03-05")
    assert known.values.tolist() == [1.0, 2.0]
    assert known.left_out == {"dated after the file": 1}


def test_of_one_day_twice_the_last_counts_and_order_does_not_matter() -> None:
    days = [("2026-02-01", 2.0), ("2026-01-01", 7.0), ("2026-01-01", 1.0)]
    assert months(days, "2026-03-05").values.tolist() == [1.0, 2.0]


def test_nothing_is_no_month() -> None:
    assert len(months([], "2026-03-05").values) == 0
    assert len(months([("2026-04-01", 1.0)], "2026-03-05").values) == 0


def test_only_what_is_above_zero_has_a_logarithm() -> None:
    known = Months(first=JANUARY, values=np.array([1.0, -1.0, 2.0])).above_zero()
    assert (known.first, known.values.tolist()) == (JANUARY + 2, [2.0])
    assert len(Months(first=JANUARY, values=np.zeros(3)).above_zero().values) == 0
