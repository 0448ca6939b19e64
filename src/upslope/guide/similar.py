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

_NEED_COUNTS = np.array([{"required": 1.0, "preferred": 0.5}.get(need, 0.25) for need in NEEDS])


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
    near = likeness(pool, row)
    for other in np.argsort(-near, kind="stable").tolist():
        if other != row:
            yield pool.ids[other], float(near[other])


def likeness(pool: Pool, row: int) -> Array:
    """Return how much each posting of a pool is like that of a row, from 0 to 1."""
    columns = pool.columns
    return np.asarray(
        WEIGHTS["text"] * cosines([columns.texts[row]], columns.texts)[:, 0]
        + WEIGHTS["title"] * cosines([columns.titles[row]], columns.titles)[:, 0]
        + WEIGHTS["skills"] * _skills(pool, row)
    )


def _skills(pool: Pool, row: int) -> Array:
    """Return the share of the skills of both that both name; what is required counts most."""
    lists = pool.columns.skills
    worth = _NEED_COUNTS[lists.items["need"]]
    ours = np.zeros(len(pool.labels))
    mine = lists.row(row)
    ours[mine["skill"]] = _NEED_COUNTS[mine["need"]]
    shared = np.minimum(ours[lists.items["skill"]], worth)
    both, theirs = (_sums(lists.starts, values) for values in (shared, worth))
    return np.asarray(both / np.maximum(ours.sum() + theirs - both, 1e-9))


def _sums(starts: Whole, values: Array) -> Array:
    running = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(running[starts[1:]] - running[starts[:-1]])
