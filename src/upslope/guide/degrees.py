"""What a degree opens and closes: which degrees openings ask for, and who can answer to them.

An opening is open to a degree where it names none, or one that is no higher. Where it takes
equivalent experience instead, it is counted apart: it may be open, which nobody can promise.
What is merely preferred does not close an opening. Fields of study are not looked at. The
intervals take openings for independent: one employer with many openings makes them too narrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from upslope.guide.share import percent, share
from upslope.records import DEGREES, Understanding
from upslope.records.learning import Asked, Opened
from upslope.records.understanding import Degree, Role, Seniority

_WRITTEN: dict[Degree, str] = {
    "none_stated": "no degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "phd": "a PhD",
}

Group = tuple[Role | None, Seniority | None]


def asked(openings: Sequence[Understanding]) -> Asked:
    """Return which share of openings asks for each degree.

    The lowest degree that satisfies a posting counts. Those that take equivalent experience
    instead are counted apart, so that the shares of all parts add up to 1.

    >>> found = asked([Understanding(id="1", degree_required="phd"), Understanding(id="2")])
    >>> found.required["phd"].count, found.required["none_stated"].count
    (1, 1)
    """
    strict = [one.degree_required for one in openings if not _replaceable(one)]
    loose = [one.degree_required for one in openings if _replaceable(one)]
    return Asked(
        openings=len(openings),
        required={degree: share(strict.count(degree), len(openings)) for degree in DEGREES},
        or_equivalent={degree: share(loose.count(degree), len(openings)) for degree in DEGREES[1:]},
    )


def opened(openings: Sequence[Understanding], held: Degree) -> Opened:
    """Return what a degree opens, leaves open to experience, and leaves closed.

    Args:
        openings: those that the person would want.
        held: their highest degree; ``none_stated`` for none.

    >>> some = [Understanding(id="1", degree_required="master"), Understanding(id="2")]
    >>> found = opened(some, "bachelor")
    >>> found.open.count, found.closed.count
    (1, 1)
    """
    reach = DEGREES.index(held)
    above = [one for one in openings if DEGREES.index(one.degree_required) > reach]
    maybe = sum(map(_replaceable, above))
    closed = len(above) - maybe
    return Opened(
        degree=held,
        open=share(len(openings) - len(above), len(openings)),
        experience_instead=share(maybe, len(openings)),
        closed=share(closed, len(openings)),
    )


def steps(openings: Sequence[Understanding]) -> list[Opened]:
    """Return what each degree opens, from none to a PhD: the differences are what a step adds.

    >>> [one.open.count for one in steps([Understanding(id="1", degree_required="bachelor")])]
    [0, 1, 1, 1]
    """
    return [opened(openings, degree) for degree in DEGREES]


def by_group(openings: Iterable[Understanding]) -> dict[Group, list[Understanding]]:
    """Group openings by role and by level; ``None`` stands for all of the other.

    >>> groups = by_group([Understanding(id="1", role="ml_engineer", seniority="entry")])
    >>> list(groups)
    [(None, None), (None, 'entry'), ('ml_engineer', None), ('ml_engineer', 'entry')]
    """
    groups: defaultdict[Group, list[Understanding]] = defaultdict(list)
    for one in openings:
        for role in (None, one.role):
            for level in (None, one.seniority):
                groups[role, level].append(one)
    return dict(groups)


def says(found: Opened) -> str:
    """Say for people what a degree opens.

    >>> says(opened([Understanding(id="1", degree_required="phd")], "master"))  # doctest: +ELLIPSIS
    "With a master's degree: open 0 % (0 to 79), 0 of 1; open to ... closed 100 % (21 to 100), ..."
    """
    return (
        f"With {_WRITTEN[found.degree]}: open {percent(found.open)}; "
        f"open to experience instead {percent(found.experience_instead)}; "
        f"closed {percent(found.closed)}."
    )


def _replaceable(one: Understanding) -> bool:
    return one.degree_or_equivalent and one.degree_required != "none_stated"
