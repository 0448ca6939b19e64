"""SAP SuccessFactors: a company's career site, as a feed of all postings or as a list in HTML.

Career sites of the Recruiting Marketing kind (Career Site Builder) offer ``/googlefeed.xml``, an
RSS feed with the fields of Google Base that is often the whole list, on some sites called
``/sitemal.xml``, then ``/feeds/`` and, for their own pages, ``/tile-search-results/`` and
``/search/`` as HTML. Newer sites load JSON instead (``/services/recruiting/v1/jobs``), which is
read where it was saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off, cards
from upslope.formats.postings.page import postings_of_page
from upslope.formats.postings.rows import Shape
from upslope.formats.systems.googlebase import read_feed
from upslope.formats.systems.successfactors import json_posting, posting_id, tile_posting
from upslope.formats.values import count, dig, text
from upslope.records import Problem, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of
from upslope.sources.source import Reading, Source, page_request

_MARKS = ("/job/", "job-tile", "data-row")
_ROW = re.compile(r"<(?:li|div)\b[^<>]{0,400}\bjob-tile\b(?!-)|<tr\b[^<>]{0,400}\bdata-row\b", re.I)
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,400}\bhref=[\"']?[^\"'<>\s]{0,300}/job/[^\"'<>\s]{1,300}/\d{5,}", re.I
)
_SHOWN = re.compile(
    r"(?:Showing|Results|Ergebnisse|R\w+sultats)\D{1,60}\d+\D{1,60}?(\d+)\D{1,60}?\b(\d+)\b"
    r"|jobRecordsFound\D{0,20}(\d+)",
    re.I,
)
_EMPTY = re.compile(
    r"job-tile-list|tile-search-results|\bsearchresults\b|noresults|no (?:jobs|results|openings)"
    r"|attention-message|jobs2web|j2w\.",
    re.I,
)
_SHAPE = Shape(frozenset({"unifiedStandardTitle"}), named=("jobSearchResult",))
_DAY = re.compile(r"\w{3} (\w{3} \d{1,2}) [\d:]+ \w+ (\d{4})")  # as Java writes a date


class SuccessFactors(Source):
    """A company's career site on SuccessFactors; its board is the site's address."""

    name: ClassVar[str] = "successfactors"
    label: ClassVar[str] = "SAP SuccessFactors"
    about: ClassVar[str] = (
        "the feeds of the public career site, or its list where robots.txt allows"
    )
    terms: ClassVar[str] = (
        "Nothing is known of terms for readers; the feeds are made for other sites to read, and "
        "robots.txt is obeyed for pages."
    )
    gives: ClassVar[str] = (
        "Whole texts, places and dates from the feed; from the list one request each for the texts."
    )
    limits: ClassVar[str] = (
        "Not tried against the service. A list in HTML may show fewer than the feed holds. Sites "
        "that load their list as JSON are read from saved replies; the oldest ones not at all."
    )
    interval: ClassVar[float] = 2.0
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=32 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give the addresses of a career site's feeds and list, the fullest first.

        >>> SuccessFactors().spellings("careers.acme.example")
        ... # doctest: +NORMALIZE_WHITESPACE
        ['https://careers.acme.example/googlefeed.xml',
         'https://careers.acme.example/sitemal.xml',
         'https://careers.acme.example/feeds/?locale=en_US',
         'https://careers.acme.example/tile-search-results/?startrow=0']
        """
        board = board.strip()
        parts = urlsplit(board if "://" in board else f"https://{board}")
        if re.search(r"\.xml$|/feeds?/|/rss/|tile-search-results", parts.path):
            return [board]
        site = f"https://{parts.netloc}"
        feeds = ("googlefeed.xml", "sitemal.xml", "feeds/?locale=en_US")
        paths = (*feeds, "tile-search-results/?startrow=0")
        return [f"{site}/{path}" for path in paths]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a feed, or for the first page of a list.

        >>> next(SuccessFactors().requests("https://careers.acme.example/googlefeed.xml")).page
        False
        """
        if not re.match(r"https?://[\w-]+(?:\.[\w-]+)+(?:[:/]|$)", board, re.I):
            raise UsageError(
                f"'{board}' is not the address of a career site.",
                next="Give the company's career site, as in https://careers.acme.com",
            )
        if "tile-search-results" in board:
            yield page_request(board)
        else:
            yield Request(url=board, accept="application/rss+xml,application/xml,text/xml")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a feed, one page of a list, or the page of one posting."""
        company = company_of(reply.url, board)
        start = beginning(reply.body)
        if start.startswith((b"{", b"[")):
            return _of_json(reply, company)
        if start.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in start:
            return _of_feed(reply, company)
        page = decode(reply.body, reply.charset)
        rows = list(_rows(page))
        if not rows:
            return _alone(page, reply.url)
        reading = Reading(problems=broken_off(page))
        reading.read_rows(rows, lambda row: tile_posting(row, reply.url, self.name, company))
        reading.details = {
            posting.source_id: page_request(posting.url)
            for posting in reading.postings
            if posting.url
        }
        _note_following(reading, page, reply.url, len(rows))
        return reading


