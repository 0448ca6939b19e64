"""Rows of a table become postings again, as far as linking looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, islice
from typing import Any

import pyarrow as pa

from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.wording import Wording
from upslope.records import Place, Posting, Salary

_AT_ONCE = 1_000

CONTENT = (
    "source",
    "url",
    "title",
    "clean_title",
    "hiring_organization",
    "job_location",
    "places",
    "job_location_type",
    "description",
    "stated_salary",
    "stated_employment_type",
)
"""Columns that say whether two postings are one opening."""


def posting_of(row: Mapping[str, Any]) -> Posting:
    """Rebuild a posting from a row that has ``CONTENT``; its id and dates are not looked at.

    >>> row = dict.fromkeys(CONTENT) | {"title": "ML Engineer", "places": [{"city": "Bonn"}]}
    >>> posting_of(row).places
    [Place(city='Bonn', region=None, country=None)]
    """
    pay = row["stated_salary"]
    return Posting(
        id="",
        source=row["source"] or "",
        source_id="",
        url=row["url"],
        title=row["title"] or "",
        clean_title=row["clean_title"] or "",
        hiring_organization=row["hiring_organization"],
        job_location=row["job_location"] or [],
        places=[Place(**place) for place in row["places"] or []],
        job_location_type=row["job_location_type"],
        description=row["description"],
        base_salary=Salary(**pay) if pay and any(v is not None for v in pay.values()) else None,
        employment_type=row["stated_employment_type"],
    )


def profiles_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Profile]:
    """Make postings ready to be compared, by ``name``; equal texts are cut into words once."""
    profiles = {row["name"]: Profile(posting_of(row)) for row in rows}
    wordings: dict[str, Wording] = {}
    for profile in profiles.values():
        profile.wording = wordings.setdefault(profile.text, profile.wording)
    return profiles


def gathered(batches: Iterable[pa.RecordBatch], by: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows that have one value of a column, wherever the batches are cut."""
    rows = chain.from_iterable(batch.to_pylist() for batch in batches)
    yield from (list(group) for _, group in groupby(rows, key=lambda row: row[by]))


def packed(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Pack rows into batches."""
    left = iter(rows)
    while batch := list(islice(left, _AT_ONCE)):
        yield pa.RecordBatch.from_pylist(batch, schema)
