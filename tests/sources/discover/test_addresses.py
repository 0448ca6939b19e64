"""Which board an address leads to, over the shapes of address that each system is known to have."""

from __future__ import annotations

import pytest

from upslope.sources import builtin
from upslope.sources.discover.addresses import board_at, search_at
from upslope.sources.discover.systems import run_by, unread_system

SOURCES = builtin()


@pytest.mark.parametrize(
    ("url", "source", "board"),
    [
        ("https://boards.greenhouse.io/quillfish", "greenhouse", "quillfish"),
        ("https://boards.greenhouse.io/quillfish/jobs/12#app", "greenhouse", "quillfish"),
        ("boards.greenhouse.io/embed/job_board/js?for=quillfish", "greenhouse", "quillfish"),
        (
            "https://boards.greenhouse.io/embed/job_app?for=quillfish&token=1",
            "greenhouse",
            "quillfish",
        ),
        ("https://job-boards.eu.greenhouse.io/quillfish/jobs/12", "greenhouse", "quillfish"),
        ("//boards-api.greenhouse.io/v1/boards/quillfish/jobs", "greenhouse", "quillfish"),
        ("https://jobs.lever.co/quill-fish/1-2-3/apply", "lever", "quill-fish"),
        ("https://jobs.lever.co/quill.fish", "lever", "quill.fish"),
        ("https://jobs.eu.lever.co/quillfish", "lever", "eu:quillfish"),
        ("https://api.lever.co/v0/postings/quillfish?mode=json", "lever", "quillfish"),
        ("https://jobs.ashbyhq.com/Quill%20Fish/1/application", "ashby", "Quill Fish"),
        ("https://jobs.ashbyhq.com/quillfish/embed?version=2", "ashby", "quillfish"),
        ("https://careers.smartrecruiters.com/Quillfish1", "smartrecruiters", "Quillfish1"),
        ("https://www.smartrecruiters.com/Quillfish/7-chef", "smartrecruiters", "Quillfish"),
        (
            "https://jobs.smartrecruiters.com/oneclick-ui/company/Quillfish/publication/1",
            "smartrecruiters",
            "Quillfish",
        ),
        (
            "https://quillfish.wd5.myworkdayjobs.com/en-US/Jobs/job/x",
            "workday",
            "quillfish.wd5/Jobs",
        ),
        ("https://apply.workable.com/quillfish/j/0AB/", "workable", "quillfish"),
        ("https://quillfish.recruitee.com/o/chef", "recruitee", "quillfish"),
        ("https://quillfish.jobs.personio.de/job/1?language=en", "personio", "quillfish"),
        ("https://quillfish.teamtailor.com/jobs", "teamtailor", "quillfish"),
        ("https://quillfish.bamboohr.com/js/embed.js", "bamboohr", "quillfish"),
        ("https://quillfish.breezy.hr/p/1", "breezy", "quillfish"),
        ("https://quillfish.pinpointhq.com/en/postings/1", "pinpoint", "quillfish"),
        ("https://ats.rippling.com/en-GB/quillfish/jobs", "rippling", "quillfish"),
        ("https://jobs.gem.com/quillfish/abc", "gem", "quillfish"),
        ("https://careers-quillfish.icims.com/jobs/12/x/job", "icims", "careers-quillfish"),
        ("https://jobs.jobvite.com/quillfish/job/o1", "jobvite", "quillfish"),
        (
            "https://quill.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/7",
            "oracle",
            "quill.fa.us2.oraclecloud.com/CX_1",
        ),
        (
            "https://quillfish.eightfold.ai/careers?domain=quillfish.example",
            "eightfold",
            "quillfish.eightfold.ai/quillfish.example",
        ),
    ],
)
def test_a_board_is_taken_out_of_its_address(url: str, source: str, board: str) -> None:
    found = board_at(url, SOURCES)
    assert found is not None
    assert (found.source, found.board) == (source, board)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.greenhouse.io/privacy",
        "https://app2.greenhouse.io/ai_opt_out_request",
        "https://www.lever.co/",
        "https://www.ashbyhq.com/product",
        "https://static.smartrecruiters.com/job-widget/1.4/script/smart_widget.js",
        "https://apply.workable.com/j/0AB",
        "https://www.workable.com/terms",
        "https://www.recruitee.com",
        "https://www.personio.de/impressum",
        "https://www.teamtailor.com/en/",
        "https://resources.bamboohr.com/images/x.png",
        "https://www.rippling.com/recruiting",
        "https://www.gem.com/",
        "https://cdn02.icims.com/x.js",
        "https://www.jobvite.com/support/",
        "https://quillfish.wd5.myworkdayjobs.com/",
        "https://greenhouse.io.quillfish.example/acme",
        "https://quillfish.example/careers",
        "https://remoteok.com/remote-jobs",
        "https://[broken",
        "https://",
        "",
    ],
)
def test_what_is_no_board_is_none(url: str) -> None:
    assert board_at(url, SOURCES) is None


def test_job_boards_and_giants_are_searches() -> None:
    found = search_at("https://www.amazon.jobs/en/teams/ml", SOURCES)
    assert found is not None
    assert (found.source, found.board) == ("amazon", "machine learning")
    assert search_at("https://www.google.com/search", {}) is None
    assert search_at("https://quillfish.example/careers", SOURCES) is None


def test_signs_of_systems_are_known() -> None:
    assert run_by("//scripts.teamtailor-cdn.com/a.js") == "teamtailor"
    assert run_by("https://teamtailor-cdn.com.quillfish.example/a.js") is None
    assert unread_system("https://quillfish.taleo.net/careersection/x") == "Taleo"
    assert unread_system("https://quillfish.example/") is None
