"""Examples as matrices, the form that estimators learn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer

from upslope.models.arrays import Matrix
from upslope.models.example import Example, Label, Task


class Table(NamedTuple):
    """Examples of one task.

    Args:
        x: sparse matrix, examples x features.
        y: examples x classes, 1 where a class holds.
        rule: the same for what the rules answer.
        weight: of each example.
        employers: number of each example's employer.
        months: of each example ("2026-03"), empty if unknown.
        features: names of the columns of ``x``.
        classes: names of the columns of ``y``.
        many: whether several classes may hold at once.
    """

    x: Any
    y: NDArray[np.int64]
    rule: NDArray[np.int64]
    weight: Matrix
    employers: NDArray[np.int64]
    months: NDArray[np.str_]
    features: tuple[str, ...]
    classes: tuple[str, ...]
    many: bool

    @classmethod
    def of(cls, task: Task, examples: Sequence[Example]) -> Table:
        """Put examples into matrices.

        >>> from upslope.models import Example, Task
        >>> task = Task("drink", ("tea", "milk"), lambda labelled: [])
        >>> table = Table.of(task, [Example({"hot": 1}, "tea", "milk", "Ajax")])
        >>> table.x.toarray().tolist(), table.y.tolist(), table.rule.tolist()
        ([[1.0]], [[1, 0]], [[0, 1]])
        """
        vectorizer = DictVectorizer()
        x = vectorizer.fit_transform([example.features for example in examples])
        return cls(
            x=x,
            y=_indicator(task, [example.label for example in examples]),
            rule=_indicator(task, [example.rule for example in examples]),
            weight=np.array([example.weight for example in examples]),
            employers=_numbered([example.employer for example in examples]),
            months=np.array([example.month for example in examples]),
            features=tuple(vectorizer.get_feature_names_out()),
            classes=task.classes,
            many=task.many,
        )

    def rows(self, which: NDArray[Any]) -> Table:
        """The examples at some places, or where a mask is true; columns stay, employers do not."""
        return self._replace(
            x=self.x[which],
            y=self.y[which],
            rule=self.rule[which],
            weight=self.weight[which],
            employers=_numbered(self.employers[which]),
            months=self.months[which],
        )


def _numbered(names: Any) -> NDArray[np.int64]:
    """The place of each name among all, from 0 without gaps."""
    return np.asarray(np.unique(names, return_inverse=True)[1])


def _indicator(task: Task, labels: Sequence[Label]) -> NDArray[np.int64]:
    places = {name: place for place, name in enumerate(task.classes)}
    found = np.zeros((len(labels), len(places)), dtype=np.int64)
    for row, label in zip(found, labels, strict=True):
        for name in [label] if isinstance(label, str) else label:
            row[places[name]] = 1
    return found
