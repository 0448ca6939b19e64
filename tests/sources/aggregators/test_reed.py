"""Reed: pages of a search, and each text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.replay import Replay

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.reed import LAST, PAGE, Reed

URL = "https://www.reed.co.uk/jobs/ml-engineer/7700077"
ROW: dict[str, Any] = {
    "jobId": 7700077,
    "employerId": 7,
    "employerName": "Quillfish",
    "employerProfileId": None,
    "jobTitle": "ML Engineer, Ranking",
    "locationName": "Leeds",
    "minimumSalary": 60000.0,
    "maximumSalary": 80000.0,
    "currency": "GBP",
    "expirationDate": "03/11/2026",
    "date": "04/10/2026",
    "jobDescription": "You rank and rank...",
    "applications": 3,
    "jobUrl": URL,
}
DETAIL = {name: value for name, value in ROW.items() if name != "date"} | {
    "datePosted": "04/10/2026",
    "salaryType": "per annum",
    "salary": "£60,000 - £80,000 per annum",
    "fullTime": True,
    "partTime": False,
    "contractType": "Permanent",
    "jobDescription": "<p>You rank and rank and ship.</p>",
}
REPLY = Reply(url="", body=json.dumps({"results": [DETAIL], "totalResults": 1}).encode())


def read(data: Any, url: str = "") -> Reading:
    return Reed().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read(DETAIL | changes).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="reed",
        source_id="7700077",
        title="ML Engineer, Ranking",
        url=URL,
        hiring_organization="Quillfish",
        job_location=["Leeds"],
        employment_type="Full-time",
        date_posted="2026-10-04",
        valid_through="2026-11-03",
        base_salary=Salary(currency="GBP", min_value=60_000, max_value=80_000, unit_text="year"),
        description="<p>You rank and rank and ship.</p>",
    )


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"fullTime": False, "partTime": True}, "Part-time"),
        ({"contractType": "Contract"}, "Contract"),
        ({"fullTime": None, "contractType": None}, None),
    ],
)
def test_kinds_of_employment(changes: dict[str, Any], kind: str | None) -> None:
    assert posting(**changes).employment_type == kind


def test_pay_that_is_null_is_not_disclosed() -> None:
    assert posting(minimumSalary=None, maximumSalary=None).base_salary is None
    daily = posting(salaryType="per day").base_salary
    assert daily is not None
    assert daily.unit_text == "day"


def test_a_saved_list_keeps_the_start_of_its_texts() -> None:
    (got,) = read({"results": [ROW], "totalResults": 900}).postings
    assert got.description == "You rank and rank..."
    assert (got.date_posted, got.employment_type) == ("2026-10-04", None)


def test_a_page_has_a_next_one_and_asks_for_its_texts() -> None:
    (first,) = Reed().requests("ranking pay:50000")
    rows = [ROW | {"jobId": n} for n in range(PAGE)]
    reading = read({"results": rows, "totalResults": 900}, first.url)
    assert reading.total == 900
    assert reading.next is not None
    assert reading.next.url == first.url.replace("Skip=0", "Skip=100")
    assert reading.next.headers == first.headers
    assert reading.postings[7].description is None
    assert reading.details["7"].url == "https://www.reed.co.uk/api/1.0/jobs/7"
    listed = reading.postings[7]
    read(DETAIL, reading.details["7"].url).fill(listed)
    assert listed.description == "<p>You rank and rank and ship.</p>"
    last = first.url.replace("Skip=0", f"Skip={LAST}")
    assert read({"results": rows}, last).next is None
    assert read({"results": rows[1:]}, first.url).next is None


def test_the_key_is_sent_as_a_name_without_a_password(replay: Replay) -> None:
    (request,) = Reed().requests("")
    replay.serve(request.url, REPLY.body)
    reply = replay.door(keys={"reed_key": "s3cret"}.get).get(request, Reed.hosts)
    assert replay.asked[0].headers["authorization"] == "Basic czNjcmV0Og=="
    assert "s3cret" not in repr(reply)


@pytest.mark.parametrize("data", [{"results": [{"id": 1}]}, {"message": "Unauthorized"}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="reed sent"):
        read(data)
