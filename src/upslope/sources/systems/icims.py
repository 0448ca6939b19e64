"""iCIMS: a company's career portal as HTML, about twenty postings a page, each text by itself.

iCIMS documents no interface for readers. A posting's own page carries a schema.org JobPosting, so
that search engines read it; the list of the portal is plain HTML (``in_iframe=1`` gives it bare).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off, cards, words
from upslope.formats.pages.labelled import labelled, pay, places, under, way_of_working
from upslope.formats.postings.page import postings_of_page
from upslope.formats.systems.jibe import jibe_posting, jibe_rows
from upslope.formats.values import RowError, count
from upslope.records import RawPosting, Reply, Request
from upslope.sources.source import Reading, Source, company_name, page_request, slugs

_CARD = re.compile(r"<li\b[^<>]{0,300}\biCIMS_JobCardItem\b", re.I)
_ANCHOR = re.compile(r"<a\b(?=[^<>]{0,600}\biCIMS_Anchor\b)(?=[^<>]{0,600}/jobs/\d+/)", re.I)
_EMPTY = re.compile(
    r"iCIMS_(?:ListingsPage|JobsTable|JobsSearch|NoResults|NoJobs)|no (?:jobs|openings|results) w",
    re.I,
)
_JOB = re.compile(r"/jobs/(\d+)/[^/?#]+/(?:job|login)\b")
_HOST = re.compile(r"(?:https?://)?([\w-]+)\.icims\.com\b", re.I)
_PORTAL = re.compile(r"^(?:\w*careers?|jobs?|external|\w*hourly|\w*-?us)-")


class Icims(Source):
    """A company's portal on iCIMS. The list has neither texts nor, mostly, dates."""

    name: ClassVar[str] = "icims"
    label: ClassVar[str] = "iCIMS"
    about: ClassVar[str] = "the public career portal's pages, where robots.txt allows"
    terms: ClassVar[str] = (
        "Nothing is known of terms for readers; pages carry schema.org JobPosting so that machines "
        "read them, and robots.txt is obeyed."
    )
    gives: ClassVar[str] = (
        "Titles and places; texts, dates and kind of employment one request each."
    )
    limits: ClassVar[str] = (
        "Not tried against the service. Pages of a list hang on the visitor's session on some "
        "portals: then only a part is read, and it is said. Portals under a company's own host are "
        "read from saved pages."
    )
    hosts: ClassVar[tuple[str, ...]] = ("*.icims.com",)
    interval: ClassVar[float] = 2.0

    def spellings(self, board: str) -> list[str]:
        """Give portals to try, which are mostly "careers-" and the company's name.

        >>> Icims().spellings("Acme"), Icims().spellings("https://jobs-acme.icims.com/jobs/search")
        (['careers-acme', 'jobs-acme'], ['jobs-acme'])
        """
        if found := _HOST.match(board.strip()):
            return [found[1].lower()]
        if _PORTAL.match(board):
            return [board]
        return [f"{portal}-{name}" for name in slugs(board) for portal in ("careers", "jobs")]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Icims().requests("careers-acme")).url
        'https://careers-acme.icims.com/jobs/search?ss=1&in_iframe=1&pr=0'
        """
        if not re.fullmatch(r"[\w-]{1,63}", board):
            raise UsageError(
                f"'{board}' names no iCIMS portal.",
                next="Give the first part of its address, as in careers-acme.",
            )
        yield _page(f"https://{board}.icims.com", 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of a list, or the page of one posting."""
        company = _company(board)
        if beginning(reply.body).startswith((b"{", b"[")):
            return _of_jibe(load(reply.body, self.name), company)
        page = decode(reply.body, reply.charset)
        rows = list(cards(page, _CARD)) or list(cards(page, _ANCHOR))
        if not rows or "iCIMS_JobContent" in page:  # which links to other postings as well
            return _alone(page, reply.url)
        home = _home(reply.url, rows)
        company = company or _company(home)
        reading = Reading(problems=broken_off(page))
        reading.read_rows(rows, lambda row: _posting(row, home, company))
        reading.details = {
            posting.source_id: page_request(f"{posting.url}?in_iframe=1")
            for posting in reading.postings
            if posting.url
        }
        reading.next = _following(page, reply.url)
        return reading


