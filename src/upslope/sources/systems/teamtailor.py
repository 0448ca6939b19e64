"""Teamtailor: a company's openings as the RSS feed, or the JSON Feed, of its career site.

The RSS feed is described at https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide;
the JSON Feed (https://www.jsonfeed.org/version/1.1/) carries a schema.org JobPosting per item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.formats.xml import Document
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of, host_of, sites
from upslope.sources.source import Reading, Source

DOMAIN, AMERICAN = "teamtailor.com", "na.teamtailor.com"
PAGE = 100
MOST = 5_000
_MARKS = (b"teamtailor", b"<remoteStatus", b"<tt:")
_NUMBER = re.compile(r"/jobs/(\d+)")
_ROWS = Shape(frozenset({"_jobposting", "content_html"}), link="/jobs/", under=("items",))


class Teamtailor(Source):
    """A company's career site on Teamtailor, under its own domain or Teamtailor's."""

    name: ClassVar[str] = "teamtailor"
    label: ClassVar[str] = "Teamtailor"
    about: ClassVar[str] = "the public RSS feed of each career site, without a key"
    terms: ClassVar[str] = (
        "Teamtailor describes the feed as public; its own robots.txt is said to allow search but "
        "no training of models."
    )
    gives: ClassVar[str] = "Whole texts, all places, way of working, date of publishing."
    limits: ClassVar[str] = "No pay and no kind of employment in RSS; no date of closing."
    interval: ClassVar[float] = 2.0
    caps: ClassVar[Caps] = Caps(raw=12 * 2**20, inflated=32 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give names to try, or the host of a career site's address.

        >>> Teamtailor().spellings("https://acme.na.teamtailor.com/jobs/7-chef")
        ['acme.na.teamtailor.com']
        >>> Teamtailor().spellings("Acme")
        ['acme', 'acme.na.teamtailor.com']
        """
        return sites(board, DOMAIN, AMERICAN)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Teamtailor().requests("careers.acme.example")).url
        'https://careers.acme.example/jobs.rss?offset=0&per_page=100'
        """
        yield _page(f"https://{host_of(board, DOMAIN)}/jobs.rss", 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a feed of either kind."""
        company = company_of(reply.url, board, AMERICAN, DOMAIN)
        if reply.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
            rows, feed = _ROWS.find(load(reply.body, self.name), self.name)
            reading = Reading()
            reading.read_rows(rows, lambda row: _of_json(row, text(feed.get("title")) or company))
            return reading
        return _read_rss(reply, company)


def _read_rss(reply: Reply, company: str | None) -> Reading:
    document = Document(reply.body, claimed=reply.charset, feed=True)
    reading, found = Reading(), list(document.each("title", "item"))
    channel = next((each.text for each in found if each.tag == "title"), None)
    rows = [each for each in found if each.tag == "item"]
    if document.root != "rss" or not any(mark in reply.body for mark in _MARKS):
        raise ReadError("teamtailor sent no feed of its postings.")
    reading.read_rows(rows, lambda item: _of_rss(item, text(channel) or company))
    if document.damaged:
        reading.problems.append(Problem(where="feed", why=document.damaged))
    _ask_for_more(reading, reply.url, len(rows))
    return reading


def _ask_for_more(reading: Reading, url: str, rows: int) -> None:
    """Note the request for the following page, if this is a page of a feed."""
    parts = urlsplit(url)
    offset = parse_qs(parts.query).get("offset", ["0"])[0]
    following = rows + (int(offset) if offset.isdecimal() and len(offset) < 9 else 0)
    if following >= MOST:
        raise ReadError(f"teamtailor sent {MOST:,} postings and no end of them.")
    if rows >= PAGE and parts.path.endswith("/jobs.rss"):
        reading.next = _page(f"https://{parts.hostname}{parts.path}", following)


def _page(feed: str, offset: int) -> Request:
    return Request(
        url=f"{feed}?offset={offset}&per_page={PAGE}", accept="application/rss+xml,text/xml"
    )


def _of_rss(item: Element, company: str | None) -> RawPosting:
    told = {_bare(child.tag): child.text for child in item if child.text}
    title, link = exact(told.get("title")), text(told.get("link"))
    source_id = _source_id(link) or text(told.get("guid")) or link
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    places = [each for each in item.iter() if _bare(each.tag) == "location"]
    return RawPosting(
        source=Teamtailor.name,
        source_id=source_id,
        title=title,
        url=link,
        hiring_organization=company,
        job_location=distinct([_place(place) for place in places]),
        job_location_type=text(told.get("remoteStatus")),
        date_posted=text(told.get("pubDate")),
        description=text(told.get("description")),
    )


def _bare(tag: str) -> str:
    return tag.rpartition(":")[2]


def _place(where: Element) -> str | None:
    """Write a place as "city, country"; its name may be that of a building."""
    told = {_bare(part.tag): text(part.text) for part in where}
    named = told.get("name") if not told.get("city") else None
    said = distinct([told.get("city"), named, told.get("country")])
    return ", ".join(said) or text(where.text)


def _of_json(row: Any, company: str | None) -> RawPosting:
    """Read an item by its JobPosting, and by itself where that is silent."""
    thing = dig(row, "_jobposting")
    own = {
        "title": dig(row, "title"),
        "description": dig(row, "content_html") or dig(row, "content_text"),
        "datePosted": dig(row, "date_published"),
        "url": dig(row, "url"),
    }
    said = thing if isinstance(thing, dict) else {}
    raw = read_job_posting({**own, **{k: v for k, v in said.items() if v}}, Teamtailor.name)
    number = text(dig(thing, "identifier", "value"))
    source_id = _source_id(raw.url) or number or text(dig(row, "id")) or raw.url
    if source_id is None:
        raise RowError("it has no id")
    raw.source_id, raw.title = source_id, exact(own["title"]) or raw.title
    raw.hiring_organization = raw.hiring_organization or company
    raw.job_location = _places(said) or raw.job_location
    return raw


def _source_id(link: str | None) -> str | None:
    """Give the number in an address: it is the same in both feeds."""
    number = _NUMBER.search(link or "")
    return number[1] if number else None


def _places(thing: dict[str, Any]) -> list[str]:
    """Give the places without their "region", which on Teamtailor may well be "Europe"."""
    parts = ("addressLocality", "addressCountry")
    addresses = [dig(place, "address") for place in items(thing.get("jobLocation"))]
    said = [[text(dig(address, part)) for part in parts] for address in addresses]
    return distinct([", ".join(distinct(place)) for place in said if place[0]])
