"""How far what is published first is revised later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upslope.guide.forecast.histories import Histories

Array = NDArray[np.float64]


def revisions(known: Histories) -> Array:
    """Return newest / first published - 1 of each month of each place.

    Months that the oldest vintage of a place has already are left out: nobody saw when they were
    published first. So are those that only the newest has.

    Args:
        known: months by place and vintage (``histories``).

    >>> from upslope.guide.forecast.months import Months
    >>> def read(*values): return Months(first=24000, values=np.array(values))
    >>> history = [("2000-02-01", read(1.0)), ("2000-03-01", read(1.0, 2.0)),
    ...            ("2000-04-01", read(1.0, 3.0, 4.0))]
    >>> revisions({"DE": history}).tolist()
    [0.5]
    """
    changes = []
    for history in known.values():
        newest = history[-1][1]
        reached = history[0][1].last
        for _, then in history[1:-1]:
            for month in range(max(reached + 1, then.first), then.last + 1):
                first = then.values[month - then.first]
                if newest.first <= month <= newest.last and first:
                    changes.append(newest.values[month - newest.first] / first - 1)
            reached = max(reached, then.last)
    return np.array(changes)
