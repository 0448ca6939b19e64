"""A proposal changes nothing until the person agrees, in a program that no client can reach."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.apps.mcp.asking import Session, text_of

from upslope.apps.mcp.served import Served
from upslope.errors import UsageError
from upslope.records import Posting, Understanding
from upslope.workspace import Workspace
from upslope.workspace.proposals import MOST_WAITING, propose

pytestmark = pytest.mark.in_file


@pytest.fixture
def session(sample_home: Path, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(sample_home, tmp_path / "home")
    with Workspace(tmp_path / "home") as workspace:
        yield Session(Served(workspace))


@pytest.fixture
def rows(session: Session) -> list[tuple[Posting, Understanding]]:
    return list(session.served.openings.store.postings.all())[: MOST_WAITING + 1]


Rows = list[tuple[Posting, Understanding]]


def test_an_opening_is_tracked_once_the_person_agrees(session: Session, rows: Rows) -> None:
    [(posting, _), *_] = rows
    tracker = session.served.openings.tracker
    answer = session.call(
        "propose_tracker_change", id=posting.id, status="applied", day="2026-11-20", why="Sent it."
    )
    assert answer["changed"] is False
    assert "Nothing has changed" in answer["says"]
    assert tracker.all() == []
    assert session.call("tracker")["applications"] == []
    assert session.call("tracker")["waiting"] == 1
    [waiting] = tracker.suggestions()
    assert waiting.quote == "Sent it."
    assert posting.title[:20] in waiting.subject

    tracker.agree(answer["proposal"])
    [application] = session.call("tracker")["applications"]
    assert application["status"] == "applied"
    assert application["since"] == "2026-11-20"
    assert application["posting"] == posting.id
    assert session.call("tracker")["waiting"] == 0


def test_an_application_moves_once_the_person_agrees(session: Session, rows: Rows) -> None:
    [(posting, _), *_] = rows
    tracker = session.served.openings.tracker
    application = tracker.track(posting.id, "applied", day="2026-11-02")
    for id in (application.id, posting.id, posting.id[:10]):  # the same proposal, said three ways
        session.call("propose_tracker_change", id=id, status="interview", day="2026-11-20")
    [waiting] = tracker.suggestions()
    assert tracker.get(application.id).status == "applied"
    tracker.agree(waiting.id)
    assert tracker.get(application.id).status == "interview"


def test_of_several_applications_that_are_meant_none_is_chosen(session: Session) -> None:
    tracker = session.served.own.tracker
    for number in range(40):  # two ids begin alike
        tracker.add(company="Quillfish", title=f"ML Engineer {number}")
    begins = Counter(one.id[0] for one in tracker.all()).most_common(1)[0][0]
    with pytest.raises(UsageError, match="Several applications begin with"):
        propose(session.served.openings, begins, "interview")
    assert tracker.suggestions() == []


def test_what_the_person_refused_does_not_come_back(session: Session, rows: Rows) -> None:
    [(posting, _), *_] = rows
    tracker = session.served.openings.tracker
    proposed = {"id": posting.id, "status": "saved", "day": date.today().isoformat()}
    tracker.dismiss(session.call("propose_tracker_change", **proposed)["proposal"])
    assert "answered" in session.refusal("propose_tracker_change", **proposed)["says"]
    assert tracker.suggestions() == []
    assert tracker.all() == []


def test_proposals_do_not_pile_up(session: Session, rows: Rows) -> None:
    for posting, _ in rows[:MOST_WAITING]:
        session.call("propose_tracker_change", id=posting.id, status="saved")
    one_more = session.refusal("propose_tracker_change", id=rows[-1][0].id, status="saved")
    assert "wait already" in one_more["says"]
    assert len(session.served.openings.tracker.suggestions()) == MOST_WAITING


def test_what_the_model_says_reaches_the_person_as_plain_text(session: Session, rows: Rows) -> None:
    why = "Fits\u202e <img src=//evil.example> ![x](http://evil.example) \U000e0041"
    session.call("propose_tracker_change", id=rows[0][0].id, status="saved", why=why)
    [waiting] = session.served.openings.tracker.suggestions()
    assert waiting.quote == "Fits ‹img src=//evil.example> ! [x] (hxxp://evil.example)"


def test_reminders_are_told_and_notes_are_not(session: Session, rows: Rows) -> None:
    tracker = session.served.openings.tracker
    application = tracker.track(rows[0][0].id, "applied")
    tracker.note(application, "They sounded tired.")
    tracker.contact(application, "Ines Example", email="ines@quillfish.example")
    tracker.remind(application, date.today().isoformat(), "Write to them ![x](http://e.example)")
    answer = session.result("tracker")
    [due] = answer.structured_content["due"]
    assert due["quoted"] == "Write to them ! [x] (hxxp://e.example)"
    for private in ("tired", "Ines", "ines@"):
        assert private not in text_of(answer)
