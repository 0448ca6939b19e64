"""What shows what a person can do."""

from __future__ import annotations

from typing import Literal

import msgspec

EvidenceKind = Literal["notebook", "dataset", "competition", "model", "project", "other"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work that others can look at.

    ``at`` is its day (ISO 8601), ``shows`` one line on what it shows ("rank 41 of 2,400"),
    ``topics`` what it is about, in the words of where it stands; ``origin`` is that place.
    """

    id: str
    kind: EvidenceKind
    title: str
    url: str | None = None
    at: str | None = None
    shows: str | None = None
    topics: list[str] = []
    origin: str = "you"
