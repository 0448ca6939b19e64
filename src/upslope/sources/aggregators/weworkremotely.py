"""We Work Remotely: a board for remote work, by its public feeds.

Shape seen in recorded feeds of https://weworkremotely.com/remote-jobs.rss; no reference is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import quote

from upslope.formats.html import to_text
from upslope.formats.values import RowError, distinct, exact, text
from upslope.records import RawPosting, Request
from upslope.sources.aggregator import Aggregator
from upslope.sources.search import Search

_COLON, _TIGHT = re.compile(r"(?<=\S)\s*:\s+(?=\S)"), re.compile(r"(?<=\w):(?=[^\W\d])")
_MOST, _LONGEST = 4, 300  # colons and characters of a title that are looked at
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
    marks: ClassVar[frozenset[str]] = frozenset({"expires_at"})
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

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one item of a feed."""
        written, url = exact(row.get("title")), text(row.get("link")) or text(row.get("guid"))
        source_id = self.page_id(url) or url
        if written is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        if "company" in row:  # no feed has that, and a table has parted them
            raise RowError("it is not from a feed")
        description = text(row.get("description"))
        title, company = parted(written, source_id, description or "")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=company,
            job_location=_places(row),
            job_location_type="remote",
            employment_type=text(row.get("type")),
            date_posted=text(row.get("pubDate")),
            valid_through=text(row.get("expires_at")),
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
    colons = (_COLON if _COLON.search(title) else _TIGHT).finditer(title)
    ends = [found.span() for found in islice(colons, _MOST)]
    if not ends:
        at = _AT.fullmatch(title[:_LONGEST])
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


def _places(row: dict[str, Any]) -> list[str]:
    """Give where one may live. ``state`` is where the employer has its seat, so it is left out."""
    said = [text(row.get(name)) for name in ("region", "country")]
    parts = [part for each in said for part in _FLAG.sub(",", each or "").split(",")]
    return distinct([re.sub(r"\s{1,3}only$", "", part.strip(), flags=re.I) for part in parts])
