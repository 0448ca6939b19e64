"""What a run says of itself while it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stage of a run is.

    Args:
        stage: its name; empty for a note on the run as a whole.
        done: parts that are finished, those of a run that was stopped among them.
        total: parts in all; 0 as long as that is unknown.
        rows: rows written now, without those of a run that was stopped.
        quarantined: of these, reason -> how many are no posting.
        seconds: since the stage began.
        ended: whether it is finished.
        note: something that the person should know.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    rows: int = 0
    quarantined: Mapping[str, int] = msgspec.field(default_factory=dict)
    seconds: float = 0.0
    ended: bool = False
    note: str = ""

    @property
    def rate(self) -> float:
        """Rows a second.

        >>> Moment(rows=300, seconds=2).rate
        150.0
        """
        return self.rows / self.seconds if self.seconds else 0.0


Tell = Callable[[Moment], None]
"""Is called now and then, and at the end of each stage."""


def tell_nobody(moment: Moment) -> None:
    """Keep it to oneself."""
