"""What speaks for and against two postings being one opening, beside their texts."""

from __future__ import annotations

from typing import NamedTuple

from upslope.normalize.duplicates.employers import Kinship, kinship
from upslope.normalize.duplicates.profile import Profile, each_says_more
from upslope.normalize.duplicates.titles import alone
from upslope.normalize.duplicates.where import Nearness, nearness
from upslope.normalize.duplicates.wording import Wording
from upslope.records import Salary

_MIXED = frozenset({"file", "files", "jsonld"})
"""Sources that hold postings of any board: two of them are not two entries of one list."""


class Evidence(NamedTuple):
    """What was found; the same whichever posting comes first.

    Args:
        employer: how the employers' names compare.
        place: how the places compare.
        title: words of the role that only one title has.
        unsaid: those of them that the other posting does not say anywhere.
        years: whether each asks for years of experience that the other does not ask for.
        pay: whether both state pay, and another.
        requisition: whether both name the same requisition number, or have the same address.
        listed: whether one source lists both, each under an id of its own.
    """

    employer: Kinship
    place: Nearness
    title: int
    unsaid: int
    years: bool
    pay: bool
    requisition: bool
    listed: bool


def evidence(one: Profile, other: Profile) -> Evidence:
    """Compare two postings.

    >>> from upslope.normalize.records import posting_of
    >>> one, other = (
    ...     Profile(posting_of({"title": "ML Engineer", "company": name, "location": "Bonn"}))
    ...     for name in ("Tallis", "Tallis GmbH"))
    >>> evidence(one, other)
    Evidence(employer='same', place='same', title=0, unsaid=0, years=False, \
pay=False, requisition=False, listed=False)
    """
    ours, theirs = alone(one.title, other.title)
    differ = each_says_more(one, other)
    return Evidence(
        employer=kinship(one.company, other.company),
        place=nearness(one.posting, other.posting),
        title=len(ours) + len(theirs),
        unsaid=_unsaid(ours, other) + _unsaid(theirs, one),
        years=differ and bool(one.years - other.years and other.years - one.years),
        pay=_other_pay(one, other, differ=differ),
        requisition=differ and _is_named_alike(one, other),
        listed=one.posting.source == other.posting.source not in _MIXED,
    )


def _unsaid(words: list[str], other: Profile) -> int:
    if not words:
        return 0
    said = Wording(" ".join(words)).vocabulary
    return len([word for word in said if word not in other.wording.vocabulary])


def _is_named_alike(one: Profile, other: Profile) -> bool:
    if one.address and one.address == other.address:
        return True
    shapes = one.requisitions.keys() & other.requisitions.keys()
    return any(one.requisitions[shape] & other.requisitions[shape] for shape in shapes)


def _other_pay(one: Profile, other: Profile, *, differ: bool) -> bool:
    if not differ:
        return _differs(one.posting.base_salary, other.posting.base_salary)
    return one.pay is not None and _differs(one.pay, other.pay)  # most name none: one look, not two


def _differs(one: Salary | None, other: Salary | None) -> bool:
    """Say whether two pays cannot be one: not when one of them leaves out an end or the unit."""
    if one is None or other is None:
        return False
    return any(
        a is not None and b is not None and a != b
        for a, b in zip(
            (one.min_value, one.max_value), (other.min_value, other.max_value), strict=True
        )
    )
