"""Sums of effects of groups: how they are learned, each drawn to zero as far as it is uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Cell = Mapping[str, str]
"""Attribute -> value, of one posting."""


class Effects(msgspec.Struct, frozen=True):
    """The effect of each group of one set of attributes.

    Args:
        by: attributes whose values make a group; none for all postings.
        values: group (values joined by a bar) -> effect, in log pay.
    """

    by: tuple[str, ...]
    values: dict[str, float]

    def of(self, cell: Cell) -> float:
        """Return the effect for a posting, 0 for a group that was not seen.

        >>> Effects(("country",), {"US": 0.2}).of({"country": "US", "level": "mid"})
        0.2
        """
        return self.values.get(group(self.by, cell), 0.0)


def group(by: Sequence[str], cell: Cell) -> str:
    """Return the name of a posting's group.

    >>> group(("country", "level"), {"country": "US", "level": "mid"})
    'US|mid'
    """
    return "|".join(cell[name] for name in by)


def groups(by: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Return the name of each posting's group.

    >>> groups(("level",), [{"level": "mid"}, {"level": "senior"}])
    ['mid', 'senior']
    """
    columns = [[cell[name] for cell in cells] for name in by]
    return ["|".join(values) for values in zip(*columns, strict=True)] or [""] * len(cells)


def total(effects: Sequence[Effects], cell: Cell) -> float:
    """Add up all effects of a posting's groups."""
    return sum(one.of(cell) for one in effects)


def totals(effects: Sequence[Effects], cells: Sequence[Cell]) -> Numbers:
    """Add up all effects of each posting's groups."""
    found = np.zeros(len(cells))
    for one in effects:
        found += [one.values.get(name, 0.0) for name in groups(one.by, cells)]
    return found


class _Groups:
    """Which rows are of which group."""

    def __init__(self, by: tuple[str, ...], cells: Sequence[Cell]) -> None:
        self.by = by
        names = np.array(groups(by, cells))
        found: Any = np.unique(names, return_inverse=True)
        self.names, self.of = found
        self.told = np.array(["" not in name.split("|") or not by for name in self.names])
        self.effect = np.zeros(len(self.names))
        self.spread = 1.0  # variance of the effects; estimated as they are

    def values(self) -> dict[str, float]:
        """Effect of each group, without those that an unknown attribute would make."""
        known = zip(self.names[self.told].tolist(), self.effect[self.told].tolist(), strict=True)
        return {name: round(effect, 5) for name, effect in known}

    def medians(self, values: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        """Weighted median and weight of each group."""
        order = np.lexsort((values, self.of))
        ends = np.cumsum(np.bincount(self.of, minlength=len(self.names)))
        sums = np.cumsum(weight[order])
        before = np.concatenate(([0.0], sums[ends[:-1] - 1]))
        heavy = sums[ends - 1] - before
        at = np.minimum(np.searchsorted(sums, before + heavy / 2), ends - 1)
        return values[order][at], heavy


def learn(
    sets: Sequence[tuple[str, ...]],
    cells: Sequence[Cell],
    values: Numbers,
    weight: Numbers,
    rounds: int = 8,
) -> list[Effects]:
    """Learn an effect for each group of each set: shrunken medians, fitted in turn to what is left.

    How far a set's medians are drawn to zero follows from how much its groups really differ
    (empirical Bayes: the variance components of a random-effects model, by EM). What is unknown of
    a posting (an empty value) has no effect: postings without it have little else in common.

    Args:
        sets: attributes that make the groups, coarse ones first; the first may be empty.
        cells: attributes of each row.
        values: log pay of each row.
        weight: of each row.
        rounds: how often all sets are gone through.

    Returns:
        The effects, a set each; their sum is the estimate.

    >>> cells = [{"country": "US"}] * 8 + [{"country": "IN"}]
    >>> found = learn([(), ("country",)], cells, np.array([12.0] * 8 + [10.0]), np.ones(9))
    >>> round(total(found, {"country": "US"}), 1), total(found, {"country": "FR"})
    (12.0, 12.0)
    """
    parts = [_Groups(by, cells) for by in sets]
    left = np.array(values, dtype=float)
    for _ in range(rounds):
        noise = float(np.average(left**2, weights=weight)) + 1e-6
        for one in parts:
            left += one.effect[one.of]
            medians, heavy = one.medians(left, weight)
            pull = 0.0 if not one.by else min(noise, 1.0) / one.spread
            one.effect = np.where(one.told, medians * heavy / (heavy + pull), 0.0)
            uncertain = min(noise, 1.0) / (heavy + pull)
            if one.told.any():
                one.spread = float(np.mean((one.effect**2 + uncertain)[one.told])) + 1e-9
            left -= one.effect[one.of]
    return [Effects(one.by, one.values()) for one in parts]
