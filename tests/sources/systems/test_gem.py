"""Gem: a whole board in one reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.systems.gem import Gem

ROW: dict[str, Any] = {
    "id": "am9icG9zdDox",
    "title": "ML Engineer, Ranking ",
    "absolute_url": "https://jobs.gem.com/quill-fish/am9icG9zdDox",
    "location": {"name": "Oslo"},
    "offices": [{"name": "HQ", "location": {"name": "Oslo, Norway"}}, {"name": "Bonn, Germany"}],
    "location_type": "in_office",
    "employment_type": "full_time",
    "content": "<p>You rank.</p>",
    "content_plain": "You rank.",
    "first_published_at": "2026-03-31T17:37:26Z",
    "created_at": "2026-03-01T17:37:26Z",
    "updated_at": "2026-04-01T17:37:26Z",
    "departments": [{"name": "Research"}],
    "recruiter": {"name": "Nobody Inparticular", "email": "nobody@quillfish.example"},
}
REPLY = Reply(url="", body=json.dumps([ROW]).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Gem().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read([ROW | changes]).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="gem",
        source_id="am9icG9zdDox",
        title="ML Engineer, Ranking ",
        url="https://jobs.gem.com/quill-fish/am9icG9zdDox",
        hiring_organization="Quill Fish",
        job_location=["Oslo, Norway", "Bonn, Germany"],
        job_location_type="in_office",
        employment_type="full_time",
        date_posted="2026-03-31T17:37:26Z",
        description="<p>You rank.</p>",
    )


def test_falls_back_on_the_place_the_date_and_the_plain_text() -> None:
    bare = posting(offices=[], content=None, first_published_at=None)
    assert bare.job_location == ["Oslo"]
    assert (bare.description, bare.date_posted) == ("You rank.", "2026-03-01T17:37:26Z")
    assert posting(content="&lt;p&gt;R&amp;amp;D&lt;/p&gt;").description == "<p>R&amp;D</p>"


def test_lists_under_a_name_and_single_postings_are_read() -> None:
    assert len(read({"job_posts": [ROW]}).postings) == 1
    assert len(read(ROW).postings) == 1


def test_the_company_is_the_boards() -> None:
    url = "https://api.gem.com/job_board/v0/deep-thing/job_posts/"
    bare = ROW | {"absolute_url": None}
    assert read([ROW], url, "Deep Thing AS").postings[0].hiring_organization == "Deep Thing AS"
    assert read([bare], "", url).postings[0].hiring_organization == "Deep Thing"
    assert read([bare], url).postings[0].hiring_organization == "Deep Thing"


def test_an_empty_board_is_a_board() -> None:
    assert read([]).postings == []


@pytest.mark.parametrize(
    "data", [{"detail": "Not found"}, None, {"jobs": [{"id": 1, "title": "Of another"}]}]
)
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="gem sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read([{"id": "1"}, [], {"title": "No id"}, ROW])
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_board_needs_a_name() -> None:
    assert Gem().spellings("https://jobs.gem.com/quill-fish") == ["quill-fish"]
    with pytest.raises(UsageError):
        next(Gem().requests(""))
