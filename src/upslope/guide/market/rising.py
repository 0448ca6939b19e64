"""Which skills rise or fall: their share of what was newly posted, now and four weeks before."""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from upslope.guide.market.breakdown import CAPPED
from upslope.guide.market.facts import known_day
from upslope.guide.market.frame import MONTH, Answer, Question, table
from upslope.guide.market.interval import (
    FEWEST,
    FEWEST_EMPLOYERS,
    MAY_BE_CHANCE,
    Floats,
    at_once,
    limit,
    student,
)
from upslope.guide.market.named import named
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SKILLS = 200  # that are looked at, the most frequent
_SHOWN = 30
_FEWEST = 30  # openings in each period
_QUESTION = Question(
    name="rising_skills",
    title="Rising and falling skills",
    definition="The share of newly posted openings of machine-learning roles that name a skill, in"
    " the last 28 days and in the 28 before, on boards whose whole list was seen in both; so"
    " boards that are added do not look like change. The interval (95 %) stands on how much"
    " employers differ. A change is in percentage points. It may be chance unless it holds for all"
    " skills looked at together (false discovery rate 5 %, Benjamini and Hochberg 1995). Held"
    " back: drawn towards no change as far as the changes of all skills are noise (empirical"
    f" Bayes).{CAPPED}",
)
_ROWS = f"""WITH periods AS (
    SELECT source, board FROM visits, known WHERE visits.day > known.day - {2 * MONTH.days}
    GROUP BY source, board
    HAVING bool_or(visits.day > known.day - {MONTH.days})
       AND bool_or(visits.day <= known.day - {MONTH.days})
)
SELECT file_index, file_row_number, hash(voice) AS voice, began > known.day - {MONTH.days} AS now
FROM openings JOIN periods USING (source, board), known
WHERE in_field AND earlier IS NULL
  AND began > known.day - {2 * MONTH.days} AND began <= known.day"""  # noqa: S608  (names of ours)


def rising_skills(con: DuckDBPyConnection) -> MarketTable:
    """Return the skills whose share changed most, those of which that is shown first."""
    rows = con.execute(_ROWS).fetchnumpy()
    now = np.asarray(rows["now"], dtype=bool)
    refused = _refused(now, rows["voice"])
    told = [] if refused else _told(con, rows, now)
    shown = sum(row[-1] != MAY_BE_CHANCE for row in told)
    return table(
        con,
        _QUESTION,
        Answer(
            n=len(now),
            columns=[
                Column(name="skill", label="skill"),
                Column(name="openings", label="openings", kind="count"),
                Column(name="before", label="before", kind="share"),
                Column(name="now", label="now", kind="share"),
                Column(name="change", label="change", kind="share"),
                Column(name="low", label="at least", kind="share"),
                Column(name="high", label="at most", kind="share"),
                Column(name="held_back", label="held back", kind="share"),
                Column(name="verdict", label="verdict"),
            ],
            rows=told[:_SHOWN],
            chart=Chart(kind="bars", x="skill", y="change", low="low", high="high"),
            since=known_day(con) - 2 * MONTH,
            notes=[] if refused else _notes(len(told), shown),
            refused=refused,
        ),
    )


def _notes(looked_at: int, shown: int) -> list[str]:
    told = f"{looked_at} skills were looked at."
    return [told] if shown else [told, "No change can be shown: all may be chance."]


def _refused(now: Any, voices: Any) -> str:
    fewest = min(int(now.sum()), int((~now).sum()))
    if fewest < _FEWEST:
        return (
            f"Too few newly posted openings: {fewest} in one of the two periods, on boards watched"
            f" in both; {_FEWEST} are needed."
        )
    if min(len(np.unique(voices[now])), len(np.unique(voices[~now]))) < FEWEST_EMPLOYERS:
        return f"Fewer than {FEWEST_EMPLOYERS} employers posted in one of the two periods."
    return ""


def _told(con: DuckDBPyConnection, rows: dict[str, Any], now: Any) -> list[list[Cell]]:
    voices, voice = np.unique(rows["voice"], return_inverse=True)
    mentions = named(con, rows, _SKILLS)
    # Employers by period: the same employer stands in both halves.
    counts = mentions.table(voice + now * len(voices), 2 * len(voices))
    sizes = np.bincount(voice + now * len(voices), minlength=2 * len(voices))
    halves = [slice(0, len(voices)), slice(len(voices), None)]
    enough = (counts.sum(axis=0) >= FEWEST) & (
        ((counts[halves[0]] + counts[halves[1]]) > 0).sum(axis=0) >= FEWEST_EMPLOYERS
    )
    before, after = (_Half(counts[half][:, enough], sizes[half]) for half in halves)
    change, spread = after.share - before.share, after.influence - before.influence
    of_employers = (spread**2).sum(axis=0) * len(voices) / (len(voices) - 1)
    error = np.sqrt(np.maximum(of_employers, _by_chance(before, after)))
    reach = np.maximum(student(len(voices)) * error, 1e-12)
    chance = np.array([erfc(one / sqrt(2)) for one in np.abs(change) / reach * student(10**9)])
    sure = at_once(chance)
    held = change * _shrinkage(change, error)
    names = [name for name, one in zip(mentions.names, enough, strict=True) if one]
    found = zip(
        names,
        counts.sum(axis=0)[enough].astype(int).tolist(),
        before.share.tolist(),
        after.share.tolist(),
        change.tolist(),
        (change - reach).tolist(),
        (change + reach).tolist(),
        held.tolist(),
        np.where(sure, np.where(change > 0, "rising", "falling"), MAY_BE_CHANCE).tolist(),
        strict=True,
    )
    order = sorted(
        found, key=lambda row: (row[-1] == MAY_BE_CHANCE, -abs(row[-2]), -abs(row[4]), row[0])
    )
    return [list(row) for row in order]


class _Half:
    """Shares in one period, and how far each employer moves them.

    Args:
        counts: openings that name a skill (columns), by employer (rows).
        sizes: openings of each employer.
    """

    def __init__(self, counts: Floats, sizes: Any) -> None:
        weight = np.minimum(1.0, limit(sizes[sizes > 0]) / np.maximum(sizes, 1))
        total = float((weight * sizes).sum())
        self.share: Floats = weight @ counts / total
        self.influence: Floats = weight[:, None] * (counts - self.share * sizes[:, None]) / total
        self.number = total**2 / float((weight**2 * sizes).sum())


def _by_chance(before: _Half, after: _Half) -> Floats:
    """Return the variance of a change if openings of an employer were as unlike as any."""
    both = before.number + after.number
    share = (before.share * before.number + after.share * after.number) / both
    return np.asarray(share * (1 - share) * (1 / before.number + 1 / after.number))


def _shrinkage(change: Floats, error: Floats) -> Floats:
    """Return which part of each change to believe: what it varies more than by its error."""
    if not len(change):
        return change
    true = max(float((change**2 - error**2).mean()), 0.0)
    return np.asarray(true / np.maximum(true + error**2, 1e-12))
