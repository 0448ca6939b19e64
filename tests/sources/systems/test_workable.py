"""Workable: the widget's list, the pages of the career site, and single postings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.systems.workable import Workable

OSLO = {"city": "Oslo", "region": "Oslo fylke", "country": "Norway", "hidden": False}
ROW: dict[str, Any] = {
    "title": "ML Engineer, Ranking ",
    "shortcode": "AB12CD34EF",
    "code": "",
    "employment_type": "Full-time",
    "telecommuting": True,
    "department": "Research",
    "url": "https://apply.workable.com/j/AB12CD34EF",
    "shortlink": "https://apply.workable.com/j/AB12CD34EF",
    "application_url": "https://apply.workable.com/j/AB12CD34EF/apply",
    "published_on": "2026-06-30",
    "created_at": "2026-06-01",
    "country": "Norway",
    "city": "Oslo",
    "state": "Oslo fylke",
    "locations": [OSLO],
    "description": "<p>You rank.</p>",
    "recruiter": {"name": "Nobody Inparticular", "email": "nobody@quillfish.example"},
}
LISTED: dict[str, Any] = {
    "id": 7,
    "shortcode": "AB12CD34EF",
    "title": "ML Engineer, Ranking ",
    "remote": True,
    "location": OSLO,
    "locations": [OSLO],
    "state": "published",
    "isInternal": False,
    "published": "2026-06-30T00:00:00.000Z",
    "type": "part",
    "department": ["Research"],
    "workplace": "hybrid",
}
REPLY = Reply(url="", body=json.dumps({"name": "Quillfish", "jobs": [ROW]}).encode())
PAGES = "https://apply.workable.com/api/v3/accounts/quill-fish/jobs"


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Workable().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(row: dict[str, Any] = ROW, **changes: Any) -> RawPosting:
    return read({"name": "Quillfish", "jobs": [row | changes]}).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="workable",
        source_id="AB12CD34EF",
        title="ML Engineer, Ranking ",
        url="https://apply.workable.com/j/AB12CD34EF",
        hiring_organization="Quillfish",
        job_location=["Oslo, Oslo fylke, Norway"],
        job_location_type="remote",
        employment_type="Full-time",
        date_posted="2026-06-30",
        description="<p>You rank.</p>",
    )


def test_one_row_a_country_is_one_posting_with_several_places() -> None:
    bonn = {"city": "Bonn", "region": None, "country": "Germany"}
    reading = read({"jobs": [ROW, ROW | {"locations": [bonn], "city": "Bonn"}]})
    (only,) = reading.postings
    assert only.job_location == ["Oslo, Oslo fylke, Norway", "Bonn, Germany"]


def test_places_that_are_hidden_are_not_shown() -> None:
    assert posting(locations=[OSLO | {"hidden": True}]).job_location == []
    assert posting(locations=[]).job_location == ["Oslo, Oslo fylke, Norway"]
    code = {"countryCode": "NO"}
    assert posting(locations=[code]).job_location == ["NO"]
    assert posting(LISTED, locations=None, location="Oslo").job_location == ["Oslo"]


def test_a_page_of_the_career_site_asks_for_the_next_and_for_the_texts() -> None:
    reading = read({"total": 3, "results": [LISTED], "nextPage": "b2"}, PAGES)
    (listed,) = reading.postings
    assert (listed.job_location_type, listed.employment_type) == ("hybrid", "part-time")
    assert listed.hiring_organization == "Quill Fish"
    assert reading.total == 3
    assert reading.next is not None
    assert (reading.next.url, reading.next.body) == (PAGES, b'{"token": "b2"}')
    text = "https://apply.workable.com/api/v2/accounts/quill-fish/jobs/AB12CD34EF"
    assert reading.details["AB12CD34EF"].url == text
    last = read({"total": 3, "results": [LISTED]}, PAGES)
    assert last.next is None
    empty = read({"total": 3, "results": [], "nextPage": "b3"}, PAGES)
    assert empty.next is None


def test_a_text_fills_what_was_listed() -> None:
    listed = read({"results": [LISTED]}, PAGES).postings[0]
    parts = {"description": "<p>You rank.</p>", "requirements": "<p>C++</p>", "benefits": ""}
    read(LISTED | parts).fill(listed)
    assert listed.description == "<p>You rank.</p>\n<h3>Requirements</h3>\n<p>C++</p>"


def test_what_is_off_the_board_is_closed() -> None:
    assert posting(LISTED, state="archived").closed
    assert posting(LISTED, isInternal=True).closed
    assert not posting(LISTED).closed


def test_an_empty_account_is_an_account() -> None:
    assert read({"name": "Quillfish", "jobs": []}).postings == []


@pytest.mark.parametrize(
    "data", [{"error": "Not found"}, [], None, {"jobs": [{"id": 1, "title": "Of another"}]}]
)
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="workable sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"jobs": [{"shortcode": "X"}, [], {"title": "No code"}, ROW]})
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_accounts_are_found_in_addresses() -> None:
    spell = Workable().spellings
    assert spell("https://apply.workable.com/quill-fish/") == ["quill-fish"]
    assert spell("https://quill-fish.workable.com/jobs/7") == ["quill-fish"]
    assert spell(f"{PAGES}/AB12") == ["quill-fish"]
    assert spell("Quillfish") == ["quillfish"]
    with pytest.raises(UsageError):
        next(Workable().requests(""))
