"""What stored openings of one kind state as pay: beside an estimate, what is really there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from upslope.normalize.company import company_key
from upslope.normalize.plausible import plausible
from upslope.records import PayStated, Posting, Understanding
from upslope.records.filters import yearly_range

FEWEST, FEWEST_EMPLOYERS = 10, 5
"""Offers, and employers, below which a median would be those few and not the market."""

Offer = tuple[str, str, float]
"""Employer, currency, and the middle of a stated range in a year."""


def stated_of_kind(
    rows: Iterable[tuple[Posting, Understanding]], role: str, level: str, country: str | None
) -> PayStated | None:
    """Return what openings of a role, level and country state; ``None`` if too few do.

    The interval of the median is that of order statistics (David & Nagaraja 2003, 7.1): it asks
    nothing of the distribution. Amounts in another currency than most are left out.

    Args:
        rows: open openings, duplicates folded.
        role: the role they must have.
        level: the seniority they must have; ``unknown`` takes all.
        country: ISO 3166-1 alpha-2; ``None`` takes all.
    """
    kind = [row for row in rows if _is(row, role, level, country)]
    offers = {offer for posting, known in kind for offer in _offers(posting, known)}
    if not offers:
        return None
    currency, _ = Counter(sorted(one[1] for one in offers)).most_common(1)[0]
    middles = np.sort([middle for _, of, middle in offers if of == currency])
    employers = {employer for employer, of, _ in offers if of == currency}
    if len(middles) < FEWEST or len(employers) < FEWEST_EMPLOYERS:
        return None
    low, high = _median_between(len(middles))
    p10, median, p90 = (float(one) for one in np.quantile(middles, [0.1, 0.5, 0.9]))
    named = [role.replace("_", " "), "" if level == "unknown" else level, country or ""]
    return PayStated(
        kind=", ".join(filter(None, named)),
        currency=currency,
        n=len(middles),
        employers=len(employers),
        p10=p10,
        median=median,
        p90=p90,
        low=float(middles[low]),
        high=float(middles[high]),
    )


def _is(row: tuple[Posting, Understanding], role: str, level: str, country: str | None) -> bool:
    posting, known = row
    there = country is None or any(place.country == country for place in posting.places)
    return known.role == role and level in ("unknown", known.seniority) and there


def _offers(posting: Posting, known: Understanding) -> Iterator[Offer]:
    stated = posting.base_salary or known.base_salary
    believed = plausible(stated) if stated else None
    ends = [end for end in yearly_range(believed) if end is not None]
    if ends and believed and believed.currency:
        yield company_key(posting.hiring_organization), believed.currency, sum(ends) / len(ends)


def _median_between(n: int) -> tuple[int, int]:
    """Return the places (from 0) of the values between which the median lies, 95 % sure.

    >>> _median_between(10), _median_between(100)
    ((1, 8), (39, 60))
    """
    from math import comb  # noqa: PLC0415

    below, at = 0.0, 0
    while below + comb(n, at) / 2**n <= 0.025:
        below += comb(n, at) / 2**n
        at += 1
    return max(at - 1, 0), min(n - at, n - 1)