def _rows(page: str) -> Iterator[LexborNode]:
    """Yield the tiles of a list or the rows of its table, or else the bare links to postings."""
    if not any(mark in page.lower() for mark in _MARKS):  # a look at large pages of others
        return
    rows = list(cards(page, _ROW))
    yield from rows or (() if "schema.org/JobPosting" in page else cards(page, _ANCHOR))


def _of_feed(reply: Reply, company: str | None) -> Reading:
    feed = read_feed(reply.body, SuccessFactors.name, posting_id, company, reply.charset)
    reading = Reading(problems=feed.problems)
    for posting in feed.postings:
        posting.hiring_organization = posting.hiring_organization or company_of(
            posting.url or "", ""
        )
        if posting.url and not posting.description:
            reading.details[posting.source_id] = page_request(posting.url)
        reading.add(posting)
    if feed.damaged:
        reading.problems.append(Problem(where="feed", why=feed.damaged))
    return reading


def _note_following(reading: Reading, page: str, url: str, rows: int) -> None:
    """Note how many postings there are, and the request for the next page."""
    if shown := _SHOWN.search(re.sub(r"<[^<>]{0,300}>", " ", page[:500_000])):
        reading.total = int((shown[2] or shown[3])[:9])
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    start = query.get("startrow", ["0"])[0]
    if not parts.hostname or not start.isdecimal() or len(start) > 6:
        return
    following = int(start) + rows
    if following < (reading.total or following + 1):
        rest = re.sub(r"(?:^|&)startrow=\d*", "", parts.query)
        asked = f"{rest}&startrow={following}".lstrip("&")
        page_url = f"{parts.scheme}://{parts.netloc}{parts.path}?{asked}"
        reading.next = page_request(page_url)


def _alone(page: str, url: str) -> Reading:
    """Read the page of one posting, or the end of a list."""
    postings, problems = postings_of_page(page, SuccessFactors.name, url if "://" in url else "")
    reading = Reading(problems=problems)
    for posting in postings:
        posting.source_id = posting_id(posting.url or "") or posting.source_id
        found = _DAY.fullmatch(str(posting.date_posted or ""))
        posting.date_posted = " ".join(found.groups()) if found else posting.date_posted
        reading.add(posting)
    past_the_end = re.search(r"[?&]startrow=[1-9]", url)
    if not postings and not past_the_end and not _EMPTY.search(page):
        raise ReadError("successfactors sent no list of its postings, and no posting.")
    return reading


def _of_json(reply: Reply, company: str | None) -> Reading:
    """Read what newer sites load for their list."""
    rows, around = _SHAPE.find(load(reply.body, SuccessFactors.name), SuccessFactors.name)
    reading = Reading(total=count(around.get("totalJobs")))
    locale = text(dig(_sent(reply), "locale"))
    reading.read_rows(
        rows, lambda row: json_posting(row, reply.url, locale, SuccessFactors.name, company)
    )
    return reading


def _sent(reply: Reply) -> Any:
    try:
        return json.loads(reply.sent or b"null")
    except ValueError:
        return None
