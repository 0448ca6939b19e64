"""When a meetup is held again: rules of RFC 5545, as far as they surely come to an end.

A rule may ask for days that never come ("the 30th of February, each second"); who looks for them
looks for ever. So rules are by day, week, month or year only, and of parts that find some day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule

from upslope.formats.values import RowError

MOST_OCCURRENCES = 100
AHEAD = timedelta(days=400)
_PARTS = {  # of a rule, by frequency: with these alone some day always comes
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
}
_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}


def repeat(rule: Any, first: datetime, today: date) -> Iterator[datetime]:
    """Repeat by the clock of the place, so that summer time moves no meetup.

    Args:
        rule: the rule, as icalendar reads it: parts by name, each with a list of values.
        first: when it is first held, without a zone.
        today: from a month before then on, occurrences are wanted.

    Raises:
        RowError: the rule is of a kind that may never find a day.

    >>> rule = {"FREQ": ["MONTHLY"], "BYDAY": ["1TH"]}
    >>> [str(at) for at in islice(repeat(rule, datetime(2026, 12, 3, 18), date(2026, 11, 21)), 2)]
    ['2026-12-03 18:00:00', '2027-01-07 18:00:00']
    """
    if isinstance(rule, list) or first.year < 1990:
        raise RowError("it repeats in a way that is not read")
    parts = {str(name).upper(): [str(one) for one in _list(value)] for name, value in rule.items()}
    frequency = parts.get("FREQ", [""])[0].upper()
    known = _PARTS.get(frequency, set())
    if not known or set(parts) - known - _ALWAYS:
        raise RowError("it repeats in a way that is not read")
    written = ";".join(f"{name}={','.join(parts[name])}" for name in parts if name != "UNTIL")
    last = datetime(today.year, today.month, today.day) + AHEAD
    if ends := _list(rule.get("UNTIL")):
        last = min(last, _naive(ends[0]))
    begin = datetime(today.year, today.month, today.day) - timedelta(days=31)
    within = rrule.rrulestr(written, dtstart=first)
    found = (at for at in within.xafter(max(begin, first), inc=True))
    yield from islice(_until(found, last), MOST_OCCURRENCES)


def _until(found: Iterator[datetime], last: datetime) -> Iterator[datetime]:
    for at in found:
        if at > last:
            return
        yield at


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _naive(end: Any) -> datetime:
    """Give the last moment of a rule; a day more of one in UTC than the clock there may show."""
    if isinstance(end, datetime):
        return end.replace(tzinfo=None) + timedelta(hours=14 if end.tzinfo else 0)
    if not isinstance(end, date):
        raise RowError("the end of its repetition cannot be read")
    return datetime(end.year, end.month, end.day, 23, 59, 59)
