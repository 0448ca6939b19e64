"""Microsoft: searches of its present site and of the one before."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.employers.microsoft import Microsoft

ROW: dict[str, Any] = {
    "id": 1970393556991275,
    "displayJobId": "200054191",
    "name": "Senior ML Engineer ",
    "locations": ["United States, Washington, Redmond", "Norway, Oslo"],
    "standardizedLocations": [],
    "postedTs": 1789410600,
    "workLocationOption": "onsite",
    "positionUrl": "/careers/job/1970393556991275",
    "jobDescription": "<p>You rank.</p>",
}
EARLIER: dict[str, Any] = {
    "jobId": "1810123",
    "title": "ML Engineer ",
    "postingDate": "2026-07-24T00:00:00+00:00",
    "properties": {
        "primaryLocation": "Redmond, Washington, United States",
        "locations": ["Redmond, Washington, United States", "Oslo, Norway"],
        "description": "You rank.",
        "employmentType": "Full-Time",
        "workSiteFlexibility": "Up to 100% work from home",
        "recruiter": "Nobody Inparticular",
    },
}
SEARCH = "https://apply.careers.microsoft.com/api/pcsx/search?domain=microsoft.com&query=ml&start=0"
REPLY = Reply(url=SEARCH, body=json.dumps({"data": {"count": 1, "positions": [ROW]}}).encode())


def read(data: Any, url: str = "") -> Reading:
    return Microsoft().read(Reply(url=url, body=json.dumps(data).encode()))


def earlier(*rows: Any) -> Reading:
    return read({"operationResult": {"result": {"totalJobs": len(rows), "jobs": rows}}})


def test_reads_every_field() -> None:
    assert Microsoft().read(REPLY).postings == [
        RawPosting(
            source="microsoft",
            source_id="1970393556991275",
            title="Senior ML Engineer ",
            url="https://apply.careers.microsoft.com/careers/job/1970393556991275",
            hiring_organization="Microsoft",
            job_location=["Redmond, Washington, United States", "Oslo, Norway"],
            job_location_type="onsite",
            date_posted=1789410600.0,
            description="<p>You rank.</p>",
        )
    ]


def test_a_page_that_somebody_saved_has_whole_addresses() -> None:
    (saved,) = read(json.loads(REPLY.body), "page.json").postings
    assert saved.url == "https://apply.careers.microsoft.com/careers/job/1970393556991275"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("United States, Multiple Locations, Multiple Locations", ["United States"]),
        ("Redmond, Washington, United States", ["Redmond, Washington, United States"]),
        ("Bengaluru, KA, IN", ["Bengaluru, KA, IN"]),
        ("Multiple Locations", []),
    ],
)
def test_places_are_turned_around(said: str, place: list[str]) -> None:
    reading = read({"data": {"positions": [ROW | {"locations": [said]}]}})
    assert reading.postings[0].job_location == place


def test_reads_the_earlier_site_and_no_person() -> None:
    reading = earlier(EARLIER)
    assert reading.total == 1
    assert reading.postings == [
        RawPosting(
            source="microsoft",
            source_id="1810123",
            title="ML Engineer ",
            url="https://jobs.careers.microsoft.com/global/en/job/1810123",
            hiring_organization="Microsoft",
            job_location=["Redmond, Washington, United States", "Oslo, Norway"],
            job_location_type="remote",
            employment_type="Full-Time",
            date_posted="2026-07-24T00:00:00+00:00",
            description="You rank.",
        )
    ]


def test_reads_a_text_of_the_earlier_site() -> None:
    detail = {
        "jobId": "1810123",
        "title": "ML Engineer",
        "posted": {"external": "2026-07-24"},
        "primaryWorkLocation": {"city": "Oslo", "state": None, "country": "Norway"},
        "description": "<p>You rank.</p>",
        "qualifications": "<p>C++</p>",
    }
    (alone,) = read({"operationResult": {"result": detail}}).postings
    assert (alone.job_location, alone.date_posted) == (["Oslo, Norway"], "2026-07-24")
    assert alone.description == "<p>You rank.</p>\n<h3>Qualifications</h3>\n<p>C++</p>"


def test_a_search_that_finds_nothing_is_one() -> None:
    assert earlier().postings == []
    assert read({"data": {"count": 0, "positions": []}}).postings == []


@pytest.mark.parametrize("data", [{"message": "No"}, [], None, {"jobs": [{"jobId": 1}]}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="microsoft sent"):
        read(data)


def test_bad_rows_hide_no_other() -> None:
    mixed = read({"data": {"positions": [{"id": 1}, [], ROW]}})
    assert (len(mixed.postings), len(mixed.problems)) == (1, 2)
    old = earlier({"title": "No id"}, [], EARLIER)
    assert (len(old.postings), len(old.problems)) == (1, 2)


def test_boards_are_searches() -> None:
    spell = Microsoft().spellings
    page = "https://apply.careers.microsoft.com/careers?query=ml&location=Oslo%2C+Norway"
    assert spell(page) == ['ml place:"Oslo, Norway"']
    assert spell("Microsoft") == [""]
    (asked,) = Microsoft().requests("")
    assert "query=machine+learning&location=&start=0" in asked.url
    assert not Microsoft().closes
    with pytest.raises(UsageError, match="no filter"):
        next(Microsoft().requests("ml colour:blue"))
