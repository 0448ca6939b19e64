"""What is compared: the shares of classes, the steps of numbers, the shares of words."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from upslope.models.lifecycle.differences import STATISTICS, Kind, differences
from upslope.models.lifecycle.windows import Matrix, Windows

_RARE = 5  # a class or a word of fewer employers, both windows together, is not tested by itself
_MOST_WORDS = 300
_OTHERS = "(others)"
_SHOWN = 3


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A share, or a median, before and after."""

    what: str
    before: float
    after: float


class Look(NamedTuple):
    """One test: means of each block (rows) for each class, step or word (columns)."""

    about: str
    test: Kind
    names: Sequence[str]
    means: Matrix
    sizes: Matrix
    medians: tuple[float, float] | None = None

    def score(self, parted: Matrix) -> tuple[float, float]:
        """Return the statistic and its p-value."""
        found = STATISTICS[self.test](differences(self.means, self.sizes, parted))
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


def looks(windows: Windows) -> list[Look]:
    """Return every test that two windows allow; what never varies is not tested."""
    return [*_labels(windows), *_numbers(windows), *_words(windows)]


def _labels(windows: Windows) -> list[Look]:
    looks = []
    for about in sorted({name for one in windows.observations for name in one.labels}):
        said = [one.labels.get(about, "") for one in windows.observations]
        means = _shares(windows, [{answer} for answer in said], sorted(set(said)))
        names, columns = _without_rare(sorted(set(said)), means)
        if len(names) > 1:
            looks.append(Look(about, "chi-square", names, columns, windows.sizes))
    return looks


def _without_rare(names: list[str], means: Matrix) -> tuple[list[str], Matrix]:
    """Put classes of few employers together."""
    common = (means > 0).sum(axis=0) >= _RARE
    kept, rest = means[:, common], means[:, ~common].sum(axis=1, keepdims=True)
    named = [name for name, often in zip(names, common, strict=True) if often]
    return (named, kept) if not rest.any() else ([*named, _OTHERS], np.hstack([kept, rest]))


def _numbers(windows: Windows) -> list[Look]:
    looks = []
    for about in sorted({name for one in windows.observations for name in one.numbers}):
        values = np.array([one.numbers.get(about, math.nan) for one in windows.observations])
        known = ~np.isnan(values)
        now = windows.is_analysis[windows.of]
        if not (known & now).any() or not (known & ~now).any():
            continue
        steps = np.unique(np.quantile(values[known], np.linspace(0.05, 0.95, 19)))
        below = np.where(known[:, None], values[:, None] <= steps, math.nan)
        means = windows.means(below)
        varies = means.var(axis=0) > 0
        if varies.any():
            halves = [float(np.median(values[known & part])) for part in (~now, now)]
            looks.append(
                Look(
                    about,
                    "kolmogorov-smirnov",
                    [],
                    means[:, varies],
                    windows.sizes,
                    (halves[0], halves[1]),
                )
            )
    return looks


def _words(windows: Windows) -> list[Look]:
    looks = []
    for about in sorted({name for one in windows.observations for name in one.words}):
        held = [one.words.get(about, ()) for one in windows.observations]
        names = sorted({word for words in held for word in words})
        means = _shares(windows, held, names)
        employers = (means > 0).sum(axis=0)
        often = np.argsort(-employers, kind="stable")[:_MOST_WORDS]
        often = often[(employers[often] >= _RARE) & (means[:, often].var(axis=0) > 0)]
        if len(often):
            looks.append(
                Look(
                    about, "largest z", [names[at] for at in often], means[:, often], windows.sizes
                )
            )
    return looks


def _shares(windows: Windows, held: Sequence[Collection[str]], names: Sequence[str]) -> Matrix:
    """Return of each block the share of its postings that hold each name."""
    places = {name: place for place, name in enumerate(names)}
    pairs = [
        (at, places[name]) for at, words in zip(windows.of, held, strict=True) for name in words
    ]
    sums = np.zeros((len(windows.is_analysis), len(names)))
    if pairs:
        np.add.at(sums, tuple(np.array(pairs).T), 1.0)
    return np.asarray(sums / windows.sizes[:, None])
