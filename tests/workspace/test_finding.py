"""A board is found from a name or a site, shown with what it says, and added on consent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.replay import Replay, redirect

from upslope.apps.cli import cli
from upslope.errors import UsageError
from upslope.workspace import Workspace

SITE = "https://quillfish.example"
GREENHOUSE = "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true"
ASHBY = "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true"
LEVER = "https://api.lever.co/v0/postings/{}?mode=json&skip=0&limit=100"
TITLES = (
    "Machine Learning Engineer",
    "Head Chef",
    "Data Scientist",
    "Accountant",
    "ML Intern",
    "Cook",
)


def greenhouse(company: str, titles: tuple[str, ...] = TITLES) -> str:
    rows = [
        {"id": number, "title": title, "company_name": company, "absolute_url": f"{SITE}/{number}"}
        for number, title in enumerate(titles)
    ]
    return json.dumps({"jobs": rows, "meta": {"total": len(rows)}})


def ashby(title: str) -> dict[str, str]:
    return {"id": "1", "title": title, "jobUrl": f"{SITE}/1", "publishedAt": "2026-01-01"}


def lever(title: str) -> str:
    return json.dumps([{"id": "1", "text": title, "categories": {}, "hostedUrl": f"{SITE}/1"}])


@pytest.fixture
def workspace(tmp_path: Path, replay: Replay) -> Iterator[Workspace]:
    with Workspace(tmp_path / "home") as made:
        made.__dict__["door"] = replay.door()
        yield made


def test_a_careers_page_leads_to_the_board(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/", '<a href="/careers">Careers</a>')
    replay.serve(f"{SITE}/careers", '<iframe src="https://boards.greenhouse.io/quillfish">')
    replay.serve(GREENHOUSE.format("quillfish"), greenhouse("QuillFish, Inc."))
    found = workspace.finding.find(f"{SITE}/")
    [one] = found.candidates
    assert (one.source, one.board, one.how, one.company) == (
        "greenhouse", "quillfish", "page", "QuillFish, Inc.",
    )  # fmt: skip
    assert (one.postings, one.titles, one.ml, one.looked_at) == (6, list(TITLES[:5]), 3, 6)
    assert one.agrees
    assert one.sure
    assert found.notes == []


def test_a_site_may_be_named_without_its_scheme(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/jobs", '<a href="https://jobs.lever.co/quillfish">')
    replay.serve(LEVER.format("quillfish"), lever("Cook"))
    [one] = workspace.finding.find("quillfish.example/jobs").candidates
    assert (one.source, one.company, one.agrees, one.sure) == ("lever", None, None, True)


def test_a_redirect_to_a_board_is_followed(workspace: Workspace, replay: Replay) -> None:
    replay.play(f"{SITE}/jobs", redirect("https://jobs.ashbyhq.com/quillfish"))
    replay.serve("https://jobs.ashbyhq.com/quillfish", "<script></script>")
    replay.serve(ASHBY.format("quillfish"), json.dumps({"jobs": []}))
    [one] = workspace.finding.find(f"{SITE}/jobs").candidates
    assert (one.source, one.board, one.postings) == ("ashby", "quillfish", 0)


def test_the_address_of_a_board_is_enough(workspace: Workspace, replay: Replay) -> None:
    replay.serve(GREENHOUSE.format("quillfish"), greenhouse("Quill Fish"))
    [one] = workspace.finding.find("https://boards.greenhouse.io/quillfish/jobs/1").candidates
    assert (one.how, one.agrees, one.sure, one.company) == ("address", None, True, "Quill Fish")
    assert [asked.host for asked in replay.asked] == ["boards-api.greenhouse.io"]


def test_robots_txt_is_obeyed(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /")
    replay.serve(f"{SITE}/careers", '<a href="https://jobs.lever.co/quillfish">')
    found = workspace.finding.find(f"{SITE}/careers")
    assert found.candidates == []
    assert "robots.txt" in found.notes[0]
    assert replay.count(f"{SITE}/careers") == 0


def test_no_more_than_three_pages_of_a_site_are_read(workspace: Workspace, replay: Replay) -> None:
    links = "".join(f'<a href="/careers/{number}">Jobs</a>' for number in range(50))
    replay.serve(f"{SITE}/", links)
    for number in range(50):
        replay.serve(f"{SITE}/careers/{number}", links)
    [last_resort] = workspace.finding.find(f"{SITE}/").candidates
    pages = [asked for asked in replay.asked if "careers" in asked.path or asked.path == "/"]
    assert len(pages) == 3
    assert (last_resort.source, last_resort.board) == ("sitemap", SITE)


def test_a_system_that_cannot_be_asked_is_said(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/careers", '<a href="https://quillfish.taleo.net/x">Jobs</a>')
    found = workspace.finding.find(f"{SITE}/careers")
    assert "Taleo, which Upslope cannot ask" in "\n".join(found.notes)
    assert not any(one.sure for one in found.candidates)


def test_a_name_of_the_directory_is_looked_up(workspace: Workspace, replay: Replay) -> None:
    replay.serve(GREENHOUSE.format("anthropic"), greenhouse("Anthropic"))
    [one] = workspace.finding.find("anthropic").candidates
    assert (one.how, one.board, one.agrees, one.sure) == ("directory", "anthropic", True, True)
    assert len(replay.asked) == 1


def test_a_board_that_has_gone_to_another_company_is_noticed(
    workspace: Workspace, replay: Replay
) -> None:
    replay.serve(GREENHOUSE.format("anthropic"), greenhouse("Quillfish Plumbing"))
    [one] = workspace.finding.find("Anthropic").candidates
    assert (one.agrees, one.sure) == (False, False)


def test_a_board_that_is_gone_is_looked_for_elsewhere(workspace: Workspace, replay: Replay) -> None:
    replay.serve(ASHBY.format("anthropic"), json.dumps({"jobs": [ashby("ML Engineer")]}))
    found = workspace.finding.find("Anthropic")
    assert [(one.source, one.sure) for one in found.candidates] == [("ashby", False)]
    assert found.notes[0] == "The directory's board, greenhouse anthropic, is gone."


def test_a_page_may_show_a_board_under_a_longer_name(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/jobs", '<a href="https://boards.greenhouse.io/qf">Jobs</a>')
    replay.serve(GREENHOUSE.format("qf"), greenhouse("Quillfish Robotics"))
    [one] = workspace.finding.find(f"{SITE}/jobs").candidates
    assert one.sure
    replay.serve(f"{SITE}/others", '<a href="https://boards.greenhouse.io/other">Jobs</a>')
    replay.serve(GREENHOUSE.format("other"), greenhouse("Otherwise"))
    [one] = workspace.finding.find(f"{SITE}/others").candidates
    assert (one.agrees, one.sure) == (False, False)


def test_an_unknown_name_is_tried_once_on_few_sources(workspace: Workspace, replay: Replay) -> None:
    replay.serve(GREENHOUSE.format("quillfish"), greenhouse("Quill Fish GmbH"))
    replay.serve(LEVER.format("quillfish"), lever("Plumber"))
    found = workspace.finding.find("Quill Fish")
    assert [(one.source, one.agrees, one.sure) for one in found.candidates] == [
        ("greenhouse", True, True),
        ("lever", None, False),
    ]
    hosts = [asked.host for asked in replay.asked]
    assert len(hosts) == len(set(hosts)) <= 6


def test_a_short_name_that_is_another_companys_is_not_sure(
    workspace: Workspace, replay: Replay
) -> None:
    replay.serve(GREENHOUSE.format("quill"), greenhouse("Quill Plumbing"))
    [one] = workspace.finding.find("Quill").candidates
    assert (one.company, one.agrees, one.sure) == ("Quill Plumbing", False, False)


def test_nothing_found_says_what_to_do(workspace: Workspace) -> None:
    found = workspace.finding.find("Antropic")
    assert found.candidates == []
    assert "Anthropic" in found.notes[0]
    assert "give its address" in found.notes[1]
    with pytest.raises(UsageError, match="Whose board"):
        workspace.finding.find("  ")


def test_what_could_not_be_asked_is_said(workspace: Workspace, replay: Replay) -> None:
    replay.serve(LEVER.format("quillfish"), status=503)
    found = workspace.finding.find("Quill Fish")
    assert "api.lever.co answered 503" in found.notes[0]
    assert len(found.notes) == 2


def test_employers_that_cannot_be_asked_are_said_so(workspace: Workspace, replay: Replay) -> None:
    found = workspace.finding.find("Apple")
    assert (found.candidates, replay.asked) == ([], [])
    assert "jobs.apple.com" in found.notes[0]
    assert "Cannot be asked" in found.notes[1]


def test_a_board_that_fails_is_shown_with_its_error(workspace: Workspace, replay: Replay) -> None:
    replay.serve(f"{SITE}/jobs", '<a href="https://jobs.lever.co/quillfish">')
    replay.serve(LEVER.format("quillfish"), '{"ok": false, "error": "Document not found"}')
    [one] = workspace.finding.find(f"{SITE}/jobs").candidates
    assert "Document not found" in one.error
    assert not one.sure


class TestCommand:
    """``upslope sources find``: nothing is added unless the person agrees."""

    @pytest.fixture(autouse=True)
    def _led_to(self, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Workspace, "door", replay.door())
        replay.serve(GREENHOUSE.format("quillfish"), greenhouse("QuillFish"))
        replay.serve(GREENHOUSE.format("quill"), greenhouse("Quill \x1b[31mPlumbing"))

    def run(self, *arguments: str, typed: str = "") -> Any:
        return CliRunner().invoke(cli, ["sources", "find", *arguments], input=typed)

    def added(self) -> list[tuple[str, str, str | None]]:
        with Workspace() as workspace:
            return [(one.source, one.board, one.company) for one in workspace.store.boards.added()]

    def test_it_shows_and_asks_before_adding(self) -> None:
        result = self.run("Quill Fish", typed="y\n")
        assert result.exit_code == 0, result.output
        for told in ("company: QuillFish", "openings: 6; 3 of 6", "Head Chef", "[Y/n]"):
            assert told in result.output
        assert "Cook" not in result.output  # the sixth title
        assert self.added() == [("greenhouse", "quillfish", "QuillFish")]

    def test_no_is_the_default_where_the_names_disagree(self) -> None:
        result = self.run("Quill", typed="\n")
        assert "NOT the name asked for" in result.output
        assert "[y/N]" in result.output
        assert "\x1b" not in result.output
        assert self.added() == []

    def test_yes_adds_only_what_agrees(self) -> None:
        assert self.run("Quill", "--yes").exit_code == 1
        assert self.added() == []
        assert self.run("Quill Fish", "--yes").exit_code == 0
        assert self.added() == [("greenhouse", "quillfish", "QuillFish")]

    def test_json_adds_nothing(self) -> None:
        result = self.run("Quill Fish", "--json")
        [line] = [json.loads(line) for line in result.stdout.splitlines()]
        assert (line["source"], line["agrees"], line["ml"]) == ("greenhouse", True, 3)
        assert self.added() == []

    def test_nothing_found_is_a_failure(self) -> None:
        result = self.run("Quillfish Nowhere")
        assert result.exit_code == 1
        assert "No board of Quillfish Nowhere was found" in result.output
