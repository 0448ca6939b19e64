"""We Work Remotely: a board for remote work, by its public feeds.

Shape seen in recorded feeds of https://weworkremotely.com/remote-jobs.rss; no reference is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote
from xml.etree.ElementTree import Element

from upslope.errors import ReadError
from upslope.formats.html import to_text
from upslope.formats.values import RowError, distinct, exact, text
from upslope.formats.xml.document import Document
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.aggregator import Aggregator
from upslope.sources.search import Search
from upslope.sources.source import Reading

_COLON, _TIGHT = re.compile(r"(?<=\S)\s*:\s+(?=\S)"), re.compile(r"(?<=\w):(?=[^\W\d])")
_AT = re.compile(r"(?P<role>.+?)\s+(?:at|@)\s+(?P<company>[^:]+)", re.I)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\ufe0f]+")


class WeWorkRemotely(Aggregator):
    """The newest postings, or those of one category (``category:back-end-programming``)."""

    name: ClassVar[str] = "weworkremotely"
    label: ClassVar[str] = "We Work Remotely"
    about: ClassVar[str] = "the public RSS feeds, without a key"
    terms: ClassVar[str] = (
        "Feeds are offered to be read; each names 60 minutes as the least time between two visits."
    )
    gives: ClassVar[str] = (
        "Whole texts, where one may live, kind of employment, dates of posting and expiry."
    )
    limits: ClassVar[str] = (
        "No search for words and no category for data or machine learning; no pay in fields. "
        "Company and role share one title: they are parted at the colon that the text bears out."
    )
    hosts: ClassVar[tuple[str, ...]] = ("weworkremotely.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"category"})
    interval: ClassVar[float] = 5.0
    marks: ClassVar[frozenset[str]] = frozenset()
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?weworkremotely\.com/(?:remote-jobs|listings)/([^/?#]+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request.

        >>> next(WeWorkRemotely().requests("category:programming")).url
        'https://weworkremotely.com/categories/remote-programming-jobs.rss'
        """
        category = Search.parse(board).filters.get("category")
        slug = quote(re.sub(r"[\W_]+", "-", category.casefold()), "") if category else ""
        path = f"categories/remote-{slug}-jobs.rss" if slug else "remote-jobs.rss"
        yield Request(url=f"https://{self.hosts[0]}/{path}", accept="application/rss+xml")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a feed, or a table of its postings."""
        if not reply.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return super().read(reply, board)
        feed = Document(reply.body, claimed=reply.charset, feed=True)
        rows = list(feed.each("item"))
        if feed.root != "rss" or (rows and not any(self.page_id(_url(row)) for row in rows)):
            raise ReadError(f"{self.name} sent no feed of its postings.")
        reading = Reading()
        reading.read_rows(rows, self._item)
        if feed.damaged:
            reading.problems.append(Problem(where="the feed", why=feed.damaged))
        return reading

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """There is no JSON of its own: what comes as JSON is somebody's table."""
        raise RowError("it is not from the feed")

    def _item(self, item: Element) -> RawPosting:
        written, url = exact(item.findtext("title")), _url(item)
        source_id = self.page_id(url) or text(item.findtext("guid"))
        if written is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        description = text(item.findtext("description")) or text(item.findtext("content:encoded"))
        title, company = parted(written, source_id, description or "")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=company,
            job_location=_places(item),
            job_location_type="remote",
            employment_type=text(item.findtext("type")),
            date_posted=text(item.findtext("pubDate")),
            valid_through=text(item.findtext("expires_at")),
            description=description,
        )


def parted(written: str, slug: str, description: str) -> tuple[str, str | None]:
    """Part "Company: Role" into role and company.

    Either may hold a colon: the company is the longest start that the text names, else the first
    one. Without a colon, "Role at Company" is believed if the address puts the company first.

    >>> parted("Acme: ML Engineer: Vision", "acme-ml-engineer-vision", "Acme is hiring.")
    ('ML Engineer: Vision', 'Acme')
    >>> parted("Project: Acme: Analyst", "project-acme-analyst", "<p>At Project: Acme we care.")
    ('Analyst', 'Project: Acme')
    >>> parted("ML Engineer at Acme", "acme-ml-engineer", "")
    ('ML Engineer', 'Acme')
    """
    title = written.strip()
    ends = [found.span() for found in (_COLON if _COLON.search(title) else _TIGHT).finditer(title)]
    if not ends:
        at = _AT.fullmatch(title)
        if at and slug.startswith(_slug(at["company"])):
            return at["role"], at["company"]
        return written, None
    said = to_text(description).casefold() if len(ends) > 1 else ""
    named = [end for end in ends if _names(said, title[: end[0]].casefold())]
    start, end = max(named, default=ends[0])
    return title[end:], title[:start]


def _names(said: str, company: str) -> bool:
    """Say whether a text names a company, and not as the start of its own title."""
    return re.search(rf"(?<!\w){re.escape(company)}(?!\s*:|\w)", said) is not None


def _slug(words: str) -> str:
    return re.sub(r"[\W_]+", "-", words.casefold()).strip("-")


def _url(item: Element) -> str | None:
    return text(item.findtext("link")) or text(item.findtext("guid"))


def _places(item: Element) -> list[str]:
    """Give where one may live. ``state`` is where the employer has its seat, so it is left out."""
    said = [text(item.findtext(name)) for name in ("region", "country")]
    parts = [part for each in said for part in _FLAG.sub(",", each or "").split(",")]
    return distinct([re.sub(r"\s+only$", "", part.strip(), flags=re.I) for part in parts])
