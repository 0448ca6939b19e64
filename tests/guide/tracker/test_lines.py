"""What a person does adds a line, nothing, or is told what was changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from upslope.errors import ChangedMeanwhileError, UsageError
from upslope.guide.tracker import lines
from upslope.records import JournalEntry

TODAY = "2026-11-22"


def line(number: int, kind: Any, id: str = "", **data: str) -> JournalEntry:
    id = id or f"l{number}"
    return JournalEntry(id=id, application="a", kind=kind, data=data, at=TODAY, number=number)


BEFORE = [
    line(1, "tracked", company="Quillfish", title="Cook"),
    line(2, "status", status="applied", day="2026-11-01"),
    line(3, "note", text="first"),
]


def test_the_same_status_and_day_is_nothing_new() -> None:
    for said in ({}, {"day": "2026-11-01"}):
        assert lines.moved(BEFORE, line(0, "status", "new", status="applied", **said), TODAY) == []
    [corrected] = lines.moved(
        BEFORE, line(0, "status", "new", status="applied", day="2026-10-30"), TODAY
    )
    assert corrected.data["day"] == "2026-10-30"
    [moved] = lines.moved(BEFORE, line(0, "status", "new", status="offer"), TODAY)
    assert moved.data == {"status": "offer", "day": TODAY}


def test_a_known_line_counts_once_whatever_came_after() -> None:
    before = [*BEFORE, line(4, "status", "form", status="offer", day=TODAY)]
    before += [line(5, "status", status="rejected", day=TODAY)]
    assert lines.moved(before, line(0, "status", "form", status="offer"), TODAY, seen=2) == []


@pytest.mark.parametrize(
    "by",
    [
        ("status", {"status": "offer"}),
        ("status", {"status": "applied", "day": "2026-10-30"}),
        ("erased", {"of": "l2"}),
    ],
)
def test_a_move_that_did_not_see_another_is_refused(by: tuple[str, dict[str, str]]) -> None:
    before = [*BEFORE, line(4, by[0], **by[1])]
    wanted = line(0, "status", "new", status="rejected")
    with pytest.raises(ChangedMeanwhileError) as told:
        lines.moved(before, wanted, TODAY, seen=3)
    assert told.value.theirs == lines.state(before)
    assert "meanwhile" in str(told.value)
    assert lines.moved(before, wanted, TODAY, seen=4)
    assert lines.moved(before, wanted, TODAY)  # who does not say what they saw


def test_what_stands_as_it_was_seen_is_no_surprise() -> None:
    before = [*BEFORE, line(4, "reminder", day=TODAY), line(5, "erased", of="l3")]
    before += [line(6, "done", of="l4"), line(7, "details", place="Oslo")]
    assert lines.moved(before, line(0, "status", "new", status="offer"), TODAY, seen=3)
    assert lines.changed(before, line(0, "reminder", "new", of="l4", day="2026-12-01"), seen=5)
    assert lines.detailed(before, line(0, "details", "new", title="Baker"), seen=3)


def test_what_is_appended_is_in_nobodys_way() -> None:
    before = [*BEFORE, line(4, "note", text="theirs"), line(5, "contact", name="Ada")]
    assert lines.moved(before, line(0, "status", "new", status="offer"), TODAY, seen=2)
    assert lines.detailed(before, line(0, "details", "new", title="Baker"), seen=2)
    assert lines.changed(before, line(0, "note", "new", of="l3", text="mine"), seen=3)


def test_other_details_do_not_collide() -> None:
    before = [*BEFORE, line(4, "details", place="Oslo")]
    [kept] = lines.detailed(before, line(0, "details", "new", title="Baker", place="Oslo"), seen=3)
    assert kept.data == {"title": "Baker"}
    with pytest.raises(ChangedMeanwhileError, match="place"):
        lines.detailed(before, line(0, "details", "new", place="Bonn"), seen=3)
    assert lines.detailed(before, line(0, "details", "new", place="Bonn"), seen=4)


def test_a_note_changed_in_another_window_is_told() -> None:
    before = [*BEFORE, line(4, "note", of="l3", text="theirs")]
    with pytest.raises(ChangedMeanwhileError) as told:
        lines.changed(before, line(0, "note", "new", of="l3", text="mine"), seen=3)
    assert told.value.theirs == lines.written(before, "l3")
    assert lines.changed(before, line(0, "note", "new", of="l3", text="theirs"), seen=3) == []


def test_what_was_erased_is_neither_changed_nor_done() -> None:
    before = [*BEFORE, line(4, "erased", of="l3")]
    assert lines.marked(before, line(0, "erased", "new", of="l3")) == []
    with pytest.raises(UsageError, match="erased"):
        lines.changed(before, line(0, "note", "new", of="l3", text="mine"), seen=4)
    with pytest.raises(UsageError, match="Only a reminder"):
        lines.marked(BEFORE, line(0, "done", "new", of="l3", done="yes"))


def test_tracking_again_moves_on_and_never_back() -> None:
    tracked = line(0, "tracked", "t", company="Other")

    def again(status: str, before: list[JournalEntry] = BEFORE) -> list[str]:
        step = line(0, "status", "s", status=status)
        return [one.kind for one in lines.begun(before, tracked, step, TODAY)]

    assert again("saved") == again("applied") == []
    assert again("interview") == ["status"]
    gone = [*BEFORE, line(4, "removed")]
    assert again("saved", gone) == ["restored"]
    assert again("offer", gone) == ["restored", "status"]
    assert again("saved", []) == ["tracked", "status"]
