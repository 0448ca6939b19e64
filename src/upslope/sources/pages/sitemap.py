"""Any site whose sitemap names its openings, each on a page with a schema.org JobPosting.

A sitemap gives addresses and no titles: which of them are openings is guessed by how they look, and
one is an opening only when its page has come and said so. Everything is asked for as a page, so
that robots.txt decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.pages.sitemap import (
    in_one_language,
    looks_like_a_posting,
    named_in_robots,
    read_sitemap,
    speaks_of_jobs,
)
from upslope.formats.postings.page import postings_of_page
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, page_request

MOST_PAGES = 1_000
"""Addresses of one sitemap that are looked at, the newest first."""
MOST_CHILDREN = 20
"""Sitemaps of one index that are read."""

_XML = (b"<?xml", b"<urlset", b"<sitemapindex", b"\x1f\x8b")
_ROBOTS = re.compile(r"^\s*(?:user-agent|sitemap|disallow|allow)\s*:", re.I | re.M)


class Sitemap(Source):
    """A site that the person names; its board is the site's address or that of a sitemap."""

    name: ClassVar[str] = "sitemap"
    label: ClassVar[str] = "Any site with a sitemap of JobPosting pages"
    about: ClassVar[str] = "the sitemap of a site the person names, where robots.txt allows"
    terms: ClassVar[str] = (
        "Sitemaps and schema.org JobPosting are published so that machines read them; robots.txt "
        "is obeyed for every page. A site's own terms are for the person to look at."
    )
    gives: ClassVar[str] = (
        "All that each page states: text, places, dates, stated pay, kind of employment. Works for "
        "Built In (https://builtin.com) and other boards that carry JobPosting."
    )
    limits: ClassVar[str] = (
        "One request an opening, two seconds apart, the newest first. Which addresses are openings "
        "is guessed; a page without JobPosting gives nothing. Says nothing on what has closed."
    )
    interval: ClassVar[float] = 2.0
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=16 * 2**20)
    closes: ClassVar[bool] = False

    def spellings(self, board: str) -> list[str]:
        """Give where to begin: a sitemap as it is, else the robots.txt of the site, then the usual.

        >>> Sitemap().spellings("builtin.com")
        ['https://builtin.com/robots.txt', 'https://builtin.com/sitemap.xml']
        >>> Sitemap().spellings("https://quillfish.example/jobs-sitemap.xml.gz")
        ['https://quillfish.example/jobs-sitemap.xml.gz']
        """
        board = board.strip()
        address = board if "://" in board else f"https://{board}"
        parts = urlsplit(address)
        if re.search(r"\.xml(?:\.gz)?$|sitemap|robots\.txt$", parts.path, re.I):
            return [address]
        site = f"{parts.scheme}://{parts.netloc}"
        return [f"{site}/robots.txt", f"{site}/sitemap.xml"]

    def _site(self, board: str) -> str:
        """Give the site whose pages count, "" for all: a site's sitemap may lie on another host."""
        start = self.spellings(board)[0] if "." in board else ""
        return start if start.endswith("/robots.txt") else ""

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a robots.txt or a sitemap.

        >>> next(Sitemap().requests("https://quillfish.example/sitemap.xml")).page
        True
        """
        if not re.match(r"https?://[\w-]+(?:\.[\w-]+)+(?:[:/]|$)", board, re.I):
            raise UsageError(
                f"'{board}' is not the address of a site.",
                next="Give the site, as in https://builtin.com, or the address of its sitemap.",
            )
        yield _request(board)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a robots.txt, a sitemap, an index of sitemaps, or the page of one opening."""
        start = beginning(reply.body)
        if start.startswith(_XML) and b"<html" not in start:
            return _of_sitemap(reply, self._site(board))
        page = decode(reply.body, reply.charset)
        if not start.startswith(b"<") and _ROBOTS.search(page):
            return _of_robots(page, reply.url)
        return _of_page(page, reply.url)


def _request(url: str) -> Request:
    # Whether robots.txt may be read is not for robots.txt to say.
    robots = urlsplit(url).path == "/robots.txt"
    return Request(url=url, accept="application/xml,text/xml,text/plain,*/*;q=0.1", page=not robots)


def _of_robots(page: str, url: str) -> Reading:
    """Note the sitemaps that a robots.txt names: those that speak of jobs, if some do."""
    parts = urlsplit(url)
    usual = [f"{parts.scheme}://{parts.netloc}/sitemap.xml"] if parts.hostname else []
    return Reading(more=_children(named_in_robots(page) or usual))


def _children(addresses: list[str]) -> list[Request]:
    telling = [each for each in addresses if speaks_of_jobs(each)]
    chosen = in_one_language(telling or addresses)
    return [_request(each) for each in chosen[:MOST_CHILDREN] if each.startswith("http")]


def _of_sitemap(reply: Reply, site: str) -> Reading:
    """Note the pages that look like openings, one language of each, the newest first."""
    sitemap = read_sitemap(reply.body, site, reply.charset)
    reading = Reading(more=_children(sitemap.children))
    if sitemap.damaged:
        reading.problems.append(Problem(where="sitemap", why=sitemap.damaged))
    pages = in_one_language([page for page in sitemap.pages if looks_like_a_posting(page)])
    for page in sorted(pages, key=lambda page: sitemap.pages[page], reverse=True)[:MOST_PAGES]:
        stub = RawPosting(source=Sitemap.name, source_id=page, title=_guess(page), url=page)
        reading.untitled.append(stub)
        reading.details[page] = page_request(page)
    return reading


def _guess(page: str) -> str:
    """Guess a title from an address.

    >>> _guess("https://quillfish.example/jobs/senior-ml-engineer/12345")
    'senior ml engineer'
    """
    steps = [step for step in unquote(urlsplit(page).path).split("/") if step]
    named = [step for step in reversed(steps[-2:]) if re.search(r"[^\W\d_]{3}", step)]
    words = re.sub(r"[-_+.\s]+|\b\d{3,}\b|\bhtml?\b", " ", named[0] if named else page)
    return " ".join(words.split()) or page


def _of_page(page: str, url: str) -> Reading:
    """Read the page of one opening, which is known by its address, as in the sitemap."""
    address = url if re.match(r"https?://", url, re.I) else ""
    postings, problems = postings_of_page(page, Sitemap.name, address)
    if not postings:
        raise ReadError("The page holds no schema.org JobPosting.", kept="Nothing was changed.")
    reading = Reading(problems=problems)
    for posting in postings:
        reading.add(posting)
    if len(reading.postings) == 1 and address:
        reading.postings[0].source_id = address
    return reading
