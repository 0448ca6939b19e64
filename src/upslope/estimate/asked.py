"""What an estimate of pay looks at: never at amounts that a posting states."""

from __future__ import annotations

import re

import msgspec

from upslope.estimate.titles import spelt
from upslope.normalize.title import clean_title
from upslope.records import Posting, Understanding
from upslope.records.understanding import Employment, Remote, Role, Seniority

_YEAR = re.compile(r"(?:19|20)\d\d(?=-|$)")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A posting or a profile, as far as its pay is told by it.

    Args:
        country: ISO 3166-1 alpha-2 of the one country that it is in, or of the first of several;
            ``None`` if none is known.
        region: state or the like of the same place.
        role: one of the ten roles.
        seniority: level.
        title: words of the title, spelt in one way.
        remote: where the work is done.
        employment: kind of contract.
        year: in which it was posted, if that is stated.

    >>> Asked(country="US", role="ml_engineer", seniority="senior").remote
    'unstated'
    """

    country: str | None = None
    region: str | None = None
    role: Role = "other"
    seniority: Seniority = "unknown"
    title: str = ""
    remote: Remote = "unstated"
    employment: Employment = "unstated"
    year: int | None = None

    @classmethod
    def of(cls, posting: Posting, understanding: Understanding) -> Asked:
        """Take from a posting what pay may depend on.

        >>> from upslope.records import Place
        >>> posting = Posting(id="1", source="", source_id="", title="Sr. ML Engineer (m/f/d)",
        ...     places=[Place(city="Berlin", country="DE")])
        >>> asked = Asked.of(posting, Understanding(id="1", role="ml_engineer"))
        >>> asked.country, asked.title
        ('DE', 'senior machine learning engineer')
        """
        place = next((place for place in posting.places if place.country), None)
        year = _YEAR.match(posting.date_posted or "")
        return cls(
            country=place.country if place else None,
            region=place.region if place else None,
            role=understanding.role,
            seniority=understanding.seniority,
            title=spelt(posting.clean_title or clean_title(posting.title, posting.places)),
            remote=understanding.remote,
            employment=understanding.employment_type,
            year=int(year[0]) if year else None,
        )
