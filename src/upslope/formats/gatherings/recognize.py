"""Which form a list of gatherings has, when nobody says."""

from __future__ import annotations

from datetime import date

from upslope.errors import ReadError
from upslope.formats import kaggle
from upslope.formats.gatherings.calendar import read_calendar
from upslope.formats.gatherings.conferences import read_conferences
from upslope.formats.gatherings.deadlines import read_deadlines
from upslope.formats.gatherings.read import Gathered


def read_gatherings(body: bytes, name: str, today: date) -> Gathered:
    """Read a calendar, a list of conferences as JSON or YAML, or one of competitions.

    Args:
        body: the whole file or reply.
        name: its address or path.
        today: from when on meetups of a calendar are wanted.

    Raises:
        ReadError: it is none of them.

    >>> read_gatherings(b'[{"name": "Q", "startDate": "2026-12-01"}]', "x.json",
    ...                 date(2026, 11, 21)).gatherings[0].title
    'Q'
    """
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper()
    if start.startswith(b"BEGIN:VCALENDAR"):
        return read_calendar(body, today, name)
    if start.startswith(b"<"):
        raise ReadError(f"{name} is a web page, not a list of events.")
    if not start.startswith((b"[", b"{")):
        return read_deadlines(body, name)
    if b'"startDate"' in body or body.strip() == b"[]":
        return read_conferences(body, name, name)
    return kaggle.read_competitions(body, name)
