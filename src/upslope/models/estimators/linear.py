"""Linear rungs: logistic regression and a linear support vector machine, on scaled features."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from upslope.models.arrays import ArrayModel, Layer, Link, Matrix
from upslope.models.fitted import Fitted
from upslope.models.table import Table

ROUNDS = 2_000
"""Most iterations of a solver."""


def logistic(table: Table, strength: float = 0.1) -> Fitted:
    """Fit a (multinomial) logistic regression; ``strength`` is scikit-learn's C."""
    return _linear(table, lambda: LogisticRegression(C=strength, max_iter=ROUNDS))


def svm(table: Table, strength: float = 0.01) -> Fitted:
    """Fit a linear SVM, one class against the rest; its margins are calibrated later."""
    return _linear(table, lambda: LinearSVC(C=strength, max_iter=ROUNDS, dual=True))


def _linear(table: Table, make: Callable[[], Any]) -> Fitted:
    scaler = StandardScaler(with_mean=False).fit(table.x)
    x = scaler.transform(table.x)
    targets = table.y.T if table.many else [table.y.argmax(axis=1)]
    estimators = [_fit(make(), x, y, table.weight) for y in targets]
    columns = [_columns(one, table) for one in estimators]
    weights = np.concatenate([w for w, _ in columns], axis=1) / scaler.scale_[:, None]
    start = np.concatenate([s for _, s in columns])
    link: Link = "sigmoid" if table.many else "softmax"
    features = {name: place for place, name in enumerate(table.features)}
    model = ArrayModel(
        features, table.classes, (Layer(weights, start),), link, np.full(len(start), 0.5)
    )
    return Fitted(model, {"scaler": scaler, "estimators": estimators})


def _fit(estimator: Any, x: Any, y: Matrix, weight: Matrix) -> Any:
    """Fit one estimator; where only one class occurs, that class itself."""
    if len(np.unique(y)) == 1:
        return int(y[0])
    return estimator.fit(x, y, sample_weight=weight)


NEVER = 12.0
"""Log odds of what occurred in no example (or in all)."""


def _columns(estimator: Any, table: Table) -> tuple[Matrix, Matrix]:
    """Weights and start values of the classes that an estimator decides between."""
    size = len(table.features)
    if isinstance(estimator, int):
        if table.many:
            return np.zeros((size, 1)), np.array([NEVER if estimator else -NEVER])
        start = np.full(len(table.classes), -NEVER)
        start[estimator] = 0.0
        return np.zeros((size, len(start))), start
    if table.many:
        return estimator.coef_.T, estimator.intercept_
    weights, start = np.zeros((size, len(table.classes))), np.full(len(table.classes), -NEVER)
    known = estimator.classes_
    if len(known) == 2:  # one column for two classes: its score is that of the second
        start[known] = 0.0, estimator.intercept_[0]
        weights[:, known[1]] = estimator.coef_[0]
    else:
        start[known], weights[:, known] = estimator.intercept_, estimator.coef_.T
    return weights, start
