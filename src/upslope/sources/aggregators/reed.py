"""Reed: a large board of the United Kingdom, a hundred postings a page, each text by itself.

Documented at https://www.reed.co.uk/developers/jobseeker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, distinct, exact, most_telling, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator, query
from upslope.sources.search import Search
from upslope.sources.source import Reading

PAGE, LAST = 100, 400
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Reed(Aggregator):
    """A search; the five hundred postings that it finds first."""

    name: ClassVar[str] = "reed"
    label: ClassVar[str] = "Reed"
    about: ClassVar[str] = "the documented Jobseeker API, with your own free key"
    terms: ClassVar[str] = "A key is given to a person for use by programs; no limit is known."
    gives: ClassVar[str] = (
        "Place, dates, stated pay; whole texts, period of pay and kind of employment one request "
        "each."
    )
    limits: ClassVar[str] = (
        "Needs your own key (reed_key). United Kingdom only; at most "
        f"{PAGE + LAST} postings of a search, which cannot be asked by date. No recorded reply was "
        "at hand: unverified."
    )
    hosts: ClassVar[tuple[str, ...]] = ("www.reed.co.uk",)
    keys: ClassVar[tuple[str, ...]] = ("reed_key",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "pay"})
    interval: ClassVar[float] = 2.0
    lists: ClassVar[tuple[str, ...]] = ("results", "jobs")
    marks: ClassVar[frozenset[str]] = frozenset({"employerName", "employerId"})
    envelope: ClassVar[frozenset[str]] = frozenset({"totalResults", "ambiguousLocations"})
    counts: ClassVar[tuple[str, ...]] = ("totalResults",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?reed\.co\.uk/jobs/.*?(\d{4,20})(?:[/?#]|$)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(Reed().requests("place:Leeds")).url
        'https://www.reed.co.uk/api/1.0/search?keywords=machine%20learning&locationName=Leeds\
&resultsToTake=100&resultsToSkip=0'
        """
        search = Search.parse(board)
        asked = {
            "keywords": search.words or DEFAULT_WORDS,
            "locationName": search.filters.get("place"),
            "minimumSalary": search.filters.get("pay"),
            "resultsToTake": PAGE,
            "resultsToSkip": 0,
        }
        yield self._request(f"search?{query(asked)}")

    def _request(self, path: str) -> Request:
        return Request(
            url=f"https://{self.hosts[0]}/api/1.0/{path}",
            keys=self.keys,
            headers={"Authorization": "Basic {reed_key:basic}"},
        )

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row, or one posting by itself, which says more."""
        url = text(row.get("jobUrl"))
        title, source_id = exact(row.get("jobTitle")), text(row.get("jobId")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url or f"https://{self.hosts[0]}/jobs/{quote(source_id, '')}",
            hiring_organization=text(row.get("employerName")),
            job_location=distinct([text(row.get("locationName"))]),
            employment_type=_employment(row),
            date_posted=_day(row.get("date")) or _day(row.get("datePosted")),
            valid_through=_day(row.get("expirationDate")),
            base_salary=salary(
                row.get("minimumSalary"),
                row.get("maximumSalary"),
                row.get("currency") or "GBP",
                row.get("salaryType"),
            ),
            description=text(row.get("jobDescription")),
        )

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a page of a search, or one posting; a page asks for the texts it cuts off."""
        reading = super().read(reply, board)
        if reply.url.startswith(f"https://{self.hosts[0]}/api/1.0/search?"):
            for got in reading.postings:
                got.description = None  # the start of it only, and the whole of it is asked for
                reading.details[got.source_id] = self._request(f"jobs/{quote(got.source_id, '')}")
        return reading

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, if this one was full."""
        following = self.turned(reply, "[?&]resultsToSkip=", step=PAGE, last=LAST)
        if not following or len(reading.postings) + len(reading.problems) < PAGE:
            return None
        return self._request(following.partition("/api/1.0/")[2])


def _day(value: object) -> str | None:
    """Give a date as ISO text; Reed writes the day first.

    >>> _day("03/04/2026"), _day("2026-04-03T00:00:00"), _day(None)
    ('2026-04-03', '2026-04-03T00:00:00', None)
    """
    said = text(value)
    found = _DAY.match(said or "")
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else said


def _employment(row: dict[str, Any]) -> str | None:
    """Give the kind of employment, which only a posting by itself says."""
    hours = {"fullTime": "Full-time", "partTime": "Part-time"}
    said = [words for name, words in hours.items() if row.get(name) is True]
    kinds = distinct([said[0] if said else None, text(row.get("contractType"))])
    return most_telling([*kinds, *distinct([text(row.get("jobType"))])])
