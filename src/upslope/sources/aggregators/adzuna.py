"""Adzuna: a search engine for openings in nineteen countries, fifty postings a page.

Documented at https://developer.adzuna.com/docs/search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import UsageError
from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, dig, distinct, exact, moment, most_telling, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator, query, unmarked
from upslope.sources.search import Search
from upslope.sources.source import Reading

PAGE, LAST_PAGE = 50, 5
_CURRENCY = {
    "us": "USD", "gb": "GBP", "at": "EUR", "au": "AUD", "be": "EUR", "br": "BRL", "ca": "CAD",
    "ch": "CHF", "de": "EUR", "es": "EUR", "fr": "EUR", "in": "INR", "it": "EUR", "mx": "MXN",
    "nl": "EUR", "nz": "NZD", "pl": "PLN", "sg": "SGD", "za": "ZAR",
}  # fmt: skip
"""The countries that it searches, the default first, and what their pay is in."""
_SITE = re.compile(r"https?://(?:[\w-]+\.)*adzuna\.(?:com?\.)?([a-z]{2,3})(?=[/:?#]|$)", re.I)
# Parts of a link that say who searched, and when: the rest leads to the same opening.
_OF_SEARCH = re.compile(r"(?<=[?&])(?:utm_\w+|se)=[^&#]*&?", re.I)


class Adzuna(Aggregator):
    """A search in one country (``country:de``; without one the United States)."""

    name: ClassVar[str] = "adzuna"
    label: ClassVar[str] = "Adzuna"
    about: ClassVar[str] = "the documented search API, with your own free key"
    terms: ClassVar[str] = (
        "25 requests a minute, 250 a day, 1,000 a week, 2,500 a month; for personal research, "
        "naming Adzuna where anything is published."
    )
    gives: ClassVar[str] = "Company, place, date, kind of employment, stated yearly pay."
    limits: ClassVar[str] = (
        "Needs your own id and key (adzuna_app_id, adzuna_app_key). Texts are cut off after some "
        "500 characters. Pay that Adzuna predicts is not taken. At most "
        f"{PAGE * LAST_PAGE} postings of a search, the newest."
    )
    hosts: ClassVar[tuple[str, ...]] = ("api.adzuna.com",)
    keys: ClassVar[tuple[str, ...]] = ("adzuna_app_id", "adzuna_app_key")
    filters: ClassVar[frozenset[str] | None] = frozenset(
        {"words", "place", "country", "category", "within", "pay"}
    )
    interval: ClassVar[float] = 3.0
    every: ClassVar[float] = 24 * 3600.0
    lists: ClassVar[tuple[str, ...]] = ("results", "jobs")
    marks: ClassVar[frozenset[str]] = frozenset({"redirect_url", "adref", "salary_is_predicted"})
    counts: ClassVar[tuple[str, ...]] = ("count",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:[\w-]+\.)*adzuna\.[\w.]+/(?:jobs/)?(?:land/ad|details|ad)/(\d+)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        Raises:
            UsageError: it does not search that country.

        >>> next(Adzuna().requests("country:de place:Berlin")).url.partition("&what=")
        ('https://api.adzuna.com/v1/api/jobs/de/search/1?app_id={adzuna_app_id}\
&app_key={adzuna_app_key}', '&what=', 'machine%20learning&where=Berlin&results_per_page=50\
&sort_by=date')
        """
        search = Search.parse(board)
        told = search.filters
        country = told.get("country", next(iter(_CURRENCY))).casefold()
        country = "gb" if country == "uk" else country
        if country not in _CURRENCY:
            raise UsageError(
                f"Adzuna does not search '{country}'.", next=f"It has: {', '.join(_CURRENCY)}."
            )
        asked = {
            "what": search.words or (None if "category" in told else DEFAULT_WORDS),
            "where": told.get("place"),
            "category": told.get("category"),
            "max_days_old": told.get("within"),
            "salary_min": told.get("pay"),
            "results_per_page": PAGE,
            "sort_by": "date",
        }
        keys = "app_id={adzuna_app_id}&app_key={adzuna_app_key}"
        site = f"https://{self.hosts[0]}/v1/api/jobs/{country}/search"
        yield Request(url=f"{site}/1?{keys}&{query(asked)}", keys=self.keys)

    def is_marked(self, row: dict[str, Any]) -> bool:
        """Say whether a row is Adzuna's, also one that was trimmed: names are of its own kind."""
        named = dig(row, "company", "display_name") or dig(row, "location", "display_name")
        return super().is_marked(row) or named is not None

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row; the words that were searched for are not marked in its title."""
        url = text(row.get("redirect_url"))
        title, source_id = exact(row.get("title")), text(row.get("id")) or self.page_id(url)
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        kinds = distinct([text(row.get("contract_time")), text(row.get("contract_type"))])
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=unmarked(title),
            url=_without_search(url),
            hiring_organization=text(dig(row, "company", "display_name")),
            job_location=_places(row),
            employment_type=most_telling(kinds),
            date_posted=moment(row.get("created")),
            base_salary=_pay(row, url),
            description=text(row.get("description")),
        )

    def of_others(self, row: dict[str, Any]) -> RawPosting:
        """Read one row of a table, with the link as it is in a posting of the API."""
        got = super().of_others(row)
        got.url = _without_search(got.url)
        return got

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, if this one was full."""
        following = self.turned(reply, "/search/", last=LAST_PAGE)
        full = len(reading.postings) + len(reading.problems) >= PAGE
        return Request(url=following, keys=self.keys) if following and full else None


def _without_search(url: str | None) -> str | None:
    """Take out of a link who searched, and when: else each search would change the posting.

    >>> _without_search("https://www.adzuna.de/land/ad/7?se=Ab-1&utm_medium=api&v=0F")
    'https://www.adzuna.de/land/ad/7?v=0F'
    """
    return _OF_SEARCH.sub("", url).rstrip("?&") if url else None


def _places(row: dict[str, Any]) -> list[str]:
    """Give the place by name; without one, its areas, which are written from large to small."""
    said = dig(row, "location", "area")
    areas = distinct([text(area) for area in reversed(said)]) if isinstance(said, list) else []
    return distinct([text(dig(row, "location", "display_name")) or ", ".join(areas) or None])


def _pay(row: dict[str, Any], url: str | None) -> Salary | None:
    """Read stated pay, which is by the year; what Adzuna predicts is no employer's word."""
    if str(row.get("salary_is_predicted")).casefold() in {"1", "1.0", "true"}:
        return None
    found = _SITE.match(url or "")
    site = found[1].casefold() if found else ""
    country = {"com": "us", "uk": "gb"}.get(site, site)
    low, high = row.get("salary_min"), row.get("salary_max")
    return salary(low, high, _CURRENCY.get(country), "year")
