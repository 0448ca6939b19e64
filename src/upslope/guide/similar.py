"""Openings like one: in what they ask for, in their words and in the work that they name."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from upslope.guide.match.lists import Whole
from upslope.guide.match.meaning import cosines
from upslope.guide.match.packed import NEEDS
from upslope.guide.match.parts import Array
from upslope.guide.match.pool import Pool

WEIGHTS = {"text": 0.45, "title": 0.25, "skills": 0.3}
"""What each likeness counts for; together 1."""

_NEED_COUNTS = np.array([{"required": 1.0, "preferred": 0.5}.get(need, 0.25) for need in NEEDS])


def similar(
    pool: Pool, id: str, among: Collection[str], *, most: int = 6, of_employer: int = 2
) -> list[tuple[str, float]]:
    """Return the postings most like one, each with how much, from 0 to 1, the most alike first.

    Args:
        pool: all postings.
        id: of the one; nothing is like one that the pool lacks.
        among: ids of those that may be given.
        most: how many.
        of_employer: how many of them may be of one employer: a board repeats itself.

    >>> from upslope.records import Posting
    >>> titles = ["Data Engineer", "Nurse", "Data Engineer II"]
    >>> pool = Pool([Posting(id=str(number), source="s", source_id="", title=title)
    ...              for number, title in enumerate(titles)], [])
    >>> [id for id, _ in similar(pool, "0", {"1", "2"}, most=1)]
    ['2']
    """
    if id not in pool.ids:
        return []
    row = pool.ids.index(id)
    near = likeness(pool, row)
    employers = pool.columns.facts["company"].tolist()
    found: list[tuple[str, float]] = []
    told: dict[int, int] = {}
    for other in np.argsort(-near, kind="stable").tolist():
        employer = employers[other]
        if len(found) == most or near[other] <= 0:
            break
        if other == row or pool.ids[other] not in among:
            continue
        if employer and told.get(employer, 0) >= of_employer:
            continue
        told[employer] = told.get(employer, 0) + 1
        found.append((pool.ids[other], float(near[other])))
    return found


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
