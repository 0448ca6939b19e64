"""What is to be done of applications until a day: reminders, and days that come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from upslope.records import Application, Written


def due(
    applications: Iterable[Application], until: date, today: date
) -> list[tuple[Application, Written]]:
    """Return reminders that are not done, and days from today on, the earliest first.

    A reminder stays due until it is done; a day that is past is not.

    >>> from datetime import timedelta
    >>> call = Written(id="1", kind="reminder", data={"day": "2026-11-02"}, at="", number=2)
    >>> talk = Written(id="2", kind="date", data={"day": "2026-11-02"}, at="", number=3)
    >>> one = Application(id="a", written=[call, talk])
    >>> today = date(2026, 11, 5)
    >>> [written.kind for _, written in due([one], today, today)]
    ['reminder']
    """
    found = [
        (one, written)
        for one in applications
        if not one.removed
        for written in one.written
        if _is_due(written, until.isoformat(), today.isoformat())
    ]
    return sorted(found, key=lambda pair: (pair[1].data["day"], pair[1].number))


def _is_due(written: Written, until: str, today: str) -> bool:
    day = written.data.get("day", "")
    if not day or day > until or written.done:
        return False
    return written.kind == "reminder" or (written.kind == "date" and day >= today)
