"""USAJOBS: the openings of the United States' federal government.

Documented at https://developer.usajobs.gov/api-reference/get-api-search.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.postings.pay import amount, pay_unit, salary
from upslope.formats.values import RowError, count, dig, distinct, exact, items, most_telling, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.records.posting import PayUnit
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator, query
from upslope.sources.door.inflate import Caps
from upslope.sources.search import Search
from upslope.sources.source import Reading

PAGE, LAST_PAGE = 500, 4
_UNITS: dict[str, PayUnit] = {
    "PA": "year", "PM": "month", "BW": "week", "PD": "day", "PH": "hour",
}  # fmt: skip
_NO_PAY = frozenset({"WC", "PW", "FB", "SY", "ST"})
"""None, by piece, fees, by the school year, a student's stipend."""
_PARTS = (
    ("", "JobSummary"),
    ("Duties", "MajorDuties"),
    ("Requirements", "KeyRequirements"),
    ("", "Requirements"),
    ("Education", "Education"),
)


class USAJobs(Aggregator):
    """A search; at most two thousand openings, the newest first."""

    name: ClassVar[str] = "usajobs"
    label: ClassVar[str] = "USAJOBS"
    about: ClassVar[str] = "the documented search API, with your own free key"
    terms: ClassVar[str] = (
        "A key is given to a person for use by programs; each request names the mail address "
        "that it was given to, so yours is sent to them, and to nobody else."
    )
    gives: ClassVar[str] = (
        "Duties and qualifications, places, whether remote, stated pay, first and last day."
    )
    limits: ClassVar[str] = (
        f"Needs your own key and mail address (usajobs_key, usajobs_email). At most "
        f"{PAGE * LAST_PAGE:,} openings of a search. category: is a series (1560 data science)."
    )
    hosts: ClassVar[tuple[str, ...]] = ("data.usajobs.gov",)
    keys: ClassVar[tuple[str, ...]] = ("usajobs_key", "usajobs_email")
    filters: ClassVar[frozenset[str] | None] = frozenset(
        {"words", "place", "remote", "category", "within", "pay"}
    )
    interval: ClassVar[float] = 2.0
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=64 * 2**20)
    lists: ClassVar[tuple[str, ...]] = ("SearchResultItems",)
    marks: ClassVar[frozenset[str]] = frozenset({"MatchedObjectDescriptor", "PositionTitle"})
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?usajobs\.gov(?::443)?/(?:job|GetJob/ViewDetails)/(\d+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        >>> next(USAJobs().requests("place:Denver remote:yes")).url
        'https://data.usajobs.gov/api/search?Keyword=machine%20learning&LocationName=Denver\
&RemoteIndicator=True&ResultsPerPage=500&SortField=opendate&SortDirection=desc&Page=1'
        """
        search = Search.parse(board)
        told = search.filters
        asked = {
            "Keyword": search.words or (None if "category" in told else DEFAULT_WORDS),
            "LocationName": told.get("place"),
            "RemoteIndicator": "True" if told.get("remote") in {"yes", "true"} else None,
            "JobCategoryCode": told.get("category"),
            "DatePosted": told.get("within"),
            "RemunerationMinimumAmount": told.get("pay"),
            "ResultsPerPage": PAGE,
            "SortField": "opendate",
            "SortDirection": "desc",
            "Page": 1,
        }
        yield self._page(f"https://{self.hosts[0]}/api/search?{query(asked)}")

    def _page(self, url: str) -> Request:
        headers = {"Authorization-Key": "{usajobs_key}", "User-Agent": "{usajobs_email}"}
        return Request(url=url, keys=self.keys, headers=headers)

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one found opening, or its description alone."""
        told = row.get("MatchedObjectDescriptor", row)
        url = text(dig(told, "PositionURI"))
        title = exact(dig(told, "PositionTitle"))
        source_id = (
            text(row.get("MatchedObjectId")) or self.page_id(url) or text(dig(told, "PositionID"))
        )
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=title,
            url=url or text(next(iter(items(told.get("ApplyURI"))), None)),
            hiring_organization=text(told.get("OrganizationName"))
            or text(told.get("DepartmentName")),
            job_location=_places(told),
            job_location_type=_workplace(told),
            employment_type=_employment(told),
            date_posted=text(told.get("PublicationStartDate"))
            or text(told.get("PositionStartDate")),
            valid_through=text(told.get("ApplicationCloseDate"))
            or text(told.get("PositionEndDate")),
            base_salary=_pay(told),
            description=_description(told),
        )

    def total(self, data: Any) -> int | None:
        """Give how many openings the search finds."""
        return count(dig(data, "SearchResult", "SearchResultCountAll"))

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, if this one was full."""
        following = self.turned(reply, "[?&]Page=", last=LAST_PAGE)
        return self._page(following) if following and len(reading.postings) >= PAGE else None


def _places(told: dict[str, Any]) -> list[str]:
    found = [_place(where) for where in items(told.get("PositionLocation"))]
    return distinct(found or [text(told.get("PositionLocationDisplay"))])


def _place(where: Any) -> str | None:
    parts = ("CityName", "CountrySubDivisionCode", "CountryCode")
    written = distinct([text(dig(where, part)) for part in parts])
    return text(dig(where, "LocationName")) or ", ".join(written) or None


def _workplace(told: dict[str, Any]) -> str | None:
    """Give the way of working. Telework is days at home now and then, so it says nothing."""
    said = dig(told, "UserArea", "Details", "RemoteIndicator")
    return "remote" if said is True or said == "True" else None


def _employment(told: dict[str, Any]) -> str | None:
    lists = ("PositionSchedule", "PositionOfferingType")
    return most_telling(
        distinct([text(dig(each, "Name")) for name in lists for each in items(told.get(name))])
    )


def _pay(told: dict[str, Any]) -> Salary | None:
    """Give the first stated range; that of two weeks is given by the week."""
    stated = next(iter(items(told.get("PositionRemuneration"))), None)
    code = text(dig(stated, "RateIntervalCode")) or ""
    if code in _NO_PAY:
        return None
    share = 0.5 if code == "BW" else 1.0
    ends = [amount(dig(stated, name)) for name in ("MinimumRange", "MaximumRange")]
    low, high = (end * share if end else None for end in ends)
    return salary(low, high, "USD", _UNITS.get(code) or pay_unit(dig(stated, "Description")))


def _description(told: dict[str, Any]) -> str | None:
    """Join the parts in the order of the site's own page."""
    details = dig(told, "UserArea", "Details")
    parts = [_part(heading, dig(details, name)) for heading, name in _PARTS]
    parts.insert(-1, _part("Qualifications", told.get("QualificationSummary")))
    return "\n".join(filter(None, parts)) or None


def _part(heading: str, said: Any) -> str | None:
    lines = [line for line in map(text, items(said)) if line]
    if not lines:
        return None
    written = lines[0] if len(lines) == 1 else "".join(f"<li>{line}</li>" for line in lines)
    title = f"<h3>{html.escape(heading)}</h3>\n" if heading else ""
    return f"{title}<p>{written}</p>" if len(lines) == 1 else f"{title}<ul>{written}</ul>"
