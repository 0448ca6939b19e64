"""Ashby: the public job board of a company, whole in one reply.

Documented at https://developers.ashbyhq.com/docs/public-job-posting-api (GET needs no key).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.pay import amount, salary
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, company_name, slugs

_BOARD_URL = re.compile(
    r"https?://(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com/posting-api/job-board)/([^/?#\s]+)", re.I
)
_ROWS = Shape(
    frozenset({"isListed", "jobUrl", "publishedAt", "secondaryLocations"}),
    under=("jobs",),
    bare=True,
)


class Ashby(Source):
    """A company's board on Ashby."""

    name: ClassVar[str] = "ashby"
    label: ClassVar[str] = "Ashby"
    about: ClassVar[str] = "the documented public Job Posting API, without a key"
    terms: ClassVar[str] = (
        "Published for reading by programs; no limit is stated. It answers slowly, so it is "
        "asked every two seconds."
    )
    gives: ClassVar[str] = (
        "Whole texts, all places, stated pay by range, way of working, kind of employment, "
        "date of publishing."
    )
    limits: ClassVar[str] = "No date of closing or change. An empty board may also be no board."
    hosts: ClassVar[tuple[str, ...]] = ("api.ashbyhq.com",)
    vague: ClassVar[bool] = True
    interval: ClassVar[float] = 2.0  # it answers slowly, and slower when asked often
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give board names to try, which may hold blanks; the address of a board is taken as well.

        >>> Ashby().spellings("https://jobs.ashbyhq.com/Acme%20Labs/1-2-3")
        ['Acme Labs']
        >>> Ashby().spellings("acme labs")
        ['acmelabs', 'acme-labs', 'acme labs']
        """
        address = _BOARD_URL.match(board.strip())
        return [unquote(address.group(1))] if address else distinct([*slugs(board), board.strip()])

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a board's name.

        >>> next(Ashby().requests("Acme Labs")).url
        'https://api.ashbyhq.com/posting-api/job-board/Acme%20Labs?includeCompensation=true'
        """
        if not board:
            raise UsageError("An Ashby board needs a name.", next="Try: --company NAME")
        path = f"posting-api/job-board/{quote(board, '')}"
        yield Request(url=f"https://{self.hosts[0]}/{path}?includeCompensation=true")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a board. Postings that are not listed, for those who have the link, are closed."""
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company_name(board)))
        return reading


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    url = text(dig(row, "jobUrl")) or text(dig(row, "applyUrl"))
    source_id = text(dig(row, "id")) or url
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    return RawPosting(
        source=Ashby.name,
        source_id=source_id,
        title=title,
        url=url,
        hiring_organization=company or _board_name(url),
        job_location=_places(row),
        job_location_type=_workplace(row),
        employment_type=text(row.get("employmentType")),
        date_posted=text(row.get("publishedAt")),
        base_salary=_pay(row),
        description=text(row.get("descriptionHtml")) or text(row.get("descriptionPlain")),
        closed=row.get("isListed") is False,
    )


def _board_name(url: str | None) -> str | None:
    address = _BOARD_URL.match(url or "")
    return company_name(unquote(address.group(1))) if address else None


def _places(row: dict[str, Any]) -> list[str]:
    others = items(row.get("secondaryLocations"))
    return distinct([_place(row), *map(_place, others)])


def _place(where: Any) -> str | None:
    """Give a place by the name on the board; its address is at times that of a head office."""
    parts = ("addressLocality", "addressRegion", "addressCountry")
    address = dig(where, "address", "postalAddress")
    written = distinct([text(dig(address, part)) for part in parts])
    return text(dig(where, "location")) or ", ".join(written) or None


def _workplace(row: dict[str, Any]) -> str | None:
    """Give the way of working. ``isRemote`` is also true of hybrid postings, so it comes last."""
    remote = "Remote" if row.get("isRemote") is True else None
    return text(row.get("workplaceType")) or remote


def _pay(row: dict[str, Any]) -> Salary | None:
    """Read the base pay; several ranges alike, for several places, become the widest one."""
    stated = items(dig(row, "compensation", "summaryComponents"))
    tiers = items(dig(row, "compensation", "compensationTiers"))
    parts = stated or [part for tier in tiers for part in items(dig(tier, "components"))]
    ranges = [part for part in parts if dig(part, "compensationType") == "Salary"]
    alike = [part for part in ranges if _terms(part) == _terms(ranges[0])]
    lows = [low for part in alike if (low := amount(part.get("minValue")))]
    highs = [high for part in alike if (high := amount(part.get("maxValue")))]
    currency, unit = _terms(ranges[0]) if ranges else (None, None)
    return salary(min(lows, default=None), max(highs, default=None), currency, unit)


def _terms(part: dict[str, Any]) -> tuple[str | None, str | None]:
    """Give currency and period. An interval of several ("2 WEEK") is none that is known."""
    interval = text(part.get("interval")) or ""
    return text(part.get("currencyCode")), interval if interval.startswith("1 ") else None
