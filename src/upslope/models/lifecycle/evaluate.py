"""Evaluation of a model that exists, on examples that it has not learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from upslope.models.arrays import Model
from upslope.models.example import Example, Task
from upslope.models.lifecycle.held_out import decide, newest
from upslope.models.lifecycle.scores import (
    Answers,
    Labels,
    Score,
    by_class,
    calibration_error,
    scores,
)
from upslope.models.table import Table


class Evaluation(NamedTuple):
    """How good a model is on some examples, beside what the rules and a constant answer.

    Args:
        examples: how many there are.
        model: measure -> score of the model.
        rules: the same for the rules' answers.
        constant: the same for the most common class.
        newest: of the model, on the newest months alone; empty if no example has a date.
        calibration: expected calibration error of the model.
        classes: class -> F1 and number of examples.
    """

    examples: int
    model: dict[str, Score]
    rules: dict[str, Score]
    constant: dict[str, Score]
    newest: dict[str, Score]
    calibration: float
    classes: Mapping[str, tuple[float, int]]


def evaluate(task: Task, model: Model, examples: Sequence[Example]) -> Evaluation:
    """Score a model on examples; intervals are over employers."""
    table = Table.of(task, examples)
    chances = model.predict_proba([example.features for example in examples])
    said = decide(chances, np.asarray(model.threshold), many=task.many)
    found = Answers(table.y, said, table.employers, task.many)
    late = newest(table)
    part = table.rows(late)
    return Evaluation(
        examples=len(examples),
        model=scores(found),
        rules=scores(found._replace(said=table.rule)),
        constant=scores(found._replace(said=_constant(table))),
        newest=scores(Answers(part.y, said[late], part.employers, task.many)) if late.any() else {},
        calibration=calibration_error(table.y, chances, many=task.many),
        classes=by_class(found, task.classes),
    )


def _constant(table: Table) -> Labels:
    """What holds most often: one class, or all those that hold in more than half."""
    share = table.y.mean(0)
    one = share >= 0.5 if table.many else np.arange(len(share)) == share.argmax()
    return np.tile(one.astype(np.int64), (len(table.y), 1))
