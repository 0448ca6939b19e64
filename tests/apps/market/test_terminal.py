"""Tables and charts in a terminal: any width, with and without colour, in any encoding."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.apps.market.hostile import hostile_tables
from tests.apps.market.tables import (
    all_tables,
    closing,
    index,
    outside,
    pay,
    refused,
    rising,
    roles,
)

from upslope.apps.cli.charts import ASCII, MOST_LINES, Scale, bar
from upslope.apps.cli.market_tables import rendered
from upslope.apps.market.drawing import Point
from upslope.records.market import MarketTable

STEERING = ["\x1b]0;owned\x07", "a\x9bb", "[red]x[/red]"]
TABLES = {table.name: table for table in all_tables()}


def shown(
    table: MarketTable,
    width: int = 80,
    *,
    encoding: str = "utf-8",
    tty: bool = False,
    environ: Mapping[str, str] = MappingProxyType({}),
) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    screen = Console(file=out, width=width, highlight=False, force_terminal=tty, _environ=environ)
    for part in rendered(table, screen, lambda one: f"upslope market {one.name} --json"):
        screen.print(part)
    out.flush()
    out.seek(0)
    return out.read()


@pytest.mark.parametrize("width", [16, 24, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", TABLES)
def test_fits_any_width(name: str, width: int) -> None:
    lines = shown(TABLES[name], width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "…" not in "".join(lines)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_says_all_that_a_number_stands_on(width: int) -> None:
    told = " ".join(shown(roles(), width).split())
    for part in (
        "Openings by role",
        "Interval: 95 %, Wilson.",
        "1,051",
        "greenhouse, lever, ashby",
    ):
        assert part in told
    assert "date in the future: 3" in told
    assert "Employers that list one opening" in told
    assert "36.2–42.2" in told


def test_a_refusal_says_why() -> None:
    assert "No answer: 2 vintages are too few" in shown(refused())
    assert refused().definition[:20] in shown(refused())
    first = rendered(refused(), Console(), lambda one: one.name, most=10)
    assert [str(part) for part in first][1:] == [f"No answer: {refused().refused}"]


def test_bars_are_as_long_as_their_numbers() -> None:
    rows = [line for line in shown(roles(), 120).splitlines() if "●" in line]
    dots = [line.index("●") for line in rows]
    assert len(rows) == 6
    assert dots == sorted(dots, reverse=True)
    start = shown(roles(), 120).splitlines()[3].index("0 %")
    assert (dots[0] - start) / (dots[1] - start) == pytest.approx(412 / 305, rel=0.1)


def test_units_leave_the_cells_where_bars_need_the_room() -> None:
    (row,) = [line for line in shown(pay(), 80).splitlines() if " mid " in line]
    assert "●" in row
    assert " 152,000 " in row
    assert "USD" not in row
    assert "USD" in shown(pay(), 80)
    (row,) = [line for line in shown(pay(), 120).splitlines() if " mid " in line]
    assert "USD 152,000" in row


def test_bars_go_below_where_there_is_no_room_beside() -> None:
    below = shown(pay(), 64).splitlines()
    assert not any("152,000" in line and "●" in line for line in below)
    assert any(line.startswith(" ml engineer, mid ") and "●" in line for line in below)


def test_narrow_terminals_have_the_numbers_row_by_row() -> None:
    told = " ".join(shown(pay(), 30).split())
    assert "ml engineer, mid: openings 104; median USD 152,000; 95 % 148,000–157,500" in told


def test_long_words_break_after_a_hyphen_before_a_table_is_given_up() -> None:
    roles_of_pay = pay()
    named = "retrieval-augmented generation"
    rows = [[named, *row[1:]] for row in roles_of_pay.rows]
    table = msgspec.structs.replace(roles_of_pay, rows=rows)
    least = next(width for width in range(20, 120) if "\n role  " in shown(table, width))
    lines = shown(table, least).splitlines()
    assert any(line.strip().startswith("retrieval- ") for line in lines)
    assert max(map(cell_len, lines)) <= least


def test_falling_is_left_of_nothing() -> None:
    lines = {line.split()[0]: line for line in shown(rising(), 120).splitlines() if "●" in line}
    assert lines["TensorFlow"].index("●") < lines["TensorFlow"].index("│")
    assert lines["LangGraph"].index("●") > lines["LangGraph"].index("│")


def test_lines_are_told_apart_without_colour() -> None:
    told = shown(outside())
    for sign, name in zip("●▲■◆", ("US", "GB", "DE", "FR"), strict=True):
        assert told.count(sign) > 3
        assert f"{sign} {name}" in told
    assert "2024-01-01" in told
    assert "2025-12-01" in told


def test_newest_days_of_every_line_are_in_the_table() -> None:
    told = shown(outside())
    assert all(f" 2025-12-01  {name} " in told for name in ("US", "GB", "DE", "FR"))
    assert "12 of 96 rows" in told


def test_a_curve_steps() -> None:
    table = closing()
    one = msgspec.structs.replace(table, rows=[row for row in table.rows if row[0] == "junior"])
    told = shown(one)
    assert "100 %" in told
    assert "0 %" in told
    assert "days open" in told


def test_more_lines_than_signs_are_said() -> None:
    table = outside()
    rows = [[day, f"{place}{at}", share] for at in range(3) for day, place, share in table.rows]
    told = shown(msgspec.structs.replace(table, rows=rows))
    assert f"and {12 - MOST_LINES} more in the table" in told


def test_plain_letters_where_the_terminal_has_no_others() -> None:
    for table in all_tables():
        told = shown(table, encoding="ascii").replace("to ?", "")
        assert all(ord(letter) < 128 for letter in told)
    assert "|" in shown(roles(), encoding="ascii")
    assert "+" in shown(outside(), encoding="ascii")


def test_colour_only_in_a_terminal_that_wants_it() -> None:
    assert "\x1b" not in "".join(map(shown, all_tables()))
    assert "\x1b[36m" in shown(roles(), tty=True)
    assert "\x1b[36m" not in shown(roles(), tty=True, environ={"NO_COLOR": "1"})


@pytest.mark.parametrize("table", hostile_tables(STEERING * 3))
def test_texts_of_others_do_not_steer_the_terminal(table: MarketTable) -> None:
    told = shown(table)
    assert not {"\x1b", "\x07", "\x9b"} & set(told)
    if table.name == "first":
        assert "[red]x[/red]" in told


def test_wide_letters_keep_their_columns() -> None:
    table = roles()
    rows = [["機械学習エンジニア", *table.rows[0][1:]], *table.rows[1:]]
    lines = shown(msgspec.structs.replace(table, rows=rows)).splitlines()
    assert max(map(cell_len, lines)) <= 80


def test_holes_are_not_drawn_across() -> None:
    whole = index()
    drawn = whole.chart
    assert drawn is not None
    chart = shown(msgspec.structs.replace(whole, chart=msgspec.structs.replace(drawn, low=None)))
    columns = list(zip(*(line.ljust(80)[8:] for line in chart.splitlines()[2:13]), strict=True))
    empty = [at for at, column in enumerate(columns) if not any(c > "\u2800" for c in column)]
    assert empty
    assert 25 < empty[0] < 40


@pytest.mark.parametrize("scale", [Scale(0, 0, 10), Scale(5, 5, 10), Scale(-3, 0, 10)])
def test_bars_of_odd_scales(scale: Scale) -> None:
    for value in (scale.low, scale.high):
        assert len(bar(Point(0, "x", value), scale)) == 10
        assert len(bar(Point(0, "x", value, value, value), scale, ASCII)) == 10
