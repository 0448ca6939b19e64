"""How sure a count over openings is, when one employer's twenty postings are not twenty votes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from upslope.normalize.company import company_key
from upslope.records import Posting

Array = NDArray[np.float64]

ROUNDS = 300
"""Times that employers are drawn anew for an interval."""
SEED = 20


def employers(postings: Sequence[Posting]) -> NDArray[np.intp]:
    """Return the number of each posting's employer; one without a name stands for itself.

    >>> one = Posting(id="1", source="", source_id="1", title="", hiring_organization="Plum Ltd")
    >>> two = Posting(id="2", source="", source_id="2", title="", hiring_organization="Plum")
    >>> employers([one, two]).tolist()
    [0, 0]
    """
    numbers: dict[str, int] = {}
    keys = [company_key(one.hiring_organization) or f"\n{one.id}" for one in postings]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.intp)


def draws(groups: NDArray[np.intp], rounds: int = ROUNDS) -> Array:
    """Return how often each posting counts when employers are drawn with replacement.

    Args:
        groups: number of each posting's employer, counted from 0.
        rounds: how often to draw.

    Returns:
        rounds x postings; the same for the same groups.

    >>> drawn = draws(np.array([0, 0, 1]), rounds=2)
    >>> drawn.shape, bool((drawn[:, 0] == drawn[:, 1]).all())
    ((2, 3), True)
    """
    count = int(groups.max()) + 1 if len(groups) else 0
    if not count:
        return np.zeros((rounds, 0))
    times = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=rounds)
    return times[:, groups].astype(np.float64)


def between(values: Array) -> tuple[float, float]:
    """Return the middle 95 % of some draws.

    >>> between(np.arange(201.0))
    (5.0, 195.0)
    """
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
