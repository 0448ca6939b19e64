"""Careerjet: a search that wants to know who searches, and is not told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.careerjet import LAST_PAGE, PAGE, Careerjet

KEY = "0123456789abcdef0123456789abcdef"
ROW: dict[str, Any] = {
    "title": "<b>ML</b> Engineer, Ranking",
    "company": "Quillfish",
    "locations": "Leeds, West Yorkshire",
    "date": "Mon, 21 Sep 2026 13:33:20 GMT",
    "description": "You <b>rank</b>...",
    "salary": "£60000 per year",
    "salary_min": "60000",
    "salary_max": "80000",
    "salary_type": "Y",
    "salary_currency_code": "GBP",
    "site": "quillfish.example",
    "url": f"https://jobviewtrack.com/en-gb/job-0a/{KEY}.html?affid=1",
}
REPLY = Reply(
    url="", body=json.dumps({"type": "JOBS", "hits": 7, "pages": 1, "jobs": [ROW]}).encode()
)


def read(data: Any, url: str = "") -> Reading:
    return Careerjet().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"hits": 7, "pages": 1, "jobs": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="careerjet",
        source_id=KEY,
        title="ML Engineer, Ranking",
        url=ROW["url"],
        hiring_organization="Quillfish",
        job_location=["Leeds, West Yorkshire"],
        date_posted="Mon, 21 Sep 2026 13:33:20 GMT",
        base_salary=Salary(currency="GBP", min_value=60_000, max_value=80_000, unit_text="year"),
        description="You <b>rank</b>...",
    )


def test_without_a_name_in_its_link_an_opening_is_named_by_what_it_says() -> None:
    one, two = (posting(url=f"https://jobviewtrack.com/{n}").source_id for n in range(2))
    assert one == two != posting(url=None, company="Pikehouse").source_id


@pytest.mark.parametrize(
    ("code", "unit"), [("M", "month"), ("W", "week"), ("D", "day"), ("H", "hour")]
)
def test_periods_of_pay(code: str, unit: str) -> None:
    pay = posting(salary_type=code).base_salary
    assert pay is not None
    assert pay.unit_text == unit


def test_nobody_is_named() -> None:
    (request,) = Careerjet().requests("country:uk place:Leeds")
    assert "user_ip=127.0.0.1&user_agent=upslope" in request.url
    assert "locale_code=en_GB" in request.url
    assert request.keys == ("careerjet_key",)
    with pytest.raises(UsageError, match="not asked for 'xx'"):
        next(Careerjet().requests("country:xx"))


def test_pages_end() -> None:
    (first,) = Careerjet().requests("")
    rows = [ROW | {"url": None, "company": str(n)} for n in range(PAGE)]
    reading = read({"hits": 900, "pages": 18, "jobs": rows}, first.url)
    assert reading.total == 900
    assert reading.next is not None
    assert reading.next.url.endswith("&page=2")
    assert reading.next.headers == first.headers
    assert (
        read({"hits": 900, "pages": 18, "jobs": rows}, f"{first.url[:-1]}{LAST_PAGE}").next is None
    )
    assert read({"hits": 0, "pages": 0, "jobs": []}, first.url).postings == []


@pytest.mark.parametrize(
    "data",
    [{"jobs": [{"title": "A"}]}, {"type": "LOCATIONS", "locations": ["Leeds"]}, {"type": "ERROR"}],
)
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="careerjet sent"):
        read(data)
