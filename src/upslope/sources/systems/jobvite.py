"""Jobvite: a company's career site as HTML, fifty postings a page, or its XML feed with all texts.

The feed (``CompanyJobs/Xml.aspx?c=ID``) is made for reading by machines; its id stands only in the
script of the career site. A posting's own page carries a schema.org JobPosting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import decode
from upslope.formats.pages.cards import broken_off, cards, words
from upslope.formats.postings.page import postings_of_page
from upslope.formats.systems.jobvite import feed_posting
from upslope.formats.values import RowError, distinct
from upslope.formats.xml import Document
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.source import Reading, Source, company_name, page_request, slugs

SITE = "https://jobs.jobvite.com"
_ROW = re.compile(r"<(?:tr|li)\b|<div\b[^<>]{0,200}\bjv-job-(?:list-)?item\b", re.I)
_JOB = re.compile(r"^(?:https?://[\w.]+)?/(?:careers/)?([\w%.-]+)/job/(\w+)")
_BOARD = re.compile(r"https?://jobs\.jobvite\.com/((?:careers/)?[\w%.-]+)", re.I)
_OURS = re.compile(r"\bjv-(?:page|job|careersite|wrapper|pagination)\b|jobs\.jobvite\.com", re.I)
_EMPTY = re.compile(
    r"\b(?:no (?:results|openings|jobs|open positions)|of 0\b)|jv-page-(?:jobs|search)", re.I
)
_SHOWN = re.compile(r"jv-pagination-text[^>]{0,200}>\s*\d+\s*-\s*(\d+)\s+of\s+(\d+)")
_COUNT = re.compile(r"\d+ locations?", re.I)
_TEXT = re.compile(
    r"<div\b[^<>]{0,300}\bjv-job-detail-description\b[^<>]{0,300}>(.{0,200000}?)"
    r"(?:<div\b[^<>]{0,300}\bjv-job-detail-bottom-actions\b|</article>|\Z)",
    re.S,
)


class Jobvite(Source):
    """A company's career site on Jobvite, or its feed."""

    name: ClassVar[str] = "jobvite"
    label: ClassVar[str] = "Jobvite"
    about: ClassVar[str] = "the public career site, where robots.txt allows, or its XML feed"
    terms: ClassVar[str] = (
        "Nothing is known of terms for readers; the feed is made for other sites to read, and "
        "robots.txt is obeyed."
    )
    gives: ClassVar[str] = (
        "Titles and places; texts and dates one request each, or all at once from the feed."
    )
    limits: ClassVar[str] = (
        "Not tried against the service. Pay stands in the text. A company that has left is sent to "
        "Jobvite's help page, which is refused."
    )
    hosts: ClassVar[tuple[str, ...]] = ("jobs.jobvite.com", "app.jobvite.com", "www.jobvite.com")
    interval: ClassVar[float] = 2.0

    def spellings(self, board: str) -> list[str]:
        """Give names to try; the address of a career site or of a feed is taken as well.

        >>> Jobvite().spellings("https://jobs.jobvite.com/acme-labs/jobs")
        ['acme-labs']
        """
        if "Xml.aspx" in board:
            return [board.strip()]
        address = _BOARD.match(board.strip())
        return [address[1]] if address else slugs(board)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the feed, or for the first page of the list.

        >>> next(Jobvite().requests("acme")).url
        'https://jobs.jobvite.com/acme/search/?p=0'
        """
        if not board:
            raise UsageError("A Jobvite board needs a name.", next="Try: --company NAME")
        if "://" in board:
            yield Request(url=board, accept="application/xml,text/xml")
        else:
            yield _page(quote(board, "/%"), 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read the feed, one page of a list, or the page of one posting."""
        page = decode(reply.body, reply.charset)
        company = company_name(board.removeprefix("careers/")) if "://" not in board else None
        if page.lstrip("\ufeff \t\r\n")[:7].lower().startswith(("<?xml", "<result", "<job>")):
            return _feed(reply, company)
        if "invalid=1" in urlsplit(reply.url).query:
            raise ReadError("jobvite sent its help page: there is no such career site.")
        leads = "/job/" in page  # a look at large pages of others
        rows = [row for row in cards(page, _ROW) if _link(row)] if leads else []
        if not rows or "jv-job-detail" in page:  # which links to other postings as well
            return _alone(page, reply.url)
        reading = Reading(problems=broken_off(page))
        reading.read_rows(rows, lambda row: _posting(row, company))
        reading.details = {
            posting.source_id: page_request(posting.url)
            for posting in reading.postings
            if posting.url
        }
        _note_following(reading, page, reply.url)
        return reading


