"""Jooble: a search engine for openings, asked by POST with the key in the address.

Documented at https://jooble.org/api/about; nothing of it could be tried, and no reply was at hand.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.formats.postings.jobposting import digest
from upslope.formats.values import RowError, dig, distinct, exact, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator
from upslope.sources.search import Search
from upslope.sources.source import Reading

LAST_PAGE = 5


class Jooble(Aggregator):
    """A search; the first five pages."""

    name: ClassVar[str] = "jooble"
    label: ClassVar[str] = "Jooble"
    about: ClassVar[str] = "the search API, with your own free key"
    terms: ClassVar[str] = "A key is given on request, for use by programs; limits are its own."
    gives: ClassVar[str] = "Company, place, kind of employment, a few lines of text, pay in words."
    limits: ClassVar[str] = (
        "Needs your own key (jooble_key), which is one country's. Unverified: neither a reply nor "
        "the service was at hand. No whole texts; links lead by way of Jooble."
    )
    hosts: ClassVar[tuple[str, ...]] = ("jooble.org",)
    keys: ClassVar[tuple[str, ...]] = ("jooble_key",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "pay"})
    interval: ClassVar[float] = 3.0
    every: ClassVar[float] = 24 * 3600.0
    marks: ClassVar[frozenset[str]] = frozenset({"snippet"})
    counts: ClassVar[tuple[str, ...]] = ("totalCount",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:[\w-]+\.)?jooble\.org/(?:desc|jdp|away)/(-?\d+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(Jooble().requests("place:Leeds")).body
        b'{"keywords": "machine learning", "location": "Leeds", "page": "1"}'
        """
        search = Search.parse(board)
        asked = {
            "keywords": search.words or DEFAULT_WORDS,
            "location": search.filters.get("place"),
            "salary": search.filters.get("pay"),
            "page": "1",
        }
        yield self._request({name: said for name, said in asked.items() if said})

    def _request(self, asked: dict[str, Any]) -> Request:
        return Request(
            url=f"https://{self.hosts[0]}/api/{{jooble_key}}",
            keys=self.keys,
            headers={"Content-Type": "application/json"},
            body=json.dumps(asked).encode(),
        )

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        title, url = exact(row.get("title")), text(row.get("link"))
        if title is None:
            raise RowError("it has no title")
        company, place = text(row.get("company")), text(row.get("location"))
        source_id = text(row.get("id")) or self.page_id(url) or digest(title, company, place)
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url,
            hiring_organization=company,
            job_location=distinct([place]),
            employment_type=text(row.get("type")),
            date_posted=moment(row.get("updated")),
            description=_description(row),
        )

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, which is named in what was sent."""
        try:
            asked = load(reply.sent or b"null", self.name)
        except ReadError:
            return None
        page = text(dig(asked, "page")) or ""
        if not reading.postings or not page.isdecimal() or int(page[:4]) >= LAST_PAGE:
            return None
        return self._request({**asked, "page": str(int(page) + 1)})


def _description(row: dict[str, Any]) -> str | None:
    """Give the lines of text, with the pay in words where understanding looks for it."""
    written, pay = text(row.get("snippet")), text(row.get("salary"))
    line = f"<p>Salary: {html.escape(pay, quote=False)}</p>" if pay else None
    return "\n".join(filter(None, (written, line))) or None
