"""Openings like one: in what they ask for, in their words and in the work that they name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upslope.guide.match.lists import Whole
from upslope.guide.match.meaning import cosines
from upslope.guide.match.packed import NEEDS
from upslope.guide.match.parts import Array
from upslope.guide.match.pool import Pool

WEIGHTS = {"text": 0.45, "title": 0.25, "skills": 0.3}
"""What each likeness counts for; together 1."""

NEAREST = 400
"""Only the skills of so many are compared: the nearest in words."""

_WORTH = np.array([{"required": 4, "preferred": 2}.get(need, 1) for need in NEEDS])


def similar(pool: Pool, id: str) -> Iterator[tuple[str, float]]:
    """Yield the other postings with how much each is like one, 0 to 1, the most alike first.

    Args:
        pool: all postings.
        id: of the one; nothing is like one that the pool lacks.

    >>> from upslope.records import Posting
    >>> titles = ["Data Engineer", "Nurse", "Data Engineer II"]
    >>> pool = Pool([Posting(id=str(number), source="s", source_id="", title=title)
    ...              for number, title in enumerate(titles)], [])
    >>> next(similar(pool, "0"))[0]
    '2'
    """
    if id not in pool.ids:
        return
    row = pool.ids.index(id)
    worded = _worded(pool, row)
    near = np.argsort(-worded, kind="stable")[: NEAREST + 1]
    like = worded[near] + WEIGHTS["skills"] * _skills(pool, row, near)
    for place in np.argsort(-like, kind="stable").tolist():
        if near[place] != row:
            yield pool.ids[near[place]], float(like[place])


def _worded(pool: Pool, row: int) -> Array:
    """Return how much each posting says what that of a row says, and is called what it is."""
    columns = pool.columns
    return np.asarray(
        WEIGHTS["text"] * cosines([columns.texts[row]], columns.texts)[:, 0]
        + WEIGHTS["title"] * cosines([columns.titles[row]], columns.titles)[:, 0]
    )


def _skills(pool: Pool, row: int, others: Whole) -> Array:
    """Return the share of the skills of both that both name; what is required counts most."""
    mine, theirs = pool.columns.skills.row(row), pool.columns.skills.take(others)
    ours = np.zeros(len(pool.labels), np.int64)
    ours[mine["skill"]] = _WORTH[mine["need"]]
    worth = _WORTH[theirs.items["need"]]
    both = theirs.sums(np.minimum(ours[theirs.items["skill"]], worth))
    return np.asarray(both / np.maximum(ours.sum() + theirs.sums(worth) - both, 1))
