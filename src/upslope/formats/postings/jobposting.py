"""A schema.org JobPosting object becomes a raw posting.

Shared by web pages, feeds and files that carry such objects. Fields as in
https://schema.org/JobPosting and https://developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from upslope.formats.characters import folded
from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, most_telling, text
from upslope.records import RawPosting, Salary

_TEMPLATE = re.compile(r"\{\{.*?\}\}|<%.*?%>|\$\{.*?\}")
_FILLER = frozenset({"unavailable", "unknown", "n/a", "na", "none", "null", "not specified", "-"})


def read_job_posting(thing: dict[str, Any], source: str, page: str = "") -> RawPosting:
    """Read one JobPosting object.

    Args:
        thing: the object, as parsed from JSON.
        source: the name of the source it came from.
        page: the http address of the page it stood on, if that is known.

    Raises:
        RowError: it has no title, or is a template that was never filled.

    >>> got = read_job_posting({"title": "ML Engineer", "jobLocation": "Berlin"}, "jsonld")
    >>> got.title, got.job_location
    ('ML Engineer', ['Berlin'])
    """
    title = _title(thing.get("title") or thing.get("name"))
    url = _address(thing.get("url"), page)
    company = _name(thing.get("hiringOrganization"))
    places = _places(thing.get("jobLocation"))
    description = _html(thing.get("description"))
    return RawPosting(
        source=source,
        source_id=_identifier(thing, url) or url or digest(title, company, *places, description),
        title=title,
        url=url,
        hiring_organization=company,
        job_location=places or _places(thing.get("applicantLocationRequirements")),
        job_location_type=next(iter(_words(thing.get("jobLocationType"))), None),
        employment_type=most_telling(_words(thing.get("employmentType"))),
        date_posted=moment(thing.get("datePosted")),
        valid_through=moment(thing.get("validThrough")),
        base_salary=_base_salary(thing),
        description=description,
    )


def digest(*parts: str | None) -> str:
    """Make a stable id of what a posting says, for one that has none.

    >>> digest("ML Engineer", "Acme", None) == digest("ml engineer ", "ACME", "")
    True
    """
    said = b"\n".join(folded((part or "").strip()) for part in parts)
    return hashlib.sha256(said).hexdigest()[:16]


def _title(value: Any) -> str:
    title = exact(next(iter(items(value)), None))
    if title is None:
        raise RowError("it has no title")
    if _TEMPLATE.search(title[:500]):
        raise RowError("its title is a template that was never filled")
    return html.unescape(title)


def _identifier(thing: dict[str, Any], url: str | None) -> str | None:
    """Give the site's own id, with the site's name so that two sites' ids never meet."""
    given = next(iter(items(thing.get("identifier"))), None)
    value = text(dig(given, "value")) or text(dig(given, "@value")) or text(given)
    owner = (urlsplit(url).hostname if url else None) or text(dig(given, "name"))
    return f"{owner}:{value}" if value and owner else value


def _address(value: Any, page: str) -> str | None:
    """Give the posting's address, or its page's; only http and https are addresses here."""
    said = text(value) or text(dig(value, "@id")) or page
    try:
        url = urljoin(page, said)
        return url if urlsplit(url).scheme in {"http", "https"} else page or None
    except ValueError:
        return page or None


def _name(value: Any) -> str | None:
    for each in items(value):
        name = text(dig(each, "name")) or text(dig(each, "legalName")) or text(each)
        if name and not name.startswith(("http:", "https:")):
            return html.unescape(name)
    return None


def _words(value: Any) -> list[str]:
    """Give one or several words; an IRI of schema.org reads as its last part."""
    return distinct([(text(each) or "").rsplit("/", 1)[-1] for each in items(value)])


def _places(value: Any) -> list[str]:
    return distinct([_place(each) for each in items(value)[:200]])


def _place(value: Any) -> str | None:
    """Write one place as "city, region, country"."""
    if isinstance(value, str):
        return _real(value)
    address = next(iter(items(dig(value, "address"))), None)
    if isinstance(address, str) and _real(address):
        return _real(address)
    parts = [
        _real(dig(address, field)) or _real(dig(address, field, "name"))
        for field in ("addressLocality", "addressRegion", "addressCountry")
    ]
    return ", ".join(distinct(parts)) or _real(dig(value, "name"))


def _real(value: Any) -> str | None:
    said = html.unescape(text(value) or "").strip(" ,")
    return None if said.casefold() in _FILLER else said or None


def _html(value: Any) -> str | None:
    """Give a description as HTML; some sites escape theirs once more."""
    said = text("\n".join(filter(None, map(text, items(value)))))
    return html.unescape(said) if said and "&lt;" in said and "<" not in said else said


def _base_salary(thing: dict[str, Any]) -> Salary | None:
    """Read stated pay in any of the shapes in use; ``estimatedSalary`` is not stated pay."""
    base = next(iter(items(thing.get("baseSalary"))), None)
    value = next(iter(items(dig(base, "value"))), None)
    amounts = value if isinstance(value, dict) else base if isinstance(base, dict) else {}
    single = amounts.get("value") if isinstance(amounts, dict) and amounts else base
    currency = next(
        filter(None, (text(dig(each, "currency")) for each in (base, value))),
        text(thing.get("salaryCurrency")),
    )
    return salary(
        amounts.get("minValue", single),
        amounts.get("maxValue", single),
        currency,
        text(amounts.get("unitText")) or text(dig(base, "unitText")) or amounts.get("unitCode"),
    )
