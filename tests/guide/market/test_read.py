"""The state on a day is replayed from all snapshots; bad rows are counted, and never believed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.guide.market.facts import DAY, opening, snapshot

from upslope.errors import DamagedError, UsageError
from upslope.guide.market import Market, read


def _ids(market: Market) -> set[str]:
    return {id for (id,) in market.con.execute("SELECT id FROM openings").fetchall()}


def _left_out(market: Market) -> dict[str, int]:
    return dict(market.con.execute("SELECT reason, n FROM left_out").fetchall())


def test_the_newest_snapshot_up_to_a_day_counts(tmp_path: Path) -> None:
    snapshot(tmp_path, 1, [opening("a"), opening("b")], day=date(2026, 5, 1))
    changed = [opening("a", role="data_scientist"), {"id": "b", "gone": True}, opening("c")]
    snapshot(tmp_path, 2, changed, day=date(2026, 5, 8))
    snapshot(tmp_path, 3, [opening("a", open=False)], day=date(2026, 5, 8))
    with read(tmp_path, date(2026, 5, 7)) as then, read(tmp_path) as now:
        assert (_ids(then), then.day) == ({"a", "b"}, date(2026, 5, 1))
        assert (_ids(now), now.day) == ({"a", "c"}, date(2026, 5, 8))
        found = now.con.execute("SELECT role, open FROM openings WHERE id = 'a'").fetchone()
        assert found == ("ml_engineer", False)


def test_a_visit_written_down_later_is_not_known_yet(tmp_path: Path) -> None:
    first, seen = date(2026, 5, 1), ("greenhouse", "quillfish")
    snapshot(tmp_path, 1, [opening("a", first_seen=first)], [(*seen, first)], day=first)
    before = read(tmp_path, first).con.execute("SELECT * FROM visits").fetchall()
    snapshot(tmp_path, 2, visits=[(*seen, first), (*seen, date(2026, 5, 3))])
    snapshot(tmp_path, 3, [opening("b")], day=date(2026, 5, 9))
    with read(tmp_path, first) as then, read(tmp_path, date(2026, 5, 4)) as later:
        assert then.day == first
        assert before == [(1, *seen, first)]
        assert (later.day, _ids(later)) == (date(2026, 5, 3), {"a"})


def test_an_opening_began_when_it_was_posted_or_first_missed(tmp_path: Path) -> None:
    seen = date(2026, 5, 10)
    rows = [
        opening("stated", posted=date(2026, 5, 2), first_seen=seen),
        opening("stated after it was seen", posted=date(2026, 5, 11), first_seen=seen),
        opening("decades ago", posted=date(1970, 1, 1), first_seen=seen),
        opening("new on its board", first_seen=seen),
        opening("there at the first visit", first_seen=date(2026, 5, 1)),
        opening("on a board never seen whole", first_seen=seen, board="other"),
    ]
    visits = [("greenhouse", "quillfish", date(2026, 5, 1)), ("greenhouse", "quillfish", seen)]
    snapshot(tmp_path, 1, rows, visits)
    with read(tmp_path) as market:
        began = dict(market.con.execute("SELECT id, began FROM openings").fetchall())
    assert began == {
        "stated": date(2026, 5, 2),
        "stated after it was seen": seen,
        "decades ago": seen,
        "new on its board": seen,
        "there at the first visit": None,
        "on a board never seen whole": None,
    }


@pytest.mark.parametrize(
    ("pay", "reason"),
    [
        ((0.0, 0.0, "USD"), "pay is zero or less"),
        ((0.0, 150_000.0, "USD"), "pay is zero or less"),
        ((-5.0, None, "USD"), "pay is zero or less"),
        ((None, float("nan"), "USD"), "pay is not a number"),
        ((100_000.0, float("inf"), "USD"), "pay is not a number"),
        ((1e308, 1e308, "USD"), "pay is nothing that people are paid for a year"),
        ((60.0, 65.0, "USD"), "pay is nothing that people are paid for a year"),
        ((100_000.0, 150_000.0, None), "pay has no currency"),
        ((150_000.0, 100_000.0, "USD"), "pay has its ends in the wrong order"),
        ((10_000.0, 999_999.0, "USD"), "pay has ends too far apart to mean anything"),
    ],
)
def test_pay_that_nobody_is_paid_is_counted_and_not_believed(
    tmp_path: Path, pay: tuple[Any, Any, Any], reason: str
) -> None:
    low, high, currency = pay
    bad = opening("bad", pay_low=low, pay_high=high, pay_currency=currency)
    good = opening("good", pay_low=90_000.0, pay_high=None, pay_currency="USD")
    snapshot(tmp_path, 1, [bad, good, opening("silent")])
    with read(tmp_path) as market:
        found = market.con.execute("SELECT id, pay FROM openings ORDER BY id").fetchall()
        assert found == [("bad", None), ("good", 90_000.0), ("silent", None)]
        assert _left_out(market) == {reason: 1}


def test_what_is_a_year_s_pay_depends_on_the_currency(tmp_path: Path) -> None:
    rows = [
        opening(currency, pay_low=9_000_000.0, pay_high=9_500_000.0, pay_currency=currency)
        for currency in ("JPY", "INR", "USD")
    ]
    snapshot(tmp_path, 1, rows)
    with read(tmp_path) as market:
        paid = market.con.execute("SELECT id FROM openings WHERE pay > 0 ORDER BY id").fetchall()
    assert paid == [("INR",), ("JPY",)]


def test_a_thousand_copies_count_once(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"skills": ["python", "sql"], "pay_low": 1e5, "pay_currency": "USD"}
    rows = [opening(f"copy {n}", **facts, open=n == 700) for n in range(1000)]
    rows += [opening("elsewhere", **{**facts, "places": ["Paris, FR"]})]
    rows += [opening("linked", copy=True)]
    rows += [opening(f"without a text {n}") for n in range(2)]
    snapshot(tmp_path, 1, rows)
    with read(tmp_path) as market:
        assert _ids(market) == {"copy 700", "elsewhere", "without a text 0", "without a text 1"}
        assert sorted(_left_out(market).values()) == [1, 999]


def test_days_that_have_not_come_are_left_out(tmp_path: Path) -> None:
    rows = [
        opening("posted 2099", posted=date(2099, 1, 1)),
        opening("seen tomorrow", first_seen=DAY + timedelta(days=1)),
        opening("where it is tomorrow", posted=DAY + timedelta(days=1)),
    ]
    snapshot(tmp_path, 1, rows)
    with read(tmp_path) as market:
        assert _ids(market) == {"where it is tomorrow"}
        assert _left_out(market) == {"posted or first seen in the future": 2}


def test_the_order_of_rows_and_files_changes_nothing(tmp_path: Path) -> None:
    rows = [
        opening(f"{n}", employer=f"e{n % 7}", skills=[f"s{n % 3}"], pay_low=1e5 + n % 2)
        for n in range(60)
    ]
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        snapshot(tmp_path / str(seed), 1, rows[:30])
        snapshot(tmp_path / str(seed), 2, rows[30:])
        with read(tmp_path / str(seed)) as market:
            found.append((_ids(market), _left_out(market)))
    assert found[0] == found[1] == found[2]


def test_a_folder_without_snapshots_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="upslope collect"):
        read(tmp_path)
    with pytest.raises(UsageError, match="upslope collect"):
        read(tmp_path / "missing")


def test_a_day_before_the_first_snapshot_says_which_days_there_are(tmp_path: Path) -> None:
    snapshot(tmp_path, 1, [opening("a")])
    with pytest.raises(UsageError, match="first snapshot is of 2026-06-01"):
        read(tmp_path, date(2026, 5, 31))


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "other columns"])
def test_a_damaged_file_is_named(tmp_path: Path, damage: str) -> None:
    snapshot(tmp_path, 1, [opening("a")], [("greenhouse", "quillfish", DAY)])
    snapshot(tmp_path, 2, [opening("b")])
    whole, bad = tmp_path / "facts-000001.parquet", tmp_path / "facts-000002.parquet"
    content = whole.read_bytes()
    if damage == "other columns":
        bad.write_bytes((tmp_path / "visits-000001.parquet").read_bytes())
    else:
        ends = {"cut": content[:-40], "garbage": b"PAR1" + b"\x99" * 500 + b"PAR1", "empty": b""}
        bad.write_bytes(ends[damage])
    with pytest.raises(DamagedError, match=r"facts-000002\.parquet cannot be read") as raised:
        read(tmp_path)
    assert raised.value.kept and raised.value.next


def test_nothing_but_the_snapshots_can_be_read(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "private.csv").write_text("a,b\n1,2\n")
    folder = tmp_path / "it's [a] *strange* folder; DROP TABLE x"
    snapshot(folder, 1, [opening("Robert'); DROP TABLE openings; --")])
    with read(folder) as market:
        assert _ids(market) == {"Robert'); DROP TABLE openings; --"}
        for statement in (
            f"SELECT * FROM read_csv('{tmp_path / 'private.csv'}')",
            "SET enable_external_access = true",
            "SET memory_limit = '100GB'",
            "INSTALL httpfs",
            f"ATTACH '{tmp_path / 'new.db'}'",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        ):
            with pytest.raises(duckdb.Error):
                market.con.execute(statement)
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, "private.csv"]


def test_only_a_role_and_a_country(tmp_path: Path) -> None:
    rows = [
        opening("a"),
        opening("b", countries=["US", "DE"], skills=["go"], open=False),
        opening("c", copy=True),
        opening("d", role="data_engineer"),
        opening("e", role="data_engineer", countries=["US"], copy=True),
        opening("f", countries=None),
    ]
    moved = [opening("g", role="data_engineer")]
    snapshot(tmp_path, 1, [*rows, *moved], day=date(2026, 5, 9))
    snapshot(tmp_path, 2, [opening("g", countries=["US"])])
    with read(tmp_path, role="ml_engineer", country="DE") as market:
        assert _ids(market) == {"a", "b"}
        assert [*_left_out(market).values()] == [1]
        roles, levels = market.tables("roles", "levels")
        assert (roles.n, levels.n) == (1, 1)
        assert roles.title == "Openings by role: role ml engineer, country DE"
        assert levels.definition.startswith("Only role ml engineer, country DE. Open openings, by")
    with read(tmp_path, role="data_engineer") as market:
        assert _ids(market) == {"d"}
        assert market.tables("levels")[0].n == 1  # the role asked about is the field
    with read(tmp_path, country="FR") as market:
        assert market.tables("roles")[0].refused
