"""Saved searches, and what is told of what they find."""

from __future__ import annotations

from typing import Annotated

import msgspec

from upslope.records.filters import Filters

TimeOfDay = Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A search that is kept, and who is told of what it finds anew.

    Args:
        id: of the search.
        name: as the person calls it.
        filters: what is searched.
        min_score: tell only of openings that match the resume at least so well, 0 to 100.
        channels: names of the channels that are told; none: it is only kept.
        created: ISO 8601 in UTC.
        after: number of the last event in the history of postings when it was saved; what
            appeared before is not told of. A time would not do: a run that began earlier may go
            on for hours.
        tell_scores: whether digests say how well each opening matches; else nothing that comes
            from the resume leaves this machine.
    """

    id: str
    name: str
    filters: Filters = Filters()
    min_score: float | None = None
    channels: list[str] = []
    created: str = ""
    after: int = 0
    tell_scores: bool = False


class QuietHours(msgspec.Struct, frozen=True, kw_only=True):
    """Hours of the day, in the machine's own zone, in which nothing is sent: ``22:00, 07:30``."""

    begins: TimeOfDay
    ends: TimeOfDay


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A way to reach the person. Where it leads is a secret, and stands in a file of its own.

    Args:
        name: as the person calls it.
        kind: what its address begins with: ``ntfy``, ``mailto``, ``tgram``, ``desktop`` ...
        quiet: when it stays silent; what came meanwhile is told afterwards.
    """

    name: str
    kind: str
    quiet: QuietHours | None = None


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """One digest that was sent, or was not: of how many openings, and why not."""

    search: str
    channel: str
    openings: int
    error: str = ""
    waits_until: str = ""
