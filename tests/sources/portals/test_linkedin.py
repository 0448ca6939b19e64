"""LinkedIn: saved pages of guests and of people who are signed in."""

from __future__ import annotations

import pytest
from tests.sources.portals.pages import STATED, only, page

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import builtin
from upslope.sources.portals.linkedin import LinkedIn
from upslope.sources.recognize import recognize

ADDRESS = "https://no.linkedin.com/jobs/view/ml-engineer-at-quillfish-4000000001?trk=x"
GUEST = """<section class="core-rail"><div class="top-card-layout">
<h1 class="top-card-layout__title topcard__title">ML Engineer, Ranking</h1><h4>
<span class="topcard__flavor"><a class="topcard__org-name-link" href="#"> Quillfish </a></span>
<span class="topcard__flavor topcard__flavor--bullet">Oslo, Norway</span></h4></div>
<div class="compensation__salary">$120,000.00/yr - $150,000.00/yr USD</div>
<div class="description__text"><section class="show-more-less-html">
<div class="show-more-less-html__markup"><p>You rank.</p></div>
<button class="show-more-less-html__button">Show more</button></section></div>
<ul class="description__job-criteria-list"><li><h3>Seniority level</h3>
<span class="description__job-criteria-text">Mid-Senior level</span></li><li><h3>Type</h3>
<span class="description__job-criteria-text">Full-time</span></li></ul></section>
<script>var words = "No longer accepting applications";</script>"""
REPLY = page(GUEST, address=ADDRESS)


def test_reads_every_field_of_a_guests_page() -> None:
    assert only(LinkedIn(), REPLY) == RawPosting(
        source="linkedin",
        source_id="4000000001",
        title="ML Engineer, Ranking",
        url="https://www.linkedin.com/jobs/view/4000000001/",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway"],
        employment_type="Full-time",
        base_salary=Salary(currency="USD", min_value=120_000, max_value=150_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


def test_a_company_without_a_page_and_a_closed_posting() -> None:
    fragment = """<!-- trimmed --><section><h1 class="top-card-layout__title">Cook</h1>
    <span class="topcard__flavor">Tarnbeck</span>
    <span class="topcard__flavor topcard__flavor--bullet">Bergen</span>
    <figure class="closed-job"><figcaption>No longer accepting</figcaption></figure>
    <div class="description__text"><p>Cook.</p></div></section>"""
    got = only(LinkedIn(), Reply(url="", body=fragment.encode()))
    assert (got.hiring_organization, got.job_location, got.closed) == ("Tarnbeck", ["Bergen"], True)
    assert got.url is None and len(got.source_id) == 16


SIGNED_IN = """<!-- saved from url=(0050)https://www.linkedin.com/jobs/view/4000000002/?x=1 -->
<html><body><div class="job-details-jobs-unified-top-card__company-name"><a>Quillfish</a></div>
<div class="job-details-jobs-unified-top-card__job-title"><h1><a>Data Scientist</a></h1></div>
<div class="job-details-jobs-unified-top-card__primary-description-container">
<span class="tvm__text">Ghent, Belgium</span><span class="tvm__text">3 days ago</span></div>
<div class="job-details-fit-level-preferences"><button>Hybrid</button>
<button>Full-time</button></div>
<span class="artdeco-inline-feedback__message">No longer accepting applications</span>
<div id="job-details"><h2>About the job</h2><p>You count.</p></div></body></html>"""


def test_the_page_of_a_person_who_is_signed_in() -> None:
    got = only(LinkedIn(), Reply(url="", body=SIGNED_IN.encode()))
    assert (got.source_id, got.title, got.hiring_organization) == (
        "4000000002",
        "Data Scientist",
        "Quillfish",
    )
    assert (got.job_location, got.job_location_type) == (["Ghent, Belgium"], "Hybrid")
    assert (got.employment_type, got.closed) == ("Full-time", True)
    assert "You count." in (got.description or "")


def test_json_ld_comes_first_where_there_is_some() -> None:
    got = only(LinkedIn(), page(GUEST, address=ADDRESS, stated=STATED))
    assert (got.title, got.source_id, got.date_posted) == (
        "ML Engineer",
        "4000000001",
        "2026-11-01",
    )


@pytest.mark.parametrize("body", [b"{}", b"", b"<p>hello</p>", b"top-card-layout__title"])
def test_other_pages_are_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        LinkedIn().read(Reply(url="", body=body))
    with pytest.raises(ReadError, match="no title"):
        LinkedIn().read(page('<div class="show-more-less-html__markup">x</div>'))


def test_a_page_that_breaks_off_says_so() -> None:
    reading = LinkedIn().read(Reply(url="", body=REPLY.body[:-20]))
    assert [problem.why for problem in reading.problems] == ["it breaks off"]


def test_a_saved_page_is_recognised_and_never_asked_for() -> None:
    assert recognize(builtin(), REPLY).name == "linkedin"
    with pytest.raises(UsageError, match="collect --source linkedin --from FILE"):
        next(LinkedIn().requests("quillfish"))
