"""SmartRecruiters: pages of a list, and each posting's text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.smartrecruiters import SmartRecruiters

LISTED: dict[str, Any] = {
    "id": "744",
    "name": "ML Engineer, Ranking",
    "uuid": "0-a",
    "refNumber": "REF1",
    "company": {"identifier": "QuillFish", "name": "Quillfish"},
    "releasedDate": "2026-06-30T17:49:03.000Z",
    "location": {"city": "Oslo", "country": "no", "fullLocation": "Oslo, , Norway", "remote": True},
    "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
    "experienceLevel": {"id": "associate", "label": "Associate"},
    "creator": {"name": "Nobody Inparticular"},
}
ROW: dict[str, Any] = LISTED | {
    "active": True,
    "postingUrl": "https://jobs.smartrecruiters.com/QuillFish/744-ml-engineer",
    "jobAd": {
        "sections": {
            "qualifications": {"title": "Need R&D?", "text": "<ul><li>Python</li></ul>"},
            "jobDescription": {"title": "Job", "text": "<p>You rank.</p>"},
            "companyDescription": {"title": "Us", "text": ""},
        }
    },
    "compensation": {"min": 40, "max": 60, "currency": "NOK", "period": "HOURLY"},
}
SITE = "https://api.smartrecruiters.com/v1/companies/QuillFish/postings"
REPLY = Reply(url="", body=json.dumps({"totalFound": 1, "content": [ROW]}).encode())


def read(data: Any, url: str = "") -> Reading:
    return SmartRecruiters().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read(ROW | changes).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="smartrecruiters",
        source_id="744",
        title="ML Engineer, Ranking",
        url="https://jobs.smartrecruiters.com/QuillFish/744-ml-engineer",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway"],
        job_location_type="remote",
        employment_type="Full-time",
        date_posted="2026-06-30T17:49:03.000Z",
        base_salary=Salary(currency="NOK", min_value=40, max_value=60, unit_text="hour"),
        description=(
            "<h3>Job</h3>\n<p>You rank.</p>\n<h3>Need R&amp;D?</h3>\n<ul><li>Python</li></ul>"
        ),
    )


def test_a_list_gives_what_it_has() -> None:
    reading = read({"totalFound": 1, "content": [LISTED]})
    (listed,) = reading.postings
    assert (reading.total, reading.next, reading.details) == (1, None, {})
    assert listed.url == "https://jobs.smartrecruiters.com/QuillFish/744"
    assert listed.description is None


def test_a_page_has_a_next_one_and_requests_for_the_texts() -> None:
    rows = [LISTED | {"id": str(n)} for n in range(100)]
    (first,) = SmartRecruiters().requests("QuillFish")
    page = read({"totalFound": 101, "content": rows}, first.url)
    assert page.next is not None
    assert page.next.url == f"{SITE}?limit=100&offset=100"
    assert page.details["7"].url == f"{SITE}/7"
    last = read({"totalFound": 101, "content": rows[:1]}, page.next.url)
    assert (last.next, len(last.details)) == (None, 1)
    empty = read({"totalFound": 300, "content": []}, page.next.url)
    assert empty.next is None


def test_a_text_asks_for_nothing_more() -> None:
    reading = read(ROW, f"{SITE}/744")
    assert (reading.next, reading.details) == (None, {})


def test_a_list_without_an_end_is_refused() -> None:
    with pytest.raises(ReadError, match="no end"):
        read({"totalFound": 10**6, "content": [LISTED]}, f"{SITE}?limit=100&offset=19999")


def test_an_internship_may_be_a_level_only() -> None:
    assert posting(experienceLevel={"id": "internship"}).employment_type == "internship"
    assert posting(typeOfEmployment={"id": "intern", "label": "Intern"}).employment_type == "Intern"
    assert posting(typeOfEmployment=None).employment_type is None


def test_places_and_ways_of_working() -> None:
    parts = {"city": "Bonn", "region": "NW", "country": "de", "hybrid": True, "remote": True}
    assert posting(location=parts).job_location == ["Bonn, NW, de"]
    assert posting(location=parts).job_location_type == "hybrid"
    assert posting(location=None).job_location == []


def test_a_posting_that_is_not_active_is_closed() -> None:
    assert posting(active=False).closed


@pytest.mark.parametrize("data", [{"message": "No such company"}, [], None, {"content": {}}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="smartrecruiters sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"content": [{"id": "x"}, [], LISTED]})
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_a_board_needs_a_name() -> None:
    assert SmartRecruiters().spellings("quillfish") == ["quillfish"]
    with pytest.raises(UsageError):
        next(SmartRecruiters().requests(""))
