"""Openings in the data of Phenom's career pages, and in the replies of their widgets."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote

from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting

_SHAPE = Shape(
    frozenset({"jobSeqNo", "descriptionTeaser", "cityStateCountry", "multi_location"}),
    under=("jobs",),
)
_LISTS = ("eagerLoadRefineSearch", "refineSearch")
_PARTS = (
    (None, ("description", "jobDescription", "structureData.description")),
    ("Responsibilities", ("jobResponsibilities",)),
    ("Qualifications", ("jobQualifications", "qualifications")),
)


def phenom_rows(data: Any) -> tuple[list[Any], int | None]:
    """Find the list, or the one posting, in the data of a page; with how many there are in all.

    Raises:
        ReadError: there is neither.

    >>> phenom_rows({"refineSearch": {"totalHits": 9, "data": {"jobs": [{"jobSeqNo": "7"}]}}})
    ([{'jobSeqNo': '7'}], 9)
    """
    alone = dig(data, "jobDetail", "data", "job")
    if isinstance(alone, dict):
        return [alone], None
    lists = [dig(data, name, "data", "jobs") for name in _LISTS]
    rows = next((rows for rows in lists if isinstance(rows, list)), None)
    rows = _SHAPE.find(data, "phenom").rows if rows is None else rows
    totals = (dig(each, "totalHits") for each in (*(dig(data, name) for name in _LISTS), data))
    return rows, next((total for total in totals if type(total) is int), None)


def phenom_posting(row: Any, source: str, base: str, company: str | None) -> RawPosting:
    """Read one posting. A teaser is no text, so it is left out.

    Args:
        row: the posting.
        source: the name of the source it came from.
        base: the address under which the site's postings are, or "".
        company: whose site it is, if the posting does not say so.

    Raises:
        RowError: it has no title or no id.

    >>> row = {"jobSeqNo": "Q7", "title": "R&amp;D Cook"}
    >>> got = phenom_posting(row, "mine", "https://jobs.acme.example/us/en/", "Acme")
    >>> got.title, got.url
    ('R&D Cook', 'https://jobs.acme.example/us/en/job/Q7')
    """
    title = exact(dig(row, "title"))
    source_id = next(
        filter(None, (text(dig(row, key)) for key in ("jobSeqNo", "jobId", "reqId"))), None
    )
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    apply = text(row.get("applyUrl"))
    page = f"{base}job/{quote(source_id, '')}" if base else None
    named = text(row.get("companyName")) or text(row.get("brand"))
    return RawPosting(
        source=source,
        source_id=source_id,
        title=html.unescape(title),
        url=page or (apply if apply and apply.startswith("http") else None),
        hiring_organization=html.unescape(named) if named else company,
        job_location=_places(row),
        job_location_type=_way(row),
        employment_type=_word(row.get("type")) or _word(row.get("employmentType")),
        date_posted=moment(row.get("postedDate")) or moment(row.get("dateCreated")),
        description=_text(row),
    )


def _word(value: Any) -> str | None:
    return next(filter(None, map(text, items(value))), None)


def _places(row: dict[str, Any]) -> list[str]:
    several = [*items(row.get("multi_location")), *items(row.get("multi_location_array"))]
    named = [text(each) or text(dig(each, "location")) for each in several]
    whole = (
        text(row.get("cityStateCountry")) or text(row.get("location")) or text(row.get("cityState"))
    )
    parts = [text(row.get(part)) for part in ("city", "state", "country")]
    return distinct([*named] if any(named) else [whole or ", ".join(distinct(parts))])


def _way(row: dict[str, Any]) -> str | None:
    said = next(
        filter(None, (_word(row.get(k)) for k in ("workLocation", "workplaceType", "remote"))), ""
    )
    return "Remote" if said.casefold() in {"yes", "true"} else said or None


def _text(row: dict[str, Any]) -> str | None:
    """Give the whole text, if it is there: a teaser is none."""
    return sections(
        (heading, next(filter(None, (text(dig(row, *name.split("."))) for name in names)), None))
        for heading, names in _PARTS
    )
