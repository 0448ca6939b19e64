"""Arbeitnow: a board for Germany and its neighbours, a hundred postings a page, the newest first.

Documented at https://www.arbeitnow.com/api/job-board-api.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.values import RowError, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.aggregator import Aggregator
from upslope.sources.search import Search
from upslope.sources.source import Reading

LAST_PAGE = 10


class Arbeitnow(Aggregator):
    """The thousand newest postings, of any field: it cannot be searched."""

    name: ClassVar[str] = "arbeitnow"
    label: ClassVar[str] = "Arbeitnow"
    about: ClassVar[str] = "the documented public API, without a key"
    terms: ClassVar[str] = "Offered for use by programs, without a key; no limit is known."
    gives: ClassVar[str] = "Whole texts, place, whether remote, kind of employment, date."
    limits: ClassVar[str] = (
        f"No search and no pay: its {LAST_PAGE} newest pages are read, of all fields of work."
    )
    hosts: ClassVar[tuple[str, ...]] = ("www.arbeitnow.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset()
    interval: ClassVar[float] = 2.0
    lists: ClassVar[tuple[str, ...]] = ("data", "jobs")
    marks: ClassVar[frozenset[str]] = frozenset({"job_types"})
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?arbeitnow\.com/(?:jobs/companies/[^/?#]+|view)/([^/?#]+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(Arbeitnow().requests("")).url
        'https://www.arbeitnow.com/api/job-board-api?page=1'
        """
        Search.parse(board)
        yield Request(url=f"https://{self.hosts[0]}/api/job-board-api?page=1")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        title, url = exact(row.get("title")), text(row.get("url"))
        source_id = text(row.get("slug")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        kinds = distinct([text(kind) for kind in items(row.get("job_types"))])
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=text(row.get("company_name")),
            job_location=distinct([text(row.get("location"))]),
            job_location_type="remote" if row.get("remote") is True else None,
            employment_type=", ".join(kinds) or None,  # with levels of experience among them
            date_posted=moment(row.get("created_at")),
            description=text(row.get("description")),
        )

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page; the address that a page gives has a foreign word."""
        following = self.turned(reply, "[?&]page=", last=LAST_PAGE)
        return Request(url=following) if following and reading.postings else None
