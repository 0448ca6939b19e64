"""How sources and runs stand, in words for people."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from upslope.pipeline.collect import STOPPED
from upslope.records import Run
from upslope.workspace.visits import Visited

VERDICTS = {
    "complete": ("read whole", "good", "The list came whole. Openings that it lacks are closed."),
    "unchanged": ("nothing new", "good", "The list is the same as at the last visit."),
    "partial": (
        "read in part",
        "warn",
        "Some of it could not be read. What came is stored; nothing is closed.",
    ),
    "quarantined": (
        "held back",
        "warn",
        "The list lacks so much, or is so odd, that it may be wrong. Nothing is closed before a "
        "later visit says the same.",
    ),
    "drift": (
        "changed its form",
        "warn",
        "The source no longer sends what it used to. What was stored stays as it is.",
    ),
    "failed": ("not read", "bad", "No usable answer came. What was stored stays as it is."),
    "stopped": ("not asked", "", "The collect was stopped before it came to this board."),
    "": ("being read", "", "The visit is going on."),
}
"""Verdict of a run -> what it is called, its colour, what it means."""

_GOOD = {"complete", "unchanged"}
_MOST_REASONS = 20


class Said(NamedTuple):
    """A verdict in words; ``boards`` how many have it."""

    word: str
    kind: str
    boards: int


class Standing(NamedTuple):
    """One board, or several of a source together.

    Args:
        verdicts: of the last visits, the most frequent first.
        last: when the last visit began, by the clock here.
        seen: openings read, of how many where the source says so.
        next: when the next visit is due.
        note: what a person should know.
    """

    verdicts: list[Said]
    last: str
    seen: str
    next: str
    note: str


class Failed(NamedTuple):
    """Boards of one source that were not read whole, and what was wrong with the first."""

    source: str
    boards: int
    why: str


class Outcome(NamedTuple):
    """What came of runs, added up; ``closing`` are those that closed something."""

    boards: int
    read: int
    stopped: int
    seen: int
    new: int
    changed: int
    closed: int
    failed: list[Failed]
    closing: list[Run]


def verdict(run: Run) -> str:
    """Return the key of a run's verdict in :data:`VERDICTS`."""
    return "stopped" if run.reason == STOPPED else run.verdict or ""


def standing(boards: Sequence[Visited]) -> Standing:
    """Say how some boards stand."""
    runs = [each.run for each in boards if each.run]
    counts = Counter(map(verdict, runs)).most_common()
    seen = sum(run.seen for run in runs)
    advertised = sum(run.advertised or run.seen for run in runs)
    told = any(run.advertised is not None for run in runs)
    return Standing(
        [Said(*VERDICTS[which][:2], count) for which, count in counts],
        moment(max((run.started_at for run in runs), default="")),
        (f"{seen:,} of {advertised:,}" if told else f"{seen:,}") if runs else "",
        _next(boards),
        " ".join(notes(runs)),
    )


def notes(runs: Iterable[Run]) -> list[str]:
    """Say what of some runs a person should know: fields that are gone, filters not applied."""
    runs = list(runs)
    gone = sorted({field for run in runs for field in run.drifted})
    unasked = sorted({name for run in runs for name in run.not_applied})
    return [
        *([f"No longer sent: {', '.join(gone)}."] if gone else []),
        *([f"Cannot be asked for: {', '.join(unasked)}."] if unasked else []),
    ]


def outcome(runs: Iterable[Run]) -> Outcome:
    """Add up what runs did.

    >>> run = Run(id="1", source="greenhouse", board="quillfish", started_at="", new=3, seen=4)
    >>> run.verdict = "complete"
    >>> outcome([run])[:5]
    (1, 1, 0, 4, 3)
    """
    runs = [run for run in runs if run.verdict]
    bad = defaultdict[str, list[Run]](list)
    for run in runs:
        if verdict(run) not in {*_GOOD, "stopped"}:
            bad[run.source].append(run)
    return Outcome(
        boards=len(runs),
        read=sum(run.verdict in _GOOD for run in runs),
        stopped=sum(run.reason == STOPPED for run in runs),
        seen=sum(run.seen for run in runs),
        new=sum(run.new for run in runs),
        changed=sum(run.changed for run in runs),
        closed=sum(run.closed for run in runs),
        failed=[Failed(name, len(of), of[0].reason) for name, of in bad.items()][:_MOST_REASONS],
        closing=[run for run in runs if run.closed],
    )


def moment(at: str) -> str:
    """Write a moment by the clock here.

    >>> moment("")
    ''
    """
    return f"{datetime.fromisoformat(at).astimezone():%-d %b %H:%M}" if at else ""


def _next(boards: Sequence[Visited]) -> str:
    if any(each.run is None for each in boards):  # wanted, and never visited
        return "due"
    moments = [each.board.next_visit for each in boards if each.board.next_visit]
    if not moments:
        return ""
    if min(moments) <= time.time():
        return "due"
    return f"{datetime.fromtimestamp(min(moments)).astimezone():%a %H:%M}"
