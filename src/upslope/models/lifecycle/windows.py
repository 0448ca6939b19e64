"""Two windows of time as they are compared: an employer counts once in each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from upslope.errors import UsageError

FEWEST_EMPLOYERS = 10
"""In each window; fewer cannot tell a change from the luck of who was hiring."""

Matrix = NDArray[np.float64]


class Observation(NamedTuple):
    """One posting as it is watched.

    Args:
        employer: whose it is; postings of one employer are never parted.
        labels: question -> answer ("role" -> "ml_engineer").
        numbers: name -> value (a probability, the letters of the text).
        words: name -> what it holds ("skills" -> {"python"}).
    """

    employer: str
    labels: Mapping[str, str] = {}
    numbers: Mapping[str, float] = {}
    words: Mapping[str, Collection[str]] = {}


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much a window holds."""

    postings: int
    employers: int


class Windows:
    """Postings grouped by employer and window: what is permuted."""

    def __init__(self, reference: Sequence[Observation], analysis: Sequence[Observation]) -> None:
        self.observations = [*reference, *analysis]
        now = [False] * len(reference) + [True] * len(analysis)
        places: dict[tuple[str, bool], int] = {}
        pairs = [(one.employer, window) for one, window in zip(self.observations, now, strict=True)]
        self.of = np.array([places.setdefault(pair, len(places)) for pair in pairs], dtype=int)
        self.sizes = np.bincount(self.of).astype(np.float64)
        self.is_analysis = np.array([window for _, window in places], dtype=bool)
        self.reference = Size(postings=len(reference), employers=int((~self.is_analysis).sum()))
        self.analysis = Size(postings=len(analysis), employers=int(self.is_analysis.sum()))
        if min(self.reference.employers, self.analysis.employers) < FEWEST_EMPLOYERS:
            raise UsageError(
                f"A window holds postings of fewer than {FEWEST_EMPLOYERS} employers.",
                next="Compare longer windows.",
            )
        both = [e for e, window in places if window and (e, False) in places]
        self._halves = np.array([[places[e, False], places[e, True]] for e in both], dtype=int)
        self._halves = self._halves.reshape(-1, 2)

    def means(self, values: Matrix) -> Matrix:
        """Average rows (postings x columns) over each employer in each window.

        Rows of NaN are missing; where an employer has no other, the mean of all stands in.
        """
        known = ~np.isnan(values[:, 0])
        count = np.bincount(self.of[known], minlength=len(self.is_analysis))
        sums = np.zeros((len(self.is_analysis), values.shape[1]))
        np.add.at(sums, self.of[known], values[known])
        means: Matrix = sums / np.maximum(count, 1)[:, None]
        means[count == 0] = means[count > 0].mean(axis=0) if known.any() else 0.0
        return means

    def permuted(self, times: int, dice: np.random.Generator) -> Matrix:
        """Return (times + 1) x blocks, 1.0 for the analysis window; the first row is the truth."""
        windows = np.tile(self.is_analysis, (times + 1, 1)).astype(np.float64)
        alone = np.setdiff1d(np.arange(windows.shape[1]), self._halves)
        drawn = dice.random((times, len(alone)))  # the smallest numbers are in the analysis window
        number = int(self.is_analysis[alone].sum())
        if 0 < number < len(alone):
            last = np.partition(drawn, number - 1, axis=1)[:, number - 1 : number]
            windows[1:, alone] = drawn <= last
        swapped = dice.random((times, len(self._halves))) < 0.5
        windows[1:, self._halves[:, 0]] = swapped
        windows[1:, self._halves[:, 1]] = ~swapped
        return windows
