"""Reddit: threads and posts, who offers and who seeks, and what is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.communities.reddit import Reddit

HTML = (
    '<div class="md"><p>Hiring: ML Engineer | Quillfish | Oslo, Norway or Remote | Full-time</p>\n'
    '<p>We count fish. Apply at <a href="https://quillfish.example/1">our page</a>.</p></div>'
)
POST: dict[str, Any] = {
    "id": "1abcde",
    "name": "t3_1abcde",
    "title": "[D] Monthly Who's Hiring and Who wants to be Hired?",
    "selftext": "Post here.",
    "is_self": True,
    "created_utc": 1782741889.0,
    "author": "ada",
    "permalink": "/r/x/comments/1abcde/who/",
}
ROW: dict[str, Any] = {
    "id": "k1",
    "name": "t1_k1",
    "parent_id": "t3_1abcde",
    "link_id": "t3_1abcde",
    "author": "ada",
    "body": "Hiring: ML Engineer | Quillfish ...",
    "body_html": HTML,
    "created_utc": 1782741999.0,
    "permalink": "/r/x/comments/1abcde/who/k1/",
    "stickied": False,
    "distinguished": None,
    "removed_by_category": None,
    "link_flair_text": None,
}


def listing(*things: dict[str, Any], kind: str = "t1", after: str | None = None) -> dict[str, Any]:
    children = [{"kind": thing.get("kind", kind), "data": thing} for thing in things]
    return {"kind": "Listing", "data": {"after": after, "children": children}}


def thread(*comments: dict[str, Any], **post: Any) -> list[Any]:
    return [listing(POST | post, kind="t3"), listing(*comments)]


def read(data: Any, url: str = "") -> Reading:
    return Reddit().read(Reply(url=url, body=json.dumps(data).encode()))


def comment(line: str, **more: Any) -> dict[str, Any]:
    return ROW | {"id": line[:60], "body_html": f"<p>{line}</p><p>More.</p>"} | more


def titles(data: Any) -> list[str]:
    return [posting.title for posting in read(data).postings]


REPLY = Reply(url="", body=json.dumps(thread(ROW)).encode())


def test_reads_every_field() -> None:
    (posting,) = Reddit().read(REPLY).postings
    assert posting == RawPosting(
        source="reddit",
        source_id="t1_k1",
        title="ML Engineer",
        url="https://quillfish.example/1",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway"],
        job_location_type="Oslo, Norway or Remote",
        employment_type="Full-time",
        date_posted=1782741999.0,
        description=HTML,
    )


def test_only_those_who_offer_are_read_where_some_seek() -> None:
    rows = [
        comment("Hiring: Berlin, Salary: 90k, Remote, Full Time and a data scientist"),
        comment("Quillfish is hiring a research engineer in Oslo"),
        comment("Want to be Hired: Berlin, Salary Expectation: 90k, Remote"),
        comment("[For Hire] ML engineer, 5 years"),
        comment("I'm looking for a job in vision"),
        comment("Thanks for the thread!"),
    ]
    assert len(read(thread(*rows)).postings) == 2
    only = read(thread(*rows, comment("ML Engineer | Pike | Rome"), title="Hiring thread, May"))
    assert "ML Engineer" in [one.title for one in only.postings]
    assert len(only.postings) == 4


def test_the_template_of_the_thread_gives_the_place() -> None:
    (posting,) = read(
        thread(comment("**Hiring:** [Zurich, Switzerland], Salary: [120k], [Hybrid], [Full Time]"))
    ).postings
    assert posting.job_location == ["Zurich, Switzerland"]
    assert posting.hiring_organization is None


@pytest.mark.parametrize(
    "change",
    [
        {"body_html": None, "body": "[removed]"},
        {"body": "[deleted]"},
        {"removed_by_category": "moderator"},
        {"parent_id": "t1_other"},
        {"stickied": True},
        {"distinguished": "moderator"},
    ],
)
def test_replies_pinned_and_removed_comments_are_left_out(change: dict[str, Any]) -> None:
    assert titles(thread(ROW | change)) == []


def test_posts_that_hire_are_openings_themselves() -> None:
    posts = [
        POST | {"id": "a1", "title": "[Hiring] Senior ML Engineer at Quillfish"},
        POST | {"id": "a2", "title": "[For Hire] ML engineer"},
        POST | {"id": "a3", "title": "Data Scientist, Pike", "link_flair_text": "Hiring"},
        POST | {"id": "a4", "title": "[Hiring] Closed one", "removed_by_category": "deleted"},
        POST | {"id": "a5", "title": "How do I get a job?"},
    ]
    reading = read(
        listing(*posts, kind="t3", after="t3_a5"), "https://oauth.reddit.com/r/x/search?q=hiring"
    )
    assert [one.source_id for one in reading.postings] == ["t3_a1", "t3_a3"]
    assert reading.postings[0].title == "Senior ML Engineer"
    assert reading.postings[0].hiring_organization == "Quillfish"
    assert reading.next is not None
    assert "after=t3_a5" in reading.next.url
    assert titles([listing(posts[0], kind="t3"), listing()]) == ["Senior ML Engineer"]


def test_the_newest_thread_of_a_subreddit_is_asked_for() -> None:
    older = POST | {"id": "0old", "created_utc": 1.0}
    reading = read(listing(older, POST, POST | {"id": "zz", "title": "Hi"}, kind="t3"))
    assert reading.postings == []
    assert reading.next is not None
    assert reading.next.url.startswith("https://oauth.reddit.com/comments/1abcde?")
    assert reading.next.token is not None


def test_folded_comments_are_asked_for_and_read() -> None:
    folded = {"kind": "more", "parent_id": "t3_1abcde", "children": ["k2", "k3"]}
    reading = read(thread(ROW, folded))
    assert reading.next is not None
    assert "children=k2%2Ck3" in reading.next.url
    more = {"json": {"data": {"things": [{"kind": "t1", "data": ROW | {"id": "k2"}}]}}}
    assert [one.source_id for one in read(more).postings] == ["t1_k2"]


def test_archives_keep_things_without_wrappers() -> None:
    assert len(read([ROW, ROW | {"id": "k2"}]).postings) == 2
    assert len(read({"data": {"children": []}}).postings) == 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (thread(ROW, title="[PRAW] testing needed"), "does not ask who is hiring"),
        ({"interactions": []}, "a recording"),
        ({"message": "Forbidden", "error": 403}, "Forbidden"),
        ({"jobs": []}, "no list"),
        ([7], "no list"),
        ("x", "no list"),
    ],
)
def test_what_is_no_hiring_thread_is_refused(data: Any, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        read(data)


def test_boards_are_subreddits_and_threads() -> None:
    assert next(Reddit().requests("")).url.startswith("https://oauth.reddit.com/r/MachineLearning/")
    assert "/comments/1abcde?" in next(Reddit().requests("https://redd.it/comments/1abcde")).url
    with pytest.raises(UsageError):
        next(Reddit().requests("no such/thing"))


@pytest.mark.shared
def test_the_recorded_session_is_refused_and_its_thread_is_none(shared: Path) -> None:
    (file,) = (shared / "recordings/reddit").glob("*.json")
    with pytest.raises(ReadError, match="cassette"):
        Reddit().read(Reply(url="", body=file.read_bytes()))
    inner = json.loads(file.read_text())["interactions"][1]["response"]["body"]["string"]
    with pytest.raises(ReadError, match="does not ask who is hiring"):
        Reddit().read(Reply(url="", body=inner.encode()))
