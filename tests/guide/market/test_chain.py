"""The index tells what happened on boards, not which boards are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.guide.market.facts import opening, snapshot

from upslope.guide.market import read
from upslope.guide.market.chain import chain
from upslope.guide.market.linked import LARGEST, chained, matched, scales
from upslope.guide.market.spells import NEVER_WHOLE
from upslope.records.market import MarketTable

MONDAY = date(2026, 1, 5)
WEEKS = 8


def _week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def _board(
    name: str, counts: Mapping[int, int], **facts: Any
) -> tuple[list[dict[str, Any]], list[tuple[str, str, date]]]:
    """Return a board with so many openings in the weeks in which it is seen, on Wednesdays."""
    rows: list[dict[str, Any]] = []
    days = {week: _week(week) + timedelta(days=2) for week in counts}
    for week, number in counts.items():
        there = [row for row in rows if row["open"]]
        for row in there[number:]:
            row |= {"open": False, "closed": days[week]}
        rows += [
            opening(f"{name} {len(rows) + new}", board=name, first_seen=days[week], **facts)
            for new in range(number - len(there))
        ]
    return rows, [("greenhouse", name, day) for day in days.values()]


def _told(folder: Path, *boards: Any, day: date | None = None) -> MarketTable:
    rows = [row for found, _ in boards for row in found]
    visits = [visit for _, found in boards for visit in found]
    snapshot(folder, 1, rows, visits, day=_week(WEEKS))
    with read(folder, day) as market:
        return chain(market.con)


def _series(told: MarketTable, name: str = "open", cell: str = "index") -> list[Any]:
    return [row[cell] for row in told.records() if row["series"] == name]


def _steady(number: int = 10, openings: int = 8) -> list[Any]:
    return [_board(f"board {one}", dict.fromkeys(range(WEEKS), openings)) for one in range(number)]


def _growing(number: int = 10) -> list[Any]:
    counts = {week: 8 + week for week in range(WEEKS)}
    return [_board(f"board {one}", counts) for one in range(number)]


def test_adding_a_large_source_moves_the_plain_count_only(tmp_path: Path) -> None:
    new = _board("large", dict.fromkeys(range(4, WEEKS), 1_000))
    told = _told(tmp_path, *_steady(), new)
    assert _series(told) == [100.0] * WEEKS
    assert _series(told, cell="low") == _series(told, cell="high") == [100.0] * WEEKS
    assert _series(told, cell="raw") == [80] * 4 + [1_080] * 4
    assert max(_series(told, "newly posted", "raw")[1:]) == 1_000


def test_the_week_in_which_a_source_is_added_tells_of_the_others(tmp_path: Path) -> None:
    new = _board("large", dict.fromkeys(range(4, WEEKS), 1_000))
    without = _series(_told(tmp_path / "without", *_growing()))
    with_it = _series(_told(tmp_path / "with", *_growing(), new))
    assert with_it[:5] == without[:5] == [100.0, 112.5, 125.0, 137.5, 150.0]


def test_a_board_that_falls_silent_is_no_decline(tmp_path: Path) -> None:
    silent = _board("silent", dict.fromkeys(range(4), 300))
    told = _told(tmp_path, *_steady(), silent)
    assert _series(told) == [100.0] * WEEKS
    assert _series(told, cell="boards")[1:] == [11] * 3 + [10] * 4


def test_true_growth_and_decline_are_told(tmp_path: Path) -> None:
    counts = {week: 8 + 4 * (week == 3) for week in range(WEEKS)}
    told = _told(tmp_path, *(_board(f"board {one}", counts) for one in range(10)))
    assert _series(told) == [100, 100, 100, 150, 100, 100, 100, 100]


def test_a_thousand_copies_on_one_board_are_held_down(tmp_path: Path) -> None:
    spam = _board("spam", {week: 1_008 if week == 5 else 8 for week in range(WEEKS)})
    told = _told(tmp_path, *_steady(60), spam)
    assert _series(told, cell="raw")[5] == 61 * 8 + 1_000
    assert 100 < _series(told)[5] < 106
    assert _series(told)[6] == pytest.approx(100, abs=0.01)
    assert max(_series(told, cell="largest")[1:]) <= LARGEST * 1.01


def test_newly_posted_starts_after_the_first_visit(tmp_path: Path) -> None:
    """What the first visit finds was posted nobody knows when."""
    told = _told(tmp_path, *_growing())
    assert _series(told, "newly posted") == [None, *[100.0] * (WEEKS - 1)]
    assert _series(told, "newly posted", "raw") == [80, *[10] * (WEEKS - 1)]


def test_machine_learning_is_told_apart(tmp_path: Path) -> None:
    other = [
        _board(f"other {one}", {week: 30 - 2 * week for week in range(WEEKS)}, role="other")
        for one in range(10)
    ]
    told = _told(tmp_path, *_growing(), *other)
    assert _series(told, "open, machine learning")[-1] == 187.5
    assert _series(told)[-1] < 90


def test_after_a_gap_it_starts_anew_and_says_so(tmp_path: Path) -> None:
    counts = {week: 8 + week for week in range(WEEKS) if week not in (3, 4)}
    told = _told(tmp_path, *(_board(f"board {one}", counts) for one in range(10)))
    index = _series(told)
    assert index[:6] == [100.0, 112.5, 125.0, None, None, 100.0]
    assert f"open: too few boards were seen before {_week(5)}; it is 100 again there." in told.notes


def test_dates_in_the_future_are_left_out(tmp_path: Path) -> None:
    later = _week(WEEKS + 50)
    rows = [opening(f"later {one}", board="board 0", first_seen=later) for one in range(90)]
    rows += [opening(f"posted {one}", board="board 0", posted=later) for one in range(9)]
    told = _told(tmp_path, *_steady(), (rows, []))
    assert _series(told) == [100.0] * WEEKS
    assert _series(told, cell="raw") == [80] * WEEKS
    assert sum(told.excluded.values()) == 99


def test_boards_that_were_never_seen_whole_are_counted_apart(tmp_path: Path) -> None:
    unseen: Any = (
        [opening(f"mail {one}", board="mails", first_seen=MONDAY) for one in range(5)],
        [],
    )
    told = _told(tmp_path, *_steady(), unseen)
    assert told.excluded[NEVER_WHOLE] == 5
    assert _series(told) == [100.0] * WEEKS


def test_as_of_a_past_day_nothing_later_is_known(tmp_path: Path) -> None:
    boards = _growing()
    rows = [row for found, _ in boards for row in found]
    visits = [visit for _, found in boards for visit in found]
    for number in range(WEEKS):
        day = _week(number) + timedelta(days=2)
        new = [row for row in rows if row["first_seen"] == day]
        snapshot(tmp_path, number + 1, new, [visit for visit in visits if visit[2] == day], day=day)
    with read(tmp_path, _week(4)) as past, read(tmp_path) as now:
        assert _series(chain(past.con)) == _series(chain(now.con))[:4]


@pytest.mark.parametrize(
    ("weeks", "boards", "says"),
    [
        ([0], 10, "Needs 5 boards with openings that were seen whole in two weeks running."),
        ([0, 1, 2], 4, "Needs 5 boards"),
        ([], 1, "No board was seen whole yet."),
    ],
)
def test_too_little_is_refused(tmp_path: Path, weeks: list[int], boards: int, says: str) -> None:
    few = [_board(f"board {one}", dict.fromkeys(weeks, 8)) for one in range(boards)]
    told = _told(tmp_path, *few, ([opening("alone", first_seen=MONDAY)], []))
    assert told.refused.startswith(says)
    assert told.rows == []


_counts = arrays(
    np.float64,
    st.tuples(st.integers(5, 12), st.integers(2, 8)),
    elements=st.one_of(st.integers(1, 400).map(float), st.just(np.nan)),
)


@given(_counts, st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_the_index_knows_no_unit_and_no_order_of_boards(
    counts: np.ndarray[Any, np.dtype[np.float64]], times: int
) -> None:
    plain = chained(counts).value
    assert chained(counts * times).value == pytest.approx(plain, nan_ok=True)
    assert chained(counts[::-1]).value == pytest.approx(plain, nan_ok=True)


@given(_counts)
@settings(max_examples=25, deadline=None)
def test_a_board_seen_in_one_week_only_changes_nothing(
    counts: np.ndarray[Any, np.dtype[np.float64]],
) -> None:
    once = np.full((1, counts.shape[1]), np.nan)
    once[0, -1] = 5_000
    assert chained(np.vstack([counts, once])).value == pytest.approx(
        chained(counts).value, nan_ok=True
    )


@given(arrays(np.float64, (45, 6), elements=st.integers(0, 900).map(float)))
@settings(max_examples=15, deadline=None)
def test_no_board_outweighs_the_others_and_the_chain_does_not_drift(
    counts: np.ndarray[Any, np.dtype[np.float64]],
) -> None:
    there_and_back = np.hstack([counts, counts[:, :1]])
    found = chained(there_and_back)
    scaled = there_and_back * scales(there_and_back)[:, None]
    if len(found.starts) == 1 and not np.isnan(found.value).any():
        assert found.value[-1] == pytest.approx(100)
    for before, after in zip(scaled.T[:-1], scaled.T[1:], strict=True):
        both = matched(before, after)
        if both.sum() >= 40:
            size = np.maximum(before[both], after[both])
            assert size.max() <= 0.06 * size.sum()
