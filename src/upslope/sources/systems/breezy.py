"""Breezy HR: a company's openings as JSON, and each text on the page of its posting.

Undocumented: ``/json`` is the public list of each career site. The page of a posting carries a
schema.org JobPosting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import ReadError
from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.postings.page import postings_of_page
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.site import company_of, host_of, sites
from upslope.sources.source import Reading, Source, page_request

DOMAIN = "breezy.hr"
_ROWS = Shape(
    frozenset({"friendly_id", "published_date"}),
    link="breezy.hr/p/",
    under=("positions",),
    bare=True,
)
_PAGE = re.compile(r"https://[\w-]+\.breezy\.hr/p/([0-9a-f]+)[\w-]*", re.I)


class Breezy(Source):
    """A company's career site on Breezy HR. The list mostly has no texts: each is asked for."""

    name: ClassVar[str] = "breezy"
    label: ClassVar[str] = "Breezy HR"
    about: ClassVar[str] = (
        "the public JSON list of each career site, and its pages where robots allow"
    )
    terms: ClassVar[str] = "Not documented; nothing is known. robots.txt is obeyed for the pages."
    gives: ClassVar[str] = (
        "All places, kind of employment, stated pay, date of publishing; texts one page each."
    )
    limits: ClassVar[str] = "No date of closing. An empty list may also be no board."
    hosts: ClassVar[tuple[str, ...]] = (f"*.{DOMAIN}",)
    interval: ClassVar[float] = 2.0
    vague: ClassVar[bool] = True

    def spellings(self, board: str) -> list[str]:
        """Give names to try; any address of a career site is taken as well.

        >>> Breezy().spellings("https://acme.breezy.hr/p/98323abf2296-data-engineer")
        ['acme']
        """
        return sites(board, DOMAIN)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a list.

        >>> next(Breezy().requests("acme")).url
        'https://acme.breezy.hr/json'
        """
        yield Request(url=f"https://{host_of(board, DOMAIN)}/json")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list, or the page of one posting."""
        company = company_of(reply.url, board, DOMAIN)
        if beginning(reply.body).startswith(b"<"):
            return _read_page(reply, company)
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company))
        reading.details = {
            listed.source_id: page_request(listed.url)
            for listed in reading.postings
            if listed.url and _PAGE.match(listed.url) and not listed.description
        }
        return reading


def _read_page(reply: Reply, company: str | None) -> Reading:
    page = decode(reply.body, reply.charset)
    linked = _PAGE.search(reply.url) or _PAGE.search(page)
    postings, problems = postings_of_page(page, Breezy.name, linked[0] if linked else "")
    if linked is None or len(postings) != 1:
        raise ReadError("breezy sent a web page without a posting of its own.")
    (posting,) = postings
    posting.source_id = linked[1].lower()
    posting.hiring_organization = posting.hiring_organization or company
    return Reading(postings=postings, problems=problems)


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "name"))
    url = text(dig(row, "url"))
    linked = _PAGE.match(url or "")
    source_id = text(dig(row, "id")) or text(dig(row, "_id")) or (linked[1] if linked else url)
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    places = [place for place in (*items(row.get("locations")), row.get("location")) if place]
    country = next(filter(None, (text(dig(place, "country", "id")) for place in places)), None)
    kind = row.get("type")
    return RawPosting(
        source=Breezy.name,
        source_id=source_id,
        title=title,
        url=url,
        hiring_organization=text(dig(row, "company", "name")) or company,
        job_location=distinct([_place(place) for place in places]),
        job_location_type=_workplace(row, places),
        employment_type=text(dig(kind, "name")) or text(dig(kind, "id")) or text(kind),
        date_posted=text(row.get("published_date")) or text(row.get("creation_date")),
        base_salary=salary_text(row.get("salary"), country),
        description=text(row.get("description")),
    )


def _place(where: Any) -> str | None:
    """Write a place as "city, region, country"; what stands for all of it may be "Remote"."""
    named = (dig(where, part) for part in ("state", "country"))
    parts = [text(dig(part, "name")) or text(dig(part, "id")) or text(part) for part in named]
    return ", ".join(distinct([text(dig(where, "city")), *parts])) or text(dig(where, "name"))


def _workplace(row: dict[str, Any], places: list[Any]) -> str | None:
    far = [row.get("is_remote"), *(dig(place, "is_remote") for place in places)]
    return text(dig(row, "remote_details", "value")) or ("remote" if True in far else None)
