"""Jobicy: a board for remote work, up to a hundred of the newest postings of a search.

Documented at https://github.com/Jobicy/remote-jobs-api.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, distinct, exact, items, moment, most_telling, text
from upslope.records import RawPosting, Request
from upslope.sources.aggregator import Aggregator, query
from upslope.sources.search import Search

DEFAULT_CATEGORY = "data-science"


class Jobicy(Aggregator):
    """A search; without words or a category, data science."""

    name: ClassVar[str] = "jobicy"
    label: ClassVar[str] = "Jobicy"
    about: ClassVar[str] = "the documented public API, without a key"
    terms: ClassVar[str] = (
        "Link back to the posting on Jobicy; ask at most once an hour; do not pass its postings on "
        "to other boards."
    )
    gives: ClassVar[str] = (
        "Whole texts, where one may live, kind of employment, date, stated pay with its period."
    )
    limits: ClassVar[str] = (
        "At most a hundred postings of a search, some hours late. place: is one of its own names "
        "(usa, uk, germany, europe ...), category: one of its industries (data-science, "
        "engineering ...)."
    )
    hosts: ClassVar[tuple[str, ...]] = ("jobicy.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "category"})
    interval: ClassVar[float] = 5.0
    marks: ClassVar[frozenset[str]] = frozenset({"jobGeo", "jobIndustry", "jobExcerpt", "jobSlug"})
    envelope: ClassVar[frozenset[str]] = frozenset({"jobCount"})
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?jobicy\.com/jobs/(\d+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request.

        >>> next(Jobicy().requests("pytorch place:UK")).url
        'https://jobicy.com/api/v2/remote-jobs?count=100&geo=uk&tag=pytorch'
        """
        search = Search.parse(board)
        category = search.filters.get("category")
        asked = {
            "count": 100,
            "geo": re.sub(r"\W+", "-", search.filters.get("place", "").casefold()),
            "industry": category or (None if search.words else DEFAULT_CATEGORY),
            "tag": search.words,
        }
        yield Request(url=f"https://{self.hosts[0]}/api/v2/remote-jobs?{query(asked)}")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        title, url = exact(row.get("jobTitle")), text(row.get("url"))
        source_id = text(row.get("id")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        kinds = distinct([text(kind) for kind in items(row.get("jobType"))])
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=text(row.get("companyName")),
            job_location=_places(row),
            job_location_type="remote",
            employment_type=most_telling(kinds),
            date_posted=moment(row.get("pubDate")),
            base_salary=salary(
                row.get("salaryMin") or row.get("annualSalaryMin"),
                row.get("salaryMax") or row.get("annualSalaryMax"),
                row.get("salaryCurrency"),
                row.get("salaryPeriod") or ("year" if "annualSalaryMin" in row else None),
            ),
            description=text(row.get("jobDescription")) or text(row.get("jobExcerpt")),
        )


def _places(row: dict[str, Any]) -> list[str]:
    said = ",".join(filter(None, map(text, items(row.get("jobGeo")))))
    return distinct([part.strip() for part in said.split(",")])
