"""The lowest rung: the shares of the classes, whatever the features say."""

from __future__ import annotations

from typing import Any

import numpy as np

from upslope.models.arrays import ArrayModel, Layer, Link, Matrix
from upslope.models.fitted import Fitted
from upslope.models.table import Table


def constant(table: Table) -> Fitted:
    """Return a model that always answers the (smoothed) shares of the classes."""
    share = (table.weight @ table.y + 0.5) / (table.weight.sum() + 1)
    start = np.log(share / (1 - share)) if table.many else np.log(share)
    layer = Layer(np.zeros((0, len(start))), start)
    link: Link = "sigmoid" if table.many else "softmax"
    none = np.full(len(start), 0.5)
    return Fitted(_Constant({}, table.classes, (layer,), link, none))


class _Constant(ArrayModel):
    """Knows no feature, so a matrix of any width is answered alike."""

    def of_matrix(self, x: Any) -> Matrix:
        return self.predict_proba([{}] * x.shape[0])
