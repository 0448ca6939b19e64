"""Learning the table of pay from posted ranges: effects, then intervals that held for others.

The intervals are conformal: residuals of ranges that the effects were not fitted to, newer ones
weighing more, group by group (Mondrian); a group with few falls back to the larger ones above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from upslope.estimate.asked import Asked
from upslope.estimate.effects import Cell, Effects, Numbers, groups, learn, totals
from upslope.estimate.table import FEWEST, Count, Model, Table, cell_of
from upslope.estimate.titles import without_level

LEVELED: list[tuple[str, ...]] = [
    (),
    ("country",),
    ("level",),
    ("role",),
    ("family",),
    ("country", "level"),
    ("family", "level"),
    ("country", "family"),
    ("remote",),
    ("rank",),
]
"""Attributes whose groups have an effect; those with a level are left out where none is told."""

GROUPS: list[tuple[str, ...]] = [
    (),
    ("country",),
    ("level",),
    ("role",),
    ("country", "level"),
    ("family",),
    ("country", "level", "role"),
    ("family", "level"),
]
_COUNTED: list[tuple[str, ...]] = [
    ("country", "level", "family"),
    ("country", "level", "role"),
    ("country", "family"),
    ("country", "role"),
    ("country", "level"),
    ("country",),
]
HALF_LIFE = 8_000
"""Ranges after which one counts half in the effects."""
NEWEST_HALF_LIFE = 2_000
"""The same in the intervals; longer for a group that has too few so new."""
FOLDS = 5
LEAST = 5
"""A title is a family of its own from so many ranges."""


class Seen(NamedTuple):
    """One posted range to learn from.

    Args:
        asked: what the table may look at.
        level: level by the data itself.
        middle: middle of the range a year, in US dollars.
        year: of the posting.
    """

    asked: Asked
    level: str
    middle: float
    year: int


def fit(seen: Sequence[Seen], currencies: Mapping[str, str], dollars: Mapping[str, float]) -> Table:
    """Learn a table from ranges in order of time, oldest first.

    Args:
        seen: the ranges.
        currencies: country -> its currency, as far as the data has ranges in it.
        dollars: currency -> US dollars for one unit, newest rate.
    """
    many = Counter(one.asked.country for one in seen)
    known = {country: one for country, one in currencies.items() if many[country] >= FEWEST}
    families = families_of(seen)
    cells = cells_of(seen, families)
    values = np.log([one.middle for one in seen])
    return Table(
        years=(min(one.year for one in seen), max(one.year for one in seen)),
        currencies=known,
        dollars={currency: dollars[currency] for currency in sorted(set(known.values()))},
        families=families,
        leveled=_model(cells, values, LEVELED, GROUPS),
        unleveled=_model(cells, values, _without_level(LEVELED), _without_level(GROUPS)),
        counts=_counts(cells),
    )


def cells_of(seen: Sequence[Seen], families: Mapping[str, str]) -> list[Cell]:
    """Return the attributes of each range, with its level by the data itself."""
    return [{**cell_of(one.asked, families), "level": one.level} for one in seen]


def families_of(seen: Sequence[Seen]) -> dict[str, str]:
    """Return the titles seen often enough, without words of level, each with its role."""
    roles: dict[str, str] = {}
    many = Counter[str]()
    for one in seen:
        words = without_level(one.asked.title)
        roles[words] = one.asked.role
        many[words] += 1
    return {words: roles[words] for words in sorted(roles) if many[words] >= LEAST}


def _model(
    cells: Sequence[Cell],
    values: Numbers,
    sets: Sequence[tuple[str, ...]],
    refined: Sequence[tuple[str, ...]],
) -> Model:
    age = np.arange(len(cells))[::-1]
    weight = 0.5 ** (age / HALF_LIFE)
    left = values - _held_out(cells, values, sets, weight)
    return Model(
        middle=learn(sets, cells, values, weight),
        low=offsets(cells, left, refined, 0.1),
        high=offsets(cells, left, refined, 0.9),
    )


def _held_out(
    cells: Sequence[Cell], values: Numbers, sets: Sequence[tuple[str, ...]], weight: Numbers
) -> Numbers:
    """What is estimated for each row by effects that were fitted without its fold."""
    fold = np.random.default_rng(0).integers(0, FOLDS, len(cells))
    found = np.zeros(len(cells))
    for one in range(FOLDS):
        kept = fold != one
        inside = [cell for cell, inner in zip(cells, kept, strict=True) if inner]
        effects = learn(sets, inside, values[kept], weight[kept])
        apart = [cell for cell, inner in zip(cells, kept, strict=True) if not inner]
        found[~kept] = totals(effects, apart)
    return found


def offsets(
    cells: Sequence[Cell], left: Numbers, refined: Sequence[tuple[str, ...]], quantile: float
) -> list[Effects]:
    """Return how far a quantile of the residuals is from zero, refined from group to group.

    Args:
        cells: attributes of each row, oldest first.
        left: residual of each row.
        refined: attributes that make the groups, coarse ones first.
        quantile: which one.
    """
    age = np.arange(len(cells))[::-1]
    left, found = left.copy(), []
    for by in refined:
        names = np.array(groups(by, cells))
        values: dict[str, float] = {}
        for name in np.unique(names).tolist():
            inside = names == name
            weight, enough = _newest(age[inside])
            if enough >= FEWEST:
                trust = enough / (enough + 2 * FEWEST) if by else 1.0
                values[name] = round(trust * _quantile(left[inside], weight, quantile), 5)
                left[inside] -= values[name]
        found.append(Effects(by, values))
    return found


def _newest(age: Numbers) -> tuple[Numbers, float]:
    """Weights that favour new rows as far as enough are left, and how many they are worth."""
    for half_life in (NEWEST_HALF_LIFE, 4 * NEWEST_HALF_LIFE, np.inf):
        weight = 0.5 ** (age / half_life)
        worth = float(weight.sum() ** 2 / (weight**2).sum())
        if worth >= FEWEST:
            break
    return weight, worth


def _quantile(values: Numbers, weight: Numbers, quantile: float) -> float:
    order = np.argsort(values)
    heavy = weight[order]
    at = (np.cumsum(heavy) - heavy / 2) / heavy.sum()
    return float(np.interp(quantile, at, values[order]))


def _without_level(sets: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [by for by in sets if "level" not in by]


def _counts(cells: Sequence[Cell]) -> list[Count]:
    return [Count(by, dict(Counter(groups(by, cells)))) for by in _COUNTED]
