"""Hacker News: the monthly "Ask HN: Who is hiring?", one posting a top-level comment.

Documented at https://hn.algolia.com/api and https://github.com/HackerNews/API (no key).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.json import load
from upslope.formats.postings.comment import first_line, first_link, shortened
from upslope.formats.postings.headline import read_headline
from upslope.formats.postings.rows import nearest
from upslope.formats.values import RowError, dig, epoch, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source

LATEST = "latest"
_STORIES = "/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=10"
# The same account also asks "Who wants to be hired?": people's own adverts, which are not ours.
_ASKS = re.compile(r"\s*ask hn:? who(?:['’]s| is) hiring", re.I)
_ITEM = re.compile(r"\n(?=\s*(?:[-*•–—]|\d{1,2}[.)])\s)")
_GONE = {"[dead]", "[deleted]", "[flagged]", "[removed]"}


class HackerNews(Source):
    """One month's thread. Its board is the story's number, its address or ``latest``."""

    name: ClassVar[str] = "hn"
    label: ClassVar[str] = "Hacker News: Who is hiring?"
    about: ClassVar[str] = "the public search API of Hacker News, without a key"
    terms: ClassVar[str] = "Documented public interfaces of Hacker News and Algolia, no key."
    gives: ClassVar[str] = (
        "The whole comment: company, role, places and pay as its writer put them."
    )
    limits: ClassVar[str] = (
        "Free text: one comment may hold several roles. Threads are monthly; nothing says "
        "what has closed."
    )
    hosts: ClassVar[tuple[str, ...]] = ("hn.algolia.com", "hacker-news.firebaseio.com")
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=48 * 2**20)
    closes: ClassVar[bool] = False  # a thread is never taken back: its openings end unseen

    def spellings(self, board: str) -> list[str]:
        """Give the story's number, also out of its address.

        >>> HackerNews().spellings("https://news.ycombinator.com/item?id=12"), \
            HackerNews().spellings("")
        (['12'], ['latest'])
        """
        number = re.search(r"\d+", board) if "://" in board else None
        return [number[0] if number else board.strip().casefold() or LATEST]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a story, or for the list in which the newest one is found.

        >>> next(HackerNews().requests("12")).url
        'https://hn.algolia.com/api/v1/items/12'
        """
        if board in {"", LATEST}:
            yield Request(url=f"https://{self.hosts[0]}{_STORIES}")
        elif re.fullmatch(r"[1-9]\d{0,15}", board):
            yield _story(board)
        else:
            raise UsageError(
                f"'{board}' is not the number of a story.",
                next="Give the number in the address of a thread, or 'latest'.",
            )

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a thread, a page of found comments, one comment, or a list of threads.

        Of a list of threads, :attr:`Reading.next` asks for the newest.
        """
        data = load(reply.body, self.name)
        replies = nearest(data, _is_reply) or [data]
        threads = [each for each in replies if not _are_stories(dig(each, "hits"))]
        if not threads:
            return Reading(next=_story(_newest([hit for each in replies for hit in each["hits"]])))
        reading = Reading(next=_next_page(reply.url, data))
        for thread in threads:
            rows, story = _comments(thread)
            reading.read_rows(_postings(rows, story), _posting)
        return reading


def _story(number: str) -> Request:
    return Request(url=f"https://{HackerNews.hosts[0]}/api/v1/items/{number}")


def _is_reply(data: Any) -> bool:
    """Say whether it is a page of what was found, a thread, a comment, or a list of comments."""
    if isinstance(data, list):
        return any(_is_comment(row) and row.get("type") != "story" for row in data)
    listed = [*items(dig(data, "hits")), *items(dig(data, "children"))]
    return _is_comment(data) or any(map(_is_comment, listed)) or _are_stories(listed)


def _are_stories(hits: Any) -> bool:
    return (
        isinstance(hits, list)
        and bool(hits)
        and all(text(dig(hit, "title")) and not text(dig(hit, "comment_text")) for hit in hits)
    )


def _newest(hits: list[Any]) -> str:
    """Give the number of the newest story that asks who is hiring."""
    ours = [
        (text(hit.get("created_at")) or "", number)
        for hit in hits
        if _ASKS.match(text(hit.get("title")) or "")
        and text(hit.get("author")) in {None, "whoishiring"}
        and (number := text(hit.get("objectID"))) is not None
        and number.isdecimal()
    ]
    if not ours:
        raise ReadError("hn sent a list of stories, but none of them asks who is hiring.")
    return max(ours)[1]


def _comments(data: Any) -> tuple[list[Any], str | None]:
    """Give the rows that may be comments, and the number of their story if it is told.

    Raises:
        ReadError: there are none, or they belong to a story that does not ask who is hiring.
    """
    rows, story = _listed(data)
    if not isinstance(rows, list) or (rows and not any(map(_is_comment, rows))):
        says = text(dig(data, "error")) or text(dig(data, "message"))
        raise ReadError(f"hn sent no comments{f' but says: {says[:100]}' if says else ''}.")
    return rows, story


def _listed(data: Any) -> tuple[Any, str | None]:
    if isinstance(data, list):
        stories = [row for row in data if dig(row, "type") == "story"]
        return data, _asked(stories[0], "title") if stories else None
    if not isinstance(data, dict):
        return None, None
    if isinstance(data.get("hits"), list):
        _asked(data, "story_title")
        return data["hits"], text(data.get("story_id"))
    if data.get("type") == "comment":
        return [data], None
    if "kids" in data and "children" not in data:
        raise ReadError("hn sent a story without the texts of its comments.")
    return data.get("children"), _asked(data, "title")


def _asked(story: dict[str, Any], name: str) -> str | None:
    title = text(story.get(name))
    if title and not _ASKS.match(title):
        raise ReadError(f"hn sent '{title[:80]}', which does not ask who is hiring.")
    return text(story.get("id"))


def _postings(rows: Iterable[Any], story: str | None) -> Iterator[Any]:
    """Leave out what is no posting: stories, replies, and comments taken back or voted down."""
    for row in rows:
        if not isinstance(row, dict):
            yield row  # a problem to be told of
            continue
        parent = text(row.get("parent_id")) or text(row.get("parent"))
        root = text(row.get("story_id")) or story
        told = text(row.get("story_title"))
        reply = parent is not None and root is not None and parent != root
        other = text(row.get("type")) not in {None, "comment"} or (told and not _ASKS.match(told))
        if not (reply or other or _is_gone(row)):
            yield row


def _is_comment(row: Any) -> bool:
    named = {"comment_text", "parent_id", "parent"}
    return isinstance(row, dict) and (row.get("type") == "comment" or not named.isdisjoint(row))


def _is_gone(row: dict[str, Any]) -> bool:
    """Say whether a comment was taken back or voted down: then it has no text, or says so."""
    return _said(row) in {None, *_GONE} or bool(row.get("dead")) or bool(row.get("deleted"))


def _said(row: dict[str, Any]) -> str | None:
    return text(row.get("comment_text")) or text(row.get("text"))


def _posting(row: Any) -> RawPosting:
    said = _said(row) if isinstance(row, dict) else None
    number = text(dig(row, "objectID")) or text(dig(row, "id"))
    first = first_line(said or "")
    if said is None or number is None or first is None:
        raise RowError("it has no number" if first else "it has no text")
    line = read_headline(first)
    return RawPosting(
        source=HackerNews.name,
        source_id=number,
        title=line.role or shortened(first),
        url=first_link(said) or f"https://news.ycombinator.com/item?id={number}",
        hiring_organization=line.company,
        job_location=line.places,
        job_location_type=line.way,
        employment_type=line.employment,
        date_posted=text(row.get("created_at")) or epoch(row.get("time")),
        description=_ITEM.sub("<br>\n", said),
    )


def _next_page(url: str, data: Any) -> Request | None:
    """Give the request for the following page of a search, if there is one."""
    page, pages = dig(data, "page"), dig(data, "nbPages")
    if urlsplit(url).hostname not in HackerNews.hosts or type(page) is not int:
        return None
    if type(pages) is not int or not 0 <= page < pages - 1 or not items(dig(data, "hits")):
        return None
    plain = re.sub(r"&page=\d+", "", url)
    return Request(url=f"{plain}&page={page + 1}")
