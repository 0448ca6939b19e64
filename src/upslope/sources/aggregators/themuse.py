"""The Muse: a board of many employers, searched twenty postings at a time by category.

Documented at https://www.themuse.com/developers/api/v2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.aggregator import Aggregator
from upslope.sources.search import Search
from upslope.sources.source import Reading

DEFAULT_CATEGORIES = ("Data Science", "Data and Analytics")
LAST_PAGE = 24
_REMOTE = "Flexible / Remote"
_LEVELS = {"entry": "Entry Level", "mid": "Mid Level", "senior": "Senior Level"}


class TheMuse(Aggregator):
    """A search by category, level and place; the five hundred newest postings."""

    name: ClassVar[str] = "themuse"
    label: ClassVar[str] = "The Muse"
    about: ClassVar[str] = "the documented public API, without a key"
    terms: ClassVar[str] = (
        "Offered for use by programs; others counted 500 requests an hour without a key, after "
        "which it answers 403."
    )
    gives: ClassVar[str] = "Whole texts, all places, date; whether it is an internship."
    limits: ClassVar[str] = (
        f"No search for words and no pay; at most {20 * (LAST_PAGE + 1)} postings of a search. Its "
        "categories are unreliable: much of other fields is among them."
    )
    hosts: ClassVar[tuple[str, ...]] = ("www.themuse.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"category", "level", "place"})
    interval: ClassVar[float] = 3.0
    every: ClassVar[float] = 24 * 3600.0
    lists: ClassVar[tuple[str, ...]] = ("results", "jobs")
    marks: ClassVar[frozenset[str]] = frozenset({"refs", "model_type", "contents"})
    counts: ClassVar[tuple[str, ...]] = ("total",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?themuse\.com/jobs/([^/?#]+/[^/?#]+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(TheMuse().requests("category:Engineering level:senior")).url
        'https://www.themuse.com/api/public/jobs?category=Engineering&level=Senior%20Level\
&descending=true&page=0'
        """
        filters = Search.parse(board).filters
        category, level = filters.get("category"), filters.get("level", "")
        asked = [("category", each) for each in ([category] if category else DEFAULT_CATEGORIES)]
        asked += [("level", _LEVELS.get(level.casefold(), level))] if level else []
        asked += [("location", filters["place"])] if "place" in filters else []
        asked += [("descending", "true"), ("page", "0")]
        query = urlencode(asked, quote_via=quote)
        yield Request(url=f"https://{self.hosts[0]}/api/public/jobs?{query}")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        title, url = exact(row.get("name")), text(dig(row, "refs", "landing_page"))
        source_id = text(row.get("id")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        places = [text(dig(each, "name")) for each in items(row.get("locations"))]
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=text(dig(row, "company", "name")),
            job_location=distinct([place for place in places if place != _REMOTE]),
            job_location_type="remote" if _REMOTE in places else None,
            employment_type=_employment(row),
            date_posted=moment(row.get("publication_date")),
            description=text(row.get("contents")),
        )

    def of_others(self, row: dict[str, Any]) -> RawPosting:
        """Read one row of a table, in which all places stand in one cell."""
        got = super().of_others(row)
        parts = [part.strip() for place in got.job_location for part in place.split(",")]
        if _REMOTE in parts:
            got.job_location_type = "remote"
            parts = [part for part in parts if part != _REMOTE]
        if len(parts) % 2:  # a city without its country is among them: which one?
            got.job_location = [", ".join(parts)]
        else:
            pairs = zip(parts[::2], parts[1::2], strict=True)
            got.job_location = distinct([", ".join(pair) for pair in pairs])
        return got

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page."""
        following = self.turned(reply, "[?&]page=", last=LAST_PAGE)
        return Request(url=following) if following and reading.postings else None


def _employment(row: dict[str, Any]) -> str | None:
    """Give the kind of employment, which only internships have: as their one level."""
    levels = [text(dig(level, "name")) for level in items(row.get("levels"))]
    return "Internship" if levels == ["Internship"] else text(row.get("employment_type"))
