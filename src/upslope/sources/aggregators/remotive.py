"""Remotive: a board for remote work, whole in one reply.

Documented at https://remotive.com/remote-jobs/api; its terms are in every reply.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.values import RowError, distinct, exact, moment, text
from upslope.records import RawPosting, Request
from upslope.sources.aggregator import Aggregator, query
from upslope.sources.search import Search

_ZONE = re.compile(r"\b(?:UTC|GMT|[CEMP]S?T|CES?T)\b|time\s?zone", re.I)


class Remotive(Aggregator):
    """All of its postings; or those of a category, or those that say some words."""

    name: ClassVar[str] = "remotive"
    label: ClassVar[str] = "Remotive"
    about: ClassVar[str] = "the documented public API, without a key"
    terms: ClassVar[str] = (
        "Link back to the posting on Remotive and name it; at most four visits a day, two requests "
        "a minute; do not pass its postings on to other boards."
    )
    gives: ClassVar[str] = (
        "Whole texts, where one may live, kind of employment, date; pay as its employer wrote it."
    )
    limits: ClassVar[str] = (
        "Postings come a day late, and some tens of them in all. A search for words finds only "
        "those very words."
    )
    hosts: ClassVar[tuple[str, ...]] = ("remotive.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "category"})
    interval: ClassVar[float] = 31.0
    every: ClassVar[float] = 8 * 3600.0
    marks: ClassVar[frozenset[str]] = frozenset({"candidate_required_location"})
    envelope: ClassVar[frozenset[str]] = frozenset({"job-count"})
    counts: ClassVar[tuple[str, ...]] = ("job-count",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?remotive\.(?:com|io)/remote-jobs/.*?(\d{1,20})/?(?:[?#]|$)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request.

        >>> next(Remotive().requests("data scientist category:data")).url
        'https://remotive.com/api/remote-jobs?search=data%20scientist&category=data'
        """
        search = Search.parse(board)
        asked = query({"search": search.words, "category": search.filters.get("category")})
        yield Request(url=f"https://{self.hosts[0]}/api/remote-jobs{'?' if asked else ''}{asked}")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        title, url = exact(row.get("title")), text(row.get("url"))
        source_id = text(row.get("id")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=text(row.get("company_name")),
            job_location=_places(text(row.get("candidate_required_location"))),
            job_location_type="remote",
            employment_type=text(row.get("job_type")),
            date_posted=moment(row.get("publication_date")),
            description=_description(row),
        )


def _places(said: str | None) -> list[str]:
    """Give the countries where one may live; zones of time are no places."""
    parts = [part.strip() for part in (said or "").split(",")]
    return distinct([part for part in parts if not _ZONE.search(part)])


def _description(row: dict[str, Any]) -> str | None:
    """Give the text, with the pay in words where understanding looks for it."""
    written, pay = text(row.get("description")), text(row.get("salary"))
    line = f"<p>Salary: {html.escape(pay, quote=False)}</p>" if pay else None
    return "\n".join(filter(None, (written, line))) or None
