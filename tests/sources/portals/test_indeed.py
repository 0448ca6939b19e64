"""Indeed: saved pages with JSON-LD, with the page's own data, or with neither."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sources.portals.pages import STATED, only, page

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import builtin
from upslope.sources.portals.indeed import Indeed
from upslope.sources.recognize import recognize

ADDRESS = "https://au.indeed.com/viewjob?jk=00c0ffee00c0ffee"
DATA: dict[str, Any] = {
    "jobKey": "00c0ffee00c0ffee",
    "salaryInfoModel": {
        "salaryMin": 60,
        "salaryMax": 70,
        "salaryCurrency": "AUD",
        "salaryType": "HOURLY",
    },
    "jobInfoWrapperModel": {
        "jobInfoModel": {
            "jobInfoHeaderModel": {
                "companyName": "Quillfish",
                "jobTitle": "ML Engineer",
                "formattedLocation": "Hobart TAS",
                "remoteWorkModel": {"text": "Hybrid work"},
            }
        }
    },
    "hostQueryExecutionResult": {
        "data": {
            "jobData": {
                "results": [
                    {
                        "job": {
                            "key": "00c0ffee00c0ffee",
                            "title": "ML Engineer",
                            "datePublished": 1786599036686,
                            "expired": False,
                            "description": {"html": "<p>You rank.</p>"},
                            "jobTypes": [{"label": "Full-time"}],
                        }
                    }
                ]
            }
        }
    },
}
SCRIPT = f"window._initialData={json.dumps(DATA)};"
SHOWN = """<h1 class="jobsearch-JobInfoHeader-title"><span>ML Engineer</span></h1>
<div data-testid="inlineHeader-companyName"><a>Quillfish</a></div>
<div data-testid="inlineHeader-companyLocation">Hobart TAS</div>
<div id="salaryInfoAndJobType"><span>$60 - $70 an hour</span><span> -  Full-time</span></div>
<div id="jobDescriptionText"><p>You rank.</p></div>"""
REPLY = page(SHOWN, address=ADDRESS, stated=STATED, script=SCRIPT)


def test_reads_every_field() -> None:
    assert only(Indeed(), REPLY) == RawPosting(
        source="indeed",
        source_id="00c0ffee00c0ffee",
        title="ML Engineer",
        url=ADDRESS,
        hiring_organization="Quillfish",
        job_location=["Hobart, AU"],
        job_location_type="Hybrid work",
        employment_type="FULL_TIME",
        date_posted="2026-11-01",
        valid_through="2026-12-01",
        base_salary=Salary(currency="AUD", min_value=130_000, max_value=160_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


def test_without_json_ld_the_pages_own_data_is_read() -> None:
    got = only(Indeed(), page(script=SCRIPT))
    assert (got.source_id, got.job_location) == ("00c0ffee00c0ffee", ["Hobart TAS"])
    assert got.url == "https://www.indeed.com/viewjob?jk=00c0ffee00c0ffee"
    assert got.base_salary == Salary(currency="AUD", min_value=60, max_value=70, unit_text="hour")
    assert (got.date_posted, got.employment_type) == (1786599036686.0, "Full-time")
    assert got.description == "<p>You rank.</p>"


def test_without_any_data_what_is_shown_is_read() -> None:
    got = only(Indeed(), page(SHOWN, address=ADDRESS))
    assert (got.title, got.hiring_organization) == ("ML Engineer", "Quillfish")
    assert (got.job_location, got.employment_type) == (["Hobart TAS"], "Full-time")
    assert got.base_salary and got.base_salary.unit_text == "hour"
    assert got.source_id == "00c0ffee00c0ffee"


def test_an_expired_posting_is_closed() -> None:
    gone = SCRIPT.replace('"expired": false', '"expired": true')
    assert only(Indeed(), page(script=gone)).closed
    assert not only(Indeed(), REPLY).closed


@pytest.mark.parametrize("field", ["jobKey", "salaryInfoModel", "hostQueryExecutionResult"])
@pytest.mark.parametrize("value", [None, [], 7, "x", {}])
def test_odd_data_is_passed_over(field: str, value: object) -> None:
    odd = f"window._initialData={json.dumps(DATA | {field: value})};"
    assert only(Indeed(), page(SHOWN, stated=STATED, script=odd)).title == "ML Engineer"


@pytest.mark.parametrize("body", [b"{}", b"<p>hello</p>", b"<p>jobsearch-x</p>"])
def test_other_pages_are_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        Indeed().read(Reply(url="", body=body))


def test_a_saved_page_is_recognised() -> None:
    assert recognize(builtin(), REPLY).name == "indeed"
