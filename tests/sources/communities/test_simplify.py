"""SimplifyJobs: one file of openings, closed ones among them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources.communities.simplify import Simplify

ROW: dict[str, Any] = {
    "id": "0-a",
    "source": "Simplify",
    "company_name": " Quillfish ",
    "title": "ML Engineer, New Grad",
    "locations": ["Oslo, Norway", "Remote in Norway", "oslo, norway"],
    "url": "https://quillfish.example/1",
    "active": True,
    "is_visible": True,
    "date_posted": 1782741889,
    "date_updated": 1782741985,
    "sponsorship": "Does Not Offer Sponsorship",
    "degrees": ["Bachelor's", "Master's"],
    "category": "AI/ML/Data",
    "company_url": "",
}
REPLY = Reply(url="", body=json.dumps([ROW]).encode())


def read(*rows: Any, board: str = "", url: str = "") -> list[RawPosting]:
    return Simplify().read(Reply(url=url, body=json.dumps(rows).encode()), board).postings


def posting(**changes: Any) -> RawPosting:
    return read(ROW | changes)[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="simplify",
        source_id="0-a",
        title="ML Engineer, New Grad",
        url="https://quillfish.example/1",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway", "Remote in Norway"],
        date_posted=1782741889.0,
        description=(
            "Category: AI/ML/Data\nDegrees: Bachelor's, Master's\n"
            "Sponsorship: Does Not Offer Sponsorship"
        ),
    )


@pytest.mark.parametrize(
    ("active", "visible", "closed"),
    [
        (True, True, False),
        (False, True, True),
        (True, False, True),
        (False, False, True),
        (True, None, False),
        (None, False, True),
    ],
)
def test_closed_and_hidden_rows_come_as_closed(active: Any, visible: Any, closed: bool) -> None:
    assert posting(active=active, is_visible=visible).closed is closed


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/1?utm_source=Simplify&ref=Simplify", "https://a.example/1"),
        ("https://a.example/1?gh_jid=5&utm_medium=x&ref=Simplify#top", "https://a.example/1?gh_jid=5#top"),
        ("https://a.example/1?ref=team&a=%2F&b", "https://a.example/1?ref=team&a=%2F&b"),
        ("https://a.example/1?gh_src=simplify&fr=false", "https://a.example/1?fr=false"),
        ("https://a.example/utm_source=x", "https://a.example/utm_source=x"),
        (None, None),
    ],
)  # fmt: skip
def test_addresses_do_not_say_who_sent_the_person(url: str | None, clean: str | None) -> None:
    assert posting(url=url).url == clean


def test_internships_are_known_by_their_terms_or_their_list() -> None:
    summer = ROW | {"terms": ["Summer 2027", "Fall 2027"]}
    assert read(summer)[0].employment_type == "internship"
    assert (read(summer)[0].description or "").splitlines()[1] == "Terms: Summer 2027, Fall 2027"
    assert read(ROW | {"season": "Summer"})[0].employment_type == "internship"
    assert read(ROW, board="acme/Summer2027-Internships")[0].employment_type == "internship"
    (request,) = Simplify().requests("acme/Summer2027-Internships")
    assert read(ROW, url=request.url)[0].employment_type == "internship"
    assert read(ROW, url="/home/ada/internships/saved.json")[0].employment_type is None
    assert read(summer, board="SimplifyJobs/New-Grad-Positions")[0].employment_type is None
    assert posting(terms=[]).employment_type is None


def test_other_says_nothing() -> None:
    bare = posting(sponsorship="Other", degrees=[], category=None)
    assert bare.description is None


def test_a_bad_row_hides_no_other() -> None:
    rows = [7, ROW | {"id": None}, ROW | {"title": ""}, ROW]
    reading = Simplify().read(Reply(url="", body=json.dumps(rows).encode()))
    assert [len(reading.postings), len(reading.problems)] == [1, 3]


@pytest.mark.parametrize(
    "body", [b"{}", b"null", b"<html>404", b'[{"id": 1, "title": "A", "url": "b"}]', b'[{"id"']
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError, match="simplify sent"):
        Simplify().read(Reply(url="", body=body))


def test_asks_for_the_file_of_a_repository() -> None:
    source = Simplify()
    assert source.spellings("https://github.com/acme/list.git") == ["acme/list"]
    for board in ("", "SimplifyJobs/New-Grad-Positions"):
        (request,) = source.requests(board)
        assert request.url == (
            "https://raw.githubusercontent.com/SimplifyJobs/New-Grad-Positions"
            "/dev/.github/scripts/listings.json"
        )
    for wrong in ("acme", "a/b/c", "../..", "a/..", "https://other.example/a/b", "a b/c"):
        with pytest.raises(UsageError):
            next(source.requests(wrong))


@pytest.mark.shared
def test_the_recorded_list_says_what_is_closed(shared: Path) -> None:
    (path,) = (shared / "recordings/simplify").glob("SimplifyJobs*.json")
    rows = json.loads(path.read_bytes())
    postings = Simplify().read(Reply(url="", body=path.read_bytes())).postings
    assert [got.closed for got in postings] == [
        not (row["active"] and row["is_visible"]) for row in rows
    ]
    assert all(got.url and got.hiring_organization and got.date_posted for got in postings)
