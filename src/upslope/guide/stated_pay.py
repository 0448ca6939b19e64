"""What stored openings of one kind state as pay: beside an estimate, what is really there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from upslope.guide.market.median import median
from upslope.normalize.company import company_key
from upslope.normalize.plausible import plausible
from upslope.records import PayStated, Posting, Understanding
from upslope.records.filters import yearly_range

Offer = tuple[str, str, float]
"""Employer (where unknown, the source), currency, and the middle of a stated range in a year."""


def stated_of_kind(
    rows: Iterable[tuple[Posting, Understanding]], role: str, level: str, country: str | None
) -> PayStated | None:
    """Return what openings of a role, level and country state; ``None`` if too few do.

    The median and its interval are those of the tables of the market: no employer counts for too
    much. Amounts in another currency than most are left out; so are an employer's equal ones.

    Args:
        rows: open openings, duplicates folded.
        role: the role they must have.
        level: the seniority they must have; ``unknown`` takes all.
        country: ISO 3166-1 alpha-2; ``None`` takes all.

    >>> stated_of_kind([], "ml_engineer", "senior", "US") is None
    True
    """
    kind = [row for row in rows if _is(row, role, level, country)]
    offers = {offer for posting, known in kind for offer in _offers(posting, known)}
    if not offers:
        return None
    currency, _ = Counter(sorted(one[1] for one in offers)).most_common(1)[0]
    stated = sorted((employer, middle) for employer, of, middle in offers if of == currency)
    found = median([middle for _, middle in stated], [employer for employer, _ in stated])
    if found is None:
        return None
    named = [role.replace("_", " "), "" if level == "unknown" else level, country or ""]
    return PayStated(kind=", ".join(filter(None, named)), currency=currency, **found._asdict())


def _is(row: tuple[Posting, Understanding], role: str, level: str, country: str | None) -> bool:
    posting, known = row
    there = country is None or any(place.country == country for place in posting.places)
    return known.role == role and level in ("unknown", known.seniority) and there


def _offers(posting: Posting, known: Understanding) -> Iterator[Offer]:
    stated = posting.base_salary or known.base_salary
    believed = plausible(stated) if stated else None
    ends = [end for end in yearly_range(believed) if end is not None]
    if ends and believed and believed.currency:
        employer = company_key(posting.hiring_organization) or posting.source
        yield employer, believed.currency, sum(ends) / len(ends)
