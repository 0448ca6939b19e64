"""What people read in a cell, a heading, and of a chart in one sentence."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from tests.apps.market.tables import closing, index, outside, pay, refused, rising

from upslope.apps.market.drawing import drawing
from upslope.apps.market.shown import cell, grid
from upslope.records.market import Cell, Chart, Column, ColumnKind, MarketTable


@pytest.mark.parametrize(
    ("value", "kind", "unit", "text"),
    [
        (0.391, "share", "", "39.1 %"),
        (0.0051, "share", "", "0.51 %"),
        (0, "share", "", "0 %"),
        (1.0, "share", "", "100 %"),
        (-0.048, "share", "", "-4.8 %"),
        (152_000.4, "money", "EUR", "EUR 152,000"),
        (1_204, "count", "", "1,204"),
        (104.25, "index", "", "104.2"),
        (34.0, "days", "days", "34"),
        (4.5, "days", "days", "4.5"),
        (3.2145, "number", "", "3.21"),
        (9.4, "number", "", "9.40"),
        (0.00123, "number", "", "0.0012"),
        (12_345.6, "number", "", "12,346"),
        (None, "share", "", "too few"),
        (None, "money", "USD", "too few"),
        (None, "days", "", "–"),
        (None, "text", "", "–"),
        (float("nan"), "share", "", "too few"),
        (1e308, "money", "USD", "too few"),
        ("ml_engineer", "text", "", "ml engineer"),
        ("Quill_Fish GmbH", "text", "", "Quill_Fish GmbH"),
        ("2026-11-21", "date", "", "2026-11-21"),
    ],
)
def test_cells(value: Cell, kind: ColumnKind, unit: str, text: str) -> None:
    assert cell(value, Column(name="x", label="x", kind=kind, unit=unit)) == text


def test_both_ends_of_an_interval_stand_in_one_column() -> None:
    shown = grid(pay())
    assert shown.headings == ["role", "level", "openings", "median", "95 %"]
    assert shown.rows[0][3:] == ["USD 118,000", "110,500–127,000"]
    assert shown.rows[-1][3:] == ["too few", "–"]


def test_an_interval_without_an_upper_end_says_so() -> None:
    table = pay()
    open_ended = [[*table.rows[0][:4], 110_500, None]]
    assert grid(msgspec.structs.replace(table, rows=open_ended)).rows[0][4] == "110,500–?"


def test_labels_that_are_not_alone_say_more() -> None:
    drawn = drawing(pay())
    assert drawn
    assert [point.label for point in drawn.lines[0].points][:2] == [
        "ml engineer, junior",
        "ml engineer, mid",
    ]
    assert [point.x for point in drawn.lines[0].points] == [0, 1, 2, 3]  # rows with a number


def test_a_hole_in_a_line_is_kept() -> None:
    drawn = drawing(index())
    assert drawn
    assert len(drawn.lines[0].points) == 39
    assert drawn.lines[0].breaks == [17]


def test_days_stand_by_the_calendar() -> None:
    drawn = drawing(outside())
    assert drawn
    assert drawn.axis == "days"
    first = [point.x for point in drawn.lines[0].points[:3]]
    assert [b - a for a, b in pairwise(first)] == [31, 29]
    assert drawn.lines[0].points[0].label == "2024-01-01"


def test_lines_in_any_order_of_rows() -> None:
    table = outside()
    backwards = msgspec.structs.replace(table, rows=table.rows[::-1])
    drawn, same = drawing(table), drawing(backwards)
    assert drawn
    assert same
    assert {line.name: line.points for line in drawn.lines} == {
        line.name: line.points for line in same.lines
    }


def test_only_what_has_a_length_begins_at_zero() -> None:
    found = {table.name: drawing(table) for table in (pay(), rising(), index(), closing())}
    held = {name: drawn.from_zero for name, drawn in found.items() if drawn}
    assert held == {"pay_by_role": False, "rising": True, "index": False, "time_to_close": True}


def test_summaries() -> None:
    found = {table.name: drawing(table) for table in (pay(), closing(), outside())}
    told = {name: drawn.summary for name, drawn in found.items() if drawn}
    assert told["pay_by_role"] == (
        "4 bars. Most: ml engineer, senior, USD 186,000. Least: ml engineer, junior, USD 118,000."
    )
    assert told["time_to_close"] == (
        "junior: 100 % at 0, 4.3 % at 90. senior: 100 % at 0, 19.8 % at 90."
    )
    assert told["ai_share"].endswith("And 1 more.")


@pytest.mark.parametrize("rows", [[], [["a", None]], [["a", float("inf")]]])
def test_nothing_to_draw(rows: list[list[Cell]]) -> None:
    table = MarketTable(
        name="t",
        title="T",
        definition="",
        n=0,
        columns=[Column(name="x", label="x"), Column(name="y", label="y", kind="count")],
        rows=rows,
        chart=Chart(kind="bars", x="x", y="y"),
    )
    assert drawing(table) is None
    assert drawing(refused()) is None


def test_words_keep_their_order() -> None:
    table = MarketTable(
        name="t",
        title="T",
        definition="",
        n=0,
        columns=[Column(name="x", label="x"), Column(name="y", label="y", kind="count")],
        rows=[["spring", 3], ["summer", 1], ["autumn", 2]],
        chart=Chart(kind="lines", x="x", y="y"),
    )
    drawn = drawing(table)
    assert drawn
    assert drawn.axis == "words"
    assert [(p.x, p.y) for p in drawn.lines[0].points] == [(0, 3), (1, 1), (2, 2)]