def _page(board: str, number: int) -> Request:
    # Without the slash before the question mark the first page comes again and again.
    return page_request(f"{SITE}/{board}/search/?p={number}")


def _note_following(reading: Reading, page: str, url: str) -> None:
    """Note how many postings there are, and the request for the next page."""
    shown = _SHOWN.search(page)
    if shown is None:
        return
    last, reading.total = int(shown[1][:9]), int(shown[2][:9])
    board, asked = _BOARD.match(url), parse_qs(urlsplit(url).query).get("p", ["0"])[0]
    if board and asked.isdecimal() and len(asked) < 5 and last < reading.total:
        reading.next = _page(board[1], int(asked) + 1)


def _link(row: LexborNode) -> str:
    links = [node.attributes.get("href") or "" for node in row.css("a[href]")]
    return next(filter(_JOB.search, links), "")


def _posting(row: LexborNode, company: str | None) -> RawPosting:
    link = _link(row)
    found = _JOB.search(link)
    title = words(row.css_first(".jv-job-list-name")) or words(row.css_first("a[href*='/job/']"))
    if title is None or found is None:
        raise RowError("it has no title" if found else "it has no id")
    place = words(row.css_first(".jv-job-list-location"))
    return RawPosting(
        source=Jobvite.name,
        source_id=found[2],
        title=title,
        url=urljoin(SITE, link).partition("?")[0],
        hiring_organization=company or company_name(found[1]),
        job_location=_places(place),
        employment_type=words(row.css_first(".jv-job-list-type")),
    )


def _places(said: str | None) -> list[str]:
    """Give the places; a list says of several only how many they are."""
    places = [" ".join(place.split()) for place in re.split(r"[;|]", said or "")]
    return distinct([place.strip(" ,") for place in places if not _COUNT.fullmatch(place)])


def _alone(page: str, url: str) -> Reading:
    """Read the page of one posting, or a list that says that it is empty."""
    postings, problems = postings_of_page(page, Jobvite.name, url if "://" in url else "")
    reading = Reading(problems=problems)
    for posting in postings or _of_tags(page, url):
        found = _JOB.search(posting.url or "")
        posting.source_id = found[2] if found else posting.source_id
        reading.add(posting)
    if not reading.postings and not (_EMPTY.search(page) and _OURS.search(page)):
        raise ReadError("jobvite sent no list of its postings, and no posting.")
    return reading


def _of_tags(page: str, url: str) -> list[RawPosting]:
    """Read the page of one posting by its tags."""
    head = next(cards(page, re.compile(r"<h\d\b[^<>]{0,200}\bjv-header\b")), None)
    title = words(head.css_first(".jv-header")) if head else None
    said = _TEXT.search(page)
    job = re.search(r"/(?:careers/)?[\w%.-]+/job/\w+", url) or re.search(
        r"(?<=jobs\.jobvite\.com)/(?:careers/)?[\w%.-]+/job/\w+", page
    )
    if head is None or title is None or said is None:
        return []
    meta = [part.strip() for part in re.split(r"[|\n]", _meta(head)) if part.strip()]
    return [
        RawPosting(
            source=Jobvite.name,
            source_id=job[0].rpartition("/")[2] if job else title,
            title=title,
            url=SITE + job[0] if job else None,
            hiring_organization=company_name(job[0].split("/job/")[0].split("/")[-1])
            if job
            else None,
            job_location=_places("|".join(meta[1:])),
            description=said[1],
        )
    ]


def _meta(head: LexborNode) -> str:
    """Give the line under the title: department, then places, with bars between."""
    line = head.css_first(".jv-job-detail-meta")
    for bar in line.css(".jv-inline-separator") if line else ():
        bar.replace_with("|")
    return words(line) or ""


def _feed(reply: Reply, company: str | None) -> Reading:
    document, reading = Document(reply.body, claimed=reply.charset, feed=True), Reading()
    reading.read_rows(document.each("job"), lambda job: feed_posting(job, Jobvite.name, company))
    if document.root not in {"result", "results", "jobs", "job"}:
        raise ReadError(f"jobvite sent no feed of postings, but <{document.root[:40]}>.")
    if document.damaged:
        reading.problems.append(Problem(where="feed", why=document.damaged))
    return reading
