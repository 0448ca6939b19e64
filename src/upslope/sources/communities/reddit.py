"""Reddit: monthly hiring threads, and posts tagged "[Hiring]", asked with the person's own app.

Documented at https://www.reddit.com/dev/api (listings of "things": t3 a post, t1 a comment) and
https://github.com/reddit-archive/reddit/wiki/OAuth2 (application-only OAuth).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.json import load
from upslope.formats.postings.comment import first_line, first_link, offers, seeks, shortened
from upslope.formats.postings.headline import read_headline
from upslope.formats.reddit import is_thread, kind_of, things_of
from upslope.formats.values import RowError, epoch, items, text
from upslope.records import RawPosting, Reply, Request, Token
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source

DEFAULT = "MachineLearning"
MOST_FOLDED = 100
"""Comments that one further request may name, as the API has it."""
_TOKEN = Token(url="https://www.reddit.com/api/v1/access_token", key="reddit_app")
_THREAD = re.compile(r"(?:.*/comments/|t3_)?([0-9a-z]{4,9})(?:/.*|[?#].*)?", re.I)
_SUBREDDIT = re.compile(r"(?:https?://(?:\w+\.)?reddit\.com)?/?(?:r/)?([A-Za-z0-9_]{2,24})/?", re.I)
_ASKS = re.compile(
    r"\bwho(?:['’]s|s| is) hiring\b|\bhiring (?:thread|megathread|post)\b|\bjobs? thread\b"
    r"|\b(?:monthly|weekly|quarterly)\b.{0,30}\b(?:hiring|jobs?)\b",
    re.I,
)
_BOTH = re.compile(r"\bwants? to be hired\b|\bfor hire\b|\blooking for (?:work|a job)\b", re.I)
_GONE = {"[deleted]", "[removed]", "[ removed by reddit ]"}
_TAGS = re.compile(r"^(?:\W*\[[^\]]{0,40}\])+\W*")
_TEMPLATE = re.compile(
    r"^\W*hiring\W*[:\-–]\W*(?P<place>[^,\[\]]{2,60}(?:,\s?[A-Z][^,\[\]]{1,30})?)\]?\s*,?\s*"
    r"\W*salary\b",
    re.I,
)


class Reddit(Source):
    """A subreddit, whose newest hiring thread is read, or one thread by number or address."""

    name: ClassVar[str] = "reddit"
    label: ClassVar[str] = "Reddit hiring threads"
    about: ClassVar[str] = "the documented Data API, with an app of the person's own (free)"
    terms: ClassVar[str] = (
        "The Data API needs a registered app and allows it, as far as is known, 100 requests a "
        "minute without charge for personal use (unverified); what users wrote stays theirs, is "
        "linked back, and is not for resale or for training models without leave."
    )
    gives: ClassVar[str] = (
        "The whole comment or post: company, role, places as its writer put them."
    )
    limits: ClassVar[str] = (
        "Needs your own app's key, reddit_app, as 'client-id:secret'. Free text; nothing says what "
        "has closed. Untried against the real service; a saved .json reply is read as well."
    )
    keys: ClassVar[tuple[str, ...]] = (_TOKEN.key,)
    hosts: ClassVar[tuple[str, ...]] = ("oauth.reddit.com", "www.reddit.com")
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=48 * 2**20)
    closes: ClassVar[bool] = False  # threads are not taken back: their openings end unseen

    def spellings(self, board: str) -> list[str]:
        """Give the name of a subreddit, or the number of a thread as ``t3_...``.

        >>> Reddit().spellings("https://www.reddit.com/r/datascience/"), Reddit().spellings("")
        (['datascience'], ['MachineLearning'])
        >>> Reddit().spellings("https://www.reddit.com/r/x/comments/1abcde/title/")
        ['t3_1abcde']
        """
        if "/comments/" in board or board.startswith("t3_"):
            number = _THREAD.fullmatch(board.strip())
            return [f"t3_{number[1].lower()}"] if number else [board]
        subreddit = _SUBREDDIT.fullmatch(board.strip() or DEFAULT)
        return [subreddit[1]] if subreddit else [board]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a thread, or for what a subreddit has on hiring.

        >>> next(Reddit().requests("t3_1abcde")).url
        'https://oauth.reddit.com/comments/1abcde?limit=500&depth=1&sort=new&raw_json=1'
        """
        (name,) = self.spellings(board)
        if name.startswith("t3_"):
            yield _thread(name.removeprefix("t3_"))
        elif _SUBREDDIT.fullmatch(name):
            query = {"q": "hiring", "restrict_sr": 1, "sort": "new", "t": "year", "limit": 100}
            yield _ask(f"/r/{name}/search", query)
        else:
            raise UsageError(
                f"'{board}' is neither a subreddit nor a thread.",
                next="Give a name, as in MachineLearning, or the address of a thread.",
            )

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a thread, a list of posts, further comments of a thread, or one of any of them.

        Of posts that are hiring threads, :attr:`Reading.next` asks for the newest.
        """
        data = load(reply.body, self.name)
        things = things_of(data)
        posts = [thing for thing in things if kind_of(thing) == "t3"]
        comments = [thing for thing in things if kind_of(thing) == "t1"]
        threads = [post for post in posts if _asks(post)]
        if comments or (is_thread(data) and not any(map(_offers, posts))):
            return _comments(comments, things, posts)
        if threads:
            newest = max(threads, key=lambda post: epoch(post.get("created_utc")) or 0)
            return Reading(next=_thread(text(newest.get("id")) or ""))
        reading = Reading(next=_next_page(reply, things))
        reading.read_rows(filter(_offers, posts), _posting)
        return reading


def _thread(number: str) -> Request:
    return _ask(f"/comments/{number}", {"limit": 500, "depth": 1, "sort": "new"})


def _ask(path: str, query: dict[str, Any]) -> Request:
    written = urlencode(query | {"raw_json": 1})
    return Request(url=f"https://{Reddit.hosts[0]}{path}?{written}", token=_TOKEN)


def _title(post: dict[str, Any]) -> str:
    return text(post.get("title")) or ""


def _asks(post: dict[str, Any]) -> bool:
    return bool(_ASKS.search(_title(post))) and not _is_gone(post)


def _offers(post: dict[str, Any]) -> bool:
    tagged = re.fullmatch(r"\W*(?:now )?hiring\W*", text(post.get("link_flair_text")) or "", re.I)
    return bool(tagged or offers(_title(post))) and not seeks(_title(post)) and not _is_gone(post)


def _is_gone(thing: dict[str, Any]) -> bool:
    said = (text(thing.get("body")) or text(thing.get("selftext")) or "").casefold()
    return said in _GONE or bool(text(thing.get("removed_by_category")))


def _no_thread(post: dict[str, Any]) -> ReadError:
    return ReadError(f"reddit sent '{_title(post)[:80]}', which does not ask who is hiring.")


def _comments(
    comments: list[dict[str, Any]], things: list[dict[str, Any]], posts: list[dict[str, Any]]
) -> Reading:
    """Read the comments of a thread that answer it and offer work."""
    if posts and not any(map(_asks, posts)):
        raise _no_thread(posts[0])
    mixed = not posts or any(_BOTH.search(_title(post)) for post in posts)
    reading = Reading(next=_folded(things, posts))
    reading.read_rows(_offered(comments, mixed), _posting)
    return reading


def _offered(comments: Iterable[dict[str, Any]], mixed: bool) -> Iterator[dict[str, Any]]:
    """Leave out replies, what moderators pin, what is gone, and people who look for work.

    In a ``mixed`` thread, where some do, who offers says so in the first line.
    """
    for comment in comments:
        top = (text(comment.get("parent_id")) or "t3_").startswith("t3_")
        pinned = comment.get("stickied") is True or comment.get("distinguished") == "moderator"
        line = first_line(_said(comment) or "") or ""
        wanted = offers(line) if mixed else not seeks(line)
        if top and not pinned and not _is_gone(comment) and wanted:
            yield comment


def _folded(things: list[dict[str, Any]], posts: list[dict[str, Any]]) -> Request | None:
    """Give the request for comments that the thread's page folds away, if there are any."""
    ids = [
        name
        for thing in things
        if kind_of(thing) == "more" and (text(thing.get("parent_id")) or "").startswith("t3_")
        for child in items(thing.get("children"))
        if (name := text(child))
    ]
    thread = text(posts[0].get("id")) if posts else None
    if not ids or thread is None:
        return None
    query = {"api_type": "json", "link_id": f"t3_{thread}", "children": ",".join(ids[:MOST_FOLDED])}
    return _ask("/api/morechildren", query)


