"""Breezy HR: a list, and each text on its own page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.breezy import Breezy

OSLO = {
    "country": {"name": "Norway", "id": "NO"},
    "state": {"id": "03", "name": "Oslo fylke"},
    "city": "Oslo",
    "is_remote": True,
    "name": "Oslo, NO",
}
PAGE = "https://quill-fish.breezy.hr/p/98323abf2296-ml-engineer"
ROW: dict[str, Any] = {
    "id": "98323abf2296",
    "friendly_id": "98323abf2296-ml-engineer",
    "name": "ML Engineer, Ranking ",
    "url": PAGE,
    "published_date": "2026-02-15T14:37:22.684Z",
    "type": {"id": "fullTime", "name": "Full-Time"},
    "location": OSLO,
    "locations": [OSLO, {"city": "Bonn", "country": {"name": "Germany", "id": "DE"}}],
    "department": "Research",
    "salary": "€60,000 – €80,000 / year",
    "company": {"name": "Quillfish", "friendly_id": "quill-fish"},
    "description": "<p>You rank.</p>",
    "creator": {"name": "Nobody Inparticular"},
}
LIST = "https://quill-fish.breezy.hr/json"
REPLY = Reply(url=LIST, body=json.dumps([ROW]).encode())
JOB = {"@type": "JobPosting", "title": "ML Engineer", "description": "<p>You rank.</p>"}
HTML = f'<html><script type="application/ld+json">{json.dumps(JOB)}</script></html>'


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Breezy().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read([ROW | changes]).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="breezy",
        source_id="98323abf2296",
        title="ML Engineer, Ranking ",
        url=PAGE,
        hiring_organization="Quillfish",
        job_location=["Oslo, Oslo fylke, Norway", "Bonn, Germany"],
        job_location_type="remote",
        employment_type="Full-Time",
        date_posted="2026-02-15T14:37:22.684Z",
        base_salary=Salary(currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


def test_texts_that_the_list_leaves_out_are_asked_for() -> None:
    bare = ROW | {"description": None}
    reading = read([bare, ROW | {"id": "b"}], LIST)
    assert list(reading.details) == ["98323abf2296"]
    asked = reading.details["98323abf2296"]
    assert (asked.url, asked.page) == (PAGE, True)
    elsewhere = read([bare | {"url": "https://evil.example/p/98323abf2296"}], LIST)
    assert elsewhere.details == {}
    Breezy().read(Reply(url=PAGE, body=HTML.encode())).fill(listed := reading.postings[0])
    assert (listed.description, listed.source_id) == ("<p>You rank.</p>", "98323abf2296")


def test_a_saved_page_says_whose_it_is() -> None:
    saved = HTML.replace("<html>", f'<html><link rel="canonical" href="{PAGE}">')
    (alone,) = Breezy().read(Reply(url="page.html", body=saved.encode()), "Quillfish").postings
    assert (alone.source_id, alone.url) == ("98323abf2296", PAGE)
    assert alone.hiring_organization == "Quillfish"


@pytest.mark.parametrize("page", ["<html></html>", HTML])
def test_a_page_of_nobody_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match="breezy sent a web page"):
        Breezy().read(Reply(url="", body=page.encode()))


def test_a_dollar_is_that_of_the_country() -> None:
    states = {"city": "Rome", "country": {"id": "US", "name": "United States"}}
    pay = posting(salary="$7 – $12 / hour", locations=[], location=states).base_salary
    assert pay == Salary(currency="USD", min_value=7, max_value=12, unit_text="hour")


def test_places_and_ways_of_working() -> None:
    assert posting(locations=[], location=None).job_location == []
    assert posting(locations=None, location={"name": "Anywhere"}).job_location == ["Anywhere"]
    assert posting(locations=[{"city": "Bonn"}], location={}).job_location_type is None


def test_an_empty_board_may_be_none_at_all() -> None:
    assert read([], LIST).postings == []
    assert Breezy().vague


@pytest.mark.parametrize("data", [{"error": "No"}, None, [{"id": 1, "name": "Of another"}]])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="breezy sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read([{"id": "1"}, [], {"name": "No id"}, ROW])
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_board_needs_a_name() -> None:
    with pytest.raises(UsageError):
        next(Breezy().requests(""))
