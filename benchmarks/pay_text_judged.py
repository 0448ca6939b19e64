"""How a rung of pay from text is judged: on employers that it has not seen, and on later years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from benchmarks.pay_postings import Row
from benchmarks.pay_rows import OWN, learned_from, newest_rates, ranges, seen
from benchmarks.pay_text_rungs import Known, Numbers, Rung, logs

from upslope.estimate.effects import Cell, total
from upslope.estimate.learn import fit, offsets
from upslope.estimate.table import Table
from upslope.estimate.text import groups

FOLDS = 5
CELLS: list[tuple[str, ...]] = [(), ("level",), ("role",), ("region",), ("remote",)]
ENDS = (0.095, 0.905)
"""Quantiles of what is left that make an 80 % interval: one more in a hundred than it says, since
rows of one employer err alike and groups have few; with a tenth it covered 78.7 %."""


def known(found: Sequence[Row], table: Table) -> list[Known]:
    """Return the rows that are learned from and judged on, oldest first."""
    yearly = (row for row in found if row.salary.unit_text == "year" and not row.intern)
    return [Known(row, table) for row in sorted(yearly, key=lambda row: row.year)]


class Judged(NamedTuple):
    """Estimates of rows that were held out, in log pay, and their 80 % intervals."""

    low: Numbers
    middle: Numbers
    high: Numbers


def folds(found: Sequence[Known]) -> Numbers:
    """Return a fold for each row; an employer's rows are in one."""
    numbers = np.array([one.row.employer for one in found])
    employers, of = np.unique(numbers, return_inverse=True)
    return np.random.default_rng(0).permutation(len(employers))[of] % FOLDS


def held_out(rung: Rung, found: Sequence[Known]) -> Numbers:
    """Estimate each row by what was learned from other employers."""
    out, fold = np.zeros(len(found)), folds(found)
    for one in range(FOLDS):
        inside, outside = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        out[outside] = rung([found[at] for at in inside], [found[at] for at in outside])
    return out


def judge(rung: Rung, train: Sequence[Known], test: Sequence[Known]) -> Judged:
    """Fit a rung and calibrate its intervals on rows to learn from; estimate the others."""
    return _calibrated(train, held_out(rung, train), test, rung(train, test))


def by_employer(rung: Rung, found: Sequence[Known]) -> Judged:
    """Judge a rung on all rows; intervals of a fold are calibrated on the other folds.

    Those folds were estimated by models that had seen this one: it saves a sixfold of fits, and
    came to the same coverage as calibrating within the rows that each fold is learned from.
    """
    fold = folds(found)
    middle, out = held_out(rung, found), np.zeros((3, len(found)))
    for one in range(FOLDS):
        inside, outside = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        train, test = ([found[at] for at in part] for part in (inside, outside))
        out[:, outside] = _calibrated(train, middle[inside], test, middle[outside])
    return Judged(*out)


def _calibrated(
    train: Sequence[Known], held: Numbers, test: Sequence[Known], middle: Numbers
) -> Judged:
    """Add intervals by what was left of rows that were held out, group by group."""
    left = logs(train) - held
    shift = float(np.median(left))
    low, high = (offsets(_cells(train), left - shift, CELLS, q) for q in ENDS)
    cells = _cells(test)
    ends = [np.array([total(effects, cell) for cell in cells]) for effects in (low, high)]
    centre = middle + shift
    return Judged(centre + np.minimum(ends[0], 0), centre, centre + np.maximum(ends[1], 0))


def by_time(found: Sequence[Known], year: int) -> tuple[list[Known], list[Known]]:
    """Return rows up to a year, and later ones of employers that are not among them."""
    train = [one for one in found if one.row.year <= year]
    seen = {one.row.employer for one in train}
    return train, [one for one in found if one.row.year > year and one.row.employer not in seen]


def table_to(year: int) -> Table:
    """Return the table as it would have been then: the one that ships has seen later years."""
    until = [one for one in ranges() if one.about.year <= year]
    return fit(seen(learned_from(until)), OWN, newest_rates(until))


def _cells(found: Sequence[Known]) -> list[Cell]:
    return [groups(one.asked) for one in found]
