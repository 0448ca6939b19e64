"""Workday: pages of a list that are asked for in a body, and each posting's text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Request
from upslope.sources import Reading
from upslope.sources.systems.workday import Workday

ROW: dict[str, Any] = {
    "title": "ML Engineer, Ranking",
    "externalPath": "/job/Norway-Oslo/ML-Engineer--Ranking_R-12-1",
    "locationsText": "2 Locations",
    "timeType": "Full time",
    "postedOn": "Posted 3 Days Ago",
    "bulletFields": ["R-12"],
}
INFO: dict[str, Any] = {
    "title": "ML Engineer, Ranking",
    "jobDescription": "<p>You rank.</p>",
    "location": "NO, Oslo",
    "additionalLocations": ["Germany, Bonn", "US-CA-Remote"],
    "remoteType": "Hybrid",
    "timeType": "Full time",
    "postedOn": "Posted 3 Days Ago",
    "startDate": "2026-06-25",
    "endDate": "2026-09-01",
    "jobReqId": "R-12",
    "jobPostingId": "ML-Engineer--Ranking_R-12-1",
    "externalUrl": "https://quill.wd5.myworkdayjobs.com/Fish/job/Norway-Oslo/ML-Engineer_R-12-1",
    "posted": True,
}
BASE = "https://quill.wd5.myworkdayjobs.com/wday/cxs/quill/Fish"
REPLY = Reply(url="", body=json.dumps({"jobPostingInfo": INFO}).encode())


def read(data: Any, request: Request | None = None, board: str = "") -> Reading:
    url, sent = (request.url, request.body) if request else ("", None)
    return Workday().read(Reply(url=url, sent=sent, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    company = {"name": "0420 Quill Holding", "url": ""}
    return read({"jobPostingInfo": INFO | changes, "hiringOrganization": company}).postings[0]


def first_page() -> Request:
    return next(Workday().requests("quill.wd5/Fish"))


def test_reads_every_field_of_a_text() -> None:
    assert posting() == RawPosting(
        source="workday",
        source_id="quill/fish/R-12-1",
        title="ML Engineer, Ranking",
        url="https://quill.wd5.myworkdayjobs.com/Fish/job/Norway-Oslo/ML-Engineer_R-12-1",
        hiring_organization="0420 Quill Holding",
        job_location=["Oslo, NO", "Germany, Bonn", "Remote, CA, US"],
        job_location_type="Hybrid",
        employment_type="Full time",
        date_posted="2026-06-25",
        valid_through="2026-09-01",
        description="<p>You rank.</p>",
    )


def test_a_posting_that_is_not_posted_is_closed() -> None:
    assert posting(posted=False).closed


def test_a_list_gives_what_it_has() -> None:
    (listed,) = read({"total": 1, "jobPostings": [ROW]}, first_page()).postings
    assert listed == RawPosting(
        source="workday",
        source_id="quill/fish/R-12-1",
        title="ML Engineer, Ranking",
        url="https://quill.wd5.myworkdayjobs.com/Fish/job/Norway-Oslo/ML-Engineer--Ranking_R-12-1",
        hiring_organization="Quill",
        employment_type="Full time",
        date_posted="Posted 3 Days Ago",
    )


def test_a_saved_list_is_of_the_board_that_is_named() -> None:
    saved = {"total": 1, "jobPostings": [ROW]}
    assert read(saved).postings[0].source_id == "R-12-1"
    of_board = read(saved, board="quill.wd5/Fish").postings[0]
    assert (of_board.source_id, of_board.hiring_organization) == ("quill/fish/R-12-1", "Quill")
    assert read(saved).details == {}


def test_a_page_has_a_next_one_and_requests_for_the_texts() -> None:
    rows = [ROW | {"externalPath": f"/job/Malmö/Chef_R{n}"} for n in range(20)]
    page = read({"total": 45, "jobPostings": rows}, first_page())
    assert page.details["quill/fish/R7"] == Request(url=f"{BASE}/job/Malm%C3%B6/Chef_R7")
    assert page.next is not None
    assert json.loads(page.next.body or b"")["offset"] == 20
    second = read({"total": 0, "jobPostings": rows}, page.next)  # some say 0 after the first page
    assert second.total is None
    assert second.next is not None
    assert json.loads(second.next.body or b"")["offset"] == 40
    assert read({"total": 0, "jobPostings": rows[:5]}, second.next).next is None


def test_a_list_ends_where_workday_ends_it() -> None:
    asked = Request(url=f"{BASE}/jobs", body=b'{"offset": 1980}')
    rows = [ROW | {"externalPath": f"/job/Oslo/Chef_R{n}"} for n in range(20)]
    page = read({"total": 2000, "jobPostings": rows}, asked)
    assert (page.total, page.next) == (2000, None)


@pytest.mark.parametrize("path", ["//evil.example/x", "/job/../../secret", "job/x", 7, None])
def test_a_text_is_asked_for_on_the_same_site_only(path: Any) -> None:
    reading = read({"total": 1, "jobPostings": [ROW | {"externalPath": path}]}, first_page())
    assert all(request.url.startswith(f"{BASE}/") for request in reading.details.values())
    assert not any(".." in request.url for request in reading.details.values())


@pytest.mark.parametrize(
    "board",
    [
        "quill.wd5/Fish",
        "https://quill.wd5.myworkdayjobs.com/Fish",
        "https://quill.wd5.myworkdayjobs.com/en-US/Fish/job/Oslo/Chef_R1?source=x",
        f"{BASE}/jobs",
    ],
)
def test_a_board_is_named_or_given_by_its_address(board: str) -> None:
    (name,) = Workday().spellings(board)
    (request,) = Workday().requests(name)
    assert request.url == f"{BASE}/jobs"
    assert request.headers == {"Content-Type": "application/json"}


@pytest.mark.parametrize("board", ["quill", "", "https://quill.example/jobs", "a.wd5/b/../c"])
def test_what_names_no_site_is_refused(board: str) -> None:
    with pytest.raises(UsageError, match="names no Workday site"):
        next(Workday().requests(board))


@pytest.mark.parametrize("data", [{"errorCode": "HTTP_422"}, [], None, {"jobPostings": {}}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="workday sent no list"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"jobPostings": [{"title": "x"}, [], ROW]}, first_page())
    assert (len(reading.postings), len(reading.problems)) == (1, 2)
