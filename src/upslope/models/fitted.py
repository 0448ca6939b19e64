"""What an estimator returns: a model that answers, and the scikit-learn objects behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from upslope.models.arrays import ArrayModel, Layer, Link, Matrix, Rows, linked


class TreeModel:
    """A model that scikit-learn itself must answer for, as trees cannot be a few arrays.

    Args:
        parts: ``features`` and ``classes`` (names), ``estimators`` (one for all classes, or one
            a class where several may hold), ``many``, ``threshold`` and ``temperature``.
    """

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts
        self.classes: tuple[str, ...] = tuple(parts["classes"])
        self.threshold: Matrix = np.asarray(parts["threshold"])
        self.link: Link = "sigmoid" if parts["many"] else "softmax"
        self.features = {name: place for place, name in enumerate(parts["features"])}

    def predict_proba(self, rows: Rows) -> Matrix:
        """Return rows x classes."""
        x = np.zeros((len(rows), len(self.features)))
        for out, row in zip(x, rows, strict=True):
            for name, value in row.items():
                if name in self.features:
                    out[self.features[name]] = value
        return self.of_matrix(x)

    def of_matrix(self, x: Any) -> Matrix:
        """Return the same for a (sparse) matrix with one column a feature, in their order."""
        temperature = self.parts["temperature"]
        if self.parts["many"]:
            found = np.stack([_holds(one, x) for one in self.parts["estimators"]], axis=1)
            return linked(np.log(found / (1 - found)) / temperature, "sigmoid")
        [only] = self.parts["estimators"]
        every = np.full((x.shape[0], len(self.classes)), LEAST)
        every[:, np.asarray(only.classes_)] = only.predict_proba(x).clip(LEAST)
        return linked(np.log(every) / temperature, "softmax")


LEAST = 1e-3
"""No tree's probability is taken for less: none is sure."""


def _holds(estimator: Any, x: Any) -> Matrix:
    """The probability that one class holds; an estimator that never saw it does not know it."""
    found = estimator.predict_proba(x) @ np.asarray(estimator.classes_)
    return np.asarray(np.clip(found, LEAST, 1 - LEAST))


class Fitted(NamedTuple):
    """A trained model.

    Args:
        model: what answers.
        parts: the scikit-learn objects it came from, to be kept beside it; ``None`` without any.
    """

    model: ArrayModel | TreeModel
    parts: dict[str, Any] | None = None

    def calibrated(self, temperature: float, threshold: Matrix) -> Fitted:
        """Return the same model, surer (below 1) or less sure, and with other thresholds.

        Args:
            temperature: what log odds are divided by (Guo et al. 2017).
            threshold: for each class, the probability from which it holds.
        """
        if isinstance(self.model, TreeModel):
            new = {"temperature": temperature, "threshold": threshold.tolist()}
            parts = self.model.parts | new
            return Fitted(TreeModel(parts), parts)
        *lower, last = self.model.layers
        cooled = Layer(last.weights / temperature, last.start / temperature)
        model = replace(self.model, layers=(*lower, cooled), threshold=threshold)
        return Fitted(model, self.parts)
