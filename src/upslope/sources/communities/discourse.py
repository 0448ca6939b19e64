"""Discourse: the job category of any forum that runs on it.

Documented at https://docs.discourse.org: an address with ``.json`` at its end gives the same as
JSON, without a key where the forum is public.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.comment import seeks
from upslope.formats.postings.headline import Headline, read_headline
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, most_telling, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source

_CATEGORY = re.compile(
    r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)(?P<folder>(?:/[\w-]+)??)"
    r"/c/(?P<path>[\w%./-]+?)(?:/l/\w+)?(?:\.json)?/?(?:[?#].*)?",
    re.I,
)
_TOPIC = re.compile(r"(.*)/(?:c|t|l|latest|top|categories)\b")
_ABOUT = re.compile(
    r"about the (?:\S+ ){0,6}category\W*|welcome to .{0,60}|.{0,30}guidelines?", re.I
)
_ROWS = Shape(
    frozenset({"fancy_title", "posts_count"}),
    under=("topics",),
    also=lambda row: isinstance(dig(row, "post_stream", "posts"), list),
)
_WAY = re.compile(r"remote|hybrid|on-?site", re.I)
_KIND = re.compile(r"full-?time|part-?time|contract|freelance|intern(?:ship)?", re.I)


class Discourse(Source):
    """One category of a forum. Its board is the category's address, or ``host/c/slug/id``."""

    name: ClassVar[str] = "discourse"
    label: ClassVar[str] = "Discourse forums"
    about: ClassVar[str] = "the documented JSON of public forums, without a key"
    terms: ClassVar[str] = (
        "Each forum has its own; the JSON is documented for programs, robots.txt is obeyed."
    )
    gives: ClassVar[str] = "Titles, whole texts of the first posts, dates, tags, what is closed."
    limits: ClassVar[str] = (
        "Free text: company and place only where the title names them. Closed forums need a login "
        "and cannot be read. Untried against a live forum."
    )
    interval: ClassVar[float] = 2.0
    caps: ClassVar[Caps] = Caps(raw=8 * 2**20, inflated=24 * 2**20)
    closes: ClassVar[bool] = False  # topics stay for years; what is over says so, or does not

    def spellings(self, board: str) -> list[str]:
        """Give the address of a category.

        >>> Discourse().spellings("forum.example/c/jobs/12")
        ['https://forum.example/c/jobs/12.json']
        >>> Discourse().spellings("https://forum.example/c/careers/jobs/12/l/latest?page=2")
        ['https://forum.example/c/careers/jobs/12.json']
        """
        found = _CATEGORY.fullmatch(board.strip())
        if not found:
            return [board]
        return [f"https://{found['host'].lower()}{found['folder']}/c/{found['path']}.json"]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page of a category."""
        (address,) = self.spellings(board)
        if not _CATEGORY.fullmatch(address):
            raise UsageError(
                f"'{board}' is not the address of a forum's category.",
                next="Give it as in https://forum.example.com/c/jobs/12",
            )
        yield _ask(address)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list of topics, or one topic with its posts."""
        forum = _forum(reply.url) or _forum(next(iter(self.spellings(board))))
        topics, around = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(next=_next_page(around, forum))
        reading.read_rows(filter(_is_offer, topics), lambda topic: _posting(topic, forum))
        if around and forum:
            reading.details = {one.source_id: _topic(forum, one) for one in reading.postings}
        return reading


def _topic(forum: str, posting: RawPosting) -> Request:
    return _ask(f"{forum}/t/{posting.source_id.rpartition(':')[2]}.json")


def _ask(address: str) -> Request:
    return Request(url=address, page=True)


def _forum(address: str) -> str:
    """Give what stands before a forum's own paths; nothing for the name of a file."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    found = _TOPIC.match(parts.path)
    return f"{parts.scheme}://{parts.netloc}{found[1] if found else ''}"


def _next_page(listed: dict[str, Any], forum: str) -> Request | None:
    """Give the request for more topics: their address, as for a person, becomes one of JSON."""
    more = text(listed.get("more_topics_url"))
    if not forum or more is None or not more.startswith("/"):
        return None
    path, sign, query = more.partition("?")
    where = urlsplit(forum)
    path = path if path.endswith(".json") else f"{path.rstrip('/')}.json"
    return _ask(f"{where.scheme}://{where.netloc}{path}{sign}{query}")


def _is_offer(topic: Any) -> bool:
    """Leave out what explains the category, and people who look for work; a bad row is told of."""
    title = text(dig(topic, "title")) or ""
    if not title:
        return True
    explains = _ABOUT.fullmatch(title) or text(dig(topic, "slug")) == "about-the-category"
    return not explains and not seeks(title)


def _posting(topic: Any, forum: str) -> RawPosting:
    title = exact(dig(topic, "title")) or exact(
        html.unescape(text(dig(topic, "fancy_title")) or "")
    )
    number = text(dig(topic, "id"))
    if title is None or number is None:
        raise RowError("it has no title" if number else "it has no id")
    first = _first_post(topic)
    tags = [text(dig(tag, "name") or tag) for tag in items(topic.get("tags"))]
    line, said = _headline(title), distinct(tags)
    kinds = [tag for tag in said if _KIND.search(tag)]
    return RawPosting(
        source=Discourse.name,
        source_id=f"{urlsplit(forum).netloc}:{number}" if forum else number,
        title=title,
        url=f"{forum}/t/{text(topic.get('slug')) or '-'}/{number}" if forum else None,
        hiring_organization=line.company,
        job_location=line.places,
        job_location_type=next(filter(_WAY.search, said), None) or line.way,
        employment_type=most_telling(kinds) or line.employment,
        date_posted=text(topic.get("created_at")) or text(dig(first, "created_at")),
        description=_description(first, topic, said),
        closed=_is_closed(topic, first),
    )


def _headline(title: str) -> Headline:
    """Read what a title names; of one that names no role the company would be a guess."""
    line = read_headline(re.sub(r"^(?:\W*\[[^\]]{0,40}\])+\W*", "", title) or title)
    return line if line.role else line._replace(company=None)


def _first_post(topic: Any) -> Any:
    """Give the post that opened a topic; others answer it."""
    posts = items(dig(topic, "post_stream", "posts"))
    return next((post for post in posts if dig(post, "post_number") in (1, None)), None)


def _description(first: Any, topic: Any, tags: list[str]) -> str | None:
    said = text(dig(first, "cooked")) or text(topic.get("excerpt"))
    listed = f"<p>Tags: {html.escape(', '.join(tags))}</p>" if tags else ""
    return (said or "") + listed or None


def _is_closed(topic: dict[str, Any], first: Any) -> bool:
    ended = any(topic.get(flag) is True for flag in ("closed", "archived"))
    gone = text(topic.get("deleted_at")) or text(dig(first, "deleted_at"))
    return bool(ended or topic.get("visible") is False or gone or dig(first, "hidden") is True)
