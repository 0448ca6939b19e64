"""What a rung answers for employers it has not seen, and for the newest month.

Temperature and thresholds are chosen on the other folds' held-out answers, so that they too are
scored on employers that had no say in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.model_selection import GroupKFold

from upslope.models.arrays import Link, Matrix, linked
from upslope.models.estimators import RUNGS
from upslope.models.fitted import Fitted
from upslope.models.lifecycle.scores import Answers, Labels
from upslope.models.table import Table

FOLDS = 10
NEWEST = 30
"""Fewest examples that the newest months must hold together to be a test."""


class HeldOut(NamedTuple):
    """Probabilities and answers for each example by a model that has not seen its employer.

    ``temperature`` and ``threshold`` are those of all folds together: what ships.
    """

    chances: Matrix
    said: Labels
    temperature: float
    threshold: Matrix

    def answers(self, table: Table) -> Answers:
        """Put the answers beside the truth."""
        return Answers(table.y, self.said, table.employers, table.many)


def held_out(table: Table, rung: str, settings: Mapping[str, float]) -> HeldOut:
    """Answer each fold of employers by a model trained on the others.

    Args:
        table: examples of at least two employers.
        rung: a name of ``RUNGS``, or ``rules`` for what the rules answer.
        settings: of the rung's estimator.
    """
    if rung == "rules":
        none = np.full(len(table.classes), 0.5)
        return HeldOut(table.rule.astype(float), table.rule, 1.0, none)
    folds = list(_folds(table))
    fit = RUNGS[rung]
    raw = np.zeros(table.y.shape)
    for train, test in folds:
        raw[test] = _log_odds(fit(table.rows(train), **settings), table.x[test])
    return _calibrated(table, raw, [test for _, test in folds])


def newest(table: Table) -> NDArray[np.bool_]:
    """Say which examples are of the newest months: as few months as hold ``NEWEST`` examples."""
    for month in sorted(set(table.months) - {""}, reverse=True):
        chosen: NDArray[np.bool_] = table.months >= month
        if chosen.sum() >= NEWEST:
            return chosen
    return np.zeros(len(table.months), dtype=np.bool_)


def on_newest(table: Table, rung: str, settings: Mapping[str, float], kept: HeldOut) -> Answers:
    """Answer the newest months by a model trained on older months of other employers.

    Examples without a date count as older. ``kept`` gives temperature and thresholds.
    """
    test = newest(table)
    part = table.rows(test)
    if rung == "rules":
        return Answers(part.y, part.rule, part.employers, table.many)
    train = ~test & ~np.isin(table.employers, table.employers[test])
    odds = _log_odds(RUNGS[rung](table.rows(train), **settings), part.x)
    chances = linked(odds / kept.temperature, _link(table))
    said = decide(chances, kept.threshold, many=table.many)
    return Answers(part.y, said, part.employers, table.many)


def decide(chances: Matrix, threshold: Matrix, *, many: bool) -> Labels:
    """Return which classes hold: the likeliest, or each from its threshold on.

    >>> decide(np.array([[0.4, 0.6]]), np.array([0.3, 0.7]), many=True).tolist()
    [[1, 0]]
    """
    if many:
        return (chances >= threshold).astype(np.int64)
    return np.asarray(np.eye(chances.shape[1], dtype=np.int64)[chances.argmax(1)])


def _folds(table: Table) -> Any:
    employers = len(set(table.employers))
    folds = GroupKFold(min(FOLDS, employers), shuffle=True, random_state=0)
    return folds.split(table.x, groups=table.employers)


def _log_odds(fitted: Fitted, x: Any) -> Matrix:
    chances = fitted.model.of_matrix(x)
    if fitted.model.link == "softmax":
        return np.asarray(np.log(np.maximum(chances, 1e-12)))
    kept = np.clip(chances, 1e-12, 1 - 1e-12)
    return np.asarray(np.log(kept / (1 - kept)))


def _link(table: Table) -> Link:
    return "sigmoid" if table.many else "softmax"


def _calibrated(table: Table, odds: Matrix, tests: list[NDArray[np.int64]]) -> HeldOut:
    chances, said = np.zeros(odds.shape), np.zeros(odds.shape, dtype=np.int64)
    for test in tests:
        others = np.setdiff1d(np.arange(len(odds)), test)
        temperature, threshold = _choose(table, odds, others)
        chances[test] = linked(odds[test] / temperature, _link(table))
        said[test] = decide(chances[test], threshold, many=table.many)
    return HeldOut(chances, said, *_choose(table, odds, np.arange(len(odds))))


def _choose(table: Table, odds: Matrix, which: NDArray[np.int64]) -> tuple[float, Matrix]:
    """The temperature with the least log loss and, for each class, the threshold of the best F1."""
    y, some = table.y[which], odds[which]

    def loss(temperature: float) -> float:
        chances = linked(some / temperature, _link(table)).clip(1e-9, 1 - 1e-9)
        against = (1 - y) * np.log(1 - chances) if table.many else 0
        return float(-(y * np.log(chances) + against).sum())

    temperature = float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)
    if not table.many:
        return temperature, np.full(y.shape[1], 0.5)
    chances = linked(some / temperature, "sigmoid")
    return temperature, np.array([_threshold(t, c) for t, c in zip(y.T, chances.T, strict=True)])


def _threshold(truth: Labels, chances: Matrix) -> float:
    grid = np.linspace(0.2, 0.7, 26)
    said = chances[:, None] >= grid
    hit = (said & (truth[:, None] == 1)).sum(0)
    f1 = 2 * hit / np.maximum(said.sum(0) + truth.sum(), 1)
    return float(round(grid[int(np.argmax(f1))], 2))
