"""A model as plain arrays: what linear models and small networks are served from.

Importing NumPy takes a tenth of what scikit-learn takes, and arrays can hold no code. Scaling and
calibration are folded into the weights when a model is trained, so features are used as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import methodcaller
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Link = Literal["softmax", "sigmoid"]
Rows = Sequence[Mapping[str, float]]
"""Features of each example by name; those that a model does not know are ignored."""

_values = methodcaller("values")


class Model(Protocol):
    """What answers a task: probabilities of its classes for rows of features.

    ``threshold`` holds, where several classes may hold at once, from which probability each does.
    """

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the columns of the answers."""
        ...

    @property
    def features(self) -> Mapping[str, int]:
        """Name -> column of a matrix of features."""
        ...

    @property
    def threshold(self) -> Matrix:
        """From which probability each class holds."""
        ...

    def predict_proba(self, rows: Rows) -> Matrix:
        """Return rows x classes; rows sum to one unless several classes may hold at once."""
        ...

    def of_matrix(self, x: Any) -> Matrix:
        """Return the same for a matrix with one column a feature."""
        ...


class Layer(NamedTuple):
    """Weights (inputs x outputs) and start values (outputs) of a linear map."""

    weights: Matrix
    start: Matrix


class Sparse(NamedTuple):
    """A sparse matrix as models read it: SciPy takes long to import.

    Each row is summed in the order of its own values, so that it gets the same answer in any
    company.

    Args:
        rows: the row of each value that is not zero; no place is named twice.
        columns: its column.
        shape: of the matrix.
        values: the values, or the one that all have.

    >>> Sparse(np.array([1]), np.array([0]), (2, 1)) @ np.array([[3.0, 4.0]])
    array([[0., 0.],
           [3., 4.]])
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    shape: tuple[int, int]
    values: Matrix | float = 1.0

    def __matmul__(self, weights: Matrix) -> Matrix:
        parts = (self.values * one[self.columns] for one in weights.T)
        return np.stack([np.bincount(self.rows, part, self.shape[0]) for part in parts], axis=1)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Matrix:
        """The matrix with its zeros, for models that are no arrays."""
        found = np.zeros(self.shape, dtype)
        found[self.rows, self.columns] = self.values
        return found


class Features(NamedTuple):
    """Features of many examples at once: what :data:`Rows` hold, without a mapping for each.

    Args:
        names: of all features there are.
        rows: the example of each value.
        columns: the place of its name; an example has no name twice.
        values: the values.
        size: number of examples.

    >>> tea = Features(("hot", "sweet"), np.array([0, 1]), np.array([0, 1]), np.ones(2), 2)
    >>> tea.as_rows()
    [{'hot': 1.0}, {'sweet': 1.0}]
    """

    names: Sequence[str]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: Matrix
    size: int

    def asked(self, model: Model) -> Matrix:
        """Return a model's answer for each example; features that it does not know are ignored."""
        known = model.features
        some = np.flatnonzero(np.bincount(self.columns, minlength=len(self.names)))
        place = np.full(len(self.names), -1)
        place[some] = [known.get(self.names[one], -1) for one in some.tolist()]
        columns = place[self.columns]
        kept = np.flatnonzero(columns >= 0)
        shape = self.size, len(known)
        return model.of_matrix(Sparse(self.rows[kept], columns[kept], shape, self.values[kept]))

    def as_rows(self) -> list[dict[str, float]]:
        """Return the examples as models learn from them."""
        found: list[dict[str, float]] = [{} for _ in range(self.size)]
        places = self.rows.tolist(), self.columns.tolist(), self.values.tolist()
        for row, column, value in zip(*places, strict=True):
            found[row][self.names[column]] = value
        return found


@dataclass(frozen=True)
class ArrayModel:
    """A linear model (one layer) or a network (several, with ReLU between them).

    Args:
        features: name of each input -> its row in the first layer's weights.
        classes: name of each output.
        layers: from inputs to outputs.
        link: ``softmax`` if exactly one class holds, ``sigmoid`` if each may.
        threshold: probability from which each class holds; for ``sigmoid``.

    >>> model = ArrayModel({"tea": 0}, ("no", "yes"),
    ...     (Layer(np.array([[0.0, 2.0]]), np.array([1.0, 0.0])),), "softmax", np.full(2, 0.5))
    >>> model.predict_proba([{"tea": 1.0}, {}, {"unknown": 1.0}]).round(2).tolist()
    [[0.27, 0.73], [0.73, 0.27], [0.73, 0.27]]
    """

    features: Mapping[str, int]
    classes: tuple[str, ...]
    layers: tuple[Layer, ...]
    link: Link
    threshold: Matrix

    def predict_proba(self, rows: Rows) -> Matrix:
        """Return the probability of each class for each row; any mix of rows, the same answers."""
        return self._answer(self._first(rows))

    def of_matrix(self, x: Any) -> Matrix:
        """Return the same for a (sparse) matrix with one column a feature, in their order."""
        first = self.layers[0]
        return self._answer(np.asarray(x @ first.weights) + first.start)

    def _first(self, rows: Rows) -> Matrix:
        """The first layer's outputs: the sum of each row's weights, without a matrix of zeros.

        Each row is summed in its own order, so that it gets the same answer in any company.
        """
        weights, start = self.layers[0]
        sizes = np.fromiter(map(len, rows), np.intp, len(rows))
        names, values = chain.from_iterable(rows), chain.from_iterable(map(_values, rows))
        places = np.fromiter(map(self.features.get, names, repeat(-1)), np.intp, sizes.sum())
        parts = np.fromiter(values, np.float64, len(places))
        known = places >= 0
        owners = np.repeat(np.arange(len(rows)), sizes)[known]
        parts, places = parts[known], places[known]
        sums = [np.bincount(owners, parts * one[places], len(rows)) for one in weights.T]
        return np.stack(sums, axis=1) + start

    def _answer(self, values: Matrix) -> Matrix:
        for weights, start in self.layers[1:]:
            values = np.maximum(values, 0) @ weights + start
        return linked(values, self.link)


def linked(scores: Matrix, link: Link) -> Matrix:
    """Return the probabilities that scores (log odds) stand for.

    >>> linked(np.array([[0.0, 0.0]]), "softmax").tolist()
    [[0.5, 0.5]]
    """
    if link == "sigmoid":
        return np.asarray(1 / (1 + np.exp(-np.clip(scores, -60, 60))))
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))
