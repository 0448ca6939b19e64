"""Discourse: pages of topics, one topic with its posts, what is closed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.communities.discourse import Discourse

ROW: dict[str, Any] = {
    "id": 57,
    "title": "ML Engineer at Quillfish (Remote)",
    "fancy_title": "ML Engineer at Quillfish (Remote)",
    "slug": "ml-engineer-at-quillfish",
    "created_at": "2026-07-01T15:01:52.000Z",
    "visible": True,
    "closed": False,
    "archived": False,
    "deleted_at": None,
    "excerpt": "We count fish&hellip;",
    "tags": ["remote", {"id": 3, "name": "full-time"}],
    "last_poster_username": "ada",
    "posters": [{"user_id": 3}],
}
POSTS = [
    {"id": 9, "post_number": 2, "cooked": "<p>Nice!</p>", "username": "bob"},
    {"id": 8, "post_number": 1, "cooked": "<p>We count fish.</p>", "username": "ada"},
]
TOPIC = ROW | {"post_stream": {"posts": POSTS}}
REPLY = Reply(url="https://forum.example/t/57.json", body=json.dumps(TOPIC).encode())
LIST = "https://forum.example/c/jobs/12.json"


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Discourse().read(Reply(url=url, body=json.dumps(data).encode()), board)


def page(*topics: Any, **more: Any) -> dict[str, Any]:
    return {"users": [{"username": "ada"}], "topic_list": {"topics": list(topics)} | more}


def test_reads_every_field() -> None:
    (posting,) = Discourse().read(REPLY).postings
    assert posting == RawPosting(
        source="discourse",
        source_id="forum.example:57",
        title="ML Engineer at Quillfish (Remote)",
        url="https://forum.example/t/ml-engineer-at-quillfish/57",
        hiring_organization="Quillfish",
        job_location_type="remote",
        employment_type="full-time",
        date_posted="2026-07-01T15:01:52.000Z",
        description="<p>We count fish.</p><p>Tags: remote, full-time</p>",
    )


def test_a_list_asks_for_its_texts_and_its_next_page() -> None:
    reading = read(page(ROW, more_topics_url="/c/jobs/12?page=1&x=2"), LIST)
    assert reading.next is not None
    assert reading.next.url == "https://forum.example/c/jobs/12.json?page=1&x=2"
    assert reading.next.page
    assert reading.details["forum.example:57"].url == "https://forum.example/t/57.json"
    (listed,) = reading.postings
    Discourse().read(REPLY).fill(listed)
    assert listed.source_id == "forum.example:57"
    assert (listed.description or "").startswith("<p>We count fish.")
    assert read(page(ROW), LIST).next is None


def test_a_forum_in_a_folder_keeps_it() -> None:
    url = "https://example.org/talk/c/jobs/12.json"
    reading = read(page(ROW, more_topics_url="/talk/c/jobs/12?page=1"), url)
    assert reading.next is not None
    assert reading.next.url == "https://example.org/talk/c/jobs/12.json?page=1"
    assert reading.postings[0].url == "https://example.org/talk/t/ml-engineer-at-quillfish/57"


def test_the_forum_of_a_saved_page_is_that_of_its_board() -> None:
    assert read(page(ROW), "saved.json", "forum.example/c/jobs/12").details
    saved = read(page(ROW), "saved.json")
    assert (saved.postings[0].source_id, saved.postings[0].url) == ("57", None)
    assert (saved.details, saved.next) == ({}, None)


@pytest.mark.parametrize(
    "change",
    [{"closed": True}, {"archived": True}, {"visible": False}, {"deleted_at": "2026-07-02"}],
)
def test_closed_topics(change: dict[str, Any]) -> None:
    assert read(page(ROW | change)).postings[0].closed


def test_what_is_no_offer_is_left_out_and_bad_rows_are_told_of() -> None:
    seeking = ROW | {"id": 2, "title": "[For hire] Data scientist"}
    about = ROW | {"id": 3, "title": "About the Jobs category"}
    reading = read(page(ROW, seeking, about, 7, ROW | {"id": None}, ROW | {"title": None, "id": 4}))
    assert [one.source_id for one in reading.postings] == ["57", "4"]
    assert len(reading.problems) == 2


def test_nobody_is_named() -> None:
    everything = repr(read(TOPIC).postings) + repr(read(page(ROW)).postings)
    assert not any(name in everything for name in ("ada", "bob"))


def test_an_empty_list_is_one_and_errors_are_none() -> None:
    assert read(page()).postings == []
    with pytest.raises(ReadError, match="not found or private"):
        read({"errors": ["The page is not found or private."], "error_type": "not_found"})
    others: list[Any] = [{"jobs": []}, [], {"topic_list": {}}, {"post_stream": {}}]
    for other in others:
        with pytest.raises(ReadError, match="no list of its postings"):
            read(other)


def test_boards_are_categories() -> None:
    (request,) = Discourse().requests("https://forum.example/c/jobs/12")
    assert (request.url, request.page) == (LIST, True)
    assert next(Discourse().requests(LIST)).url == LIST
    for wrong in ("", "forum.example", "https://forum.example/t/57", "c/jobs/12"):
        with pytest.raises(UsageError):
            next(Discourse().requests(wrong))


@pytest.mark.shared
def test_the_recorded_replies_are_read(shared: Path) -> None:
    counts = {
        file.stem.rpartition("__")[2]: len(
            Discourse().read(Reply(url=file.name, body=file.read_bytes())).postings
        )
        for file in (shared / "recordings/discourse").glob("*.json")
    }
    assert counts["topic"] == 1
    assert counts["top"] == 1  # its two topics have one id
    assert counts["topic_posts"] == 0  # posts of a topic whose title it does not say
    assert counts["category_topics"] == counts["category_latest_topics"] == 1
