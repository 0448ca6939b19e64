"""The tree rung: extremely randomised trees, which take sparse features as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import ExtraTreesClassifier

from upslope.models.fitted import Fitted, TreeModel
from upslope.models.table import Table

TREES = 200


def trees(table: Table, leaf: float = 2, share: float = 0.1) -> Fitted:
    """Fit an ensemble of trees.

    Args:
        table: what to learn from.
        leaf: fewest examples in a leaf.
        share: share of the features looked at for each cut.
    """
    targets = table.y.T if table.many else [table.y.argmax(axis=1)]
    estimators = []
    for y in targets:
        one: Any = DummyClassifier() if len(np.unique(y)) == 1 else _forest(int(leaf), share)
        estimators.append(one.fit(table.x, y, sample_weight=table.weight))
    parts = {
        "features": list(table.features),
        "classes": list(table.classes),
        "many": table.many,
        "threshold": [0.5] * len(table.classes),
        "temperature": 1.0,
        "estimators": estimators,
    }
    return Fitted(TreeModel(parts), parts)


def _forest(leaf: int, share: float) -> ExtraTreesClassifier:
    return ExtraTreesClassifier(
        TREES, min_samples_leaf=leaf, max_features=share, random_state=0, n_jobs=1
    )
