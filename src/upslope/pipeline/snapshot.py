"""The market is written down: facts of what changed, so that any day can be replayed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from upslope.formats.values import day
from upslope.normalize.company import company_key, company_name
from upslope.records import Place, Salary
from upslope.records.filters import yearly_range
from upslope.store import Store
from upslope.store.snapshots import Snapshot
from upslope.store.snapshots.log import Known

_WITH_REGION = {"US", "CA", "AU"}
"""Countries where one city's name stands in several regions."""


def take_snapshot(store: Store, today: date | None = None) -> Snapshot | None:
    """Add to the snapshots what changed since the last one; ``None`` if nothing did.

    Args:
        store: whose postings.
        today: the day that is written down; default: today, in UTC.

    Raises:
        StoreError: it could not be written; earlier snapshots are untouched.
    """
    return store.snapshots.take(fact_of, today or datetime.now(UTC).date())


def fact_of(known: Known) -> dict[str, Any]:
    """Lay a posting out as :data:`upslope.store.snapshots.COLUMNS`.

    >>> from upslope.records import Posting, Understanding
    >>> posting = Posting(id="1", source="lever", source_id="1", title="ML Engineer",
    ...     hiring_organization="Quillfish GmbH", places=[Place(city="Bonn", country="DE")])
    >>> known = Known(posting=posting, understanding=Understanding(id="1"), board="quillfish",
    ...     first_seen="2026-03-02T08:00:00Z", closed_at=None, copy=False, earlier=None)
    >>> fact = fact_of(known)
    >>> fact["employer"], fact["places"], fact["first_seen"].isoformat(), fact["open"]
    ('quillfish', ['Bonn, DE'], '2026-03-02', True)
    """
    posting, understood = known.posting, known.understanding
    return {
        "id": posting.id,
        "source": posting.source,
        "board": known.board,
        "employer": company_key(posting.hiring_organization),
        "company": company_name(posting.hiring_organization) or "",
        "role": understood.role,
        "seniority": understood.seniority,
        "remote": understood.remote,
        "employment_type": understood.employment_type,
        "degree": understood.degree_required,
        "degree_or_equivalent": understood.degree_or_equivalent,
        "visa": understood.visa,
        "industry": understood.industry,
        "countries": sorted({place.country for place in posting.places if place.country}),
        "places": _places(posting.places),
        "posted": day(posting.date_posted),
        "first_seen": day(known.first_seen),
        "closed": day(known.closed_at),
        "open": not posting.closed,
        "copy": known.copy,
        "earlier": known.earlier,
        **_pay(posting.base_salary, understood.base_salary),
        "min_years": understood.min_years,
        "skills": [one.skill for one in understood.affirmed],
        "required": [one.skill for one in understood.skills if one.need == "required"],
        "duties": [duty for duty, found in understood.responsibilities.items() if found.present],
        "areas": list(understood.application_areas),
    }


def _pay(of_source: Salary | None, of_text: Salary | None) -> dict[str, Any]:
    stated = of_source or of_text
    if stated is None:
        return {}
    low, high = yearly_range(stated)
    return {
        "pay_low": low,
        "pay_high": high,
        "pay_currency": stated.currency,
        "pay_from": "source" if of_source else "text",
    }


def _places(places: Sequence[Place]) -> list[str]:
    found = []
    for place in places:
        region = place.region if place.country in _WITH_REGION or not place.city else None
        parts = [part for part in (place.city, region, place.country) if part]
        if place.city or place.region:
            found.append(", ".join(parts))
    return list(dict.fromkeys(found))
