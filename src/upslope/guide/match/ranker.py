"""What was learned from graded pairs: the points of each part, and what a score means."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

import msgspec

from upslope.records.match import Band

_BANDS: tuple[tuple[float, Band], ...] = (
    (0.6, "strong"),
    (0.4, "good"),
    (0.2, "stretch"),
    (0.08, "weak"),
)


class Ranker(msgspec.Struct, frozen=True, kw_only=True):
    """The file ``data/ranker.json``, written by ``benchmarks/match_quality.py --fit``.

    ``points`` are 0 or more and make 100 together, so a part that fits better never lowers a score.
    ``slope`` and ``start`` are of the logistic curve from a score to a chance; ``line`` is the
    score from which a match counts as one to apply for.
    """

    points: dict[str, float]
    slope: float
    start: float
    line: float

    def chance(self, score: float) -> float:
        """Return how often careful readers called such a match a reasonable target.

        Of pairs like the graded ones, which hold more fits than a whole store does.

        >>> load().chance(100) > load().chance(50) > load().chance(0) >= 0
        True
        """
        return round(1 / (1 + math.exp(-(self.slope * score + self.start))), 3)


def band(chance: float) -> Band:
    """Return the word for a chance.

    >>> band(0.7), band(0.01)
    ('strong', 'unlikely')
    """
    for least, name in _BANDS:  # asked for every stored opening: a generator takes three times this
        if chance >= least:
            return name
    return "unlikely"


@cache
def load() -> Ranker:
    """Read the ranker that ships."""
    data = files("upslope.guide.match").joinpath("data/ranker.json").read_bytes()
    return msgspec.json.decode(data, type=Ranker)


LINE = load().line
"""Score from which a match counts as one to apply for."""

POINTS = load().points
"""Points of each part; together 100."""