def _next_page(reply: Reply, things: list[dict[str, Any]]) -> Request | None:
    after = next((str(thing["after"]) for thing in things if thing["after"]), None)
    address = urlsplit(reply.url)
    if after is None or address.hostname not in Reddit.hosts:
        return None
    return _ask(address.path, dict(parse_qsl(address.query)) | {"after": after})


def _said(thing: dict[str, Any]) -> str | None:
    names = ("body_html", "body") if kind_of(thing) == "t1" else ("selftext_html", "selftext")
    return next((said for name in names if (said := text(thing.get(name)))), None)


def _posting(thing: dict[str, Any]) -> RawPosting:
    said = _said(thing)
    number = text(thing.get("id")) or (text(thing.get("name")) or "").partition("_")[2]
    head = _title(thing) if kind_of(thing) == "t3" else first_line(said or "")
    if not number or not head:
        raise RowError("it has no id" if head else "it has no text")
    plain = _TAGS.sub("", head).strip() or head
    template = _TEMPLATE.match(head)
    line = read_headline(head[template.end() :] if template else plain)
    return RawPosting(
        source=Reddit.name,
        source_id=f"{kind_of(thing)}_{number}",
        title=line.role or shortened(plain),
        url=_address(thing, said),
        hiring_organization=None if template else line.company,
        job_location=[template["place"].strip(" *[]")] if template else line.places,
        job_location_type=line.way,
        employment_type=line.employment,
        date_posted=epoch(thing.get("created_utc")),
        description=said,
        closed=bool(re.search(r"closed|filled", text(thing.get("link_flair_text")) or "", re.I)),
    )


def _address(thing: dict[str, Any], said: str | None) -> str | None:
    """Give where a posting leads to; else where it stands."""
    outside = None if thing.get("is_self") else text(thing.get("url"))
    if kind_of(thing) == "t3" and outside and not re.search(r"//\w*\.?redd\.?it", outside, re.I):
        return outside
    where = text(thing.get("permalink"))
    return first_link(said or "") or (f"https://www.reddit.com{where}" if where else None)
