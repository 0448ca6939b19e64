"""How much of two texts is the same, and what of the rest speaks of another opening.

Copies of one advert differ at the ends: a portal adds its own words before, an employer tells its
story anew, a mail cuts the text short. Two openings of one employer differ in between: the story is
the same, the team and the tasks are not. So what differs is counted apart for the part between the
first and the last run of words that both texts have.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.normalize.duplicates.wording import Wording, once, shared

LEAST = 0.5
"""Texts that share less are not compared any closer: all of them counts as in between."""

_ANCHOR = 10
"""Words in a row that both texts must have for the part in between to begin or end."""


class Overlap(NamedTuple):
    """What two texts share; the same whichever comes first.

    Args:
        contained: share of the smaller text's runs of three words that the other has.
        alike: runs that both have, of all runs (Jaccard).
        swapped: words that only one text has, on the side that has fewer, as a share of its words.
        own: such words in between, on the side that has fewer.
        added: such words in between, on the other side.
        moved: share of words in between that are in no common run, on the side that has fewer.
        words: of the shorter text.
    """

    contained: float
    alike: float
    swapped: float
    own: int
    added: int
    moved: float
    words: int


def contained(one: Wording, other: Wording) -> float:
    """Return the share of the smaller text's runs of three words that the other has.

    >>> contained(Wording("we train models here"), Wording("Now we train models here!"))
    1.0
    """
    if one is other and len(one.shingles):
        return 1.0
    fewest = min(len(one.shingles), len(other.shingles))
    return shared(one.shingles, other.shingles) / max(1, fewest)


def overlap(one: Wording, other: Wording) -> Overlap:
    """Compare two texts.

    >>> found = overlap(Wording("we train models here"), Wording("Now we train models here!"))
    >>> found.contained, found.alike, found.own
    (1.0, 0.6666666666666666, 0)
    """
    if one is other and len(one.shingles):  # of an advert for many cities, all texts are one
        return Overlap(1.0, 1.0, 0.0, 0, 0, 0.0, len(one.words))
    common = shared(one.shingles, other.shingles)
    sizes = len(one.shingles), len(other.shingles)
    words = shared(one.vocabulary, other.vocabulary)
    fewest = min(len(one.vocabulary), len(other.vocabulary))
    shortest = min(len(one.words), len(other.words))
    if common < LEAST * min(sizes):
        most = max(len(one.vocabulary), len(other.vocabulary)) - words
        contained, alike = common / min(sizes), common / (sum(sizes) - common)
        return Overlap(contained, alike, 1 - words / fewest, fewest - words, most, 1, shortest)
    (own, loose), (others, others_loose) = _between(one, other), _between(other, one)
    return Overlap(
        contained=common / max(1, min(sizes)),
        alike=common / max(1, sum(sizes) - common),
        swapped=(fewest - words) / max(1, fewest),
        own=min(own, others),
        added=max(own, others),
        moved=min(loose, others_loose) / max(1, shortest),
        words=shortest,
    )


def _between(one: Wording, other: Wording) -> tuple[int, int]:
    """Count the words between shared runs that only the first text has, and all outside of any."""
    common = _in_common(one, other)
    sums: NDArray[np.int64] = np.zeros(len(common) + 1, np.int64)
    np.cumsum(common, out=sums[1:])
    anchors = np.flatnonzero(sums[_ANCHOR:] - sums[:-_ANCHOR] == _ANCHOR)
    start, end = (anchors[0], anchors[-1] + _ANCHOR) if len(anchors) else (0, len(common))
    loose = one.words[start:end][~common[start:end]]
    new = once(loose)
    return len(new) - shared(new, other.vocabulary), len(loose)


def _in_common(one: Wording, other: Wording) -> NDArray[np.bool_]:
    """Say of each word whether it is in a run that the other text has too."""
    found = np.zeros(len(one.words), np.bool_)
    if len(one.runs) and len(other.shingles):
        places = np.searchsorted(other.shingles, one.runs)
        places[places == len(other.shingles)] = 0
        hits = np.flatnonzero(other.shingles[places] == one.runs)
        for step in range(3):
            found[hits + step] = True
    return found
