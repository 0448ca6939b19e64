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
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from upslope.errors import UsageError

LEVEL = 0.01
"""False alarms on windows that do not differ, of all tests of one look together, at most."""

FEWEST_EMPLOYERS = 10
"""In each window; fewer cannot tell a change from the luck of who was hiring."""

_PERMUTATIONS = 999
_FIRST, _FAR_OFF = 99, 0.1  # after so many permutations, a p-value that no more of them make small
_RARE = 5  # a class or a word of fewer employers, both windows together, is not tested by itself
_MOST_WORDS = 300
_OTHERS = "(others)"
_BORROWED = 4.0  # employers' worth of the common spread that each window's own is mixed with
_SHOWN = 3

Matrix = NDArray[np.float64]
Kind = Literal["chi-square", "kolmogorov-smirnov", "largest z"]


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


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A share, or a median, before and after."""

    what: str
    before: float
    after: float


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much a window holds."""

    postings: int
    employers: int


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
    blocks = _Blocks(reference, analysis)
    looks = [*_labels(blocks), *_numbers(blocks), *_words(blocks)]
    scored = _scored(blocks, looks, np.random.default_rng(seed))
    adjusted = holm([p for _, p in scored])
    return [
        Drift(
            about=look.about,
            test=look.test,
            statistic=round(statistic, 3),
            p=p,
            adjusted=value,
            drifted=value <= LEVEL,
            reference=blocks.reference,
            analysis=blocks.analysis,
            moved=look.moved(blocks.is_analysis),
        )
        for look, (statistic, p), value in zip(looks, scored, adjusted, strict=True)
    ]


def _scored(
    blocks: _Blocks, looks: Sequence[_Look], dice: np.random.Generator
) -> list[tuple[float, float]]:
    """Return statistic and p-value of each test; few permutations do where nothing is near."""
    scored: list[tuple[float, float]] = []
    for times in (_FIRST, max(_PERMUTATIONS, math.ceil(2 * len(looks) / LEVEL) - 1)):
        windows = blocks.permuted(times, dice)
        scored = [look.score(windows) for look in looks]
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


class _Blocks:
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


class _Differences(NamedTuple):
    """Of each permutation (rows) and column: the difference of means, and its variance."""

    of_means: Matrix
    variance: Matrix
    pooled: Matrix


def _differences(means: Matrix, sizes: Matrix, windows: Matrix) -> _Differences:
    each = np.hstack([np.ones((len(means), 1)), 1 / sizes[:, None], means, means**2])
    in_analysis = windows @ each
    now, before = (_window(means, sums) for sums in (in_analysis, each.sum(axis=0) - in_analysis))
    return _Differences(now.mean - before.mean, now.variance + before.variance, means.mean(axis=0))


class _Window(NamedTuple):
    mean: Matrix
    variance: Matrix


def _window(means: Matrix, sums: Matrix) -> _Window:
    """Mean of the employers in a window, and how sure it is, from sums over them.

    The spread between employers is taken for no less than that of shares counted on so few
    postings: where a rare word happens to be missing, it looks like none.
    """
    number = sums[:, :1]
    mean, square = np.hsplit(sums[:, 2:] / number, 2)
    own = np.maximum(square - mean**2, 0.0) * number + means.var(axis=0) * _BORROWED
    share = means.mean(axis=0)
    counted = share * (1 - share) * (sums[:, 1:2] / number)
    return _Window(mean, np.maximum(own / (number + _BORROWED), counted) / number)


def _chi_square(found: _Differences) -> Matrix:
    """Chi-square of the shares over the one expected from the spread between employers."""
    weights = 1 / found.pooled
    scale = (found.variance * weights).sum(axis=1) / max(len(weights) - 1, 1)
    return np.asarray((found.of_means**2 * weights).sum(axis=1) / scale)


def _largest_step(found: _Differences) -> Matrix:
    """Largest difference of the two distributions over its mean standard error."""
    return np.asarray(np.abs(found.of_means).max(axis=1) / np.sqrt(found.variance.mean(axis=1)))


def _largest_z(found: _Differences) -> Matrix:
    return np.asarray((np.abs(found.of_means) / np.sqrt(found.variance)).max(axis=1))


_STATISTICS: dict[Kind, Callable[[_Differences], Matrix]] = {
    "chi-square": _chi_square,
    "kolmogorov-smirnov": _largest_step,
    "largest z": _largest_z,
}


