"""Himalayas: pages of a search, with dates that may be those of its own visit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.himalayas import LAST_PAGE, PAGE, Himalayas

URL = "https://himalayas.app/companies/quillfish/jobs/ml-engineer"
ROW: dict[str, Any] = {
    "title": "ML Engineer, Ranking",
    "excerpt": "You rank.",
    "companyName": "Quillfish",
    "companySlug": "quillfish",
    "employmentType": "Full Time",
    "minSalary": 90000,
    "maxSalary": 120000,
    "salaryPeriod": "annual",
    "seniority": ["Senior"],
    "currency": "EUR",
    "locationRestrictions": ["Norway", {"alpha2": "DE", "name": "Germany", "slug": "germany"}],
    "timezoneRestrictions": [1],
    "categories": ["Machine-Learning"],
    "description": "<p>You rank.</p>",
    "pubDate": 1789900000,
    "expiryDate": 1795000000,
    "applicationLink": URL,
    "guid": URL,
}
PAGE_1 = {"updatedAt": 1790000000, "offset": 0, "limit": 20, "totalCount": 100371, "jobs": [ROW]}
REPLY = Reply(url="", body=json.dumps(PAGE_1).encode())


def read(data: Any, url: str = "") -> Reading:
    return Himalayas().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read(PAGE_1 | {"jobs": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="himalayas",
        source_id="companies/quillfish/jobs/ml-engineer",
        title="ML Engineer, Ranking",
        url=URL,
        hiring_organization="Quillfish",
        job_location=["Norway", "Germany"],
        job_location_type="remote",
        employment_type="Full Time",
        date_posted=1789900000.0,
        valid_through=1795000000.0,
        base_salary=Salary(currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


@pytest.mark.parametrize("at", [1790000000, 1789999000, 1789999000_000, "1790000000"])
def test_a_date_of_its_own_visit_is_left_out(at: object) -> None:
    assert posting(pubDate=at).date_posted is None


def test_pay_has_a_period_and_a_currency_or_none() -> None:
    pay = posting(minSalary=50, maxSalary=70, salaryPeriod="hourly", currency=None).base_salary
    assert pay == Salary(min_value=50, max_value=70, unit_text="hour")
    older = {name: value for name, value in ROW.items() if name != "salaryPeriod"}
    (got,) = read({"jobs": [older]}).postings
    assert got.base_salary is not None
    assert got.base_salary.unit_text == "year"
    assert posting(minSalary=None, maxSalary=None).base_salary is None


def test_falls_back_on_the_excerpt_and_the_link() -> None:
    bare = posting(description="", guid=None, locationRestrictions=None)
    assert (bare.description, bare.url, bare.job_location) == ("You rank.", URL, [])


def test_the_newest_pages_are_read_and_no_more() -> None:
    (first,) = Himalayas().requests("country:NO level:Senior")
    assert "&country=NO&seniority=Senior&sort=recent&page=1" in first.url
    rows = [ROW | {"guid": f"{URL}-{n}"} for n in range(PAGE)]
    second = read(PAGE_1 | {"jobs": rows}, first.url).next
    assert second is not None
    assert second.url == first.url[:-1] + "2"
    assert read(PAGE_1, first.url).next is None
    last = f"{first.url[:-1]}{LAST_PAGE}"
    assert read(PAGE_1 | {"jobs": rows}, last).next is None


@pytest.mark.parametrize("data", [{"jobs": [{"guid": "1", "title": "A"}]}, {"totalCount": 3}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="himalayas sent"):
        read(data)
