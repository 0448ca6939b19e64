"""Himalayas: a board for remote work, searched twenty postings at a time.

Documented at https://himalayas.app/api and https://himalayas.app/docs/data-dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, dig, distinct, epoch, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator, query
from upslope.sources.search import Search
from upslope.sources.source import Reading

PAGE, LAST_PAGE = 20, 10
_VISIT = 3600.0


class Himalayas(Aggregator):
    """A search; the two hundred newest postings that it finds."""

    name: ClassVar[str] = "himalayas"
    label: ClassVar[str] = "Himalayas"
    about: ClassVar[str] = "the documented public search API, without a key"
    terms: ClassVar[str] = (
        "Offered for use by programs; it is said to ask for its name and for a link back to the "
        "posting on Himalayas (unverified), and our links lead there."
    )
    gives: ClassVar[str] = (
        "Whole texts, countries where one may live, kind of employment, pay, last day."
    )
    limits: ClassVar[str] = (
        f"At most {PAGE * LAST_PAGE} postings of a search, the newest. Its date of publishing is "
        "at times only that of its own visit to the employer; such a date is left out."
    )
    hosts: ClassVar[tuple[str, ...]] = ("himalayas.app",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "country", "level"})
    interval: ClassVar[float] = 2.0
    marks: ClassVar[frozenset[str]] = frozenset(
        {"locationRestrictions", "timezoneRestrictions", "companySlug"}
    )
    counts: ClassVar[tuple[str, ...]] = ("totalCount", "total")
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?himalayas\.app/(companies/[^/?#]+/jobs/[^/?#]+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(Himalayas().requests("")).url
        'https://himalayas.app/jobs/api/search?q=machine%20learning&sort=recent&page=1'
        """
        search = Search.parse(board)
        asked = {
            "q": search.words or DEFAULT_WORDS,
            "country": search.filters.get("country"),
            "seniority": search.filters.get("level"),
            "sort": "recent",
            "page": 1,
        }
        yield Request(url=f"https://{self.hosts[0]}/jobs/api/search?{query(asked)}")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        url = text(row.get("guid")) or text(row.get("applicationLink"))
        title, source_id = exact(row.get("title")), self.page_id(url) or url
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=text(row.get("companyName")),
            job_location=_places(row),
            job_location_type="remote",
            employment_type=text(row.get("employmentType")),
            date_posted=moment(row.get("pubDate")),
            valid_through=moment(row.get("expiryDate")),
            base_salary=salary(
                row.get("minSalary"),
                row.get("maxSalary"),
                row.get("currency") or row.get("salaryCurrency"),
                row.get("salaryPeriod") or "annual",  # which it was before there was that field
            ),
            description=text(row.get("description")) or text(row.get("excerpt")),
        )

    def settle(self, reading: Reading, data: Any) -> None:
        """Leave out dates within the hour of the reply's own: they are of its visit."""
        made = _seconds(dig(data, "updatedAt"))
        for got in reading.postings:
            at = _seconds(got.date_posted)
            if made and at and abs(made - at) < _VISIT:
                got.date_posted = None

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, if this one was full."""
        following = self.turned(reply, "[?&]page=", last=LAST_PAGE)
        return Request(url=following) if following and len(reading.postings) >= PAGE else None


def _places(row: dict[str, Any]) -> list[str]:
    """Give the countries, by name; newer replies have objects of them."""
    said = items(row.get("locationRestrictions"))
    return distinct([text(each) or text(dig(each, "name")) for each in said])


def _seconds(value: object) -> float | None:
    """Give a moment in seconds since 1970, also one in milliseconds."""
    found = epoch(value)
    return found / 1000 if found and found > 1e11 else found