class _Look(NamedTuple):
    """One test: means of each block (rows) for each class, step or word (columns)."""

    about: str
    test: Kind
    names: Sequence[str]
    means: Matrix
    sizes: Matrix
    medians: tuple[float, float] | None = None

    def score(self, windows: Matrix) -> tuple[float, float]:
        """Return the statistic and its p-value."""
        found = _STATISTICS[self.test](_differences(self.means, self.sizes, windows))
        return float(found[0]), float((found >= found[0] - 1e-9).mean())

    def moved(self, now: NDArray[np.bool_]) -> list[Moved]:
        """Return what moved most, in units of its spread."""
        if self.medians is not None:
            return [Moved(what="median", before=self.medians[0], after=self.medians[1])]
        before, after = self.means[~now].mean(axis=0), self.means[now].mean(axis=0)
        far = np.abs(after - before) / np.sqrt(self.means.var(axis=0))
        return [
            Moved(
                what=self.names[at],
                before=round(float(before[at]), 4),
                after=round(float(after[at]), 4),
            )
            for at in np.argsort(-far, kind="stable")[:_SHOWN]
        ]


def _labels(blocks: _Blocks) -> list[_Look]:
    looks = []
    for about in sorted({name for one in blocks.observations for name in one.labels}):
        said = [one.labels.get(about, "") for one in blocks.observations]
        means = _shares(blocks, [{answer} for answer in said], sorted(set(said)))
        names, columns = _without_rare(sorted(set(said)), means)
        if len(names) > 1:
            looks.append(_Look(about, "chi-square", names, columns, blocks.sizes))
    return looks


def _without_rare(names: list[str], means: Matrix) -> tuple[list[str], Matrix]:
    """Put classes of few employers together."""
    common = (means > 0).sum(axis=0) >= _RARE
    kept, rest = means[:, common], means[:, ~common].sum(axis=1, keepdims=True)
    named = [name for name, often in zip(names, common, strict=True) if often]
    return (named, kept) if not rest.any() else ([*named, _OTHERS], np.hstack([kept, rest]))


def _numbers(blocks: _Blocks) -> list[_Look]:
    looks = []
    for about in sorted({name for one in blocks.observations for name in one.numbers}):
        values = np.array([one.numbers.get(about, math.nan) for one in blocks.observations])
        known = ~np.isnan(values)
        now = blocks.is_analysis[blocks.of]
        if not (known & now).any() or not (known & ~now).any():
            continue
        steps = np.unique(np.quantile(values[known], np.linspace(0.05, 0.95, 19)))
        below = np.where(known[:, None], values[:, None] <= steps, math.nan)
        means = blocks.means(below)
        varies = means.var(axis=0) > 0
        if varies.any():
            halves = [float(np.median(values[known & part])) for part in (~now, now)]
            looks.append(
                _Look(
                    about,
                    "kolmogorov-smirnov",
                    [],
                    means[:, varies],
                    blocks.sizes,
                    (halves[0], halves[1]),
                )
            )
    return looks


def _words(blocks: _Blocks) -> list[_Look]:
    looks = []
    for about in sorted({name for one in blocks.observations for name in one.words}):
        held = [one.words.get(about, ()) for one in blocks.observations]
        names = sorted({word for words in held for word in words})
        means = _shares(blocks, held, names)
        employers = (means > 0).sum(axis=0)
        often = np.argsort(-employers, kind="stable")[:_MOST_WORDS]
        often = often[(employers[often] >= _RARE) & (means[:, often].var(axis=0) > 0)]
        if len(often):
            looks.append(
                _Look(
                    about, "largest z", [names[at] for at in often], means[:, often], blocks.sizes
                )
            )
    return looks


def _shares(blocks: _Blocks, held: Sequence[Collection[str]], names: Sequence[str]) -> Matrix:
    """Return of each block the share of its postings that hold each name."""
    places = {name: place for place, name in enumerate(names)}
    pairs = [
        (at, places[name]) for at, words in zip(blocks.of, held, strict=True) for name in words
    ]
    sums = np.zeros((len(blocks.is_analysis), len(names)))
    if pairs:
        np.add.at(sums, tuple(np.array(pairs).T), 1.0)
    return np.asarray(sums / blocks.sizes[:, None])
