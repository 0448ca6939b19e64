"""How the stages of a run over files are shown: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from upslope.apps.cli.screen import counted, plain, progress_bar, say

if TYPE_CHECKING:
    from upslope.batch.progress import Moment, Tell

_SECONDS = 10  # between two lines of one stage, and what a stage takes that is worth a line
_REASONS = 3


@contextmanager
def stages() -> Iterator[Tell]:
    """Show what a run tells, on standard error."""
    with progress_bar() as bar:
        said = time.monotonic()

        def tell(moment: Moment) -> None:
            nonlocal said
            now = time.monotonic()
            if moment.note:
                say(plain(moment.note))
            elif moment.ended and (moment.stage == "read" or moment.seconds >= _SECONDS):
                said = now
                say(f"{_line(moment)} in {moment.seconds:,.0f} s")
            elif sys.stderr.isatty():
                bar(_line(moment), moment.done, moment.total)
            elif now - said >= _SECONDS:
                said = now
                say(f"{_line(moment)}, part {moment.done:,} of {moment.total:,}")

        yield tell


def reasons(quarantined: Mapping[str, int]) -> str:
    """The most frequent reasons with their counts.

    >>> reasons({"it has no title": 3, "it is not JSON": 1_200})
    'it is not JSON 1,200, it has no title 3'
    """
    by_count = sorted(quarantined.items(), key=lambda each: (-each[1], each[0]))
    parts = [f"{plain(reason)} {count:,}" for reason, count in by_count[:_REASONS]]
    if rest := sum(count for _, count in by_count[_REASONS:]):
        parts.append(f"other reasons {rest:,}")
    return ", ".join(parts)


def _line(moment: Moment) -> str:
    parts = []
    if moment.rows:
        parts = [counted(moment.rows, "row"), f"{moment.rate:,.0f} a second"]
    if moment.quarantined:
        bad = sum(moment.quarantined.values())
        parts.append(f"{bad:,} in quarantine ({reasons(moment.quarantined)})")
    return f"{moment.stage}: {', '.join(parts) or 'done' * moment.ended or 'working'}"
