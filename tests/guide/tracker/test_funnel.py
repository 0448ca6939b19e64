"""The funnel counts what was reached, says how sure it is, and refuses when there is too little."""

from datetime import date, timedelta

import pytest

from upslope.guide.tracker.funnel import tables
from upslope.guide.tracker.passage import passage
from upslope.records import Application, StatusStep
from upslope.records.application import Author, Status
from upslope.records.market import Cell, MarketTable

TODAY = date(2026, 6, 1)
HIRED: tuple[Status, int] = ("accepted", 21)


def application(*steps: tuple[Status, int], url: str = "", by: Author = "person") -> Application:
    """Make one whose steps were taken so many days after the first of January."""
    dated = [
        StatusStep(status=status, day=str(date(2026, 1, 1) + timedelta(days=day)), at="", by=by)
        for status, day in steps
    ]
    return Application(id=str(steps), company="Quillfish", url=url, steps=dated)


def told(given: list[Application]) -> dict[str, MarketTable]:
    return {table.name: table for table in tables(given, TODAY)}


def rows(table: MarketTable) -> dict[Cell, dict[str, Cell]]:
    return {next(iter(row.values())): row for row in table.records()}


MANY = [
    *[application(("applied", 0)) for _ in range(10)],
    *[application(("applied", 0), ("rejected", 10)) for _ in range(20)],
    *[application(("applied", 0), ("screening", 5), ("rejected", 9)) for _ in range(6)],
    *[application(("applied", 0), ("interview", 20), ("no_answer", 60)) for _ in range(2)],
    application(
        ("applied", 0), ("screening", 5), ("interview", 9), ("offer", 20), ("accepted", 21)
    ),
    application(("saved", 0)),
    application(("rejected", 3)),
]


def test_counts_who_reached_each_step_also_where_one_was_skipped() -> None:
    table = told(MANY)["funnel"]
    assert [row[:2] for row in table.rows] == [
        *(["applied", 40], ["screening", 9], ["interview", 3], ["offer", 1], ["accepted", 1]),
    ]
    screening = rows(table)["screening"]
    assert screening["share"] == pytest.approx(9 / 40)
    assert (screening["low"], screening["high"]) == pytest.approx((0.123, 0.375), abs=0.001)
    assert table.excluded == {"not sent": 1}


def test_from_step_to_step_with_what_ended_and_what_is_open() -> None:
    table = rows(told(MANY)["funnel_steps"])
    first = table["applied"]
    assert (first["reached"], first["further"], first["ended"], first["waiting"]) == (40, 9, 21, 10)
    assert table["interview"]["further"] == 1
    assert table["interview"]["share"] is None  # of three


def test_days_until_an_answer_count_the_open_ones_as_waiting() -> None:
    applied = rows(told(MANY)["funnel_days"])["applied"]
    assert (applied["applications"], applied["answered"], applied["median"]) == (39, 29, 10)
    assert applied["low"] == 10
    assert applied["high"] == 10
    mostly_open = [application(("applied", 0)) for _ in range(9)]
    waiting = rows(told([*mostly_open, *MANY[10:14]])["funnel_days"])["applied"]
    assert (waiting["answered"], waiting["median"], waiting["high"]) == (4, None, None)


def test_the_interval_of_a_median_holds_the_known_one_of_a_sample() -> None:
    spread = [application(("applied", 0), ("rejected", day)) for day in range(1, 41)]
    row = rows(told(spread)["funnel_days"])["applied"]
    assert row["median"] == 20
    assert isinstance(row["low"], int)
    assert isinstance(row["high"], int)
    assert 10 <= row["low"] < 20 < row["high"] <= 30


@pytest.mark.parametrize(("number", "there"), [(0, "are 0"), (1, "is 1"), (4, "are 4")])
def test_refuses_below_five_with_a_sentence(number: int, there: str) -> None:
    for table in tables(MANY[:number], TODAY):
        assert table.rows == []
        assert f"so far there {there}." in table.refused
    assert not any(table.refused for table in tables(MANY[:5], TODAY))


def test_a_step_back_corrects_and_a_step_after_an_end_reopens() -> None:
    slipped = application(("applied", 0), ("offer", 3), ("interview", 4))
    assert passage(slipped, TODAY).reached == 2
    reopened = application(("applied", 0), ("rejected", 3), ("interview", 9))
    way = passage(reopened, TODAY)
    assert (way.reached, way.ended, way.stays[0].days) == (2, None, 9)
    never_sent = application(("saved", 0), ("withdrawn", 3))
    assert passage(never_sent, TODAY).reached == -1


def test_days_that_are_not_known_are_left_out_and_said() -> None:
    backwards = [application(("applied", 9), ("rejected", 3)) for _ in range(3)]
    undated = [
        Application(id="u", steps=[StatusStep(status="applied", day="", at="")]),
        Application(
            id="i",
            steps=[
                StatusStep(status="applied", day="2026-03-01", at="2026-05-01T09:00:00"),
                StatusStep(
                    status="rejected", day="2026-05-01", at="2026-05-01T09:00:00", by="import"
                ),
            ],
        ),
    ]
    table = told([*backwards, *undated, *MANY[:6]])["funnel_days"]
    assert table.excluded == {"days not known": 5}
    assert table.n == 6


def test_places_of_adverts_without_saying_which_is_better() -> None:
    given = [
        *[application(("applied", 0), url="https://www.linkedin.com/jobs/view/1/")] * 6,
        *[application(("applied", 0), ("interview", 3), url="https://q.example/7")] * 5,
        application(("applied", 0), url="http://["),
    ]
    table = told(given)["funnel_places"]
    found = rows(table)
    assert found["linkedin"]["further"] == 0
    assert found["employer or other site"]["share"] == 1.0
    assert found["not noted"]["share"] is None
    assert "does not say which place is better" in table.notes[0]


def test_thousands_are_no_work() -> None:
    many = [application(("applied", day % 90), ("rejected", 100)) for day in range(5000)]
    assert rows(told(many)["funnel"])["applied"]["reached"] == 5000
