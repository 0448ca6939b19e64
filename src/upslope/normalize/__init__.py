"""A posting is made comparable: text, title, company, places, dates, pay, language, duplicates."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

from upslope.formats.characters import clean
from upslope.formats.html import to_text
from upslope.normalize.company import company_name
from upslope.normalize.dates import iso_date
from upslope.normalize.duplicates import fingerprint
from upslope.normalize.employment import employment_type, location_type
from upslope.normalize.identity import posting_id, web_url
from upslope.normalize.language import language
from upslope.normalize.pay import plausible, stated_pay
from upslope.normalize.place import places
from upslope.normalize.records import posting_of
from upslope.normalize.title import clean_title
from upslope.records.posting import Posting, RawPosting

__all__ = ["fingerprint", "normalize", "posting_id", "posting_of", "stated_pay"]


def normalize(raws: Sequence[RawPosting], now: date | None = None) -> list[Posting]:
    """Make raw postings comparable, one by one and in order; nothing is left out.

    Args:
        raws: as the readers of sources give them.
        now: the day of the reply, for dates such as "3 days ago".

    >>> raw = RawPosting(source="lever", source_id="1", title=" Data Scientist (m/f/d)&nbsp;",
    ...     job_location=["Berlin"], date_posted=1786480529000, description="<p>Train models.</p>")
    >>> [posting] = normalize([raw])
    >>> posting.clean_title, posting.places[0].country, posting.date_posted, posting.description
    ('Data Scientist', 'DE', '2026-08-11', 'Train models.')
    """
    return [_posting(raw, now) for raw in raws]


def _posting(raw: RawPosting, now: date | None) -> Posting:
    title = _line(raw.title)
    locations = list(dict.fromkeys(filter(None, map(_line, raw.job_location))))
    found, way = places(locations)
    description = to_text(raw.description or "") or None
    return Posting(
        id=posting_id(raw.source, raw.source_id),
        source=raw.source,
        source_id=clean(raw.source_id),
        title=title,
        url=web_url(raw.url),
        hiring_organization=company_name(html.unescape(raw.hiring_organization or "")),
        job_location=locations,
        job_location_type=location_type(raw.job_location_type) or way,
        employment_type=employment_type(raw.employment_type),
        date_posted=iso_date(raw.date_posted, now),
        valid_through=iso_date(raw.valid_through, now),
        base_salary=plausible(raw.base_salary) if raw.base_salary else None,
        description=description,
        closed=raw.closed,
        clean_title=clean_title(title, found),
        places=found,
        language=language(description),
    )


def _line(text: str) -> str:
    """Return a text as one visible line with its entities decoded."""
    return " ".join(clean(html.unescape(text)).split())
