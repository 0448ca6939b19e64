"""What a posting is: as its source sent it, and as Upslope keeps it.

Field names follow schema.org JobPosting (https://schema.org/JobPosting) in snake_case.
"""

from __future__ import annotations

from typing import Literal

import msgspec

PayUnit = Literal["hour", "day", "week", "month", "year"]
EmploymentType = Literal["full_time", "part_time", "contract", "internship"]
LocationType = Literal["onsite", "hybrid", "remote"]


class Salary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Stated base pay. Amounts are in units of ``currency`` (ISO 4217) per ``unit_text``."""

    currency: str | None = None
    min_value: float | None = None
    max_value: float | None = None
    unit_text: PayUnit | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One place of a posting, read from free text; ``country`` is ISO 3166-1 alpha-2."""

    city: str | None = None
    region: str | None = None
    country: str | None = None


class RawPosting(msgspec.Struct, kw_only=True):
    """One posting as its source has it: nothing cleaned, nothing guessed.

    A reader fills what the reply states and leaves the rest ``None``. ``date_posted`` and
    ``valid_through`` stay in the source's own form (ISO text, RFC 822 text, epoch seconds or
    milliseconds); ``normalize`` makes them comparable. ``description`` is HTML or plain text,
    with its parts already joined in reading order.
    """

    source: str
    source_id: str
    title: str
    url: str | None = None
    hiring_organization: str | None = None
    job_location: list[str] = []
    job_location_type: str | None = None
    employment_type: str | None = None
    date_posted: str | float | None = None
    valid_through: str | float | None = None
    base_salary: Salary | None = None
    description: str | None = None
    closed: bool = False


class Posting(msgspec.Struct, kw_only=True):
    """One posting made comparable: what ``upslope read`` prints, plus what search needs.

    ``title`` stays as the source has it; ``clean_title`` has ids, places and "(m/f/d)" taken out.
    ``description`` is plain text with one line per list item, or ``None`` if the source gave
    none. Dates are ISO 8601. ``language`` is an ISO 639-1 code.
    """

    id: str
    source: str
    source_id: str
    title: str
    url: str | None = None
    hiring_organization: str | None = None
    job_location: list[str] = []
    job_location_type: LocationType | None = None
    employment_type: EmploymentType | None = None
    date_posted: str | None = None
    valid_through: str | None = None
    base_salary: Salary | None = None
    description: str | None = None
    closed: bool = False
    clean_title: str = ""
    places: list[Place] = []
    language: str | None = None
