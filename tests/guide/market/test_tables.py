"""Tables say what a plain recount says, and nothing that the openings cannot bear."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.guide.market.facts import DAY, opening, snapshot

from upslope.errors import UsageError
from upslope.guide.market import names, read
from upslope.records.field import ML_ROLES
from upslope.records.market import Cell, MarketTable

BOARD = ("greenhouse", "quillfish")
LONG_AGO = date(2026, 1, 1)


def _tables(folder: Path, rows: list[dict[str, Any]], **visits: Any) -> dict[str, MarketTable]:
    snapshot(folder, 1, rows, visits.get("visits", [(*BOARD, LONG_AGO)]))
    with read(folder) as market:
        return {table.name: table for table in market.tables()}


def _by(table: MarketTable) -> dict[Cell, dict[str, Cell]]:
    return {row[table.columns[0].name]: row for row in table.records()}


_OPENINGS = st.lists(
    st.fixed_dictionaries(
        {
            "employer": st.sampled_from(["plum", "tern", "quillfish", "ash", "elm", "oak", ""]),
            "role": st.sampled_from(["ml_engineer", "data_scientist", "data_analyst"]),
            "countries": st.sampled_from([["DE"], ["FR", "DE"], []]),
            "skills": st.sampled_from([[], ["python"], ["sql", "python"], ["go"]]),
            "open": st.booleans(),
            "posted": st.sampled_from([None, date(2026, 5, 20), date(2026, 2, 1)]),
            "first_seen": st.just(date(2026, 5, 21)),
            "earlier": st.sampled_from([None, None, "another"]),
            "pay_low": st.sampled_from([None, 90_000.0, 100_000.0]),
            "pay_currency": st.just("USD"),
            "min_years": st.integers(0, 10_000),  # so that no two are equal by chance
        }
    ),
    max_size=40,
)


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes
@given(_OPENINGS)
def test_counts_are_those_of_a_plain_recount(rows: list[dict[str, Any]]) -> None:
    rows = [opening(str(at), **{**row, "min_years": at}) for at, row in enumerate(rows)]
    with TemporaryDirectory() as folder:
        if not rows:
            return
        found = _tables(Path(folder), rows)
    active = [row for row in rows if row["open"]]
    assert bool(found["roles"].refused) == (not active)
    if not active:
        return
    field = [row for row in active if row["role"] in ML_ROLES]
    fresh = [
        row["role"]
        for row in rows
        if not row["earlier"] and (row["posted"] or row["first_seen"]) > DAY - timedelta(days=28)
    ]
    roles = Counter(row["role"] for row in active)
    told = _by(found["roles"])
    assert {role: row["openings"] for role, row in told.items() if row["openings"]} == roles
    assert {role: row["new"] for role, row in told.items() if row["new"]} == Counter(fresh)
    assert all(told[role]["share"] == pytest.approx(n / len(active)) for role, n in roles.items())
    countries = Counter(country for row in field for country in row["countries"])
    told = _by(found["countries"])
    assert {key: row["openings"] for key, row in told.items() if row["openings"]} == countries
    skills = Counter(skill for row in field for skill in row["skills"])
    assert {key: row["openings"] for key, row in _by(found["skills"]).items()} == skills
    named = {(row["employer"], skill) for row in field for skill in row["skills"]}
    for skill, row in _by(found["skills"]).items():
        assert row["employers"] == len({who for who, what in named if what == skill and who})
    if field:
        stated = _by(found["pay_stated"])["all"]
        assert stated["stating"] == sum(row["pay_low"] is not None for row in field)
    nameless = sum(not row["employer"] for row in field)
    if len(field) > nameless:
        assert found["employers"].excluded.get("employer unknown", 0) == nameless


def _many(number: int, **facts: Any) -> list[dict[str, Any]]:
    """Return openings of twelve employers that differ in pay and years."""
    return [
        opening(
            f"{facts.get('prefix', '')}{at}",
            **{
                "employer": f"employer {at % 12}",
                "pay_low": 90_000.0 + 100 * at,
                "pay_currency": "USD",
                "min_years": at % 9,
                "skills": ["python"] if at % 2 else ["python", "sql"],
                **{key: value for key, value in facts.items() if key != "prefix"},
            },
        )
        for at in range(number)
    ]


def test_the_order_of_rows_and_of_files_changes_nothing(tmp_path: Path) -> None:
    rows = _many(80) + _many(40, prefix="b", role="data_scientist", countries=["FR", "US"])
    found = []
    for seed in range(2):
        folder = tmp_path / str(seed)
        random.Random(seed).shuffle(rows)
        snapshot(folder, 1, rows[:50], [(*BOARD, LONG_AGO)])
        snapshot(folder, 2, rows[50:])
        with read(folder) as market:
            found.append(market.tables())
    for one, other in zip(*found, strict=True):
        assert one.excluded == other.excluded
        for row, same in zip(one.rows, other.rows, strict=True):
            assert row == [
                pytest.approx(cell) if isinstance(cell, float) else cell for cell in same
            ]


def test_a_past_day_is_told_as_it_was_on_that_day(tmp_path: Path) -> None:
    snapshot(tmp_path, 1, _many(60), [(*BOARD, LONG_AGO), (*BOARD, date(2026, 4, 20))])
    with read(tmp_path) as market:
        then = market.tables()
    changed = [{**row, "open": False, "closed": DAY, "skills": ["go"]} for row in _many(30)]
    later = DAY + timedelta(days=9)
    snapshot(tmp_path, 2, changed, [(*BOARD, DAY), (*BOARD, later)], day=later)
    with read(tmp_path, DAY) as replayed, read(tmp_path) as now:
        assert replayed.tables() == then
        assert now.tables("skills")[0].rows != then[names().index("skills")].rows


def test_currencies_are_never_mixed(tmp_path: Path) -> None:
    euros = _many(36, prefix="e", pay_currency="EUR", pay_low=40_000.0, countries=["FR"])
    found = _tables(tmp_path, _many(60) + euros)
    (row,) = found["pay_by_role"].records()
    assert row["openings"] == 60 and float(row["low"] or 0) >= 90_000
    assert found["pay_by_role"].excluded == {"paid in EUR": 36}
    assert found["pay_by_role"].columns[3].unit == "USD"
    countries = _by(found["pay_by_country"])
    assert (countries["DE"]["currency"], countries["FR"]["currency"]) == ("USD", "EUR")
    assert countries["FR"]["median"] == 40_000
    with read(tmp_path) as market:
        (asked,) = market.tables("pay_by_role", currency="EUR")
    assert [row["median"] for row in asked.records()] == [40_000]
    assert asked.excluded == {"paid in USD": 60}


@pytest.mark.parametrize("bad", [0.0, -1.0, 1e308, float("inf"), float("nan"), 12.5])
def test_nonsense_is_never_in_a_median(tmp_path: Path, bad: float) -> None:
    clean = _tables(tmp_path / "clean", _many(60))
    found = _tables(
        tmp_path / "bad", _many(60) + _many(55, prefix="bad", pay_low=bad, degree="phd")
    )
    for name in ("pay_by_role", "pay_by_country"):
        assert found[name].rows == clean[name].rows
        assert sum(found[name].excluded.values()) == 55


def test_a_flood_from_one_employer_is_capped(tmp_path: Path) -> None:
    calm = _tables(tmp_path / "calm", _many(120))
    flood = [
        opening(f"f{at}", employer="flood", pay_low=900_000.0 + at, pay_currency="USD",
                skills=["cobol"], min_years=at)
        for at in range(1000)
    ]  # fmt: skip
    found = _tables(tmp_path / "flooded", _many(120) + flood)
    ((_, n, _, middle, *_),) = found["pay_by_role"].rows
    assert n == 1120
    assert middle == pytest.approx(calm["pay_by_role"].rows[0][3], rel=0.03)
    assert float(_by(found["skills"])["cobol"]["share"] or 0) <= 2 / 13 + 1e-9
    assert _by(found["skills"])["cobol"]["openings"] == 1000


def test_too_few_say_nothing_of_pay(tmp_path: Path) -> None:
    found = _tables(tmp_path, _many(60) + _many(4, prefix="few", role="data_scientist"))
    assert [row[0] for row in found["pay_by_role"].rows] == ["ml engineer, senior"]
    assert found["pay_by_role"].excluded == {"in groups too small for a median": 4}
    alone = _tables(tmp_path / "alone", _many(60, employer="plum"))
    assert alone["pay_by_role"].refused and not alone["pay_by_role"].rows
    assert alone["pay_by_skill"].refused and alone["skills_together"].refused


def _posted(now: bool, number: int, share: float, **facts: Any) -> list[dict[str, Any]]:
    day = DAY - timedelta(days=7 if now else 35)
    return [
        opening(
            f"{now}{at}{facts}",
            **{
                "employer": f"employer {at % 25}",
                "posted": day,
                "first_seen": day,
                "min_years": at + 1000 * now,  # no two are equal by chance
                "skills": ["python", "rag"] if at < share * number else ["python"],
                **facts,
            },
        )
        for at in range(number)
    ]


BOTH = [(*BOARD, DAY - timedelta(days=40)), (*BOARD, DAY)]


def test_a_rise_is_shown_and_noise_is_not(tmp_path: Path) -> None:
    for folder, after in (("rise", 0.6), ("same", 0.2)):
        rows = _posted(False, 200, 0.2) + _posted(True, 200, after)
        random.Random(1).shuffle(rows)
        table = _tables(tmp_path / folder, rows, visits=BOTH)["rising_skills"]
        row = _by(table)["rag"]
        assert (row["before"], row["now"]) == pytest.approx((0.2, after), abs=0.03)
        if after == 0.6:
            assert row["verdict"] == "rising"
            assert 0 < float(row["low"] or 0) < 0.4 < float(row["high"] or 0)
        else:
            assert row["verdict"] == "may be chance"
            assert "No change can be shown: all may be chance." in table.notes


def test_a_board_that_was_added_is_no_rise(tmp_path: Path) -> None:
    new = _posted(True, 300, 1.0, board="new", source="lever")
    visits = [*BOTH, ("lever", "new", DAY - timedelta(days=10)), ("lever", "new", DAY)]
    rows = _posted(False, 100, 0.2) + _posted(True, 100, 0.2) + new
    table = _tables(tmp_path, rows, visits=visits)["rising_skills"]
    assert table.n == 200
    assert _by(table)["rag"]["verdict"] == "may be chance"


def test_a_month_with_three_postings_is_no_period(tmp_path: Path) -> None:
    rows = _posted(False, 100, 0.2) + _posted(True, 3, 1.0)
    table = _tables(tmp_path, rows, visits=BOTH)["rising_skills"]
    assert "Too few newly posted openings: 3 in" in table.refused
    assert not table.rows and table.chart is None


def test_skills_that_go_together_are_found(tmp_path: Path) -> None:
    rows = [
        opening(
            str(at),
            employer=f"employer {at % 20}",
            min_years=at,
            skills=(["docker", "kubernetes"] if at % 4 == 0 else ["excel"])
            + ["sql"] * (at % 3 > 0),
        )
        for at in range(400)
    ]
    table = _tables(tmp_path, rows)["skills_together"]
    best = table.records()[0]
    assert best["pair"] in {"docker + kubernetes", "kubernetes + docker"}
    assert (best["openings"], best["share"]) == (100, 0.25)
    assert best["lift"] == pytest.approx(4)
    sql = next(row for row in table.records() if "sql" in str(row["pair"]))
    assert float(sql["low"] or 0) <= 1 <= float(sql["high"] or 0)


def test_pay_by_skill_compares_like_with_like(tmp_path: Path) -> None:
    """Seniors are paid more and name Kubernetes more often; the skill itself brings 10 %."""
    rng = random.Random(3)
    rows = []
    for at in range(600):
        senior = at % 2 == 0
        kubernetes, go = rng.random() < (0.8 if senior else 0.2), rng.random() < 0.5
        pay = (180_000 if senior else 100_000) * (1.1 if go else 1.0) * rng.uniform(0.9, 1.1)
        rows.append(
            opening(
                str(at),
                employer=f"employer {rng.randrange(40)}",
                seniority="senior" if senior else "entry",
                skills=["kubernetes"] * kubernetes + ["go"] * go + ["python"],
                pay_low=round(pay),
                pay_currency="USD",
            )
        )
    found = _by(_tables(tmp_path, rows)["pay_by_skill"])
    seen, paid_more = found["kubernetes"], found["go"]
    assert float(seen["median"] or 0) > 1.4 * float(seen["without"] or 1)
    assert abs(float(seen["difference"] or 0)) < 0.03
    assert seen["verdict"] == "may be chance"
    assert float(paid_more["low"] or 0) < 0.1 < float(paid_more["high"] or 0)
    assert paid_more["verdict"] == "more"
    assert "python" not in found  # all have it: there is nothing to compare


def test_weeks_count_what_was_open_and_new(tmp_path: Path) -> None:
    first = DAY - timedelta(days=28)
    rows = [
        opening("backlog", first_seen=first),
        opening("new", first_seen=DAY - timedelta(days=10)),
        opening("closed", first_seen=first, open=False, closed=DAY - timedelta(days=8)),
        opening("again", first_seen=DAY - timedelta(days=2), earlier="closed"),
    ]
    table = _tables(tmp_path, rows, visits=[(*BOARD, first), (*BOARD, DAY)])["weeks"]
    assert [row[1:3] for row in table.rows] == [[2, 0], [2, 0], [2, 1], [3, 0]]
    assert table.rows[-1][0] == str(DAY)
    assert table.rows[-1][3] == 0.25


def test_every_table_says_what_it_stands_on(tmp_path: Path) -> None:
    found = _tables(tmp_path, _many(120))
    assert [*found] == names()
    for table in found.values():
        assert table.definition.endswith(".") and table.title
        assert table.period and table.period[1] == str(DAY)
        assert table.refused or table.n > 0
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len({column.name for column in table.columns}) == len(table.columns)
        if table.chart:
            drawn = {table.chart.x, table.chart.y, table.chart.low, table.chart.high}
            assert drawn - {None} <= {column.name for column in table.columns}


def test_a_table_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    snapshot(tmp_path, 1, [opening("a")])
    with read(tmp_path) as market, pytest.raises(UsageError, match="bogus") as raised:
        market.tables("bogus")
    assert "roles" in raised.value.next


def test_only_openings_of_other_fields_are_said_to_be_none(tmp_path: Path) -> None:
    found = _tables(tmp_path, [opening("a", role="other")])
    assert found["roles"].n == 1
    assert all(table.refused for name, table in found.items() if name in ("skills", "levels"))


def test_snapshots_in_many_row_groups_are_read_whole(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    snapshot(tmp_path, 1, _many(60))
    with read(tmp_path) as market:
        once = market.tables("skills")
    file = tmp_path / "facts-000001.parquet"
    pq.write_table(pq.read_table(file), file, row_group_size=7)
    with read(tmp_path) as market:
        assert market.tables("skills") == once


def test_machine_learning_roles_come_first_and_levels_rise(tmp_path: Path) -> None:
    kinds = [("data_analyst", "entry", 30), ("ml_engineer", "senior", 12)]
    kinds += [("ai_engineer", "unknown", 11), ("ml_engineer", "mid", 10)]
    rows = [
        opening(f"{role} {level} {at}", role=role, seniority=level, employer=f"e{at}", **_pay(at))
        for role, level, number in kinds
        for at in range(number)
    ]
    found = _tables(tmp_path, rows)
    assert [row[0] for row in found["pay_by_role"].rows] == [
        *("ml engineer, mid", "ml engineer, senior", "ai engineer, unknown"),
        "data analyst, entry",
    ]
    roles = [row[0] for row in found["roles"].rows]
    assert roles == ["ml_engineer", "ai_engineer", "data_analyst"]


def _pay(at: int) -> dict[str, Any]:
    return {"pay_low": 100_000.0 + 1000 * at, "pay_high": None, "pay_currency": "USD"}
