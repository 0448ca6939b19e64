"""The rungs of the ladder: estimators that learn a task, from the simplest to a network.

Each is a function ``fit(table, **settings)`` that returns a :class:`~upslope.models.fitted.Fitted`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from upslope.models.estimators.constant import constant
from upslope.models.estimators.ensemble import trees
from upslope.models.estimators.linear import logistic, svm
from upslope.models.estimators.network import network
from upslope.models.fitted import Fitted

__all__ = ["RUNGS", "SETTINGS"]

RUNGS: Mapping[str, Callable[..., Fitted]] = {
    "constant": constant,
    "logistic": logistic,
    "svm": svm,
    "trees": trees,
    "network": network,
}
"""From small to large. Between ``constant`` and ``logistic`` a ladder has the rules' answers."""

SETTINGS: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "logistic": {"strength": (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)},
    "svm": {"strength": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)},
    "trees": {"leaf": (1, 2, 4, 8), "share": (0.05, 0.1, 0.2, 0.4)},
    "network": {"hidden": (16, 32, 64), "decay": (0.001, 0.01, 0.1), "epochs": (10, 20, 40)},
}
"""What ``upslope models tune`` may choose from."""
