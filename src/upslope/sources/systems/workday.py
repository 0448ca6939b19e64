"""Workday: the public career site of a company, twenty postings a page, each text by itself.

Workday documents no interface for readers: these are the requests that its own career pages make
(``/wday/cxs/``), which need neither key nor login. The list is asked for by POST.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, count, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.source import Reading, Source, company_name

PAGE = 20  # a larger one is refused
MOST = 2_000  # Workday shows no more of a list, however long it is
_BOARD = re.compile(
    r"(?:https?://)?(?P<tenant>[\w-]+)\.(?P<cell>wd\d+)(?:\.myworkdayjobs\.com)?/"
    r"(?:wday/cxs/[\w-]+/|[a-z]{2}-[A-Z]{2}/)?(?P<site>[\w-]+)"
)
_COUNT = re.compile(r"\d+ locations?", re.I)
_ROWS = Shape(frozenset({"jobPostingInfo", "externalPath", "bulletFields"}), named=("jobPostings",))


class Workday(Source):
    """A company's career site on Workday. The list has no texts: each is asked for."""

    name: ClassVar[str] = "workday"
    label: ClassVar[str] = "Workday"
    about: ClassVar[str] = "the requests of the public career page itself, without a key"
    terms: ClassVar[str] = (
        "The career site's own public interface, not documented; asked one page at a time."
    )
    gives: ClassVar[str] = (
        'Titles, places, dates as "3 days ago"; texts and exact dates one request each.'
    )
    limits: ClassVar[str] = (
        "Lists stop at 2,000; a longer one is read in part and never closes. Pay stands in "
        "the text."
    )
    hosts: ClassVar[tuple[str, ...]] = ("*.myworkdayjobs.com",)

    def spellings(self, board: str) -> list[str]:
        """Give the board as TENANT.wdN/SITE, of that or of any address on a career site.

        >>> Workday().spellings("https://acme.wd5.myworkdayjobs.com/en-US/Careers/job/Oslo/Chef_R1")
        ['acme.wd5/Careers']
        """
        found = _BOARD.match(board.strip())
        return ["{tenant}.{cell}/{site}".format(**found.groupdict()) if found else board]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> asked = next(Workday().requests("acme.wd5/Careers"))
        >>> asked.url
        'https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/jobs'
        >>> asked.body
        b'{"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}'
        """
        found = _BOARD.fullmatch(board)
        if not found:
            raise UsageError(
                f"'{board}' names no Workday site.",
                next="Give the career page's address, or TENANT.wdN/SITE, as in acme.wd5/Jobs.",
            )
        tenant, cell, site = found.group("tenant", "cell", "site")
        yield _page(f"https://{tenant}.{cell}.myworkdayjobs.com/wday/cxs/{tenant}/{site}/jobs", 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of postings, or a single one with its text."""
        rows, page = _ROWS.find(load(reply.body, self.name), self.name)
        site = _BOARD.match(reply.url) or _BOARD.match(board)
        alone = [dig(row, "jobPostingInfo") is not None for row in rows] == [True]
        reading = Reading(total=count(page.get("total")) or None)  # 0 after the first page
        told = "" if _BOARD.match(board) else board  # as the person or the directory names it
        company = company_name(told or (site["tenant"] if site else ""))
        reading.read_rows(
            rows, lambda row: _posting(row, site, company, reply.url if alone else "")
        )
        if reply.sent is not None:
            _ask_for_more(reading, reply, rows)
        return reading


def _page(url: str, offset: int) -> Request:
    asked = {"appliedFacets": {}, "limit": PAGE, "offset": offset, "searchText": ""}
    return Request(
        url=url, headers={"Content-Type": "application/json"}, body=json.dumps(asked).encode()
    )


def _ask_for_more(reading: Reading, reply: Reply, rows: list[Any]) -> None:
    """Note the requests for the following page and for the texts."""
    site, base = _BOARD.match(reply.url), reply.url.removesuffix("/jobs")
    paths = [path for row in rows if (path := text(dig(row, "externalPath")))]
    reading.details = {
        _source_id(path, site): Request(url=base + quote(path, "/%"))
        for path in paths
        if path.startswith("/") and ".." not in path
    }
    following = len(rows) + dig(json.loads(reply.sent or b"{}"), "offset")
    if len(rows) >= PAGE and following < min(reading.total or MOST, MOST):
        reading.next = _page(reply.url, following)


def _posting(row: Any, site: re.Match[str] | None, company: str | None, asked: str) -> RawPosting:
    """Read a row of a list, or a text, which may name itself only by the address asked for."""
    info = dig(row, "jobPostingInfo") or row
    title = exact(dig(info, "title"))
    url = text(dig(info, "externalUrl"))
    named = (url, *(text(dig(info, key)) for key in ("externalPath", "jobPostingId", "jobReqId")))
    path = next(filter(None, (*named, asked)), None)
    if title is None or path is None:
        raise RowError("it has no title" if path else "it has no id")
    site = site or _BOARD.match(url or "")
    return RawPosting(
        source=Workday.name,
        source_id=_source_id(path, site),
        title=title,
        url=url or _url(path, site),
        hiring_organization=company or text(dig(row, "hiringOrganization", "name")),
        job_location=_places(info),
        job_location_type=text(info.get("remoteType")),
        employment_type=text(info.get("timeType")),
        date_posted=text(info.get("startDate")) or text(info.get("postedOn")),
        valid_through=text(info.get("endDate")),
        description=text(info.get("jobDescription")),
        closed=info.get("posted") is False,
    )


def _source_id(path: str, site: re.Match[str] | None) -> str:
    """Give the id: requisitions are counted anew on each site, and the title may still change.

    >>> _source_id("/job/Oslo/Data-Chef_R-12-1", _BOARD.match("acme.wd5/Careers"))
    'acme/careers/R-12-1'
    """
    last = unquote(path.split("?", maxsplit=1)[0]).rstrip("/").rpartition("/")[2]
    of_site = f"{site['tenant']}/{site['site']}/".lower() if site else ""
    return of_site + (last.partition("_")[2] or last)


def _url(path: str, site: re.Match[str] | None) -> str | None:
    if site is None or not path.startswith("/"):
        return None
    return f"https://{site['tenant']}.{site['cell']}.myworkdayjobs.com/{site['site']}{path}"


def _places(info: dict[str, Any]) -> list[str]:
    """Give the places; a list says of several only how many they are."""
    named = (info.get("locationsText"), info.get("location"))
    said = [text(place) for place in (*named, *items(info.get("additionalLocations")))]
    return distinct([_city_first(place) for place in said if place and not _COUNT.fullmatch(place)])


def _city_first(place: str) -> str:
    """Turn a place that goes from the country down to the city, as many on Workday do.

    >>> _city_first("US, CA, Santa Clara"), _city_first("United States-Utah-Corinne")
    ('Santa Clara, CA, US', 'Corinne, Utah, United States')
    >>> _city_first("Oslo, Norway"), _city_first("Winston-Salem")
    ('Oslo, Norway', 'Winston-Salem')
    """
    parts = re.split(r",\s*|-(?=[A-Z])", place)
    country_first = re.fullmatch("[A-Z]{2,3}", parts[0]) or (len(parts) > 2 and "," not in place)
    return ", ".join(reversed(parts)) if country_first else place
