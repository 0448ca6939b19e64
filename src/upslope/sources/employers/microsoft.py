"""Microsoft: the search of its career site, which runs Eightfold.

Until 2025 the site had an interface of its own (``operationResult``); replies of it are read too.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import quote

from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, count, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply
from upslope.sources.careers import CareerSearch, read_positions
from upslope.sources.source import Reading

_EARLIER = Shape(frozenset({"postingDate", "properties", "primaryWorkLocation"}), under=("jobs",))
_SEVERAL = re.compile(r",?\s*multiple locations?", re.I)
_CITY_FIRST = re.compile(r"[A-Z]{2}|(?:United (?:States|Kingdom)|India|Canada|Ireland|Germany).*")
_TEXTS = (
    ("description", None),
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("benefits", None),
)


class Microsoft(CareerSearch):
    """Openings of Microsoft that a search finds.

    >>> next(Microsoft().requests('data scientist place:"Czech Republic"')).url[52:]
    'domain=microsoft.com&query=data+scientist&location=Czech+Republic&start=0'
    """

    name: ClassVar[str] = "microsoft"
    label: ClassVar[str] = "Microsoft"
    about: ClassVar[str] = "the requests of the public career pages themselves, without a key"
    terms: ClassVar[str] = (
        "The career site's own interface, not documented; it is said to refuse who asks often, so "
        "it is asked ten positions at a time, every two seconds."
    )
    gives: ClassVar[str] = "Places, way of working, dates; texts one request each."
    limits: ClassVar[str] = (
        "Not tried against the service; it may answer only in a browser. Then save the page of a "
        "posting and read it with --source jsonld. Pay stands in the text."
    )
    hosts: ClassVar[tuple[str, ...]] = ("apply.careers.microsoft.com",)
    site: ClassVar[str] = "https://apply.careers.microsoft.com"
    domain: ClassVar[str] = "microsoft.com"

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of a search or a single position, of the present site or the earlier."""
        try:
            reading = read_positions(reply, self.name, self.label, self.site)
        except ReadError:
            return _read_earlier(reply)
        for raw in reading.postings:
            raw.job_location = distinct([_city_first(place) for place in raw.job_location])
        return reading


def _city_first(place: str) -> str | None:
    """Turn a place around: Microsoft's own words go from the country down to the city.

    >>> _city_first("United States, Washington, Redmond"), _city_first("Bengaluru, KA, IN")
    ('Redmond, Washington, United States', 'Bengaluru, KA, IN')
    >>> _city_first("United States, Multiple Locations, Multiple Locations")
    'United States'
    """
    parts = [part for part in re.split(r",\s*", _SEVERAL.sub("", place)) if part]
    as_it_should = len(parts) > 1 and _CITY_FIRST.fullmatch(parts[-1])
    return ", ".join(parts if as_it_should else reversed(parts)) or None


def _read_earlier(reply: Reply) -> Reading:
    rows, around = _EARLIER.find(load(reply.body, Microsoft.name), Microsoft.name)
    reading = Reading(total=count(around.get("totalJobs")))
    reading.read_rows(rows, _posting)
    return reading


def _posting(row: Any) -> RawPosting:
    title = exact(dig(row, "title"))
    source_id = text(dig(row, "jobId"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    more = row.get("properties")
    said = {**(more if isinstance(more, dict) else {}), **row}
    dates = (said.get("postingDate"), said.get("postedDate"), dig(row, "posted", "external"))
    return RawPosting(
        source=Microsoft.name,
        source_id=source_id,
        title=title,
        url=f"https://jobs.careers.microsoft.com/global/en/job/{quote(source_id, '')}",
        hiring_organization=Microsoft.label,
        job_location=_places(said),
        job_location_type=_workplace(text(said.get("workSiteFlexibility")) or ""),
        employment_type=text(said.get("employmentType")),
        date_posted=next(filter(None, map(text, dates)), None),
        description=sections((heading, said.get(part)) for part, heading in _TEXTS),
    )


def _workplace(said: str) -> str | None:
    """Give the way of working; part of a week at home is neither remote nor on site.

    >>> _workplace("Up to 50% work from home"), _workplace("Up to 100% work from home")
    ('hybrid', 'remote')
    >>> _workplace("3 days / week in-office"), _workplace("Microsoft on-site only")
    ('hybrid', 'Microsoft on-site only')
    """
    if share := re.search(r"(\d+)\s?%", said):
        return "remote" if share[1] == "100" else "hybrid"
    if days := re.search(r"(\d) days", said):
        return {"0": "remote", "5": "on-site"}.get(days[1], "hybrid")
    return said or None


def _places(said: dict[str, Any]) -> list[str]:
    """Give the places; the first is said once more by itself, as words or in parts."""
    named = [said.get("primaryLocation"), *items(said.get("locations"))]
    first = said.get("primaryWorkLocation") or said.get("primaryLocation")
    parts = [text(dig(first, part)) for part in ("city", "state", "country")]
    return distinct([*map(text, named), ", ".join(distinct(parts)) or None])
