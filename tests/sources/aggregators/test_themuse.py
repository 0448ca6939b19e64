"""The Muse: pages of a search, and tables that others made of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.aggregators.themuse import LAST_PAGE, TheMuse

URL = "https://www.themuse.com/jobs/quillfish/ml-engineer-0a"
ROW: dict[str, Any] = {
    "contents": "<p>You rank.</p>",
    "name": "ML Engineer, Ranking",
    "type": "external",
    "publication_date": "2026-09-21T13:33:20Z",
    "short_name": "ml-engineer-0a",
    "model_type": "jobs",
    "id": 77,
    "locations": [
        {"name": "Oslo, Norway"},
        {"name": "Flexible / Remote"},
        {"name": "Bonn, Germany"},
    ],
    "categories": [{"name": "Data Science"}],
    "levels": [{"name": "Internship", "short_name": "internship"}],
    "tags": [],
    "refs": {"landing_page": URL},
    "company": {"id": 7, "short_name": "quillfish", "name": "Quillfish"},
}
PAGE = {"page": 0, "page_count": 99, "items_per_page": 20, "total": 1980, "results": [ROW]}
REPLY = Reply(url="", body=json.dumps(PAGE).encode())


def read(data: Any, url: str = "") -> Reading:
    return TheMuse().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"results": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="themuse",
        source_id="77",
        title="ML Engineer, Ranking",
        url=URL,
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway", "Bonn, Germany"],
        job_location_type="remote",
        employment_type="Internship",
        date_posted="2026-09-21T13:33:20Z",
        description="<p>You rank.</p>",
    )


def test_a_level_among_others_is_no_internship() -> None:
    levels = [{"name": "Internship"}, {"name": "Senior Level"}]
    assert posting(levels=levels).employment_type is None
    assert posting(locations=[]).job_location_type is None


def test_a_table_is_read_by_its_columns() -> None:
    table = (
        "Job Title,Company Name,Location,Publication Date,Levels,Job Link,Full/Part Time\n"
        f'ML Engineer,Quillfish,"Chicago, IL, Flexible / Remote, New York, NY",2026-09-21,x,{URL},'
        "Full-time\n"
        f'Analyst,Quillfish,"Hong Kong, Oslo, Norway",2026-09-21,x,{URL}1,\n'
        "Cook,Elsewhere,Oslo,2026-09-21,x,https://elsewhere.example/1,\n"
    )
    reading = TheMuse().read(Reply(url="muse.csv", body=table.encode()))
    first, second = reading.postings
    assert first.source_id == "quillfish/ml-engineer-0a"
    assert (first.job_location, first.job_location_type) == (
        ["Chicago, IL", "New York, NY"],
        "remote",
    )
    assert first.employment_type == "Full-time"
    assert second.job_location == ["Hong Kong, Oslo, Norway"]
    assert [problem.why for problem in reading.problems] == ["it is not of The Muse"]


def test_pages_are_counted_from_zero_and_end() -> None:
    (first,) = TheMuse().requests("")
    assert first.url.endswith(
        "?category=Data%20Science&category=Data%20and%20Analytics&descending=true&page=0"
    )
    reading = read(PAGE, first.url)
    assert reading.total == 1980
    assert reading.next is not None
    assert reading.next.url.endswith("&page=1")
    assert read(PAGE | {"results": []}, first.url).next is None
    assert read(PAGE, f"{first.url[:-1]}{LAST_PAGE}").next is None


def test_asks_for_a_level_and_a_place() -> None:
    (request,) = TheMuse().requests('level:entry place:"Oslo, Norway"')
    assert "&level=Entry%20Level&location=Oslo%2C%20Norway&" in request.url


@pytest.mark.parametrize(
    "data", [{"results": [{"id": 1, "name": "A"}]}, {"code": 403, "error": "Rate limit exceeded"}]
)
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="themuse sent"):
        read(data)
