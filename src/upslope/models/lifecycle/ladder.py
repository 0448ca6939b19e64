"""The ladder: every rung scored on the same held-out employers, and the one that wins.

The winner is the smallest rung that no other beats: one beats another if, over resamples of
employers, it is better by the task's first measure in at least 97.5 % of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from upslope.models.lifecycle.held_out import HeldOut, held_out, newest, on_newest
from upslope.models.lifecycle.scores import (
    Answers,
    Score,
    by_class,
    calibration_error,
    difference,
    scores,
)
from upslope.models.table import Table

LADDER = ("constant", "rules", "logistic", "svm", "trees", "network")
"""All rungs, smallest first."""

Settings = Mapping[str, Mapping[str, float]]
"""Rung -> settings of its estimator."""


class Step(NamedTuple):
    """One rung's figures.

    Args:
        rung: its name.
        scores: on held-out employers.
        newest: on the newest months, empty if no example has a date.
        calibration: expected calibration error; ``None`` for rules, which are never unsure.
        classes: class -> its F1 and number of examples.
        answers: what it said of each example.
        kept: its held-out probabilities, temperature and thresholds.
    """

    rung: str
    scores: dict[str, Score]
    newest: dict[str, Score]
    calibration: float | None
    classes: Mapping[str, tuple[float, int]]
    answers: Answers
    kept: HeldOut


def climb(
    table: Table, rungs: Iterable[str] = LADDER, settings: Settings | None = None
) -> list[Step]:
    """Score rungs on the same examples, smallest first."""
    return [_step(table, rung, (settings or {}).get(rung, {})) for rung in rungs]


def _step(table: Table, rung: str, settings: Mapping[str, float]) -> Step:
    kept = held_out(table, rung, settings)
    answers = kept.answers(table)
    late = scores(on_newest(table, rung, settings, kept)) if newest(table).any() else {}
    sure = calibration_error(table.y, kept.chances, many=table.many) if rung != "rules" else None
    return Step(rung, scores(answers), late, sure, by_class(answers, table.classes), answers, kept)


def measure_of(*, many: bool) -> str:
    """The measure that decides: accuracy, or macro F1 where several classes may hold."""
    return "macro_f1" if many else "accuracy"


def winner(table: Table, steps: list[Step]) -> Step:
    """Return the smallest rung that no other beats."""
    measure = measure_of(many=table.many)

    def beaten(one: Step) -> bool:
        others = (difference(one.answers, other.answers)[measure] for other in steps)
        return any(gain.low > 0 for gain in others)

    return next(step for step in steps if not beaten(step))
