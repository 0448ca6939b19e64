"""Where people of the field meet: conferences, their deadlines, competitions, meetups."""

from __future__ import annotations

from typing import Literal

import msgspec

GatheringKind = Literal["conference", "meetup", "competition"]


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """One moment of a gathering that asks for something, or tells something.

    ``at`` is a moment in UTC (``2026-05-07T11:59:59Z``), or a day (``2026-05-06``) where no time
    is told. ``zone`` is the time zone as it was written (``AoE``, ``America/New_York``); ``None``:
    none was, and UTC is taken, which is never too late for AoE. ``enters`` says whether one who is
    not in yet may get in until then: a paper's deadline, and not its author's notification.
    """

    at: str
    label: str
    kind: str = "deadline"
    zone: str | None = None
    enters: bool = True


class Gathering(msgspec.Struct, kw_only=True):
    """One conference, meetup or competition, as a feed has it.

    ``starts`` and ``ends`` are days, or moments as in :class:`Deadline`; one without ``Z`` is by
    the clock of the place. ``country`` is ISO 3166-1 alpha-2 once the place was read.
    ``origin`` is the feed; ``seen_at`` when it last said something new (UTC).
    """

    id: str
    kind: GatheringKind
    title: str
    full_name: str | None = None
    fields: list[str] = []
    place: str | None = None
    country: str | None = None
    online: bool | None = None
    starts: str | None = None
    ends: str | None = None
    deadlines: list[Deadline] = []
    url: str | None = None
    note: str | None = None
    cancelled: bool = False
    origin: str = ""
    seen_at: str = ""
