"""Applications are tracked, moved and written of; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import posting, take

from upslope.errors import ChangedMeanwhileError, StoreError, UsageError
from upslope.records import Suggestion
from upslope.store import Link
from upslope.workspace import Workspace
from upslope.workspace.tracker import Tracker

POSTINGS = [
    posting(1, hiring_organization="Quillfish"),
    posting(2, hiring_organization="Tarnbeck"),
    posting(3, hiring_organization="Quillfish AS"),
]


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace() as opened:
        take(opened.store, POSTINGS)
        yield opened


@pytest.fixture
def tracker(workspace: Workspace) -> Tracker:
    return workspace.tracker


def test_a_posting_is_tracked_once_and_moves_on(workspace: Workspace, tracker: Tracker) -> None:
    saved = tracker.track("gh-1")
    assert (saved.status, saved.company, saved.posting) == ("saved", "Quillfish", "gh-1")
    applied = tracker.track("gh-1", "applied", day="2026-11-02")
    assert tracker.track("gh-1", "applied") == tracker.track("gh-1", "saved") == applied
    assert [(step.status, step.day) for step in applied.steps][1:] == [("applied", "2026-11-02")]
    assert tracker.all() == [applied]
    assert [one.choice for one in workspace.person.choices()] == ["saved", "applied"]


def test_a_choice_is_tracked_too(workspace: Workspace, tracker: Tracker) -> None:
    workspace.person.choose(["gh-1", "gh-2"], "saved")
    assert {one.posting for one in tracker.all()} == {"gh-1", "gh-2"}
    workspace.person.choose(["gh-1"], "hidden")
    workspace.person.take_back(["gh-2"])
    assert tracker.all() == []
    assert len(tracker.all(removed=True)) == 2
    assert not tracker.restore("gh-1").removed
    assert [(one.posting, one.choice) for one in workspace.person.choices()] == [("gh-1", "saved")]


def test_what_an_employer_answered_is_not_taken_back(
    workspace: Workspace, tracker: Tracker
) -> None:
    tracker.move(tracker.track("gh-1"), "interview")
    workspace.person.choose(["gh-1"], "applied")
    workspace.person.choose(["gh-1"], "hidden")
    assert [one.status for one in tracker.all()] == ["interview"]
    assert workspace.person.hidden() == {"gh-1"}
    tracker.move("gh-1", "offer")
    assert workspace.person.hidden() == {"gh-1"}


def test_an_edit_in_another_window_is_not_lost(tracker: Tracker) -> None:
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


def test_many_tabs_and_processes_lose_nothing(tracker: Tracker) -> None:
    shown = tracker.note(tracker.track("gh-1"), "start")
    [note] = shown.written

    def edit(number: int) -> str:
        with Workspace() as own:
            own.tracker.note(shown, f"note {number}")
            try:
                own.tracker.change(shown, note.id, {"text": f"{number}"}, seen=note.number)
            except ChangedMeanwhileError:
                return "told"
            return f"{number}"

    with ThreadPoolExecutor(6) as pool:
        ended = list(pool.map(edit, range(12)))
    first, *notes = tracker.get(shown.id).written
    assert len(notes) == 12
    assert ended.count("told") == 11
    assert first.data["text"] in ended


def test_a_repeated_send_counts_once(tracker: Tracker) -> None:
    for _ in range(2):
        added = tracker.add(company="Quillfish", title="ML Engineer", id="form-1")
        tracker.note(added, "Hello", id="form-2")
        tracker.move(added, "interview", seen=added.number, id="form-3")
    [one] = tracker.all()
    assert (len(one.written), one.status, len(tracker.journal())) == (1, "interview", 4)
    tracker.remove(one)
    tracker.add(company="Quillfish", title="ML Engineer", id="form-1")
    assert tracker.all() == []
    with pytest.raises(UsageError, match="another application"):
        tracker.note(tracker.track("gh-1"), "Hello", id="form-2")


def test_what_is_refused_is_never_half_stored(tracker: Tracker) -> None:
    one = tracker.track("gh-1")
    wrong: list[Callable[[], object]] = [
        lambda: tracker.note(one, "x" * 10**6),
        lambda: tracker.contact(one, "Ada", email="x" * 1000),
        lambda: tracker.remind(one, "next week"),
        lambda: tracker.move(one, "hired"),  # type: ignore[arg-type]
        lambda: tracker.move(one, "offer", day="2026-13-01"),
        lambda: tracker.add(company=" ", title=""),
        lambda: tracker.add(company="Quillfish", title="", url="javascript:alert(1)"),
        lambda: tracker.details(one, salary="1"),
        lambda: tracker.note("", "x"),
        lambda: tracker.done(one, "none"),
        lambda: tracker.note(one, "x", id="a b\n"),
    ]
    for refused in wrong:
        with pytest.raises(UsageError):
            refused()
    assert len(tracker.journal()) == 2
    odd = tracker.note(one, "NUL \0 and half a pair \ud83d")
    assert odd.written[0].data["text"] == "NUL \ufffd and half a pair \ufffd"


def test_a_posting_that_is_nothing_but_odd_is_tracked(workspace: Workspace) -> None:
    odd = posting(9, title="x" * 10**5, url="javascript:alert(1)", hiring_organization=None)
    take(workspace.store, [odd], board="odd")
    one = workspace.tracker.track("gh-9")
    assert (len(one.title), one.url, one.company) == (300, "", "")


def test_one_opening_is_one_application(workspace: Workspace, tracker: Tracker) -> None:
    first = tracker.track("gh-1", "applied", day="2026-11-02")
    workspace.store.duplicates.link([Link(posting="gh-1", canonical="gh-3", why="same")])
    assert tracker.of("gh-3") == tracker.ids()["gh-1"] == first
    assert tracker.track("gh-3", "interview").id == first.id
    assert [one.same for one in tracker.already("gh-3")] == ["opening"]
    workspace.openings.part("gh-3")
    assert tracker.of("gh-3") is None
    assert [(one.same, one.day) for one in tracker.already("gh-3")] == [("employer", "2026-11-02")]
    assert tracker.already("gh-2") == []


def test_a_closing_is_told_until_it_was_seen(workspace: Workspace, tracker: Tracker) -> None:
    for id in ("gh-1", "gh-2", "gh-3"):
        tracker.track(id)
    tracker.move("gh-2", "rejected")
    take(workspace.store, [*POSTINGS, posting(4)])
    workspace.store.duplicates.link([Link(posting="gh-3", canonical="gh-4", why="same")])
    assert tracker.closings() == []
    take(workspace.store, [posting(4)])
    [closed] = tracker.closings()  # the opening of gh-3 is still advertised, as gh-4
    assert closed.posting == "gh-1"
    assert workspace.show("gh-1")[0].closed  # it is still there
    tracker.saw_closing(closed)
    assert tracker.closings() == []


def test_reminders_are_due_until_done(tracker: Tracker) -> None:
    today = date.today()
    one = tracker.remind(tracker.track("gh-1"), today.isoformat(), "Ask again")
    tracker.remind(one, (today + timedelta(days=9)).isoformat())
    [(_, due)] = tracker.due()
    assert due.data["text"] == "Ask again"
    assert len(tracker.due(today + timedelta(days=9))) == 2
    tracker.done(one, due.id)
    assert tracker.due() == []
    tracker.done(one, due.id, done=False)
    assert len(tracker.due()) == 1


def suggestion(id: str, application: str | None, **fields: str | None) -> Suggestion:
    said = {"day": "2026-11-09", "quote": "We chose another.", "sender": "", "subject": ""}
    known = {"id": id, "application": application, "status": "rejected"}
    return msgspec.convert({**known, **said, **fields}, Suggestion)


def test_a_mail_moves_nothing_until_the_person_agrees(
    workspace: Workspace, tracker: Tracker
) -> None:
    one = tracker.track("gh-1", "applied")
    found = [suggestion("1", one.id), suggestion("2", None), suggestion("3", one.id)]
    found += [suggestion("4", None, posting="gh-2", status="applied")]
    workspace.store.suggestions.put(found)
    assert tracker.get(one.id).status == "applied"
    moved = tracker.agree("1")
    assert (moved.status, moved.steps[-1].by, moved.steps[-1].day) == (
        "rejected",
        "mail",
        "2026-11-09",
    )
    with pytest.raises(UsageError, match="which application"):
        tracker.agree("2")
    assert tracker.agree("2", tracker.track("gh-2")).posting == "gh-2"
    tracker.dismiss("3")
    assert tracker.agree("4").posting == "gh-2"
    assert tracker.suggestions() == []
    assert workspace.store.suggestions.put(found) == []
    with pytest.raises(UsageError):
        tracker.agree("3")


CSV = """Company,Title,Status,Date,Notes
Quillfish,ML Engineer 1,interview,2026-11-03,By mail
Brackenfold,Data Scientist,rejected,2026-10-01,
Brackenfold,Data Scientist,rejected,2026-10-01,
"""


def test_a_file_taken_over_twice_changes_nothing(tracker: Tracker) -> None:
    known = tracker.track("gh-1")
    done = tracker.read_file("mine.csv", CSV.encode())
    assert [one.company for one in done.taken] == ["Brackenfold"]
    assert [one.id for one in done.moved] == [known.id]
    assert len(done.refused) == 1
    assert tracker.get(known.id).status == "interview"
    assert [step.by for step in done.taken[0].steps] == ["import", "import"]
    before = tracker.journal()
    again = tracker.read_file("mine.csv", CSV.encode())
    assert (again.taken, again.moved, len(again.known)) == ([], [], 2)
    assert tracker.journal() == before
    tracker.move(known, "rejected")
    later = tracker.read_file("mine.csv", CSV.replace("interview", "offer").encode())
    assert later.moved == []  # what the person said stands


def test_a_journal_is_put_back_line_by_line(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tracker.note(tracker.track("gh-1", "applied"), "Words")
    tracker.add(company="Brackenfold", title="Cook")
    file = tmp_path / "home" / "journal.jsonl"
    lines = file.read_bytes().splitlines()
    wrong = lines[2].replace(b"Words", b"x" * 60_000), b'{"id":"x"', lines[2].replace(b"note", b"x")
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(b"\n".join([*lines[:2], *wrong, *lines[2:], *lines]))
    assert tracker.put_back(copy)[:2] == (0, 10)
    monkeypatch.delenv("UPSLOPE_DATABASE_URL", raising=False)  # another folder, the same database
    with Workspace(tmp_path / "new") as new:
        done = new.tracker.put_back(copy)
        assert (done.lines, done.known) == (5, 5)
        assert [problem.where for problem in done.refused] == ["line 3", "line 4", "line 5"]
        assert all(problem.why for problem in done.refused)
        assert new.tracker.all() == tracker.all()
        assert new.tracker.get(one.id).written[0].data["text"] == "Words"
        assert new.tracker.put_back(copy).lines == 0


def test_another_process_deletes_all_of_it(tracker: Tracker) -> None:
    tracker.note(tracker.track("gh-1"), "Words")
    with Workspace() as other:
        other.tracker.all()
    tracker._own.person.delete()
    assert tracker.all() == []
    assert [line.number for line in tracker._own.tracker.journal()] == []
    assert tracker.track("gh-1").written == []


def test_a_file_that_cannot_be_deleted_is_said(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tracker._own
    (own.settings.home / "sample-0.0.1").mkdir()
    tracker.add(company="Quillfish", title="Cook")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(StoreError, match=r"Permission denied \(.*sample-0.0.1\)"):
        own.person.delete()
    assert [one.company for one in tracker.all()] == ["Quillfish"]
