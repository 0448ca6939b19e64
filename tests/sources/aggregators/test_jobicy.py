"""Jobicy: up to a hundred postings of a search."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.jobicy import Jobicy

URL = "https://jobicy.com/jobs/77-ml-engineer"
ROW: dict[str, Any] = {
    "id": 77,
    "url": URL,
    "jobSlug": "77-ml-engineer",
    "jobTitle": "ML Engineer, Ranking &amp; Search",
    "companyName": "Quillfish",
    "companyLogo": "https://quillfish.example/logo",
    "jobIndustry": ["Data Science &amp; Analytics"],
    "jobType": ["Full-Time", "Contract"],
    "jobGeo": "Norway,  EMEA",
    "jobLevel": "Senior",
    "jobExcerpt": "You rank.",
    "jobDescription": "<p>You rank.</p>",
    "pubDate": "2026-09-21T13:33:20+00:00",
    "salaryMin": 90000,
    "salaryMax": 120000,
    "salaryCurrency": "EUR",
    "salaryPeriod": "yearly",
}
REPLY = Reply(url="", body=json.dumps({"jobCount": 1, "jobs": [ROW]}).encode())


def read(data: Any) -> Reading:
    return Jobicy().read(Reply(url="", body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"jobs": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="jobicy",
        source_id="77",
        title="ML Engineer, Ranking &amp; Search",
        url=URL,
        hiring_organization="Quillfish",
        job_location=["Norway", "EMEA"],
        job_location_type="remote",
        employment_type="Contract",
        date_posted="2026-09-21T13:33:20+00:00",
        base_salary=Salary(currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


def test_texts_for_lists_and_numbers_in_texts_are_read_too() -> None:
    got = posting(jobType="Internship", jobGeo=["Norway", "UK"], salaryMin="90000", id="77")
    assert (got.employment_type, got.job_location) == ("Internship", ["Norway", "UK"])
    assert got.base_salary is not None
    assert got.base_salary.min_value == 90_000


def test_older_replies_name_yearly_pay() -> None:
    older = {name: value for name, value in ROW.items() if not name.startswith("salary")}
    older |= {"annualSalaryMin": "90000", "annualSalaryMax": "", "salaryCurrency": "USD"}
    (got,) = read({"jobs": [older]}).postings
    assert got.base_salary == Salary(currency="USD", min_value=90_000, unit_text="year")


def test_an_empty_search_is_an_answer() -> None:
    assert read({"jobCount": 0, "jobs": []}).postings == []
    assert read([]).postings == []


@pytest.mark.parametrize(
    ("board", "asked"),
    [
        ("", "count=100&industry=data-science"),
        ("place:South_Korea", "count=100&geo=south_korea&industry=data-science"),
        ('place:"South Korea" ml', "count=100&geo=south-korea&tag=ml"),
        ("category:engineering", "count=100&industry=engineering"),
    ],
)
def test_asks_for_what_is_searched(board: str, asked: str) -> None:
    (request,) = Jobicy().requests(board)
    assert request.url == f"https://jobicy.com/api/v2/remote-jobs?{asked}"


@pytest.mark.parametrize("data", [{"jobs": [{"id": 1, "jobTitle": "A"}]}, {"message": "slow down"}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="jobicy sent"):
        read(data)
