"""Rows become applications once, and never undo what the person said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.guide.tracker.fold import fold
from upslope.guide.tracker.rows import Row
from upslope.guide.tracker.taken_over import take_over
from upslope.guide.tracker.written import as_id, checked
from upslope.records import STATUSES, Application, JournalEntry

AT = "2026-11-22T08:00:00.000+00:00"


def row(company: str = "Quillfish", title: str = "Cook", **fields: Any) -> Row:
    return Row(company=company, title=title, key=fields.pop("key", f"{company}-{title}"), **fields)


def numbered(lines: list[JournalEntry]) -> list[JournalEntry]:
    fields = JournalEntry.__struct_fields__
    return [
        JournalEntry(**{**{f: getattr(line, f) for f in fields}, "number": number})
        for number, line in enumerate(lines, 1)
    ]


def taken(*rows: Row) -> list[Application]:
    return list(fold(numbered(take_over(rows, [], AT).lines)).values())


def test_days_that_are_not_known_stay_unknown() -> None:
    [one] = taken(row(status="interview", day="2026-11-03", text="By mail"))
    assert [(step.status, step.day, step.by) for step in one.steps] == [
        ("applied", "2026-11-03", "import"),
        ("interview", "", "import"),
    ]
    assert (one.began, one.written[0].data["text"]) == ("2026-11-03", "By mail")


@pytest.mark.parametrize(
    "again",
    [
        row(),
        row(key="of another file", title="  cook! ", company="QUILLFISH GmbH"),
        row(key="x", company="", title="Baker", url="https://q.example/1"),
    ],
)
def test_an_application_is_known_by_key_name_or_address(again: Row) -> None:
    before = numbered(take_over([row(url="https://q.example/1")], [], AT).lines)
    found = take_over([again], before, AT)
    assert (found.lines, found.fresh, len(found.known)) == ([], [], 1)


def test_who_applied_twice_has_two_applications() -> None:
    rows = [row(day="2026-03-01", key="k"), row(day="2026-09-01", status="offer", key="k-2")]
    by_hand = {"company": "Quillfish", "title": "Cook", "day": "2026-03-01"}
    line = JournalEntry(id="1", application="h", kind="tracked", data=by_hand, at=AT)
    first = take_over(rows, numbered([line]), AT)
    assert (first.known, len(first.moved), len(first.fresh)) == ([], 1, 1)  # h is now applied to
    again = take_over(rows, numbered([line, *first.lines]), AT)
    assert (again.lines, again.known) == ([], ["h", *first.fresh])


def test_two_without_a_company_are_two() -> None:
    rows = [row("", "Cook", key="1"), row("", "Cook", key="2"), row("Quillfish", "", key="3")]
    assert len(taken(*rows)) == 3


def test_a_file_moves_on_and_never_back() -> None:
    before = numbered(take_over([row(status="interview")], [], AT).lines)
    [id] = fold(before)
    assert take_over([row(status="applied")], before, AT).known == [id]
    later = take_over([row(status="offer", since="2026-11-09")], before, AT)
    assert later.moved == [id]
    assert [line.data for line in later.lines] == [{"status": "offer", "day": "2026-11-09"}]
    back = {"status": "interview", "day": "2026-11-10"}
    said = JournalEntry(id="p", application=id, kind="status", data=back, at=AT)
    after = numbered([*before, *later.lines, said])
    assert take_over([row(status="offer", since="2026-11-09")], after, AT).known == [id]


ROWS = st.builds(
    Row,
    company=st.text(max_size=400),
    title=st.text(max_size=400),
    url=st.sampled_from(
        ["", "https://q.example/1", "javascript:alert(1)", "https://q/" + "x" * 3000]
    ),
    place=st.text(max_size=5),
    status=st.sampled_from(STATUSES),
    day=st.sampled_from([None, "2026-11-03"]),
    text=st.text(max_size=5),
    key=st.text(max_size=5),
)


@given(st.lists(ROWS, max_size=5, unique_by=lambda row: row.key))
def test_any_rows_give_lines_that_can_be_put_back(rows: list[Row]) -> None:
    first = take_over(rows, [], AT)
    for line in first.lines:
        as_id(line.id)
        checked(line.kind, line.data)
    assert take_over(rows, numbered(first.lines), AT).lines == []
    assert len(first.fresh) + len(first.moved) + len(first.known) == len(rows)
