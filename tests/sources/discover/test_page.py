"""A careers page shows its board in many ways; each page here is of an invented employer."""

from __future__ import annotations

from pathlib import Path

import pytest

from upslope.formats.charset import decode
from upslope.sources import builtin
from upslope.sources.discover.page import MAX_PAGE, boards_on, careers_links, unread_on

SOURCES = builtin()
URL = "https://quillfish.example/careers"


def found_on(page: str, url: str = URL) -> list[tuple[str, str]]:
    return [(found.source, found.board) for found in boards_on(page, url, SOURCES)]


@pytest.mark.parametrize(
    ("page", "source", "board"),
    [
        ('<a href="https://jobs.lever.co/quillfish">Open roles</a>', "lever", "quillfish"),
        (
            '<div id="grnhse_app"></div>'
            '<script src="https://boards.greenhouse.io/embed/job_board/js?for=quillfish"></script>',
            "greenhouse",
            "quillfish",
        ),
        (
            '<iframe src="https://boards.greenhouse.io/embed/job_board?for=quillfish&amp;b=1">',
            "greenhouse",
            "quillfish",
        ),
        ('<script>self.x={"boardToken":"quillfish"}</script>', "greenhouse", "quillfish"),
        (
            "<script>window.leverJobsOptions = {accountName: 'quillfish', css: true}</script>",
            "lever",
            "quillfish",
        ),
        (
            '<script>window.__base = "https:\\/\\/jobs.ashbyhq.com\\/quillfish";</script>',
            "ashby",
            "quillfish",
        ),
        (
            '<script id="a">{"u":"https:\\u002F\\u002Fjobs.ashbyhq.com\\u002Fquillfish"}',
            "ashby",
            "quillfish",
        ),
        (
            '<div class="job"></div><script>widget({ "company_code": "Quillfish1" });</script>',
            "smartrecruiters",
            "Quillfish1",
        ),
        (
            "<a href=https://quillfish.wd5.myworkdayjobs.com/en-US/Jobs>Search jobs</a>",
            "workday",
            "quillfish.wd5/Jobs",
        ),
        ('<div id="BambooHR" data-domain="quillfish.bamboohr.com">', "bamboohr", "quillfish"),
        ('<a href="//apply.workable.com/quillfish/">Jobs</a>', "workable", "quillfish"),
        ('<iframe src="https://quillfish.jobs.personio.de?language=en">', "personio", "quillfish"),
        ('<a href="https://quillfish.recruitee.com">Vacatures</a>', "recruitee", "quillfish"),
        ('<a href="https://quillfish.teamtailor.com/jobs">Jobb</a>', "teamtailor", "quillfish"),
        ('<a href="https://quillfish.breezy.hr">Jobs</a>', "breezy", "quillfish"),
        ('<a href="https://quillfish.pinpointhq.com">Jobs</a>', "pinpoint", "quillfish"),
        ('<a href="https://ats.rippling.com/quillfish/jobs">', "rippling", "quillfish"),
        ('<a href="https://jobs.gem.com/quillfish">', "gem", "quillfish"),
        ('<iframe src="https://careers-quillfish.icims.com/jobs">', "icims", "careers-quillfish"),
        ('<a href="https://jobs.jobvite.com/quillfish/jobs">', "jobvite", "quillfish"),
        (
            '<a href="https://quill.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1">',
            "oracle",
            "quill.fa.us2.oraclecloud.com/CX_1",
        ),
    ],
)
def test_each_system_is_seen(page: str, source: str, board: str) -> None:
    assert found_on(f"<html><body><p>Work with us</p>{page}</body></html>") == [(source, board)]


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ('<script src="https://scripts.teamtailor-cdn.com/packs/a.js"></script>', "teamtailor"),
        ('<link href="https://assets.recruiteecdn.com/a.css">', "recruitee"),
        ('<img src="https://cdn.phenompeople.com/a.png">', "phenom"),
        ("<script>phApp.ddo = {};</script>", "phenom"),
        ('<script src="//rmkcdn.successfactors.com/a.js"></script>', "successfactors"),
        ('<script src="https://static.vscdn.net/a.js"></script>', "eightfold"),
    ],
)
def test_a_site_that_a_system_runs_is_itself_the_board(page: str, source: str) -> None:
    assert found_on(page, f"{URL}/jobs") == [(source, "https://quillfish.example")]