def _of_jibe(data: Any, company: str | None) -> Reading:
    """Read what Jibe, the front end of newer portals, sends for their list."""
    found = jibe_rows(data)
    if found is None:
        raise ReadError("icims sent no list of its postings, and no posting.")
    reading = Reading(total=count(found.around.get("totalCount")))
    reading.read_rows(found.rows, lambda row: jibe_posting(row, Icims.name, company))
    return reading


def _page(site: str, number: int) -> Request:
    url = f"{site}/jobs/search?ss=1&in_iframe=1&pr={number}"
    return page_request(url)


def _alone(page: str, url: str) -> Reading:
    """Read the page of one posting, or one that says that there are none."""
    postings, problems = postings_of_page(page, Icims.name, url if "://" in url else "")
    reading = Reading(problems=problems)
    for posting in postings:
        posting.url = posting.url.partition("?")[0] if posting.url else None
        posting.source_id = _source_id(posting.url or "") or posting.source_id
        reading.add(posting)
    if not postings and not (_EMPTY.search(page) and "icims" in page.lower()):
        raise ReadError("icims sent no list of its postings, and no posting.")
    return reading


def _home(url: str, rows: list[LexborNode]) -> str:
    """Give the portal that a page is of: what it was asked of, or where most of it leads."""
    if urlsplit(url).hostname:
        return url
    sites = Counter(site.rpartition("/jobs/")[0] for row in rows if "://" in (site := _link(row)))
    return f"{sites.most_common(1)[0][0]}/" if sites else ""


def _link(row: LexborNode) -> str:
    links = [node.attributes.get("href") or "" for node in row.css("a[href]")]
    return next(filter(_JOB.search, links), "")


def _posting(row: LexborNode, home: str, company: str | None) -> RawPosting:
    link = _link(row)
    url = urljoin(home, link).partition("?")[0] if link else ""
    if not _JOB.search(url):
        raise RowError("it leads to no posting")
    if urlsplit(url).hostname != urlsplit(home).hostname:
        raise RowError(f"it leads to another site ({urlsplit(url).hostname})")
    title = _title(row)
    if title is None:
        raise RowError("it has no title")
    said = labelled(row)
    return RawPosting(
        source=Icims.name,
        source_id=_source_id(url),
        title=title,
        url=url if "://" in url else None,
        hiring_organization=company,
        job_location=places(said),
        job_location_type=way_of_working(said),
        employment_type=under(said, "type"),
        date_posted=under(said, "posted"),
        base_salary=pay(said),
    )


def _source_id(url: str) -> str:
    """Give the id: postings are counted anew on each portal.

    >>> _source_id("https://careers-acme.icims.com/jobs/1234/cook/job?mode=view")
    'careers-acme/1234'
    """
    found = _JOB.search(url)
    host = (urlsplit(url).hostname or "").removesuffix(".icims.com")
    return "/".join(filter(None, (host, found[1]))) if found else ""


def _title(row: LexborNode) -> str | None:
    """Give the heading of a card, or what its link says ("1234 - Cook")."""
    for heading in row.css("a h1, a h2, a h3, a h4, .title h2, .title h3"):
        if said := words(heading):
            return said
    for link in row.css("a[href]"):
        if _JOB.search(link.attributes.get("href") or ""):
            for label in link.css(".field-label"):
                label.decompose()
            named = re.sub(r"^\d+\s+-\s+", "", link.attributes.get("title") or "")
            return words(link) or named.strip() or None
    return None


def _company(board: str) -> str | None:
    found = _HOST.match(board)
    name = found[1] if found else "" if "://" in board else board
    return company_name(_PORTAL.sub("", name.lower() if found else name))


def _following(page: str, url: str) -> Request | None:
    """Give the request for the next page, if the list links to a later one."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query).get("pr", ["0"])[0]
    if not parts.hostname or not asked.isdecimal() or len(asked) > 4:
        return None
    number = int(asked)
    later = [int(found) for found in re.findall(r"[?;&]pr=(\d{1,4})\b", page)]
    later += [int(pages) - 1 for pages in re.findall(r"\bPage\s+\d+\s+of\s+(\d{1,4})\b", page)]
    return (
        _page(f"https://{parts.hostname}", number + 1) if max(later, default=0) > number else None
    )
