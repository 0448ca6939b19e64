"""How long openings stay open: what began before anybody looked, or is there yet, did not close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.guide.market.facts import opening, snapshot

from upslope.guide.market import read
from upslope.guide.market.closing import closing, closing_curve, shares_open
from upslope.guide.market.spells import NO_END, NO_START, NO_TIME, TOO_OLD
from upslope.records.market import MarketTable

START, LAST = date(2026, 1, 5), date(2026, 6, 1)
BOARDS = [f"board {number}" for number in range(6)]


def _visits(every: int = 2, boards: list[str] = BOARDS) -> Iterator[tuple[str, str, date]]:
    for board in boards:
        for day in range(0, (LAST - START).days + 1, every):
            yield "greenhouse", board, START + timedelta(days=day)


def _stay(id: str, board: str, first: int, days: int | None, **facts: Any) -> dict[str, Any]:
    """Return an opening first seen so many days after the start, lacking so many days later."""
    seen = START + timedelta(days=first)
    closed = None if days is None else seen + timedelta(days=days)
    over = {"closed": closed, "open": closed is None}
    return opening(
        id, board=board, employer=board, first_seen=seen, **{"posted": seen, **over} | facts
    )


def _stays(days: int | None, number: int = 60, **facts: Any) -> list[dict[str, Any]]:
    boards = [BOARDS[one % len(BOARDS)] for one in range(number)]
    return [
        _stay(f"{facts}{days}{one}", board, 4 + 2 * (one // 10), days, **facts)
        for one, board in enumerate(boards)
    ]


def _told(folder: Path, rows: list[dict[str, Any]], every: int = 2) -> MarketTable:
    snapshot(folder, 1, rows, list(_visits(every)), day=LAST)
    with read(folder) as market:
        return closing(market.con)


def _group(told: MarketTable, name: str = "all") -> dict[str, Any]:
    return next(row for row in told.records() if row["group"] == name)


def test_half_close_after_the_day_between_two_visits(tmp_path: Path) -> None:
    told = _told(tmp_path, _stays(20))
    assert _group(told)["median"] == 19  # had on day 18, lacking on day 20
    assert _group(told)["openings"] == _group(told)["closed"] == told.n == 60


def test_what_is_open_still_is_no_closing_and_not_left_out(tmp_path: Path) -> None:
    told = _group(_told(tmp_path, [*_stays(20, 30), *_stays(None, 50)]))
    assert (told["openings"], told["closed"]) == (80, 30)
    assert told["quarter"] == 19
    assert told["median"] is told["high"] is None
    assert told["remark"].endswith("are still open after 142 days")


def test_a_board_not_seen_again_closes_nothing(tmp_path: Path) -> None:
    gone = [_stay(f"gone {one}", f"silent {one % 6}", 0, None) for one in range(40)]
    silent = [
        ("greenhouse", f"silent {one}", START + timedelta(days=day))
        for one in range(6)
        for day in (0, 4, 10)
    ]
    snapshot(tmp_path, 1, [*_stays(30), *gone], [*_visits(), *silent], day=LAST)
    with read(tmp_path) as market:
        told = _group(closing(market.con))
        shares = [row for row in shares_open(market.con).records() if row["group"] == "all"]
    assert (told["openings"], told["median"]) == (100, 29)
    assert [(row["days"], row["share"]) for row in shares][:2] == [(14, 1.0), (30, 0.0)]
    assert shares[0]["at_risk"] == 60


def test_openings_of_the_first_visit_count_from_the_age_at_which_they_were_seen(
    tmp_path: Path,
) -> None:
    """Short-lived ones that began as early are in no list: an age of 40 then proves little."""
    old = [
        _stay(f"old {one}", BOARDS[one % 6], 0, 60, posted=START - timedelta(days=40))
        for one in range(60)
    ]
    undated = [_stay(f"undated {one}", BOARDS[0], 0, 60, posted=None) for one in range(7)]
    ancient = [_stay("ancient", BOARDS[0], 0, 60, posted=START - timedelta(days=900))]
    told = _told(tmp_path, [*_stays(20), *old, *undated, *ancient])
    assert _group(told)["median"] == 19  # as if the old ones were not there, up to 40 days
    assert {name: told.excluded[name] for name in (NO_START, TOO_OLD)} == {NO_START: 7, TOO_OLD: 1}


def test_an_undated_opening_began_between_two_visits(tmp_path: Path) -> None:
    told = _told(tmp_path, _stays(20, posted=None))
    assert _group(told)["median"] == 20  # a day before it was first seen, a day before it lacked


def test_an_opening_advertised_again_at_once_goes_on(tmp_path: Path) -> None:
    first, again = _stays(20), []
    for row in first:
        seen = row["closed"]
        later = {"first_seen": seen, "posted": seen, "closed": seen + timedelta(days=30)}
        again.append({**row, **later, "id": f"again {row['id']}", "earlier": row["id"]})
    told = _told(tmp_path, first + again)
    assert (told.n, _group(told)["median"]) == (60, 49)
    assert "(60 did)" in " ".join(told.notes)


def test_an_opening_advertised_again_weeks_later_is_a_new_one(tmp_path: Path) -> None:
    first, again = _stays(20), []
    for row in first:
        seen = row["closed"] + timedelta(days=14)
        later = {"first_seen": seen, "posted": seen, "closed": seen + timedelta(days=20)}
        again.append({**row, **later, "id": f"again {row['id']}", "earlier": row["id"]})
    told = _told(tmp_path, first + again)
    assert (told.n, _group(told)["median"]) == (120, 19)


def test_a_renewed_date_changes_nothing(tmp_path: Path) -> None:
    rows = [{**row, "earlier": row["id"], "posted": row["closed"]} for row in _stays(20)]
    assert _group(_told(tmp_path, rows))["median"] == 20


def test_groups_are_told_apart_and_small_ones_are_not_judged(tmp_path: Path) -> None:
    quick = _stays(10, role="data_analyst", seniority="entry", remote="remote", countries=["PT"])
    slow = _stays(40, countries=["DE", "FR"])
    few = _stays(30, 12, role="mlops_engineer")
    told = _told(tmp_path, [*quick, *slow, *few])
    medians = {row["group"]: row["median"] for row in told.records()}
    assert {name: medians[name] for name in ("data_analyst", "entry", "remote", "PT", "FR")} == {
        **dict.fromkeys(("data_analyst", "entry", "remote", "PT"), 9),
        "FR": 39,
    }
    assert medians["machine learning"] == 39
    assert _group(told, "mlops_engineer")["remark"] == "too few to say"
    assert medians["mlops_engineer"] is None


def test_the_curve_goes_down_day_by_day_within_its_interval(tmp_path: Path) -> None:
    rows = [row for days in range(4, 64, 4) for row in _stays(days, 20)]
    snapshot(tmp_path, 1, rows, list(_visits()), day=LAST)
    with read(tmp_path) as market:
        curve = [row for row in closing_curve(market.con).records() if row["group"] == "all"]
    shares = [row["share"] for row in curve if row["share"] is not None]
    assert shares == sorted(shares, reverse=True)
    inside = [row for row in curve if row["low"] is not None]
    assert len(inside) > 50
    assert all(row["low"] <= row["share"] <= row["high"] for row in inside)  # type: ignore[operator]


def test_what_closed_on_an_unknown_day_or_was_seen_once_is_counted_apart(tmp_path: Path) -> None:
    lost = [_stay(f"lost {one}", BOARDS[0], 4, None, open=False) for one in range(3)]
    new = [_stay("new", BOARDS[0], (LAST - START).days // 2 * 2, None)]
    told = _told(tmp_path, [*_stays(20), *lost, *new])
    assert {name: told.excluded[name] for name in (NO_END, NO_TIME)} == {NO_END: 3, NO_TIME: 1}


def test_on_a_past_day_later_closings_are_not_known(tmp_path: Path) -> None:
    rows, then = _stays(20), START + timedelta(days=20)
    unclosed = [{**row, "closed": None, "open": True} for row in rows]
    early = [visit for visit in _visits() if visit[2] <= then]
    snapshot(tmp_path, 1, unclosed, early, day=then)
    snapshot(tmp_path, 2, rows, [visit for visit in _visits() if visit[2] > then], day=LAST)
    with read(tmp_path, then) as past, read(tmp_path) as now:
        assert _group(closing(past.con))["closed"] == 0
        assert _group(closing(now.con))["median"] == 19


@pytest.mark.parametrize("table", [closing, shares_open, closing_curve])
def test_one_day_tells_nothing_of_time(tmp_path: Path, table: Any) -> None:
    visits = [("greenhouse", board, START) for board in BOARDS]
    snapshot(tmp_path, 1, _stays(None), visits, day=START + timedelta(days=30))
    with read(tmp_path) as market:
        told = table(market.con)
    assert told.refused.startswith("No board was seen whole on two days yet.")
    assert told.rows == []


def test_a_few_openings_are_refused_with_what_is_needed(tmp_path: Path) -> None:
    told = _told(tmp_path, _stays(20, 12))
    assert told.refused == "Needs 30 openings of 5 boards that were watched for some time."
