"""Openings in Jobvite's XML feed of a company."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from upslope.formats.values import RowError, distinct, exact, text
from upslope.records import RawPosting


def feed_posting(job: Element, source: str, company: str | None) -> RawPosting:
    """Read one job; its parts are named with dashes, or in older feeds with underscores.

    Args:
        job: the element.
        source: the name of the source it came from.
        company: whose feed it is, if the job does not say so.

    Raises:
        RowError: it has no title or no id.

    >>> from xml.etree.ElementTree import Element, SubElement
    >>> job = Element("job")
    >>> for name, said in (("id", "7"), ("title", "Cook"), ("date", "9/21/2026")):
    ...     SubElement(job, name).text = said
    >>> feed_posting(job, "mine", None).date_posted
    '2026-09-21'
    """
    said = {child.tag.replace("_", "-").lower(): "".join(child.itertext()) for child in job}
    title, url = exact(said.get("title")), text(said.get("detail-url"))
    url = url or text(said.get("apply-url"))
    source_id = text(said.get("id")) or text(said.get("requisitionid")) or url
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    places = [
        text(" ".join(place.split())) for place in re.split(r"[;|]", said.get("location", ""))
    ]
    kinds = (said.get(name) for name in ("jobtype", "job-type", "type", "employmenttype"))
    return RawPosting(
        source=source,
        source_id=source_id,
        title=title.strip(),
        url=url if url and url.startswith("http") else None,
        hiring_organization=text(said.get("company")) or company,
        job_location=distinct(places),
        job_location_type="Remote" if said.get("remote", "").lower() in {"yes", "true"} else None,
        employment_type=next(filter(None, map(text, kinds)), None),
        date_posted=_day(said.get("date")),
        description=text(said.get("description")) or text(said.get("briefdescription")),
    )


def _day(said: str | None) -> str | None:
    """Write a date of the feed, month first, as ISO does.

    >>> _day("4/9/2026"), _day("2026-04-09")
    ('2026-04-09', '2026-04-09')
    """
    found = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", said or "")
    return "{2}-{0:0>2}-{1:0>2}".format(*found.groups()) if found else text(said)
