"""Careerjet: a search engine for openings in many countries.

Documented at https://www.careerjet.com/partners/api; nothing of it could be tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import UsageError
from upslope.formats.postings.jobposting import digest
from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.records.posting import PayUnit
from upslope.sources.aggregator import DEFAULT_WORDS, Aggregator, query, unmarked
from upslope.sources.search import Search
from upslope.sources.source import Reading

PAGE, LAST_PAGE = 50, 5
_LOCALES = {
    "us": "en_US", "gb": "en_GB", "ca": "en_CA", "au": "en_AU", "nz": "en_NZ", "ie": "en_IE",
    "in": "en_IN", "sg": "en_SG", "za": "en_ZA", "ae": "en_AE", "de": "de_DE", "at": "de_AT",
    "ch": "de_CH", "fr": "fr_FR", "be": "fr_BE", "nl": "nl_NL", "es": "es_ES", "it": "it_IT",
    "pt": "pt_PT", "pl": "pl_PL", "se": "sv_SE", "dk": "da_DK", "no": "no_NO", "fi": "fi_FI",
    "cz": "cs_CZ", "hu": "hu_HU", "ro": "ro_RO", "br": "pt_BR", "mx": "es_MX", "jp": "ja_JP",
}  # fmt: skip
_UNITS: dict[str, PayUnit] = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
# Whom it is asked for: this machine and this program, which is no less true and names nobody.
_NOBODY = {"user_ip": "127.0.0.1", "user_agent": "upslope"}


class Careerjet(Aggregator):
    """A search in one country (``country:de``; without one the United States)."""

    name: ClassVar[str] = "careerjet"
    label: ClassVar[str] = "Careerjet"
    about: ClassVar[str] = "the partners' search API, with your own affiliate key"
    terms: ClassVar[str] = (
        "For partners who show its results on a site of theirs; a key is bound to that site, and "
        "each request must name the IP address and the browser of the person who searches."
    )
    gives: ClassVar[str] = "Company, places, date, a few lines of text, stated pay with its period."
    limits: ClassVar[str] = (
        "Needs your own key (careerjet_key). It wants to be told your IP address and browser with "
        "every search; you are not named: it is told 127.0.0.1 and upslope, and may refuse that "
        "(403). Unverified: the service was not at hand. No whole texts; links lead by way of "
        "Careerjet."
    )
    hosts: ClassVar[tuple[str, ...]] = ("search.api.careerjet.net",)
    keys: ClassVar[tuple[str, ...]] = ("careerjet_key",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "country"})
    interval: ClassVar[float] = 3.0
    every: ClassVar[float] = 24 * 3600.0
    marks: ClassVar[frozenset[str]] = frozenset({"salary_currency_code", "salary_type"})
    envelope: ClassVar[frozenset[str]] = frozenset({"hits", "pages"})
    counts: ClassVar[tuple[str, ...]] = ("hits",)
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:[\w-]+\.)*(?:jobviewtrack\.com|careerjet\.[\w.]+)/.*?([0-9a-f]{32})", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page.

        Raises:
            UsageError: it does not search that country.

        >>> next(Careerjet().requests("country:de")).url
        'https://search.api.careerjet.net/v4/query?locale_code=de_DE&keywords=machine%20learning\
&sort=date&page_size=50&user_ip=127.0.0.1&user_agent=upslope&page=1'
        """
        search = Search.parse(board)
        country = search.filters.get("country", "us").casefold()
        locale = _LOCALES.get("gb" if country == "uk" else country)
        if locale is None:
            raise UsageError(
                f"Careerjet is not asked for '{country}'.", next=f"It has: {', '.join(_LOCALES)}."
            )
        asked = {
            "locale_code": locale,
            "keywords": search.words or DEFAULT_WORDS,
            "location": search.filters.get("place"),
            "sort": "date",
            "page_size": PAGE,
            **_NOBODY,
            "page": 1,
        }
        yield self._request(f"https://{self.hosts[0]}/v4/query?{query(asked)}")

    def _request(self, url: str) -> Request:
        headers = {"Authorization": "Basic {careerjet_key:basic}"}
        return Request(url=url, keys=self.keys, headers=headers)

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row. It has no id, and its link changes: what it says names it."""
        title, url = exact(row.get("title")), text(row.get("url"))
        if title is None:
            raise RowError("it has no title")
        company = text(row.get("company"))
        places = distinct([text(place) for place in items(row.get("locations"))])
        ends = (row.get("salary_min"), row.get("salary_max"))
        currency, unit = row.get("salary_currency_code"), text(row.get("salary_type"))
        return RawPosting(
            source=self.name,
            source_id=self.page_id(url) or digest(title, company, *places),
            title=unmarked(title),
            url=url,
            hiring_organization=company,
            job_location=places,
            date_posted=moment(row.get("date")),
            base_salary=salary(*ends, currency, _UNITS.get(unit or "")),
            description=text(row.get("description")),
        )

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the next page, if this one was full."""
        following = self.turned(reply, "[?&]page=", last=LAST_PAGE)
        return self._request(following) if following and len(reading.postings) >= PAGE else None
