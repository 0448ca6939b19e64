"""Glassdoor: saved pages, by JSON-LD or by what they show. No real page was at hand."""

from __future__ import annotations

import pytest
from tests.sources.portals.pages import STATED, only, page

from upslope.errors import ReadError
from upslope.records import Reply
from upslope.sources import builtin
from upslope.sources.portals.glassdoor import Glassdoor
from upslope.sources.recognize import recognize

KEY = "1010000001"
ADDRESS = f"https://www.glassdoor.co.uk/job-listing/ml-engineer-JV_KO0,11.htm?jl={KEY}"
SHOWN = """<h4 data-test="employer-name">Tarnbeck</h4>
<h1 data-test="job-title">Data Scientist</h1><div data-test="location">Bergen</div>
<div data-test="detailSalary">€90,000 - €99,000 per year</div>
<div class="JobDetails_jobDescription__uW0 x"><p>You count.</p></div>"""
REPLY = page(SHOWN, address=ADDRESS, stated=STATED)


def test_json_ld_is_read_first() -> None:
    got = only(Glassdoor(), REPLY)
    assert (got.title, got.hiring_organization) == ("ML Engineer", "Quillfish")
    assert (got.job_location, got.date_posted) == (["Hobart, AU"], "2026-11-01")
    assert (got.valid_through, got.employment_type) == ("2026-12-01", "FULL_TIME")
    assert (got.source_id, got.url) == (KEY, ADDRESS)
    assert got.base_salary and got.base_salary.max_value == 160_000


def test_without_json_ld_what_is_shown_is_read() -> None:
    got = only(Glassdoor(), page(SHOWN, address=ADDRESS))
    assert (got.title, got.hiring_organization) == ("Data Scientist", "Tarnbeck")
    assert (got.job_location, got.source_id) == (["Bergen"], KEY)
    assert got.description == "<p>You count.</p>"
    assert got.base_salary and got.base_salary.min_value == 90_000


@pytest.mark.parametrize("body", [b"{}", b"<p>x</p>", b"<p>https://www.glassdoor.com/x</p>"])
def test_other_pages_are_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        Glassdoor().read(Reply(url="", body=body))


def test_a_saved_page_is_recognised() -> None:
    assert recognize(builtin(), REPLY).name == "glassdoor"
