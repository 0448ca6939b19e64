"""How runs are shown: one line each on standard error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from upslope.apps.cli.screen import counted, plain, say
from upslope.records import Run

_BAD = {"failed", "partial", "quarantined", "drift"}
_FEW_GOOD, _FEW_BAD = 5, 20


def failed(runs: Iterable[Run]) -> bool:
    """Whether any run did not do all that was asked for."""
    return any(run.verdict in _BAD for run in runs)


def show_runs(runs: Sequence[Run]) -> None:
    """Say what each run did; many good ones become one line, many bad ones one for each source."""
    good = [run for run in runs if run.verdict not in _BAD]
    bad = [run for run in runs if run.verdict in _BAD]
    if len(good) > _FEW_GOOD:
        say(f"{len(good):,} boards read: {_counts(good)}.")
    each = [*(good if len(good) <= _FEW_GOOD else []), *(bad if len(bad) <= _FEW_BAD else [])]
    for run in each:
        counts = "" if run.verdict == "failed" else f", {_counts([run])}"
        board = f"{run.source} {run.board}".strip()
        say(plain(f"{board}: {run.verdict}{counts}. {run.reason}"))
    if len(bad) > _FEW_BAD:
        _say_by_source(bad)
    if closing := max(good, key=lambda run: run.closed, default=None):
        _hint_undo(closing)


def _say_by_source(bad: Sequence[Run]) -> None:
    """Say of each source how many of its boards were not read, and what was wrong with the first.

    A network that is away would else say the same of hundreds.
    """
    by_source = defaultdict[str, list[Run]](list)
    for run in bad:
        by_source[run.source].append(run)
    for source, runs in by_source.items():
        say(plain(f"{source}: {counted(len(runs), 'board')} not read whole. {runs[0].reason}"))
    say("What was wrong with each: upslope sources show NAME")


def _hint_undo(run: Run) -> None:
    if run.closed:
        say(plain(f"{run.closed:,} closed of {run.board} by mistake? upslope undo {run.id}"))


def _counts(runs: Sequence[Run]) -> str:
    def total(name: str) -> int:
        return sum(getattr(run, name) for run in runs)

    parts = [counted(total("seen"), "posting"), f"{total('new'):,} new"]
    parts += [f"{total(name):,} {name}" for name in ("changed", "closed", "skipped") if total(name)]
    return ", ".join(parts)
