"""SEEK: saved pages, by the data that they bring along or by what they show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sources.portals.pages import only, page

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import builtin
from upslope.sources.portals.seek import Seek
from upslope.sources.recognize import recognize

JOB: dict[str, Any] = {
    "id": "90000001",
    "title": "ML Engineer | Ranking",
    "phoneNumber": "0400 000 000",
    "isExpired": False,
    "status": "Active",
    "expiresAt": {"dateTimeUtc": "2026-12-08T09:19:00.000Z"},
    "listedAt": {"label": "4d ago", "dateTimeUtc": "2026-11-09T09:19:39.818Z"},
    "content": "<p>You rank.</p>",
    "salary": {"label": "$120,000 - $150,000 per year"},
    "shareLink": "https://au.seek.com/job/90000001?tracking=SHR",
    "workTypes": {"label": "Full time"},
    "advertiser": {"id": "1", "name": "Quillfish"},
    "location": {"label": "Hobart TAS"},
}
RESULT = {
    "gfjInfo": {"location": {"countryCode": "AU"}},
    "workArrangements": {
        "arrangements": [{"type": "HYBRID", "label": "Hybrid"}],
        "label": "Hybrid",
    },
    "job": JOB,
}


def redux(**changes: Any) -> str:
    result = RESULT | {"job": JOB | changes}
    data = json.dumps({"jobdetails": {"result": result}, "left": 1}, separators=(",", ":"))
    return f'window.SEEK_REDUX_DATA = {data[:-1]},"odd":undefined}};\nwindow.X = 1;'


SHOWN = """<h1 data-automation="job-detail-title">ML Engineer</h1>
<span data-automation="advertiser-name">Quillfish</span>
<span data-automation="job-detail-location"><a>Hobart TAS</a></span>
<span data-automation="job-detail-work-type">Full time</span>
<span data-automation="job-detail-salary">$60 per hour</span>
<div data-automation="jobAdDetails"><p>You rank.</p></div>"""
REPLY = page(SHOWN, script=redux())


def test_reads_every_field_and_no_phone() -> None:
    assert only(Seek(), REPLY) == RawPosting(
        source="seek",
        source_id="90000001",
        title="ML Engineer | Ranking",
        url="https://au.seek.com/job/90000001",
        hiring_organization="Quillfish",
        job_location=["Hobart TAS"],
        job_location_type="Hybrid",
        employment_type="Full time",
        date_posted="2026-11-09T09:19:39.818Z",
        valid_through="2026-12-08T09:19:00.000Z",
        base_salary=Salary(currency="AUD", min_value=120_000, max_value=150_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


def test_without_data_what_is_shown_is_read() -> None:
    got = only(Seek(), page(SHOWN, address="https://www.seek.com.au/job/90000001?ref=x"))
    assert (got.source_id, got.url) == ("90000001", "https://www.seek.com.au/job/90000001")
    assert (got.title, got.hiring_organization, got.job_location) == (
        "ML Engineer",
        "Quillfish",
        ["Hobart TAS"],
    )
    assert got.description == "<p>You rank.</p>"


def test_an_expired_posting_is_closed() -> None:
    assert only(Seek(), page(script=redux(isExpired=True))).closed
    assert only(Seek(), page(script=redux(status="Expired"))).closed


@pytest.mark.parametrize("field", sorted(JOB))
@pytest.mark.parametrize("value", [None, [], 7, {"label": []}])
def test_odd_fields_are_passed_over(field: str, value: object) -> None:
    got = only(Seek(), page(SHOWN, script=redux(**{field: value})))
    assert got.title and got.hiring_organization == "Quillfish"


@pytest.mark.parametrize("body", [b"{}", b"<p>x</p>", b"<p>SEEK_REDUX_DATA = {}</p>"])
def test_other_pages_are_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        Seek().read(Reply(url="", body=body))


def test_a_saved_page_is_recognised() -> None:
    assert recognize(builtin(), REPLY).name == "seek"
