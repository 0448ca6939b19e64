"""Phenom: a company's career site, from the data in its pages, or from its sitemap.

A page of results carries its list as JSON (``phApp.ddo``), ten postings a page; the page of a
posting carries a schema.org JobPosting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urljoin, urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off
from upslope.formats.pages.scripts import values_after
from upslope.formats.pages.sitemap import english, in_one_language, read_sitemap
from upslope.formats.postings.page import postings_of_page
from upslope.formats.systems.jibe import jibe_posting, jibe_rows
from upslope.formats.systems.phenom import phenom_posting, phenom_rows
from upslope.formats.values import dig, text
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.site import company_of
from upslope.sources.source import Reading, Source, page_request

MOST = 2_000
"""Postings of a sitemap that are looked at."""
MOST_CHILDREN = 50

_DATA = re.compile(r"phApp\.ddo\s*=")
_BASE = re.compile(r'"baseUrl"\s*:\s*"(https?:[^"\s]{4,200})"')
_JOB = re.compile(r"/job/([^/?#]+)")


class Phenom(Source):
    """A company's career site on Phenom; its board is the site's address."""

    name: ClassVar[str] = "phenom"
    label: ClassVar[str] = "Phenom"
    about: ClassVar[str] = "sitemap and pages of the public career site, where robots.txt allows"
    terms: ClassVar[str] = (
        "Nothing is known of terms for readers; pages carry schema.org JobPosting so that machines "
        "read them, and robots.txt is obeyed."
    )
    gives: ClassVar[str] = (
        "Titles, places, dates and kind of employment from a page of results; whole texts from the "
        "page of each posting."
    )
    limits: ClassVar[str] = (
        "Not tried against the service. Many sites refuse programs: save their pages in a browser "
        "and read them from the files. A sitemap says nothing of what has closed."
    )
    interval: ClassVar[float] = 2.0
    closes: ClassVar[bool] = False

    def spellings(self, board: str) -> list[str]:
        """Give the address of a page of results as it is, or else of the site's sitemaps.

        >>> Phenom().spellings("jobs.acme.example")
        ['https://jobs.acme.example/sitemap_index.xml', 'https://jobs.acme.example/sitemap.xml']
        """
        board = board.strip()
        parts = urlsplit(board if "://" in board else f"https://{board}")
        if re.search(r"\.xml$|search-results|/job/", parts.path):
            return [board]
        return [f"https://{parts.netloc}/{name}" for name in ("sitemap_index.xml", "sitemap.xml")]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a sitemap, or for the first page of results.

        >>> next(Phenom().requests("https://careers.acme.example/us/en/search-results")).page
        True
        """
        if not re.match(r"https?://[\w-]+(?:\.[\w-]+)+(?:[:/]|$)", board, re.I):
            raise UsageError(
                f"'{board}' is not the address of a career site.",
                next="Give the company's career site, as in https://careers.acme.com",
            )
        yield page_request(board)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a page of results, the page of one posting, a reply of its widgets or a sitemap."""
        start = beginning(reply.body)
        if start.startswith((b"<?xml", b"<urlset", b"<sitemapindex", b"\x1f\x8b")):
            return _of_sitemap(reply)
        if start.startswith((b"{", b"[")):
            page, data = "", load(reply.body, self.name)
        else:
            page = decode(reply.body, reply.charset)
            data = next(
                (each for each in values_after(page, _DATA) if isinstance(each, dict)), None
            )
        if found := jibe_rows(data):
            return _of_jibe(found.rows, company_of(reply.url, board))
        try:
            rows, total = phenom_rows(data)
        except ReadError:
            return _alone(page, reply.url)
        base = _base(page, reply.url)
        company = company_of(base, board)
        reading = Reading(total=total, problems=broken_off(page))
        reading.read_rows(rows, lambda row: phenom_posting(row, self.name, base, company))
        _note_more(reading, rows, reply.url)
        return reading


def _of_jibe(rows: list[Any], company: str | None) -> Reading:
    """Read what Jibe sends, another front end that is taken for Phenom."""
    reading = Reading()
    reading.read_rows(rows, lambda row: jibe_posting(row, Phenom.name, company))
    return reading


def _base(page: str, asked: str) -> str:
    """Give the address under which a site's postings are, as the page or its address says."""
    said = _BASE.search(page)
    path = re.match(r"https?://[^/]+/(?:[a-z]+/[a-z]{2}(?:[-_]\w{2})?/)?", asked, re.I)
    return (said[1].rstrip("/") + "/") if said else path[0] if path else ""


def _note_more(reading: Reading, rows: list[Any], asked: str) -> None:
    """Note the requests for the next page and for the texts; else take teasers."""
    parts = urlsplit(asked)
    for posting in reading.postings:
        if posting.url and parts.hostname and not posting.description:
            reading.details[posting.source_id] = page_request(posting.url)
    if not parts.hostname:
        teasers = {text(dig(row, "jobSeqNo")) or text(dig(row, "jobId")): row for row in rows}
        for posting in reading.postings:
            teaser = text(dig(teasers.get(posting.source_id), "descriptionTeaser"))
            posting.description = posting.description or teaser
    start = parse_qs(parts.query).get("from", ["0"])[0]
    if "search-results" not in parts.path or not start.isdecimal() or len(start) > 6 or not rows:
        return
    following = int(start) + len(rows)
    if following < (reading.total or 0):
        query = re.sub(r"(?:^|&)(?:from|s)=\d*", "", parts.query).lstrip("&")
        rest = f"{query}&" if query else ""
        url = f"{parts.scheme}://{parts.netloc}{parts.path}?{rest}from={following}&s=1"
        reading.next = page_request(url)


def _alone(page: str, url: str) -> Reading:
    """Read the page of one posting by its JobPosting."""
    postings, problems = postings_of_page(page, Phenom.name, url if "://" in url else "")
    reading = Reading(problems=problems)
    for posting in postings:
        found = _JOB.search(posting.url or "")
        posting.source_id = found[1] if found else posting.source_id
        reading.add(posting)
    if not postings:
        raise ReadError("phenom sent no list of its postings, and no posting.")
    return reading


def _of_sitemap(reply: Reply) -> Reading:
    """Note the pages of a sitemap that are postings, one language of each, the newest first."""
    sitemap = read_sitemap(reply.body, reply.url, reply.charset)
    reading = Reading()
    if sitemap.damaged:
        reading.problems.append(Problem(where="sitemap", why=sitemap.damaged))
    children = in_one_language([urljoin(reply.url, child) for child in sitemap.children])
    reading.more = [Request(url=child, page=True) for child in children[:MOST_CHILDREN]]
    pages = defaultdict[str, list[str]](list)
    for page in sitemap.pages:
        if found := _JOB.search(page):
            pages[found[1]].append(page)
    chosen = {source_id: english(named) or named[0] for source_id, named in pages.items()}
    newest = sorted(chosen, key=lambda each: sitemap.pages[chosen[each]], reverse=True)
    for source_id in newest[:MOST]:
        url = chosen[source_id]
        title = url.rstrip("/").rpartition("/")[2].replace("-", " ")
        stub = RawPosting(source=Phenom.name, source_id=source_id, title=title, url=url)
        reading.untitled.append(stub)
        reading.details[source_id] = page_request(url)
    return reading
