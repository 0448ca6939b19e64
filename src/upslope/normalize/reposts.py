"""Whether a new posting is an opening that closed a while ago, advertised again under a new id."""

from __future__ import annotations

from upslope.normalize.company import company_key
from upslope.normalize.duplicates.overlap import overlap
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.twins import title_key
from upslope.records import Posting

LONGEST_GAP = 30
"""Days after which a like posting is a new opening: of 6,142 such, 12 % were the old one."""

# How often a like posting was the old opening, by days since that was last seen, and whether
# another like it was open all the while. Told by the employers' own numbers of openings, in
# 17,253 pairs of equal title and place on 500 boards; `python benchmarks/reposts.py` prints them.
_CHANCES = ((3, 0.74, 0.64), (7, 0.54, 0.27), (LONGEST_GAP, 0.30, 0.12))
_ALIKE = 0.8  # share of runs of three words that both texts have


def chance(days: float, *, beside: bool) -> float:
    """Return how probably a like posting is the old opening; 0 after :data:`LONGEST_GAP` days.

    >>> chance(2, beside=False), chance(20, beside=True), chance(90, beside=False)
    (0.74, 0.12, 0.0)
    """
    for most, alone, among_others in _CHANCES:
        if days <= most:
            return among_others if beside else alone
    return 0.0


def likeness(posting: Posting) -> tuple[object, ...]:
    """Return what an opening and its repost share: employer, title and places."""
    places = sorted({(one.city, one.region, one.country) for one in posting.places}, key=repr)
    said = sorted(place.casefold() for place in posting.job_location)
    company = company_key(posting.hiring_organization)
    return company, title_key(posting.clean_title or posting.title), *(places or said)


def is_text_alike(one: Posting, other: Posting) -> bool:
    """Say whether two texts are nearly the same; where one is missing, nothing speaks against it.

    >>> words = " ".join(f"word{n}" for n in range(60))
    >>> old = Posting(id="1", source="x", source_id="1", title="", description=words)
    >>> is_text_alike(old, Posting(id="2", source="x", source_id="2", title="", description=words))
    True
    """
    profiles = Profile(one), Profile(other)
    if not all(profile.has_text for profile in profiles):
        return True
    return overlap(profiles[0].wording, profiles[1].wording).alike >= _ALIKE
