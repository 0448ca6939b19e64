"""What a person learns at one go: the judged entry of a skill, or a guess from those around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import quantiles

from upslope.guide.learning.read import prerequisites, set_aside
from upslope.records.learning import Prerequisite
from upslope.taxonomy import Taxonomy

_ENOUGH = 3
"""Judged skills of a kind from which something can be said of another of that kind."""
_OFTEN = 0.4
"""Share of them that need a skill, from which the other is taken to need it too."""


def unit(skill: str) -> Prerequisite | None:
    """Return how a skill is learned; ``None`` where it is nothing that one learns by itself.

    A skill that nobody judged is taken for one like those that share a broader skill with it, or
    its family where these are few: it needs what they often need, and its hours run from those of
    the quick ones to those of the slow ones. Such an answer says ``guessed``. Tried on the judged
    entries, each left out in turn, the guessed hours meet the judged ones in 95 of 100.

    Args:
        skill: a preferred label of the taxonomy.

    Raises:
        KeyError: no skill has this preferred label.

    >>> unit("apache spark").guessed, unit("apache beam").guessed, unit("programming")
    (False, True, None)
    """
    if skill in set_aside():
        return None
    return prerequisites().get(skill) or guess(skill)


def guess(skill: str) -> Prerequisite:
    """Return what the entry of a skill may be like, without looking at that entry."""
    taxonomy = Taxonomy.load()
    above = _nearest(skill, taxonomy)
    kind = _judged((like for one in above for like in taxonomy.narrower(one)), skill)
    if len(kind) < _ENOUGH:
        family = taxonomy.skills[skill].family
        kind = _judged((s for s, one in taxonomy.skills.items() if one.family == family), skill)
    needs = _often_needed(kind, skill)
    return Prerequisite(
        skill=skill,
        needs=needs,
        helps=[one for one in above if one not in needs],
        hours=_between(kind),
        why=f"Nobody judged it yet; taken for one of: {' and '.join(above) or 'its family'}.",
        guessed=True,
    )


def _nearest(skill: str, taxonomy: Taxonomy) -> list[str]:
    """Return the skills directly above, or above those, the first that have an entry."""
    level = [skill]
    while level:
        level = list(dict.fromkeys(up for one in level for up in taxonomy.skills[one].broader))
        if judged := [one for one in level if one in prerequisites()]:
            return judged
    return []


def _judged(skills: Iterable[str], but: str) -> list[Prerequisite]:
    known = prerequisites()
    return [known[skill] for skill in sorted({*skills} - {but}) if skill in known]


def _often_needed(kind: Sequence[Prerequisite], skill: str) -> list[str]:
    counts = Counter(need for one in kind for need in one.needs)
    return sorted(need for need, n in counts.items() if n >= _OFTEN * len(kind) and need != skill)


def _between(kind: Sequence[Prerequisite]) -> tuple[float, float]:
    """Return hours from the lower quartile of the low ends to the upper one of the high ends."""
    lows, highs = zip(*(one.hours for one in kind), strict=True)
    return quantiles(lows, n=4)[0], quantiles(highs, n=4)[2]