def test_what_stands_there_most_often_comes_first() -> None:
    page = (
        '<a href="https://boards.greenhouse.io/someoneelse">our investor</a>'
        '<a href="https://jobs.lever.co/quillfish/1">ML Engineer</a>'
        '<a href="https://jobs.lever.co/quillfish/2">Data Engineer</a>'
    )
    assert found_on(page) == [("lever", "quillfish"), ("greenhouse", "someoneelse")]


def test_a_system_that_only_shows_in_parameters_is_guessed_at() -> None:
    page = '<a href="/careers/4001?gh_jid=4001">ML Engineer</a>'
    [guess] = boards_on(page, "https://careers.quillfish.example/jobs", SOURCES)
    assert guess == ("greenhouse", "quillfish", "name")
    known = page + '<script src="https://boards.greenhouse.io/embed/job_board/js?for=quill">'
    assert found_on(known) == [("greenhouse", "quill"), ("greenhouse", "quillfish")]


def test_openings_in_the_page_are_the_last_resort() -> None:
    page = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Chef"}</script>'
    assert found_on(page) == [("jsonld", URL)]
    assert found_on(page + '<a href="https://jobs.lever.co/quillfish">') == [("lever", "quillfish")]
    assert found_on("<p>We have no openings.</p>") == []


def test_addresses_of_people_and_of_the_systems_themselves_are_no_boards() -> None:
    page = (
        "Mail jobs@quillfish.bamboohr.com, powered by https://www.greenhouse.io and "
        "https://www.lever.co/?utm_source=quillfish and notgreenhouse.io/x"
    )
    assert found_on(page) == []


def test_systems_that_nobody_reads_are_named() -> None:
    page = '<a href="https://quillfish.taleo.net/x">a</a> <a href="https://quillfish.taleo.net/y">b</a>'
    assert unread_on(page, SOURCES) == ["Taleo"]


def test_links_to_careers_are_followed_best_first() -> None:
    page = """<a href="/about">About</a> <a href='/blog/hiring-tips'>Tips</a>
    <a href="/company/careers#top">Careers</a> <a href=/jobs>See open <b>positions</b></a>
    <a href="mailto:jobs@quillfish.example">Jobs</a> <a href="https://[">careers</a>
    <a href="https://www.linkedin.com/company/quillfish/jobs">Jobs on LinkedIn</a>"""
    assert careers_links(page, "https://quillfish.example/") == [
        "https://quillfish.example/jobs",
        "https://quillfish.example/company/careers",
        "https://quillfish.example/blog/hiring-tips",
    ]


def test_other_languages_have_careers_too() -> None:
    for words in ("Karriere", "Nous rejoindre", "Vacatures", "Trabaja con nosotros", "採用情報"):
        page = f'<a href="/x">{words}</a>'
        assert careers_links(page, "https://quillfish.example") == ["https://quillfish.example/x"]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "<a ",
        '<a href="',
        '<a href="/careers">jobs ',
        "https://boards.greenhouse.io/x",
        "x.greenhouse.io ",
        "leverJobsOptions ",
        "&amp",
        "\\/",
        '<script type="application/ld+json">["JobPosting"',
    ],
)
def test_hostile_pages_come_to_an_end(piece: str) -> None:
    """What is not linear in the page's size would take hours here."""
    page = piece * (MAX_PAGE // 2 // len(piece))
    assert isinstance(boards_on(page, URL, SOURCES), list)
    assert len(careers_links(page, URL)) <= 1
    assert unread_on(page, SOURCES) == []


@pytest.mark.shared
def test_real_pages_are_read_without_harm(shared: Path) -> None:
    seen = {}
    for file in sorted((shared / "recordings").glob("*/*.html")):
        page = decode(file.read_bytes())
        seen[file.name] = [found.source for found in boards_on(page, URL, SOURCES)]
        careers_links(page, URL)
    assert seen["omoji-personal__careerkit__icims.html"] == ["icims"]
    assert seen["omoji-personal__careerkit__phenom.html"] == ["phenom"]
    assert seen["colophon-group__jobseek__jsonld_neura_robotics_manager.html"] == ["jsonld"]


@pytest.mark.shared
def test_hostile_html_is_read_without_harm(shared: Path) -> None:
    files = [file for file in sorted((shared / "hostile").rglob("*.htm*")) if file.is_file()]
    assert files
    for file in files[:400]:
        page = decode(file.read_bytes()[:MAX_PAGE])
        boards_on(page, URL, SOURCES)
        careers_links(page, URL)
