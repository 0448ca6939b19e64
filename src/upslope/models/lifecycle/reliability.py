"""Is a model as sure as it should be? Its probabilities beside what turned out to be true."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import msgspec
import numpy as np

_Z = NormalDist().inv_cdf(0.975)


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Answers of about one probability.

    Args:
        low: lowest probability in the bin.
        high: highest; only the last bin holds it.
        number: how many answers.
        said: their mean probability.
        right: the share of them that was right, with a 95 % interval (Wilson 1927).
        right_low: lower end of it.
        right_high: upper end of it.
    """

    low: float
    high: float
    number: int
    said: float
    right: float
    right_low: float
    right_high: float


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How far probabilities can be believed.

    Args:
        number: answers that were judged.
        right: the share that was right.
        error: expected calibration error: the mean distance of said and right, by bin
            (Naeini et al. 2015).
        unsure: the share of answers below the probability from which one is shown.
        right_of_sure: the share of the others that was right; ``None`` without any.
        bins: those that hold answers, from unsure to sure.
    """

    number: int
    right: float
    error: float
    unsure: float
    right_of_sure: float | None
    bins: list[Bin]


def reliability(
    said: Sequence[float], right: Sequence[bool], *, unsure_below: float = 0.5, bins: int = 10
) -> Reliability:
    """Compare probabilities with what was true.

    People correct wrong answers more often than they confirm right ones: of corrections alone,
    the order of the bins says more than their height.

    Args:
        said: probability of each answer, 0 to 1; at least one.
        right: whether each answer was right.
        unsure_below: probability from which an answer counts as sure.
        bins: how many, of equal width.

    Raises:
        ValueError: there are no answers, or not as many probabilities as judgements.

    >>> found = reliability([0.95, 0.95, 0.55, 0.45], [True, True, True, False])
    >>> found.number, found.unsure, found.right_of_sure, round(found.error, 3)
    (4, 0.25, 1.0, 0.25)
    """
    chances, held = np.asarray(said, dtype=float), np.asarray(right, dtype=bool)
    if not len(chances) or len(chances) != len(held):
        raise ValueError(f"{len(chances)} probabilities and {len(held)} judgements")
    place = np.minimum((chances * bins).astype(int), bins - 1)
    found = [
        _bin(at / bins, (at + 1) / bins, chances[place == at], held[place == at])
        for at in np.unique(place)
    ]
    sure = chances >= unsure_below
    return Reliability(
        number=len(chances),
        right=float(held.mean()),
        error=sum(one.number * abs(one.said - one.right) for one in found) / len(chances),
        unsure=float((~sure).mean()),
        right_of_sure=float(held[sure].mean()) if sure.any() else None,
        bins=found,
    )


def _bin(low: float, high: float, chances: np.ndarray, held: np.ndarray) -> Bin:
    bottom, top = wilson(int(held.sum()), len(held))
    return Bin(
        low=low,
        high=high,
        number=len(held),
        said=float(chances.mean()),
        right=float(held.mean()),
        right_low=bottom,
        right_high=top,
    )


def wilson(right: int, number: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927): right for few and for extreme ones too.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, z2 = right / number, _Z**2
    middle = (share + z2 / (2 * number)) / (1 + z2 / number)
    half = _Z * np.sqrt(share * (1 - share) / number + z2 / (4 * number**2)) / (1 + z2 / number)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))
