"""Hacker News: threads as a tree, as found comments and one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.communities.hn import HackerNews

TEXT = (
    "Quillfish &amp; Co | ML Engineer | Oslo, Norway or REMOTE (EU) | Full-time | €90k"
    "<p>We count fish:\n- with Python\n- at sea, as we\nalways did<p>Write to ada@quillfish.example"
    ' or see <a href="https:&#x2F;&#x2F;quillfish.example&#x2F;jobs?a=1&amp;b=2" rel="nofollow">'
    "https:&#x2F;&#x2F;quillfish.example&#x2F;jo...</a>"
)
ROW: dict[str, Any] = {
    "id": 71,
    "type": "comment",
    "author": "ada",
    "text": TEXT,
    "parent_id": 7,
    "story_id": 7,
    "created_at": "2026-07-01T15:01:52.000Z",
    "children": [],
}
HIT: dict[str, Any] = {
    "objectID": "71",
    "comment_text": TEXT,
    "parent_id": 7,
    "story_id": 7,
    "story_title": "Ask HN: Who is hiring? (July 2026)",
    "created_at": "2026-07-01T15:01:52Z",
}
REPLY = Reply(
    url="",
    body=json.dumps(
        {"id": 7, "type": "story", "title": "Ask HN: Who is hiring?", "children": [ROW]}
    ).encode(),
)


def read(data: Any, url: str = "") -> Reading:
    return HackerNews().read(Reply(url=url, body=json.dumps(data).encode()))


def tree(*rows: Any, title: str = "Ask HN: Who is hiring? (July 2026)") -> Any:
    return {"id": 7, "type": "story", "title": title, "children": list(rows)}


def ids(data: Any) -> list[str]:
    return [posting.source_id for posting in read(data).postings]


def test_reads_every_field() -> None:
    (posting,) = read(tree(ROW)).postings
    assert posting.description == TEXT.replace("\n-", "<br>\n-")
    posting.description = None
    assert posting == RawPosting(
        source="hn",
        source_id="71",
        title="ML Engineer",
        url="https://quillfish.example/jobs?a=1&b=2",
        hiring_organization="Quillfish & Co",
        job_location=["Oslo, Norway", "EU"],
        job_location_type="Oslo, Norway or REMOTE (EU)",
        employment_type="Full-time",
        date_posted="2026-07-01T15:01:52.000Z",
    )


def test_found_comments_read_as_the_tree_does() -> None:
    (hit,), (row,) = read({"hits": [HIT]}).postings, read(tree(ROW)).postings
    hit.date_posted = row.date_posted
    assert hit == row


def test_one_item_alone_and_a_list_of_items_are_read() -> None:
    item = {"id": 71, "type": "comment", "by": "ada", "parent": 7, "time": 1782918112, "text": TEXT}
    (posting,) = read(item).postings
    assert (posting.source_id, posting.date_posted) == ("71", 1782918112.0)
    story = {"id": 7, "type": "story", "title": "Ask HN: Who is hiring? (July 2026)", "kids": [71]}
    assert ids([story, item, item | {"id": 72, "parent": 71}]) == ["71"]
    with pytest.raises(ReadError, match="without the texts"):
        read(story)


def test_replies_are_no_postings() -> None:
    answer = ROW | {"id": 72, "parent_id": 71, "text": "Do you hire in Bonn?"}
    assert ids(tree(ROW | {"children": [answer]}, ROW | {"id": 73})) == ["71", "73"]
    assert ids({"hits": [HIT, HIT | {"objectID": "72", "parent_id": 71}]}) == ["71"]
    loose = {name: value for name, value in HIT.items() if name != "story_id"}
    assert ids({"story_id": 7, "hits": [loose, loose | {"objectID": "2", "parent_id": 71}]}) == [
        "71"
    ]


@pytest.mark.parametrize(
    "gone",
    [
        {"text": None, "author": None},
        {"text": "[flagged]"},
        {"deleted": True},
        {"dead": True},
        {"type": "job"},
        {"story_title": "Ask HN: Who wants to be hired? (July 2026)"},
    ],
)
def test_what_was_taken_back_is_no_posting(gone: dict[str, Any]) -> None:
    reading = read(tree(ROW | gone, ROW | {"id": 73}))
    assert [posting.source_id for posting in reading.postings] == ["73"]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("text", "title", "company"),
    [
        ("Quillfish\nOpen seats: two<p>We count.", "Quillfish", "Quillfish"),
        ("Quillfish | Oslo | fun<p>We count.", "Quillfish | Oslo | fun", "Quillfish"),
        ("<p>https:&#x2F;&#x2F;quillfish.example<p>Quillfish | QA", "QA", "Quillfish"),
        ("We count fish at sea all day. " + "And fish. " * 90, "We count fish at sea all day.",
         None),
        ("fish " * 200, "fish " * 39 + "fish", None),
    ],
)  # fmt: skip
def test_without_a_role_the_first_line_is_the_title(
    text: str, title: str, company: str | None
) -> None:
    (posting,) = read(tree(ROW | {"text": text})).postings
    assert (posting.title, posting.hiring_organization) == (title, company)


def test_without_a_link_the_comment_is_the_address() -> None:
    (posting,) = read(tree(ROW | {"text": "Quillfish | QA | ada@quillfish.example"})).postings
    assert posting.url == "https://news.ycombinator.com/item?id=71"
    (posting,) = read(tree(ROW | {"text": "Quillfish | QA (https://quillfish.example)."})).postings
    assert posting.url == "https://quillfish.example"


def test_a_list_of_threads_leads_to_the_newest_that_asks_who_is_hiring() -> None:
    def story(number: str, title: str, month: int, **more: str) -> dict[str, Any]:
        return {
            "objectID": number, "title": title, "created_at": f"2026-{month:02}-01T15:00:00Z",
        } | more  # fmt: skip

    stories = [
        story("1", "Ask HN: Who is hiring? (May 2026)", 5),
        story("3", "Ask HN: Who wants to be hired? (July 2026)", 7),
        story("4", "Ask HN: Freelancer? Seeking freelancer? (July 2026)", 7),
        story("2", "Ask HN: Who is hiring? (June 2026)", 6, author="whoishiring"),
        story("5", "Ask HN: Who is hiring fish? ", 8, author="someone"),
    ]
    following = read({"hits": stories})
    assert following.postings == []
    assert following.next is not None
    assert following.next.url == "https://hn.algolia.com/api/v1/items/2"
    with pytest.raises(ReadError, match="none of them"):
        read({"hits": stories[1:3]})


def test_pages_of_found_comments_follow_each_other() -> None:
    url = "https://hn.algolia.com/api/v1/search?tags=comment,story_7"
    first = read({"hits": [HIT], "page": 0, "nbPages": 3}, url)
    assert first.next is not None
    second = read({"hits": [HIT], "page": 1, "nbPages": 3}, first.next.url)
    assert second.next is not None
    assert second.next.url == f"{url}&page=2"
    assert read({"hits": [HIT], "page": 2, "nbPages": 3}, url).next is None
    assert read({"hits": [HIT], "page": 0, "nbPages": 3}, "saved.json").next is None


@pytest.mark.parametrize(
    "data",
    [
        tree(ROW, title="Ask HN: Who wants to be hired? (July 2026)"),
        {"story_title": "Ask HN: Freelancer?", "hits": [HIT]},
        {"status": 404, "error": "Not Found"},
        [{"id": 1, "text": "ML Engineer"}],
        {"hits": [{"objectID": "1", "name": "a shop"}]},
        None,
    ],
)
def test_what_is_no_thread_of_openings_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="hn sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(tree(7, ROW | {"id": None}, ROW))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_asks_for_a_thread_or_for_the_newest() -> None:
    source = HackerNews()
    assert source.spellings("https://news.ycombinator.com/item?id=12") == ["12"]
    assert source.spellings("Latest") == ["latest"]
    (newest,) = source.requests("latest")
    assert newest.url.startswith("https://hn.algolia.com/api/v1/search_by_date?")
    for wrong in ("acme", "0", "../1"):
        with pytest.raises(UsageError):
            next(source.requests(wrong))


_FIELD = st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.lists(st.text())


@given(changes=st.dictionaries(st.sampled_from(sorted({*ROW, *HIT})), _FIELD, max_size=4))
def test_any_field_may_be_anything(changes: dict[str, Any]) -> None:
    for data in (tree(ROW | changes), {"hits": [HIT | changes]}, [ROW | changes], ROW | changes):
        try:
            postings = read(data).postings
        except ReadError:
            continue
        for posting in postings:
            assert posting.title.strip()
            assert posting.url


@pytest.mark.shared
def test_the_recorded_comments_hold_one_reply(shared: Path) -> None:
    (path,) = (shared / "recordings/hn").glob("*__hn.json")
    body = path.read_bytes()
    hits = {hit["objectID"]: hit for hit in json.loads(body)["hits"]}
    found = {got.source_id for got in HackerNews().read(Reply(url="", body=body)).postings}
    assert len(hits) == 7
    assert {hit["parent_id"] == hit["story_id"] for hit in map(hits.__getitem__, found)} == {True}
    assert len(found) == 6
