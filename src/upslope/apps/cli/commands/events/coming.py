"""How events to come are shown: how long until then, when, what, where."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from upslope.apps.cli.screen import add_row, console, table

if TYPE_CHECKING:
    from upslope.guide.gatherings import Coming

_DAY = len("2026-12-06")


def show(found: list[Coming], now: datetime) -> None:
    """Print a table of events, in their order."""
    from upslope.guide.gatherings import remaining

    shown = table("in", "when", "what", "event", "days", "where", "about")
    shown.columns[0].no_wrap = shown.columns[1].no_wrap = shown.columns[4].no_wrap = True
    for one in found:
        gathering = one.gathering
        add_row(
            shown,
            [
                remaining(one.at, now),
                _times(one),
                f"{one.what}{f' ({one.zone})' if one.zone else ''}",
                gathering.title,
                _days(gathering.starts, gathering.ends),
                gathering.place or ("online" if gathering.online else ""),
                gathering.fields[0].replace("-", " ") if gathering.fields else "",
            ],
        )
    console().print(shown)


def _times(one: Coming) -> str:
    """Give a moment by the clock here and in UTC; a day as it is, in no zone."""
    if len(one.told) == _DAY:
        return one.told
    here = one.at.astimezone()
    if not one.told.endswith("Z"):
        return f"{one.told[:16].replace('T', ' ')} there"
    return f"{here:%Y-%m-%d %H:%M} {here.tzname() or ''}\n{one.at:%Y-%m-%d %H:%M} UTC"


def _days(starts: str | None, ends: str | None) -> str:
    """Give the days of an event in as few signs as may be.

    >>> _days("2026-12-06", "2026-12-12"), _days("2026-11-30", "2026-12-03T10:00:00Z")
    ('2026-12-06/12', '2026-11-30/12-03')
    """
    first, last = (starts or "")[:_DAY], (ends or "")[:_DAY]
    if not first or first >= last:
        return first
    common = next((size for size in (8, 5) if first[:size] == last[:size]), 0)
    return f"{first}/{last[common:]}"
