"""How runs are shown: one line each on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upslope.apps.cli.screen import plain, say
from upslope.records import Run

_BAD = {"failed", "partial", "quarantined", "drift"}


def failed(runs: Iterable[Run]) -> bool:
    """Whether any run did not do all that was asked for."""
    return any(run.verdict in _BAD for run in runs)


def show_runs(runs: Sequence[Run]) -> None:
    """Say what each run did; many good ones become one line."""
    good = [run for run in runs if run.verdict not in _BAD]
    if len(good) > 5:
        say(f"{len(good)} boards read: {_counts(good)}.")
    for run in runs:
        if run.verdict in _BAD or len(good) <= 5:
            counts = "" if run.verdict == "failed" else f", {_counts([run])}"
            board = f"{run.source} {run.board}".strip()
            say(plain(f"{board}: {run.verdict}{counts}. {run.reason}"))
    if closing := max(good, key=lambda run: run.closed, default=None):
        _hint_undo(closing)


def _hint_undo(run: Run) -> None:
    if run.closed:
        say(plain(f"{run.closed:,} closed of {run.board} by mistake? upslope undo {run.id}"))


def _counts(runs: Sequence[Run]) -> str:
    def total(name: str) -> int:
        return sum(getattr(run, name) for run in runs)

    parts = [f"{total('seen')} postings", f"{total('new')} new"]
    parts += [f"{total(name)} {name}" for name in ("changed", "closed", "skipped") if total(name)]
    return ", ".join(parts)
