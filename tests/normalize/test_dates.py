"""Dates in every form that sources use, and dates that nobody should believe."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.normalize.dates import iso_date

NOW = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-08-11", "2026-08-11"),
        ("2026-08-11T20:45:29+02:00", "2026-08-11"),
        ("2026-08-11T20:45:29.123Z", "2026-08-11"),
        ("2026-08-11 20:45:29 UTC", "2026-08-11"),
        ("Tue, 11 Aug 2026 7:00:00 GMT", "2026-08-11"),
        ("September  15, 2026", "2026-09-15"),
        ("15 Sep 2026", "2026-09-15"),
        ("Aug 3rd, 2026", "2026-08-03"),
        ("15.09.2026", "2026-09-15"),
        ("13/08/2026", "2026-08-13"),
        ("08/13/2026", "2026-08-13"),
        ("05/05/2026", "2026-05-05"),
        (1786480529, "2026-08-11"),
        (1786480529000, "2026-08-11"),
        ("1786480529", "2026-08-11"),
        ("3 days ago", "2026-09-17"),
        ("Posted Yesterday", "2026-09-19"),
        ("Just posted", "2026-09-20"),
    ],
)
def test_forms_of_dates(value: str | float, day: str) -> None:
    assert iso_date(value, NOW) == day


@pytest.mark.parametrize(
    "value",
    [None, "", "03/04/2026", "1970-01-01", 0, -5, "9999-12-31", "0000-00-00", "2026-13-45",
     "2026-08-11T00:00:00+99:99", "2026-08-11T25:00:00Z", float("nan"), float("inf"), 1e308,
     "Mar 2026", "soon", "Posted 30+ Days Ago", "2026-08-11 <b>", "💰", "9" * 5000],
)  # fmt: skip
def test_unclear_or_absurd_dates_are_unknown(value: str | float | None) -> None:
    assert iso_date(value, NOW) is None


def test_words_need_the_day_of_the_reply() -> None:
    assert iso_date("3 days ago") is None


def test_a_day_without_a_year_is_the_latest_one() -> None:
    today = date(2026, 1, 3)
    assert iso_date("Jan 04", today) == "2026-01-04"  # tomorrow, where the list was written
    assert iso_date("Jan 05", today) == "2025-01-05"
    assert iso_date("Sept. 9", today) == "2025-09-09"
    assert iso_date("Feb 29", today) == "2024-02-29"
    assert iso_date("Feb 31", today) is None
    assert iso_date("Oct 24") is None


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.none()))
def test_any_value_is_a_day_or_unknown(value: str | float | None) -> None:
    day = iso_date(value, NOW)
    assert day is None or date.fromisoformat(day).year >= 2000
