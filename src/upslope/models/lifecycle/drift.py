"""Has what the models see, or answer, changed between two windows of time?

Three tests, as monitoring tools have them, but calibrated: chi-square for the shares of classes,
Kolmogorov-Smirnov for numbers, the largest z for the shares of words or skills. Two things make the
usual ones cry wolf, and are mended here. Postings of one employer are alike, so an employer counts
once in each window, with the mean of its postings, and the statistics are scaled by how much those
means differ between employers (Rao and Scott 1981, https://doi.org/10.1080/01621459.1981.10477633).
And p-values come from permuting employers between the windows, not from a table: those in only one
window change places, those in both swap their two halves. Scaled statistics stay right where the
windows differ in size and spread (Janssen 1997, Chung and Romano 2013). All p-values of one look
are adjusted together (Holm 1979).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from upslope.models.lifecycle.differences import Kind
from upslope.models.lifecycle.looks import Look, Moved, looks
from upslope.models.lifecycle.windows import Observation, Size, Windows

__all__ = ["LEVEL", "Drift", "Moved", "Observation", "Size", "drift", "holm"]

LEVEL = 0.01
"""False alarms on windows that do not differ, of all tests of one look together, at most."""

_PERMUTATIONS = 999
_FIRST, _FAR_OFF = 99, 0.1  # after so many permutations, a p-value that no more of them make small


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """What one test found.

    Args:
        about: what was compared ("role").
        test: which statistic.
        statistic: its value; chi-square and Kolmogorov-Smirnov in units of what chance gives.
        p: how often permuted windows differ as much.
        adjusted: the same for all tests of the look together (Holm).
        drifted: whether ``adjusted`` is at or below :data:`LEVEL`.
        reference: the window compared with.
        analysis: the window looked at.
        moved: what moved most.
    """

    about: str
    test: Kind
    statistic: float
    p: float
    adjusted: float
    drifted: bool
    reference: Size
    analysis: Size
    moved: list[Moved]


def drift(
    reference: Sequence[Observation], analysis: Sequence[Observation], *, seed: int = 0
) -> list[Drift]:
    """Compare two windows by every label, number and set of words that they have.

    Args:
        reference: what was seen when all was well.
        analysis: what is seen now.
        seed: of the permutations; the same windows and seed give the same answer.

    Raises:
        UsageError: a window holds postings of fewer than ``FEWEST_EMPLOYERS`` employers.

    >>> before = [Observation(f"a{n}", {"role": "ml_engineer"}) for n in range(40)]
    >>> now = [Observation(f"b{n}", {"role": "ml_engineer" if n % 2 else "other"})
    ...        for n in range(40)]
    >>> [found] = drift(before, now)
    >>> found.drifted, found.moved[0].before - found.moved[0].after
    (True, 0.5)
    >>> drift(now, now)[0].drifted
    False
    """
    windows = Windows(reference, analysis)
    tests = looks(windows)
    scored = _scored(windows, tests, np.random.default_rng(seed))
    adjusted = holm([p for _, p in scored])
    return [
        Drift(
            about=look.about,
            test=look.test,
            statistic=round(statistic, 3),
            p=p,
            adjusted=value,
            drifted=value <= LEVEL,
            reference=windows.reference,
            analysis=windows.analysis,
            moved=look.moved(windows.is_analysis),
        )
        for look, (statistic, p), value in zip(tests, scored, adjusted, strict=True)
    ]


def _scored(
    windows: Windows, tests: Sequence[Look], dice: np.random.Generator
) -> list[tuple[float, float]]:
    """Return statistic and p-value of each test; few permutations do where nothing is near."""
    scored: list[tuple[float, float]] = []
    for times in (_FIRST, max(_PERMUTATIONS, math.ceil(2 * len(tests) / LEVEL) - 1)):
        parted = windows.permuted(times, dice)
        scored = [test.score(parted) for test in tests]
        if min((p for _, p in scored), default=1.0) > _FAR_OFF:
            break
    return scored


def holm(values: Sequence[float]) -> list[float]:
    """Adjust the p-values of tests made together so that each may be held against one level.

    >>> [round(p, 3) for p in holm([0.04, 0.01, 0.03])]
    [0.06, 0.03, 0.06]
    """
    adjusted, highest = [0.0] * len(values), 0.0
    for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        highest = max(highest, min(1.0, (len(values) - rank) * values[at]))
        adjusted[at] = highest
    return adjusted
