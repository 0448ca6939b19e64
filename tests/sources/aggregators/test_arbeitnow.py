"""Arbeitnow: pages of all its postings, the newest first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.aggregators.arbeitnow import LAST_PAGE, Arbeitnow

URL = "https://www.arbeitnow.com/jobs/companies/quillfish/ml-engineer-oslo-77"
ROW: dict[str, Any] = {
    "slug": "ml-engineer-oslo-77",
    "company_name": "Quillfish",
    "title": "ML Engineer (m/f/d)",
    "description": "<p>You rank.</p>",
    "remote": True,
    "url": URL,
    "tags": ["Data Scientist"],
    "job_types": ["professional / experienced", "Full Time"],
    "location": "Oslo",
    "created_at": 1790000000,
}
REPLY = Reply(url="", body=json.dumps({"data": [ROW], "links": {}, "meta": {}}).encode())


def read(data: Any, url: str = "") -> Reading:
    return Arbeitnow().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"data": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="arbeitnow",
        source_id="ml-engineer-oslo-77",
        title="ML Engineer (m/f/d)",
        url=URL,
        hiring_organization="Quillfish",
        job_location=["Oslo"],
        job_location_type="remote",
        employment_type="professional / experienced, Full Time",
        date_posted=1790000000.0,
        description="<p>You rank.</p>",
    )


def test_what_is_not_said_is_unknown() -> None:
    bare = posting(remote=False, job_types=[], location="", created_at="1790000000")
    assert (bare.job_location_type, bare.employment_type, bare.job_location) == (None, None, [])
    assert bare.date_posted == 1790000000.0


def test_several_pages_in_one_file_are_read() -> None:
    other = ROW | {"slug": "b", "url": None}
    reading = read({"pages": [{"data": [ROW]}, {"data": [other]}]})
    assert [got.source_id for got in reading.postings] == ["ml-engineer-oslo-77", "b"]


def test_the_next_page_is_its_own_and_they_end() -> None:
    (first,) = Arbeitnow().requests("")
    foreign = {"data": [ROW], "links": {"next": "https://www.arbeitnow.com/?search=cook&page=2"}}
    second = read(foreign, first.url).next
    assert second is not None
    assert second.url == "https://www.arbeitnow.com/api/job-board-api?page=2"
    assert read({"data": []}, second.url).next is None
    assert read(foreign, f"{first.url[:-1]}{LAST_PAGE}").next is None
    assert read(foreign, "saved?page=1").next is None


@pytest.mark.parametrize("data", [{"data": [{"slug": "a", "title": "A"}]}, {"jobs": "none"}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="arbeitnow sent"):
        read(data)
