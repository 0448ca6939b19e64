"""Apple: replies of its career site's search, and its pages, as a person saved them.

The search answers only to a browser's session, and the terms of apple.com forbid programs that copy
its pages; so nothing is asked over the network.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from upslope.formats.charset import decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off, cards, words
from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.page import postings_of_page
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import bullets, sections
from upslope.formats.values import RowError, count, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply
from upslope.sources.source import Reading, Source

SITE = "https://jobs.apple.com/en-us/details"
_DATA = re.compile(r"__staticRouterHydrationData\s*=|\bappState\s*=|__INITIAL_STATE__\s*=")
_SHAPE = Shape(frozenset({"postingTitle"}), under=("searchResults", "res"))
_LINK = re.compile(r"<a\b[^<>]{0,400}/details/\d{6,}", re.I)
_NUMBER = re.compile(r"/details/(\d{6,})[-\d]*(/[\w-]+)?")
_TEXTS = (
    ("Summary", "jobSummary"),
    ("Description", "description"),
    ("Responsibilities", "responsibilities"),
    ("Minimum Qualifications", "minimumQualifications"),
    ("Key Qualifications", "keyQualifications"),
    ("Preferred Qualifications", "preferredQualifications"),
    ("Education & Experience", "educationExperience"),
    ("Education & Experience", "educationAndExperience"),
    ("Additional Requirements", "additionalRequirements"),
    ("Pay & Benefits", "payAndBenefits"),
)
_ITS_OWN = re.compile(r'jobs\.apple\.com|job-posted-date|"name"\s*:\s*"Apple\b')


class Apple(Source):
    """Openings of Apple, from saved replies and pages."""

    name: ClassVar[str] = "apple"
    label: ClassVar[str] = "Apple"
    about: ClassVar[str] = (
        "pages of jobs.apple.com, or replies of its search, that the person saved"
    )
    terms: ClassVar[str] = (
        "The terms of apple.com forbid programs that copy its pages, so none are asked for."
    )
    gives: ClassVar[str] = (
        "Titles, places, dates, summaries; the whole text from the page of a posting."
    )
    limits: ClassVar[str] = (
        "Cannot be asked. Save the page of a search or of a posting in your browser, then: "
        "upslope collect --source apple --from FILE"
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a reply of the search, the details of one posting, or a saved page."""
        if reply.body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
            page, data = "", load(reply.body, self.name)
        else:
            page = decode(reply.body, reply.charset)
            data = list(values_after(page, _DATA))
        if not data and _ITS_OWN.search(page) and (found := _by_tags(page)).postings:
            return found
        rows, around = _SHAPE.find(data, self.name)
        reading = Reading(total=count(around.get("totalRecords")), problems=broken_off(page))
        reading.read_rows(rows, _posting)
        return reading


def _by_tags(page: str) -> Reading:
    """Read a page without data of its own: by its JobPosting, or by the links of its list."""
    postings, problems = postings_of_page(page, Apple.name)
    reading = Reading(problems=[*problems, *broken_off(page)])
    for posting in postings:
        reading.add(posting)
    if not postings:
        reading.read_rows(cards(page, _LINK), _of_link)
    return reading


def _of_link(card: LexborNode) -> RawPosting:
    link = card.css_first("a[href*='/details/']")
    title = words(link)
    found = _NUMBER.search((link.attributes.get("href") if link else None) or "")
    if title is None or found is None:
        raise RowError("it has no title" if found else "it has no id")
    return RawPosting(
        source=Apple.name,
        source_id=found[1],
        title=title,
        url=f"{SITE}/{found[1]}{found[2] or ''}",
        hiring_organization=Apple.label,
        job_location=distinct([words(card.css_first("[id*='store-name']"))]),
        date_posted=words(card.css_first(".job-posted-date")),
    )


def _posting(row: Any) -> RawPosting:
    title = exact(dig(row, "postingTitle"))
    source_id = _source_id(row)
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    slug = text(row.get("transformedPostingTitle"))
    dates = ("postDateInGMT", "postingDate", "postDateTime", "postDateInFormat")
    return RawPosting(
        source=Apple.name,
        source_id=source_id,
        title=title,
        url="/".join([SITE, quote(source_id, ""), *([quote(slug, "")] if slug else [])]),
        hiring_organization=Apple.label,
        job_location=distinct([_place(place) for place in items(row.get("locations"))]),
        job_location_type="remote" if row.get("homeOffice") is True else None,
        employment_type=text(row.get("employmentType")),
        date_posted=next((day for name in dates if (day := moment(row.get(name)))), None),
        description=_text(row),
    )


def _source_id(row: Any) -> str | None:
    """Give the number of a role, which is one and the same at all its places.

    >>> _source_id({"id": "PIPE-200554361-3543"})
    '200554361'
    """
    named = [text(dig(row, key)) for key in ("positionId", "jobNumber", "reqId", "id")]
    said = next(filter(None, named), None)
    number = re.search(r"\d{6,}", said or "")
    return number[0] if number else said


def _place(place: Any) -> str | None:
    parts = [text(dig(place, part)) for part in ("city", "stateProvince", "countryName")]
    named = text(dig(place, "name")) or text(place)
    return named if named and "," in named else ", ".join(distinct([*parts])) or named


def _text(row: dict[str, Any]) -> str | None:
    """Join the text in the order of Apple's own page."""
    said = [(heading, row.get(name)) for heading, name in _TEXTS]
    return sections(
        (heading, bullets(part) if isinstance(part, list) else part) for heading, part in said
    )
