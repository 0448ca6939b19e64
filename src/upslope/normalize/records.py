"""Records of unknown keys and types, as a person pipes them in, become postings.

The description and title stay exactly as given, because offsets of skills refer to them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from upslope.normalize.company import company_name
from upslope.normalize.dates import iso_date
from upslope.normalize.employment import employment_type, location_type
from upslope.normalize.identity import posting_id, web_url
from upslope.normalize.pay import plausible
from upslope.normalize.place import places
from upslope.normalize.title import clean_title
from upslope.records.posting import PayUnit, Posting, Salary

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNITS: dict[str, PayUnit] = {
    "hour": "hour", "hourly": "hour", "day": "day", "daily": "day", "week": "week",
    "weekly": "week", "month": "month", "monthly": "month", "year": "year", "yearly": "year",
    "annual": "year", "annually": "year", "annum": "year",
}  # fmt: skip


def posting_of(record: Mapping[str, object]) -> Posting:
    """Make a posting of a mapping with some of the known keys; other keys are left alone.

    ``company`` and ``location`` stand for ``hiring_organization`` and ``job_location``. A value
    of the wrong type is read as text where it can be, and is missing otherwise. Lone surrogates
    are replaced one for one, so that the text can be printed and keeps its length. A record
    without ``id`` gets one made of its texts.

    >>> posting_of({"id": 7, "title": "ML Engineer", "company": None, "location": ["Berlin"]}).id
    '7'
    """
    title, description = _text(record.get("title")), _text(record.get("description"))
    company = _text(_first(record, "hiring_organization", "company"))
    locations = _texts(_first(record, "job_location", "location"))
    found, way = places(locations)
    source = _text(record.get("source")) or "file"
    given = _text(record.get("id"))
    source_id = _text(record.get("source_id")) or given
    return Posting(
        id=given or posting_id(source, source_id or _digest(title, company, description)),
        source=source,
        source_id=source_id,
        title=title,
        url=web_url(_text(record.get("url"))),
        hiring_organization=company_name(company),
        job_location=locations,
        job_location_type=location_type(_text(record.get("job_location_type"))) or way,
        employment_type=employment_type(_text(record.get("employment_type"))),
        date_posted=iso_date(_date(record.get("date_posted"))),
        valid_through=iso_date(_date(record.get("valid_through"))),
        base_salary=_salary(record.get("base_salary")),
        description=description if record.get("description") is not None else None,
        closed=record.get("closed") is True,
        clean_title=clean_title(title, found),
        places=found,
        language=_text(record.get("language")) or None,
    )


def _first(record: Mapping[str, object], *keys: str) -> object:
    return next((record[key] for key in keys if record.get(key)), None)


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool | Mapping):
        return ""
    return _SURROGATE.sub("\ufffd", str(value))


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_text, values) if text.strip()]


def _date(value: object) -> str | float | None:
    return value if isinstance(value, str | int | float) else None


def _salary(value: object) -> Salary | None:
    if not isinstance(value, Mapping):
        return None
    low, high = (_number(value.get(key)) for key in ("min_value", "max_value"))
    unit = _UNITS.get(_text(value.get("unit_text")).lower())
    currency = _text(value.get("currency")) or None
    return plausible(Salary(currency=currency, min_value=low, max_value=high, unit_text=unit))


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
