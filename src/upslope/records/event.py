"""What happened to a stored posting, and when."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

EventKind = Literal["appeared", "changed", "closed", "reopened", "reposted"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a posting's history. ``at`` is the start of the run that saw it, in UTC.

    ``changes`` maps a field's name to its values before and after; ``why`` says why it closed,
    or what it is a repost of.
    """

    posting: str
    kind: EventKind
    at: str
    run: str
    why: str = ""
    changes: dict[str, tuple[Any, Any]] = {}
