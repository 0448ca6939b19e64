"""Learning on from a model that exists: new labels move its last layer, held by what it knew.

For a person's few corrections, when the data that the model was trained on is not at hand. It is
logistic regression with a Gaussian prior around the weights there are, instead of around zero.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from upslope.models.arrays import ArrayModel, Layer, Matrix, linked
from upslope.models.table import Table

FREEDOM = 0.05
"""Variance of the prior: how far a weight may move for what one example gains by it."""


def continued(model: ArrayModel, table: Table, freedom: float = FREEDOM) -> ArrayModel:
    """Return the model moved towards new examples; what they do not touch stays.

    Args:
        model: a linear model or a network.
        table: the new examples; features that the model does not know are left out.
        freedom: variance of the prior around each weight.
    """
    inputs = _inputs(model, table)
    last = model.layers[-1]
    before = np.vstack([last.weights, last.start])

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(before.shape)
        chances = linked(np.asarray(inputs @ weights), model.link).clip(1e-9, 1 - 1e-9)
        against = (1 - table.y) * np.log(1 - chances) if table.many else 0.0
        fit = -(table.weight @ (table.y * np.log(chances) + against)).sum()
        slope = inputs.T @ ((chances - table.y) * table.weight[:, None])
        moved = weights - before
        total = fit + (moved**2).sum() / (2 * freedom)
        return float(total), np.asarray(slope + moved / freedom).ravel()

    found = minimize(loss, before.ravel(), jac=True, method="L-BFGS-B").x.reshape(before.shape)
    return replace(model, layers=(*model.layers[:-1], Layer(found[:-1], found[-1])))


def _inputs(model: ArrayModel, table: Table) -> Any:
    """What enters the last layer, with a column of ones for its start values."""
    values = table.x @ _places(model, table)
    for weights, start in model.layers[:-1]:
        values = np.maximum(values @ weights + start, 0)
    ones = np.ones((values.shape[0], 1))
    return hstack([values, ones]).tocsr() if hasattr(values, "tocsr") else np.hstack([values, ones])


def _places(model: ArrayModel, table: Table) -> Any:
    """A sparse matrix that puts the table's columns where the model has them."""
    known = [(at, model.features[n]) for at, n in enumerate(table.features) if n in model.features]
    rows, columns = zip(*known, strict=True) if known else ((), ())
    shape = (len(table.features), len(model.features))
    return csr_matrix((np.ones(len(known)), (rows, columns)), shape=shape)
