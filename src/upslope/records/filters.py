"""What is asked of the stored postings, and what came of it."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from upslope.records.posting import PayUnit, Posting, Salary
from upslope.records.understanding import Remote, Role, Seniority, Understanding

Status = Literal["open", "closed", "any"]

# Paid units in a full-time year: 52 weeks of 5 days of 8 hours.
_UNITS_A_YEAR: dict[PayUnit, int] = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}


def a_year(amount: float, unit: PayUnit) -> float:
    """Return what an amount in a unit of time is for a year of full-time work.

    >>> a_year(50, "hour")
    104000.0
    """
    return float(amount * _UNITS_A_YEAR[unit])


def yearly_pay(salary: Salary | None) -> float | None:
    """Return the most that a stated salary pays in a full-time year, in its own currency.

    ``None`` when no amount or no unit is stated: a bare number is not guessed to be a year's pay.

    >>> yearly_pay(Salary(currency="USD", min_value=50, max_value=60, unit_text="hour"))
    124800.0
    """
    low, high = yearly_range(salary)
    return high if high is not None else low


def yearly_range(salary: Salary | None) -> tuple[float | None, float | None]:
    """Return both ends of a stated salary in a full-time year, in its own currency.

    >>> yearly_range(Salary(currency="EUR", min_value=5000, unit_text="month"))
    (60000.0, None)
    """
    if salary is None or salary.unit_text is None:
        return None, None
    ends = (salary.min_value, salary.max_value)
    low, high = (None if end is None else a_year(end, salary.unit_text) for end in ends)
    return low, high


def place_names(posting: Posting) -> list[str]:
    """Return what a place filter looks in: each name once, casefolded.

    >>> place_names(Posting(id="1", source="x", source_id="1", title="", job_location=["Bonn, DE"]))
    ['bonn', 'de']
    """
    names = [name for text in posting.job_location for name in re.split(r"[,;/|]", text)]
    for place in posting.places:
        names += [name for name in (place.city, place.region, place.country) if name]
    distinct = dict.fromkeys(name.strip().casefold() for name in names)
    return [name for name in distinct if name]


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which postings to show. An empty filter asks nothing; several ask for all of them.

    ``query`` words must all stand in the title, the company, a place or the description; see
    :func:`upslope.records.query.parse` for phrases, fields, ``OR`` and ``-``. ``place`` is part of
    a city, region or country name (two letters: a region or country code). ``posted_since`` is
    an ISO 8601 date; ``pay_at_least`` is per year, in ``pay_currency`` (ISO 4217) or, without it,
    in each posting's own currency. ``skills`` must all be named and not ruled out. ``facets`` asks
    to count what is found by its most frequent values, which takes longer than finding it.

    >>> Filters(query="recommendation", roles=("ml_engineer",), pay_at_least=120_000).status
    'open'
    """

    query: str = ""
    roles: tuple[Role, ...] = ()
    seniorities: tuple[Seniority, ...] = ()
    place: str = ""
    remote: tuple[Remote, ...] = ()
    posted_since: str | None = None
    pay_at_least: float | None = None
    pay_currency: str | None = None
    skills: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    status: Status = "open"
    limit: int | None = None
    facets: bool = False


class Found(msgspec.Struct, kw_only=True):
    """What a search found: the rows shown, how many there are in all, and what was left out.

    ``left_out`` counts, by filter, the postings that pass every other filter but do not say what
    this one asks (``{"pay": 12}``: 12 state no pay). ``facets``, if asked for, counts all found by
    their most frequent values (``{"role": {"ml_engineer": 40}}``); a posting may have several.
    """

    rows: list[tuple[Posting, Understanding]]
    total: int
    left_out: dict[str, int] = {}
    facets: dict[str, dict[str, int]] = {}
