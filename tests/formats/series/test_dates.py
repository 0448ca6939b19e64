"""Which way round the dates of a column are written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest

from upslope.errors import ReadError
from upslope.formats.series.dates import days

UNTIL = date(2026, 7, 21)
Step = Literal["day", "month"]


def daily(count: int, start: date = date(2019, 1, 1)) -> list[date]:
    return [start + timedelta(days=n) for n in range(count)]


def monthly(count: int) -> list[date]:
    return [date(2019 + n // 12, n % 12 + 1, 1) for n in range(count)]


def written(column: list[date], first: str, year: int) -> list[str]:
    order = "{0.day}/{0.month}/" if first == "day" else "{0.month}/{0.day}/"
    return [order.format(day) + str(day.year)[-year:] for day in column]


@pytest.mark.parametrize("first", ["day", "month"])
@pytest.mark.parametrize("year", [2, 4])
def test_days_above_12_tell_the_order(first: str, year: int) -> None:
    column = daily(60)
    assert days(written(column, first, year), "day", UNTIL) == column


@pytest.mark.parametrize("first", ["day", "month"])
def test_so_does_a_value_every_day(first: str) -> None:
    column = daily(9)  # no day above 12
    assert days(written(column, first, 2), "day", UNTIL) == column


@pytest.mark.parametrize("first", ["day", "month"])
@pytest.mark.parametrize("count", [3, 12, 40])
def test_so_does_a_value_every_month(first: str, count: int) -> None:
    column = monthly(count)
    assert days(written(column, first, 2), "month", UNTIL) == column


@pytest.mark.parametrize("first", ["day", "month"])
def test_lines_in_any_order_and_a_few_that_are_broken_do_not_matter(first: str) -> None:
    column = daily(400)[::-1]
    cells = [
        *written(column, first, 4),
        "99/99/2019",
        "1/31/2019" if first == "day" else "31/1/2019",
    ]
    read = days(cells, "day", UNTIL)
    assert read == [*column, None, None]


@pytest.mark.parametrize("column", [["1/2/25"], ["1/2/25", "1/4/25", "5/6/25"], ["1/2/25"] * 9])
def test_what_could_be_either_is_refused(column: list[str]) -> None:
    with pytest.raises(ReadError, match="day first and with the month first"):
        days(column, "day", UNTIL)


def test_two_orders_in_one_column_are_refused() -> None:
    cells = written(daily(40), "day", 2) + written(daily(40, date(2020, 1, 1)), "month", 2)
    with pytest.raises(ReadError, match="neither"):
        days(cells, "day", UNTIL)


def test_the_same_either_way_is_no_question() -> None:
    assert days(["1/1/25", "2/2/25"], "day", UNTIL) == [date(2025, 1, 1), date(2025, 2, 2)]


def test_days_to_come_tell_the_order_too() -> None:
    cells = ["1/2/25", "2/2/25", "3/2/25"]
    assert days(cells, "day", date(2025, 2, 3)) == daily(3, date(2025, 2, 1))


@pytest.mark.parametrize(
    ("cell", "step", "day"),
    [
        ("2026-06-30", "day", date(2026, 6, 30)),
        ("2026/6/3", "day", date(2026, 6, 3)),
        ("2026-06-30T00:00:00Z", "day", date(2026, 6, 30)),
        ("2026-06-30 00:00:00+00:00", "day", date(2026, 6, 30)),
        ("30-Jun-26", "day", date(2026, 6, 30)),
        ("30 June 2026", "day", date(2026, 6, 30)),
        ("2026-06", "day", None),
        ("Jun-26", "day", None),
        ("2026-06", "month", date(2026, 6, 1)),
        ("2026-06-30", "month", date(2026, 6, 1)),
        ("Jun-26", "month", date(2026, 6, 1)),
        ("26-Jun", "month", date(2026, 6, 1)),
        ("June 2026", "month", date(2026, 6, 1)),
        ("2026-Jun", "month", date(2026, 6, 1)),
        ("Foo-26", "month", None),
        ("2026-13", "month", None),
        ("0000-01", "month", None),
        ("", "day", None),
        ("٢٠٢٦-٠٦-٣٠", "day", date(2026, 6, 30)),
        ("45000", "day", None),
    ],
)
def test_other_ways_to_write_a_date(cell: str, step: Step, day: date | None) -> None:
    assert days([cell], step, UNTIL) == [day]
