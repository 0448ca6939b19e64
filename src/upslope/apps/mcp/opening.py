"""One opening in a few words: what Upslope understood, and beside it what the advert says."""

from __future__ import annotations

import msgspec

from upslope.apps.mcp.quoting import Quoter
from upslope.records import Posting, Salary, Understanding

_PLACES = 5


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What an advert says of itself, in its own words."""

    title: str
    company: str | None = None
    places: list[str] = []


class Opening(msgspec.Struct, kw_only=True):
    """An opening, short.

    Args:
        id: to ask for it by.
        role: our class; ``role_probability`` says how sure that is, 0 to 1.
        base_salary: stated pay; ``null`` if none is stated.
        source: whose list it is on.
        quoted: the advert's own words.
    """

    id: str
    role: str
    role_probability: float
    seniority: str
    remote: str
    employment_type: str
    base_salary: Salary | None
    date_posted: str | None
    closed: bool
    source: str
    quoted: Heading


def opening(posting: Posting, understood: Understanding, quoter: Quoter) -> Opening:
    """Return an opening's short row."""
    return Opening(
        id=posting.id,
        role=understood.role,
        role_probability=round(understood.role_probability, 3),
        seniority=understood.seniority,
        remote=understood.remote,
        employment_type=posting.employment_type or understood.employment_type,
        base_salary=posting.base_salary or understood.base_salary,
        date_posted=posting.date_posted,
        closed=posting.closed,
        source=posting.source,
        quoted=heading(posting, quoter),
    )


def heading(posting: Posting, quoter: Quoter) -> Heading:
    """Quote a posting's title, company and first places."""
    return Heading(
        title=quoter.line(posting.title, "title") or "",
        company=quoter.line(posting.hiring_organization, "company"),
        places=[quoter.line(one, "place") or "" for one in posting.job_location[:_PLACES]],
    )
