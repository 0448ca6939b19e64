"""One application's way through the steps, as far as its journal is believed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from upslope.formats.values import day
from upslope.records.application import ENDED, Application, Status, StatusStep

LADDER: tuple[Status, ...] = ("applied", "screening", "interview", "offer", "accepted")
"""The steps upwards; who stands on one has been on those below, also where that was not noted."""


class Stay(NamedTuple):
    """How long an application waited on one step for the employer's next word.

    Args:
        step: one of the ladder.
        days: until the next word, or as long as there was none.
        answered: whether there was a word: a further step, or a rejection.
    """

    step: Status
    days: int
    answered: bool


class Passage(NamedTuple):
    """The way of one application.

    Args:
        reached: the highest step, as a place in :data:`LADDER`; -1 if it was never sent.
        ended: how it ended; ``None`` while it is open.
        stays: how long it waited, where both days are known.
        undated: stays whose days are not known, or run backwards.
    """

    reached: int
    ended: Status | None
    stays: list[Stay]
    undated: int


def passage(application: Application, today: date) -> Passage:
    """Read the way of an application.

    A step back on the ladder corrects what stood above it, and a step after an end reopens it.

    >>> steps = [StatusStep(status="applied", day="2026-03-01", at=""),
    ...          StatusStep(status="interview", day="2026-03-11", at="")]
    >>> way = passage(Application(id="a", steps=steps), date(2026, 4, 10))
    >>> way.reached, [tuple(stay) for stay in way.stays]
    (2, [('applied', 10, True), ('interview', 30, False)])
    """
    steps = _believed(application.steps)
    last = steps[-1].status if steps else "saved"
    reached = max((LADDER.index(one.status) for one in steps if one.status in LADDER), default=-1)
    if last in {"rejected", "no_answer"}:
        reached = max(reached, 0)  # nobody is turned down who never applied
    stays, undated = _stays(steps, today)
    return Passage(reached, last if last in ENDED else None, stays, undated)


def _believed(steps: Sequence[StatusStep]) -> list[StatusStep]:
    kept: list[StatusStep] = []
    for step in steps:
        while kept and (kept[-1].status in ENDED or _is_above(kept[-1].status, step.status)):
            kept.pop()
        kept.append(step)
    return kept


def _is_above(before: Status, after: Status) -> bool:
    """Say whether a step takes back the one before; an end takes back nothing."""
    if after in ENDED - {"accepted"} or before not in LADDER:
        return False
    return after not in LADDER or LADDER.index(after) < LADDER.index(before)


def _stays(steps: Sequence[StatusStep], today: date) -> tuple[list[Stay], int]:
    found: list[Stay] = []
    undated = 0
    for at, step in enumerate(steps):
        if step.status not in LADDER[:-2]:  # an offer waits for the person
            continue
        after = steps[at + 1] if at + 1 < len(steps) else None
        begins, ends = _day(step), _day(after) if after else today
        if begins is None or ends is None or ends < begins:
            undated += 1
        else:
            answered = after is not None and after.status not in {"withdrawn", "no_answer"}
            found.append(Stay(step.status, (ends - begins).days, answered))
    return found, undated


def _day(step: StatusStep) -> date | None:
    """Return when a step was taken; of a file's row without a day only its import is known."""
    known = day(step.day)
    return None if step.by == "import" and known == day(step.at) else known
