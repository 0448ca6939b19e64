"""Applications are tracked, moved and written of; nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.made_up import posting, take

from upslope.errors import ChangedMeanwhileError, UsageError
from upslope.workspace import Workspace


@pytest.fixture
def workspace() -> Workspace:
    opened = Workspace()
    take(opened.store, [posting(1), posting(2, hiring_organization="Tarnbeck")])
    return opened


def test_a_posting_is_tracked_once_and_moves_on(workspace: Workspace) -> None:
    saved = workspace.tracker.track("gh-1")
    assert (saved.status, saved.company, saved.posting) == (
        "saved",
        "Quillfeather Analytics",
        "gh-1",
    )
    applied = workspace.tracker.track("gh-1", "applied", day="2026-11-02")
    again = workspace.tracker.track("gh-1", "applied")
    assert again == applied == workspace.tracker.track("gh-1", "saved")
    assert [(step.status, step.day) for step in applied.steps][1:] == [("applied", "2026-11-02")]
    assert workspace.tracker.all() == [applied]
    assert [one.choice for one in workspace.person.choices()] == ["saved", "applied"]


def test_a_choice_is_tracked_too(workspace: Workspace) -> None:
    workspace.person.choose(["gh-1", "gh-2"], "saved")
    assert {one.posting for one in workspace.tracker.all()} == {"gh-1", "gh-2"}
    workspace.person.choose(["gh-1"], "hidden")
    workspace.person.take_back(["gh-2"])
    assert workspace.tracker.all() == []
    assert len(workspace.tracker.all(removed=True)) == 2
    back = workspace.tracker.restore("gh-1")
    assert not back.removed
    assert [(one.posting, one.choice) for one in workspace.person.choices()] == [("gh-1", "saved")]


def test_an_edit_in_another_window_is_not_lost(workspace: Workspace) -> None:
    tracker = workspace.tracker
    shown = tracker.note(tracker.track("gh-1"), "First words")
    [note] = shown.written
    with Workspace() as other:
        other.tracker.change(shown, note.id, {"text": "Theirs"}, seen=note.number)
        other.tracker.note(shown, "Another note")
        other.tracker.move(shown, "applied", seen=shown.number)
    with pytest.raises(ChangedMeanwhileError) as told:
        tracker.change(shown, note.id, {"text": "Mine"}, seen=note.number)
    assert told.value.theirs == tracker.get(shown.id).written[0]
    with pytest.raises(ChangedMeanwhileError):
        tracker.move(shown, "rejected", seen=shown.number)
    tracker.move(shown, "applied", seen=shown.number)
    now = tracker.get(shown.id)
    assert [one.data["text"] for one in now.written] == ["Theirs", "Another note"]
    assert now.status == "applied"


def test_a_repeated_send_counts_once(workspace: Workspace) -> None:
    tracker = workspace.tracker
    for _ in range(2):
        added = tracker.add(company="Quillfish", title="ML Engineer", id="form-1")
        tracker.note(added, "Hello", id="form-2")
        tracker.move(added, "interview", seen=added.number, id="form-3")
    [one] = tracker.all()
    assert (len(one.written), one.status, len(tracker.journal())) == (1, "interview", 4)
    with pytest.raises(UsageError, match="another application"):
        tracker.note(tracker.track("gh-1"), "Hello", id="form-2")


def test_the_journal_is_beside_the_database(workspace: Workspace, tmp_path: Path) -> None:
    workspace.tracker.note(workspace.tracker.track("gh-1"), "Hello")
    file = tmp_path / "home" / "journal.jsonl"
    assert len(file.read_text().splitlines()) == 3
    assert file.stat().st_mode & 0o777 == 0o600
