"""How good answers are, with intervals over employers; the measures every table shows.

Resampling employers, not rows, keeps one employer's repeated wording from passing for evidence.
All measures come from counts that add up over employers, so a thousand resamples are one product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.models.arrays import Matrix

ROUNDS = 1_000
"""Bootstrap resamples."""

Labels = NDArray[np.int64]
"""Examples x classes, 1 where a class holds."""


class Score(NamedTuple):
    """A measure with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self:}"

    def __format__(self, sign: str) -> str:
        value, low, high = (f"{one:{sign}.3f}" for one in self)
        return f"{value} ({low} to {high})"


class Answers(NamedTuple):
    """Truth and answers of the same examples; ``employers`` numbers each one's employer."""

    truth: Labels
    said: Labels
    employers: NDArray[np.int64]
    many: bool

    def measures(self) -> dict[str, Matrix]:
        """Return each measure: its value, then its values on ``ROUNDS`` resamples.

        The same seed draws the same employers, so two answers to the same examples are paired.

        >>> same = np.eye(2, dtype=np.int64)
        >>> Answers(same, same, np.array([0, 1]), many=False).measures()["accuracy"][0]
        np.float64(1.0)
        """
        hit, extra, missed = (self._by_employer(part) for part in self._parts())
        draws = _draws(len(hit))
        hit, extra, missed = draws @ hit, draws @ extra, draws @ missed
        seen = (hit + missed) > 0
        f1 = np.where(seen, _share(2 * hit, 2 * hit + extra + missed), 0)
        micro = _share(2 * hit.sum(1), (2 * hit + extra + missed).sum(1))
        first = "micro_f1" if self.many else "accuracy"
        return {first: micro, "macro_f1": f1.sum(1) / np.maximum(seen.sum(1), 1)}

    def _parts(self) -> tuple[Labels, Labels, Labels]:
        right = self.truth & self.said
        return right, self.said - right, self.truth - right

    def _by_employer(self, counts: Labels) -> Matrix:
        """Sum over the examples of each employer: employers x classes."""
        found = np.zeros((self.employers.max(initial=-1) + 1, counts.shape[1]))
        np.add.at(found, self.employers, counts)
        return found


def scores(answers: Answers) -> dict[str, Score]:
    """Return each measure with its interval.

    ``accuracy`` where one class holds, ``micro_f1`` where several may; ``macro_f1`` is the mean
    of the F1 of all classes that occur.
    """
    return {name: _score(values) for name, values in answers.measures().items()}


def difference(one: Answers, other: Answers) -> dict[str, Score]:
    """Return by how much ``other`` is better than ``one`` on the same examples (paired)."""
    left, right = one.measures(), other.measures()
    return {name: _score(right[name] - left[name]) for name in left}


def by_class(answers: Answers, classes: tuple[str, ...]) -> Mapping[str, tuple[float, int]]:
    """Return the F1 of each class and in how many examples it holds."""
    hit, extra, missed = (part.sum(0) for part in answers._parts())
    f1 = _share(2 * hit, 2 * hit + extra + missed)
    return {
        name: (float(f1[place]), int((hit + missed)[place])) for place, name in enumerate(classes)
    }


def calibration_error(truth: Labels, chances: Matrix, *, many: bool, bins: int = 10) -> float:
    """Return the expected calibration error of the answer given (Guo et al. 2017).

    The mean distance, over ``bins`` of equal width, between how sure the answers are and how
    often they are right, weighted by how many fall into each.

    >>> calibration_error(np.array([[1, 0]]), np.array([[1.0, 0.0]]), many=False)
    0.0
    """
    best = chances.argmax(1)
    rows = np.arange(len(best))
    sure = chances.ravel() if many else chances[rows, best]
    right = truth.ravel() if many else truth[rows, best]
    which = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = np.bincount(which, sure - right, minlength=bins)
    return float(np.abs(gaps).sum() / max(len(sure), 1))


def _draws(employers: int) -> Matrix:
    """How often each employer is drawn: once each in the first row, then at random."""
    draw = np.random.default_rng(0)
    chances = np.full(employers, 1 / max(employers, 1))
    return np.vstack([np.ones(employers), draw.multinomial(employers, chances, ROUNDS)])


def _share(part: Matrix, whole: Matrix) -> Matrix:
    return np.asarray(np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0))


def _score(values: Matrix) -> Score:
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return Score(float(values[0]), float(low), float(high))
