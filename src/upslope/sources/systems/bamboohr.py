"""BambooHR: a company's openings, a list without texts and one reply for each text.

Undocumented: these are the requests that the public career page itself makes. What the numbers of
``locationType`` mean is told by the postings that have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from upslope.formats.json import load
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, count, dig, distinct, exact, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.site import company_of, host_of, sites
from upslope.sources.source import Reading, Source, slugs

DOMAIN = "bamboohr.com"
_ROWS = Shape(frozenset({"jobOpeningName", "jobOpeningShareUrl"}), under=("result",))
_PAGE = re.compile(r"https://([\w-]+)\.bamboohr\.com/(?:careers|jobs/view\.php\?id=)/?(\d+)?", re.I)
_WAYS = {"0": "on-site", "1": "remote", "2": "hybrid"}


class BambooHR(Source):
    """A company's career page on BambooHR. The list has no texts: each is asked for."""

    name: ClassVar[str] = "bamboohr"
    label: ClassVar[str] = "BambooHR"
    about: ClassVar[str] = "the requests of the public career page itself, without a key"
    terms: ClassVar[str] = "The career page's own interface, not documented; nothing is known."
    gives: ClassVar[str] = (
        "Places, kind of employment, way of working; texts, dates and stated pay one request each."
    )
    limits: ClassVar[str] = "No date of closing. An empty list may also be no board."
    hosts: ClassVar[tuple[str, ...]] = (f"*.{DOMAIN}",)
    vague: ClassVar[bool] = True

    def spellings(self, board: str) -> list[str]:
        """Give names to try; any address of a career page is taken as well.

        >>> BambooHR().spellings("https://acme.bamboohr.com/careers/86?source=x")
        ['acme']
        """
        return sites(board, DOMAIN)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a list.

        >>> next(BambooHR().requests("acme")).url
        'https://acme.bamboohr.com/careers/list'
        """
        yield Request(url=f"https://{host_of(board, DOMAIN)}/careers/list")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list, or a single opening with its text."""
        rows, around = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(total=count(dig(around, "meta", "totalCount")))
        company = company_of(reply.url, board, DOMAIN)
        reading.read_rows(rows, lambda row: _posting(row, company, reply.url))
        if reply.url.endswith("/careers/list"):
            site = reply.url.removesuffix("list")
            numbers = (
                (raw.source_id, raw.source_id.rpartition("/")[2]) for raw in reading.postings
            )
            reading.details = {
                source_id: Request(url=f"{site}{quote(number, '')}/detail")
                for source_id, number in numbers
            }
        return reading


def _posting(row: Any, company: str | None, asked: str) -> RawPosting:
    title = exact(dig(row, "jobOpeningName"))
    shared = text(dig(row, "jobOpeningShareUrl"))
    page = _PAGE.match(shared or "") or _PAGE.match(asked)
    number = text(dig(row, "id")) or (page[2] if page else None)
    if title is None or number is None:
        raise RowError("it has no title" if number else "it has no id")
    tenant = page[1].lower() if page else next(iter(slugs(company or "")), None)
    pay = text(row.get("compensation"))
    return RawPosting(
        source=BambooHR.name,
        source_id=f"{tenant}/{number}" if tenant else number,  # numbers are each tenant's own
        title=title,
        url=shared or (f"https://{page[1]}.{DOMAIN}/careers/{number}" if page else None),
        hiring_organization=company or (company_of(shared, "", DOMAIN) if shared else None),
        job_location=distinct([_place(row.get("location")), _place(row.get("atsLocation"))]),
        job_location_type=_workplace(row),
        employment_type=text(row.get("employmentStatusLabel")) or text(row.get("employmentType")),
        date_posted=text(row.get("datePosted")),
        base_salary=salary_text(pay),
        description=text(row.get("description")),
        closed=text(row.get("jobOpeningStatus")) not in {None, "Open"},
    )


def _place(where: Any) -> str | None:
    region = text(dig(where, "state")) or text(dig(where, "province"))
    country = text(dig(where, "country")) or text(dig(where, "addressCountry"))
    return ", ".join(distinct([text(dig(where, "city")), region, country])) or None


def _workplace(row: dict[str, Any]) -> str | None:
    far = "remote" if text(row.get("isRemote")) == "1" or row.get("isRemote") is True else None
    return far or _WAYS.get(text(row.get("locationType")) or "")
