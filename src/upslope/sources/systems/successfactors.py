"""SAP SuccessFactors: a company's career site, as a feed of all postings or as a list in HTML.

Career sites of the Recruiting Marketing kind (Career Site Builder) offer ``/googlefeed.xml``, an
RSS feed with the fields of Google Base that is often the whole list, ``/feeds/`` and, for their own
pages, ``/tile-search-results/`` and ``/search/`` as HTML. Newer sites load JSON instead
(``/services/recruiting/v1/jobs``), which is read where it was saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from upslope.errors import ReadError, UsageError
from upslope.formats.cards import broken_off, cards, words
from upslope.formats.charset import decode
from upslope.formats.json import load
from upslope.formats.postings.googlebase import read_feed
from upslope.formats.postings.page import postings_of_page
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of
from upslope.sources.source import Reading, Source

_ROW = re.compile(r"<(?:li|div)\b[^<>]{0,400}\bjob-tile\b(?!-)|<tr\b[^<>]{0,400}\bdata-row\b", re.I)
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,400}\bhref=[\"']?[^\"'<>\s]{0,300}/job/[^\"'<>\s]{1,300}/\d{5,}", re.I
)
_JOB = re.compile(r"/job/(?:[^?#]*/)?(\d{3,})(?:-[a-z]{2}_[A-Z]{2})?/?(?:[?#]|$)")
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
_FIELD = re.compile(r"section-(\w+?)(-value)?$")
_SHAPE = Shape(frozenset({"unifiedStandardTitle"}), named=("jobSearchResult",))
_HTML = "text/html,application/xhtml+xml"
_DAY = re.compile(r"\w{3} (\w{3} \d{1,2}) [\d:]+ \w+ (\d{4})")  # as Java writes a date
_SHORT = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(?:20)?(\d{2})")


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
         'https://careers.acme.example/feeds/?locale=en_US',
         'https://careers.acme.example/tile-search-results/?startrow=0']
        """
        board = board.strip()
        parts = urlsplit(board if "://" in board else f"https://{board}")
        if re.search(r"\.xml$|/feeds?/|/rss/|tile-search-results", parts.path):
            return [board]
        site = f"https://{parts.netloc}"
        paths = ("googlefeed.xml", "feeds/?locale=en_US", "tile-search-results/?startrow=0")
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
            yield Request(url=board, accept=_HTML, page=True)
        else:
            yield Request(url=board, accept="application/rss+xml,application/xml,text/xml")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a feed, one page of a list, or the page of one posting."""
        company = company_of("", board)
        start = reply.body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
        if start.startswith((b"{", b"[")):
            return _of_json(reply, company)
        if start.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in start:
            return _of_feed(reply, company)
        page = decode(reply.body, reply.charset)
        rows = list(cards(page, _ROW))
        if not rows and "schema.org/JobPosting" not in page:
            rows = list(cards(page, _ANCHOR))
        if not rows:
            return _alone(page, reply.url)
        reading = Reading(problems=broken_off(page))
        reading.read_rows(rows, lambda row: _posting(row, reply.url, company))
        reading.details = {
            posting.source_id: Request(url=posting.url, accept=_HTML, page=True)
            for posting in reading.postings
            if posting.url
        }
        _note_following(reading, page, reply.url, len(rows))
        return reading


def _source_id(url: str) -> str | None:
    """Give the id: postings are counted anew in each data centre.

    >>> _source_id("https://careers.acme.example/job/Oslo-Cook-0150/1397790900/?feedId=7")
    'careers.acme.example/1397790900'
    """
    found, host = _JOB.search(url), urlsplit(url).hostname
    return "/".join(filter(None, (host, found[1]))) if found else None


def _of_feed(reply: Reply, company: str | None) -> Reading:
    feed = read_feed(reply.body, SuccessFactors.name, _source_id, company, reply.charset)
    reading = Reading(problems=feed.problems)
    for posting in feed.postings:
        posting.hiring_organization = posting.hiring_organization or company_of(
            posting.url or "", ""
        )
        if posting.url and not posting.description:
            reading.details[posting.source_id] = Request(url=posting.url, accept=_HTML, page=True)
        reading.add(posting)
    if feed.damaged:
        reading.problems.append(Problem(where="feed", why=feed.damaged))
    return reading


def _posting(row: LexborNode, asked: str, company: str | None) -> RawPosting:
    link = row.css_first("a.jobTitle-link") or row.css_first("a[href*='/job/']")
    named = row.css_first("[data-url]")
    path = (link.attributes.get("href") if link else None) or (
        named.attributes.get("data-url") if named else None
    )
    title, url = words(link), urljoin(asked if "://" in asked else "", path or "")
    source_id = _source_id(url)
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    said = _fields(row)
    return RawPosting(
        source=SuccessFactors.name,
        source_id=source_id,
        title=title,
        url=url if "://" in url else None,
        hiring_organization=company or company_of(url, ""),
        job_location=distinct([_place(said)]),
        date_posted=said.get("date") or words(row.css_first(".jobDate")),
    )


def _fields(row: LexborNode) -> dict[str, str]:
    """Give what a tile says in each of its sections, which it says once for each screen size."""
    said = dict[str, str]()
    for node in row.css("[id*='section-']"):
        found = _FIELD.search(node.attributes.get("id") or "")
        if found and (value := words(node if found[2] else _value(node))):
            said.setdefault(found[1], value)
    for part in ("Location", "Date"):
        named = row.css_first(f".job{part}, .section-field.{part.lower()}")
        if named and (value := words(_value(named))):
            said.setdefault(part.lower(), value)
    return said


def _value(field: LexborNode) -> LexborNode:
    """Give what stands after the label of a field."""
    return next(reversed(field.css("div, span")), field)


def _place(said: dict[str, str]) -> str | None:
    parts = [said.get(part) for part in ("city", "state", "country")]
    whole = re.sub(r"\s*\+\s*\d+ \w+\W*$", "", said.get("location", ""))  # "+2 more..."
    return whole or ", ".join(distinct(parts)) or None


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
        reading.next = Request(url=page_url, accept=_HTML, page=True)


def _alone(page: str, url: str) -> Reading:
    """Read the page of one posting, or the end of a list."""
    postings, problems = postings_of_page(page, SuccessFactors.name, url if "://" in url else "")
    reading = Reading(problems=problems)
    for posting in postings:
        posting.source_id = _source_id(posting.url or "") or posting.source_id
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
    total = around.get("totalJobs")
    reading = Reading(total=total if type(total) is int else None)
    locale = dig(_sent(reply), "locale")
    reading.read_rows(rows, lambda row: _of_row(row, reply.url, text(locale), company))
    return reading


def _sent(reply: Reply) -> Any:
    try:
        return json.loads(reply.sent or b"null")
    except ValueError:
        return None


def _of_row(row: Any, asked: str, locale: str | None, company: str | None) -> RawPosting:
    said = dig(row, "response") or row
    title = exact(dig(said, "unifiedStandardTitle")) or exact(dig(said, "jobTitle"))
    number = text(dig(said, "id"))
    if title is None or number is None:
        raise RowError("it has no title" if number else "it has no id")
    host = urlsplit(asked).hostname
    locale = locale or next(filter(None, map(text, items(said.get("supportedLocales")))), "en_US")
    slug = re.sub(r"[?#&/]+", "-", text(said.get("unifiedUrlTitle")) or "job")
    places = [
        text(re.sub(r"<[^<>]*>", " ", place))
        for place in map(str, items(said.get("jobLocationShort")))
    ]
    return RawPosting(
        source=SuccessFactors.name,
        source_id="/".join(filter(None, (host, number))),
        title=title,
        url=f"https://{host}/job/{slug}/{number}-{locale}" if host else None,
        hiring_organization=company or company_of(asked, ""),
        job_location=distinct(places)
        or distinct([*map(text, items(said.get("jobLocationCountry")))]),
        date_posted=_short_day(text(said.get("unifiedStandardStart"))),
        valid_through=_short_day(text(said.get("unifiedStandardEnd"))),
    )


def _short_day(said: str | None) -> str | None:
    """Write a date with two digits of the year as ISO does; a dot means that the day is first.

    >>> _short_day("6/18/26"), _short_day("20.11.26"), _short_day("2026-09-20")
    ('2026-06-18', '2026-11-20', '2026-09-20')
    """
    found = _SHORT.fullmatch(said or "")
    if found is None:
        return said
    first, sign, second, year = found.groups()
    day, month = (first, second) if sign == "." else (second, first)
    return f"20{year}-{month:0>2}-{day:0>2}"
