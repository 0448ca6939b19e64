"""What a run is: one visit to one board of one source, with its verdict."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["complete", "partial", "unchanged", "failed", "quarantined", "drift"]


class Run(msgspec.Struct, kw_only=True):
    """One visit to one board. Only a ``complete`` run may close postings.

    ``board`` is the company's name on that source (a Greenhouse token, a file name, a URL).
    Times are ISO 8601 in UTC; counts are numbers of postings. ``advertised`` is how many there are
    as the source says; ``requests`` how many were sent for the list and its texts. ``filled``
    counts by field the postings that had it; ``drifted`` are fields that used to be there and are
    gone from the source; ``not_applied`` filters of a search that the source cannot be asked for.
    """

    id: str
    source: str
    board: str
    started_at: str
    finished_at: str | None = None
    verdict: Verdict | None = None
    reason: str = ""
    seen: int = 0
    new: int = 0
    changed: int = 0
    closed: int = 0
    skipped: int = 0
    advertised: int | None = None
    requests: int = 0
    filled: dict[str, int] = {}
    drifted: list[str] = []
    not_applied: list[str] = []
