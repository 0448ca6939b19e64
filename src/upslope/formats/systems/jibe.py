"""Openings as Jibe gives them, a front end that iCIMS and others put before a company's postings.

Its ``/api/jobs`` wraps each posting: ``{"jobs": [{"data": {"req_id": ..., "title": ...}}]}``.
"""

from __future__ import annotations

from typing import Any

from upslope.errors import ReadError
from upslope.formats.postings.rows import Rows, Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting

_SHAPE = Shape(frozenset({"full_location", "location_name", "req_id", "hiring_organization"}))
_PARTS = (
    (None, "description"),
    ("Responsibilities", "responsibilities"),
    ("Qualifications", "qualifications"),
)


def jibe_rows(data: Any) -> Rows | None:
    """Find Jibe's postings in a reply, and what stands around their list; ``None`` if none are.

    >>> rows = jibe_rows({"jobs": [{"data": {"req_id": "7", "title": "Cook"}}], "totalCount": 9})
    >>> rows.rows, rows.around["totalCount"]
    ([{'req_id': '7', 'title': 'Cook'}], 9)
    """
    wrapped = dig(data, "jobs")
    if not isinstance(wrapped, list) or not all(isinstance(dig(w, "data"), dict) for w in wrapped):
        return None
    try:
        rows, _ = _SHAPE.find([row["data"] for row in wrapped], "jibe")
    except ReadError:
        return None
    return Rows(rows, data)


def jibe_posting(row: Any, source: str, company: str | None) -> RawPosting:
    """Read one posting.

    Args:
        row: what stands under ``data``.
        source: the name of the source it came from.
        company: whose list it is, if the posting does not say so.

    Raises:
        RowError: it has no title or no id.

    >>> jibe_posting({"req_id": 7, "title": "Cook", "full_location": "Oslo"}, "icims", "Acme").url
    """
    title = exact(dig(row, "title"))
    source_id = text(dig(row, "req_id")) or text(dig(row, "slug"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    parts = [text(row.get(part)) for part in ("city", "state", "country")]
    named = text(row.get("full_location")) or text(row.get("location_name"))
    places = (named or ", ".join(distinct(parts))).split(";")
    kinds = filter(None, map(text, items(row.get("employment_type"))))
    return RawPosting(
        source=source,
        source_id=source_id,
        title=title,
        url=text(dig(row, "meta_data", "canonical_url")) or text(row.get("apply_url")),
        hiring_organization=text(row.get("hiring_organization")) or company,
        job_location=distinct([place.strip() for place in places]),
        employment_type=next(kinds, None),
        date_posted=moment(row.get("posted_date")),
        valid_through=moment(row.get("posting_expiry_date")),
        description=sections((heading, row.get(name)) for heading, name in _PARTS),
    )
