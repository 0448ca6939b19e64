"""Openings on career sites that SAP's Career Site Builder makes: as tiles or rows, and as JSON."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from upslope.formats.pages.cards import words
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting

_JOB = re.compile(r"/job/(?:[^?#]*/)?(\d{3,})(?:-[a-z]{2}_[A-Z]{2})?/?(?:[?#]|$)")
_FIELD = re.compile(r"section-(\w+?)(-value)?$")
_SHORT = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(?:20)?(\d{2})")


def posting_id(url: str) -> str | None:
    """Give the id that an address holds, with its host: each data centre counts anew.

    >>> posting_id("https://careers.acme.example/job/Oslo-Cook-0150/1397790900/?feedId=7")
    'careers.acme.example/1397790900'
    """
    found, host = _JOB.search(url), urlsplit(url).hostname
    return "/".join(filter(None, (host, found[1]))) if found else None


def tile_posting(row: LexborNode, asked: str, source: str, company: str | None) -> RawPosting:
    """Read one tile, or one row of a table.

    Args:
        row: the piece of the page.
        asked: the page's address, or the name of its file.
        source: the name of the source it came from.
        company: whose site it is.

    Raises:
        RowError: it has no title or leads to no posting.

    >>> from upslope.formats.pages.cards import cards
    >>> tile = '<li class="job-tile"><a href="/job/Oslo-Cook/1234/">Cook</a>'
    >>> (row,) = cards(tile, re.compile("<li"))
    >>> tile_posting(row, "https://jobs.acme.example/search/", "mine", None).url
    'https://jobs.acme.example/job/Oslo-Cook/1234/'
    """
    link = row.css_first("a.jobTitle-link") or row.css_first("a[href*='/job/']")
    named = row.css_first("[data-url]")
    path = (link.attributes.get("href") if link else None) or (
        named.attributes.get("data-url") if named else None
    )
    title, url = words(link), urljoin(asked if "://" in asked else "", path or "")
    source_id = posting_id(url)
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    said = _fields(row)
    return RawPosting(
        source=source,
        source_id=source_id,
        title=title,
        url=url if "://" in url else None,
        hiring_organization=company,
        job_location=distinct([_place(said)]),
        date_posted=said.get("date") or words(row.css_first(".jobDate")),
    )


def json_posting(
    row: Any, asked: str, locale: str | None, source: str, company: str | None
) -> RawPosting:
    """Read one posting of the JSON that newer sites load.

    Args:
        row: the posting, or what it is wrapped in.
        asked: the address that was asked.
        locale: the language that was asked for, if that is known.
        source: the name of the source it came from.
        company: whose site it is.

    Raises:
        RowError: it has no title or no id.

    >>> row = {"response": {"id": 7, "unifiedStandardTitle": "Cook"}}
    >>> json_posting(row, "https://jobs.acme.example/services", None, "mine", None).url
    'https://jobs.acme.example/job/job/7-en_US'
    """
    said = dig(row, "response") or row
    title = exact(dig(said, "unifiedStandardTitle")) or exact(dig(said, "jobTitle"))
    number = text(dig(said, "id"))
    if title is None or number is None:
        raise RowError("it has no title" if number else "it has no id")
    host = urlsplit(asked).hostname
    locale = locale or next(filter(None, map(text, items(said.get("supportedLocales")))), "en_US")
    slug = re.sub(r"[?#&/]+", "-", text(said.get("unifiedUrlTitle")) or "job")
    short = filter(None, map(text, items(said.get("jobLocationShort"))))
    places = [text(re.sub(r"<[^<>]*>", " ", place)) for place in short]
    return RawPosting(
        source=source,
        source_id="/".join(filter(None, (host, number))),
        title=title,
        url=f"https://{host}/job/{slug}/{number}-{locale}" if host else None,
        hiring_organization=company,
        job_location=distinct(places)
        or distinct([*map(text, items(said.get("jobLocationCountry")))]),
        date_posted=_short_day(text(said.get("unifiedStandardStart"))),
        valid_through=_short_day(text(said.get("unifiedStandardEnd"))),
    )


def _fields(row: LexborNode) -> dict[str, str]:
    """Give what a tile says in each of its sections, which it says once for each screen size."""
    said = dict[str, str]()
    for node in row.css("[id*='section-']"):
        found = _FIELD.search(node.attributes.get("id") or "")
        if found and (value := words(node if found[2] else _value(node))):
            said.setdefault(found[1], value)
    for part in ("Location", "Date"):
        named = row.css_first(f".job{part}, .section-field.{part.lower()}")
        if named and (value := words(_value(named))):
            said.setdefault(part.lower(), value)
    return said


def _value(field: LexborNode) -> LexborNode:
    """Give what stands after the label of a field."""
    return next(reversed(field.css("div, span")), field)


def _place(said: dict[str, str]) -> str | None:
    parts = [said.get(part) for part in ("city", "state", "country")]
    whole = re.sub(r"\s*\+\s*\d+ \w+\W*$", "", said.get("location", ""))  # "+2 more..."
    return whole or ", ".join(distinct(parts)) or None


def _short_day(said: str | None) -> str | None:
    """Write a date with two digits of the year as ISO does; a dot means that the day is first.

    >>> _short_day("6/18/26"), _short_day("20.11.26"), _short_day("2026-09-20")
    ('2026-06-18', '2026-11-20', '2026-09-20')
    """
    found = _SHORT.fullmatch(said or "")
    if found is None:
        return said
    first, sign, second, year = found.groups()
    day, month = (first, second) if sign == "." else (second, first)
    return f"20{year}-{month:0>2}-{day:0>2}"
