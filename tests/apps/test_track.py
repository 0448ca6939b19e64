"""``upslope track``: what people type, what programs read, what stands afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli
from upslope.errors import UpslopeError, UsageError
from upslope.records import Status
from upslope.workspace import Workspace
from upslope.workspace.proposals import propose


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli, ["track", *words], catch_exceptions=True)
    if isinstance(result.exception, UpslopeError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def listed(*words: str) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in run(*words, "--json").stdout.splitlines()]


@pytest.fixture
def posting() -> str:
    with Workspace() as workspace:
        return next(iter(workspace.stocked().store.postings.all()))[0].id


def test_an_opening_is_followed_from_first_to_last(posting: str, tmp_path: Path) -> None:
    assert "Nothing is tracked yet" in run().stderr
    run("add", posting[:8])
    run("move", posting[:8], "applied", "--day", "2026-11-02")
    run("note", posting, "They called \x1b[31mback")
    run("contact", posting, "--name", "Ada Quill", "--role", "recruiter")
    run("document", posting, "resume.pdf")
    run("date", posting, "2199-12-31", "Interview")
    run("remind", posting, "2026-11-03", "Ask again")
    shown = run("show", posting).stdout
    for words in ("2026-11-02  applied", "Ada Quill  recruiter", "resume.pdf", "Ask again"):
        assert words in shown
    assert "\x1b" not in shown
    assert "Ask again" in run().stdout
    [one] = listed()
    assert (one["status"], one["posting"]) == ("applied", posting)
    [reminder] = [w for w in one["written"] if w["kind"] == "reminder"]  # type: ignore[attr-defined]
    run("done", posting, reminder["id"][:8])
    run("change", posting, one["written"][0]["id"], "--set", "text=Nothing")  # type: ignore[index]
    run("erase", posting, one["written"][1]["id"])  # type: ignore[index]
    assert "Due" not in run().stdout
    assert "Ada Quill" not in run("show", posting).stdout
    assert "Ada Quill" in run("journal").stdout
    file = tmp_path / "a.ics"
    run("calendar", str(file))
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 1


def test_what_is_not_stored_is_added_by_hand() -> None:
    run("add", "--company", "Quillfish", "--title", "ML Engineer", "--status", "no answer")
    [one] = listed()
    run("details", str(one["id"])[:6], "--place", "Oslo")
    assert [(one["company"], one["place"], one["status"]) for one in listed()] == [
        ("Quillfish", "Oslo", "no_answer")
    ]
    assert listed("--status", "offer") == []
    run("remove", str(one["id"]))
    assert listed() == []
    assert len(listed("--removed")) == 1
    run("restore", str(one["id"]))
    assert len(listed("--status", "no-answer")) == 1


def test_the_same_employer_is_told_before_one_applies_again(posting: str) -> None:
    run("add", posting, "--status", "applied", "--day", "2026-11-02")
    assert "same opening before (2026-11-02)" in run("add", posting).stderr


@pytest.mark.parametrize(
    "words",
    [
        ("move", "none", "offer"),
        ("add", "--company", "Quillfish", "--day", "tomorrow"),
        ("add", "--status", "hired", "--company", "x"),
        ("add", "none"),
        ("note", "", "x"),
        ("replies", "--agree", "none"),
        ("journal", "--put-back", "none.jsonl"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*words)
    assert listed() == []


def test_a_file_is_taken_over_and_a_journal_put_back(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Company,Title,Status\nQuillfish,Cook,offer\nTarnbeck,Baker,applied\n")
    assert "2 new applications" in run("import", str(file)).stderr
    assert "2 known" in run("import", str(file)).stderr
    lines = len(listed("journal"))
    journal = tmp_path / "home" / "journal.jsonl"
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(journal.read_bytes() + b"{damaged\n")
    with Workspace() as workspace:
        workspace.person.delete()
    assert not journal.exists()
    said = run("journal", "--put-back", str(copy)).stderr
    assert f"Put back: {lines} lines" in said
    assert f"line {lines + 1}" in said
    assert {one["company"] for one in listed()} == {"Quillfish", "Tarnbeck"}


@pytest.mark.in_file
def test_a_lost_database_loses_no_application(posting: str, tmp_path: Path) -> None:
    run("add", posting, "--status", "applied")
    run("note", posting, "Words")
    before = listed()
    assert "put them back" not in run().stderr
    (tmp_path / "home" / "upslope.db").write_bytes(b"no database at all" * 999)
    with pytest.raises(UpslopeError, match="--put-back"):
        run()
    for file in (tmp_path / "home").glob("upslope.db*"):
        file.unlink()
    assert "put them back" in run().stderr
    assert listed() == []
    run("journal", "--put-back", str(tmp_path / "home" / "journal.jsonl"))
    assert listed() == before
    assert "put them back" not in run().stderr


def test_the_sample_is_tracked_in_the_persons_own_workspace(posting: str) -> None:
    with Workspace() as workspace:
        stock = workspace.stocked()
        tracked = stock.tracker.track(posting, "applied")
        assert workspace.tracker.all() == [tracked]
        assert stock.person.choices()[0].posting == posting
        stock.person.delete()
        assert workspace.tracker.all() == stock.tracker.all() == []


@pytest.mark.parametrize("status", ["saved", "applied"])
def test_what_an_assistant_proposed_of_the_sample_can_be_agreed_to(
    posting: str, status: Status
) -> None:
    with Workspace() as workspace:
        proposal = propose(workspace.stocked(), posting, status, day=date(2026, 11, 20))
    assert proposal.id[:8] in run("replies").stdout
    assert "2026-11-20" in run("replies", "--agree", proposal.id[:8]).stderr
    [one] = listed()
    assert (one["posting"], one["status"]) == (posting, status)
    assert [step["day"] for step in one["steps"]] == ["2026-11-20"]  # type: ignore[attr-defined]
    assert "No suggestion waits" in run("replies").stderr
    with Workspace() as workspace:
        assert [one.choice for one in workspace.stocked().person.choices()] == [status]
