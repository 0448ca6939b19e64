"""When a board is visited next: as often as it changes, as rarely as its source asks.

The pause between two visits is halved when a visit found news and grows by half when it did not; by
a quarter where the source said itself that nothing changed (ETag), for that costs it next to
nothing. It starts from, and never goes below, what the source's terms allow. A board that was not
even reached is tried again soon: a network that was away for a minute must not cost half a day,
and a host that goes on failing makes it wait longer. All is in wall time, which a restart keeps; a
moment further away than any pause is a clock that jumped, and is due.
"""

from __future__ import annotations

import random

import msgspec

from upslope.records import Run
from upslope.sources import verdict

HOUR = 3600.0
LONGEST = 72 * HOUR
"""No board is left alone for longer."""
UNREACHED = HOUR / 4
"""Seconds after which a board is tried again whose host was not reached, or not asked."""


class Plan(msgspec.Struct, frozen=True):
    """When to visit a board next, in seconds since 1970, and the pause learned so far."""

    next_visit: float
    every: float


def plan(  # noqa: PLR0913  (what is known of the board, its source and its host)
    run: Run,
    *,
    now: float,
    least: float,
    every: float | None,
    not_before: float,
    reached: bool = True,
) -> Plan:
    """Plan the visit after a run.

    Args:
        run: the visit that just ended.
        now: seconds since 1970.
        least: seconds between two visits that the source allows at least.
        every: the pause until now; ``None`` before the first visit.
        not_before: when the host may be asked again (Retry-After, or its failures).
        reached: whether the host was asked and answered anything.

    >>> news = Run(id="1", source="lever", board="acme", started_at="", verdict="complete", new=3)
    >>> plan(news, now=0, least=3600, every=14400, not_before=0).every
    7200.0
    >>> none = Run(id="2", source="lever", board="acme", started_at="", verdict="unchanged")
    >>> plan(none, now=0, least=3600, every=14400, not_before=0).every
    18000.0
    """
    pause = _bounded(_learned(run, every or least), least)
    after = verdict.DOUBT_HOURS * HOUR if run.verdict == "quarantined" else pause
    after = max(after, least) if reached else UNREACHED
    spread = random.uniform(1.0, 1.1)  # noqa: S311 - no secret: boards of one host drift apart
    return Plan(max(now + after * spread, min(not_before, now + LONGEST)), pause)


def is_due(next_visit: float, now: float) -> bool:
    """Say whether a board is to be visited, also after the clock was set back.

    >>> is_due(100.0, 200.0), is_due(200.0, 100.0), is_due(10.0 * 365 * 86400, 100.0)
    (True, False, True)
    """
    return next_visit <= now or next_visit > now + 2 * LONGEST


def _learned(run: Run, every: float) -> float:
    if run.verdict in {"failed", "drift", "quarantined", "partial"}:
        return every  # nothing was learned of how often the board changes
    if run.verdict == "unchanged":
        return every * 1.25
    return every / 2 if run.new or run.changed or run.closed else every * 1.5


def _bounded(pause: float, least: float) -> float:
    return min(max(pause, least), max(LONGEST, least))
