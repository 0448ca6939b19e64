"""Looks into untyped JSON that never raise: a wrong type reads as absent."""

from __future__ import annotations

import re
from datetime import date
from typing import Any


class RowError(ValueError):
    """One row or object of a reply is not a posting; the message says why."""


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def exact(value: object) -> str | None:
    """Give a text or number as text, just as it stands; ``None`` if it is neither or blank.

    NUL and lone surrogates cannot be stored as UTF-8 or in a database: they become U+FFFD.

    >>> exact("ML Engineer "), exact(7), exact([]), exact("  ")
    ('ML Engineer ', '7', None, None)
    """
    if isinstance(value, str):
        return None if not value or value.isspace() else _storable(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return str(value)
    except ValueError:  # an integer of more than 4,300 digits
        return None


def day(moment: str | None) -> date | None:
    """Return the day that an ISO 8601 date or time begins with; ``None`` if it is neither.

    >>> day("2026-03-01T10:00:00Z").isoformat(), day("yesterday"), day(None)
    ('2026-03-01', None, None)
    """
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None


def _storable(value: str) -> str:
    if "\0" not in value:
        try:
            value.encode()  # ten times as fast as a search
        except UnicodeEncodeError:
            pass
        else:
            return value
    return _UNSTORABLE.sub("\ufffd", value)


def text(value: object) -> str | None:
    """As :func:`exact`, without the blanks around it.

    >>> text(" Acme "), text({"name": "Acme"})
    ('Acme', None)
    """
    found = exact(value)
    return found.strip() if found else None


def items(value: object) -> list[Any]:
    """Give a list as it is, a single value as a list of one and nothing as an empty list.

    >>> items(None), items("a"), items(["a", "b"])
    ([], ['a'], ['a', 'b'])
    """
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def dig(value: object, *keys: str) -> Any:
    """Follow keys down nested objects; ``None`` as soon as one is not there.

    >>> dig({"location": {"name": "Berlin"}}, "location", "name")
    'Berlin'
    >>> dig({"location": 7}, "location", "name") is None
    True
    """
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def epoch(value: object) -> float | None:
    """Give a positive count of seconds or milliseconds, or ``None``.

    >>> epoch(1778517108152), epoch(0), epoch("soon"), epoch(True)
    (1778517108152.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < 1e15 else None


_LARGEST = 2**31 - 1  # a database's integer


def count(value: object) -> int | None:
    """Give how many there are, also where that is written as text; ``None`` if it is not said.

    One too large to be true, or to be stored, is the largest that can be: it is no count, but
    says that a list is not whole.

    >>> count(45), count("45"), count(10**12), count(True), count(-1), count("many")
    (45, 45, 2147483647, None, None, None)
    """
    said = text(value)
    return min(int(said), _LARGEST) if said and re.fullmatch("[0-9]{1,300}", said) else None


def moment(value: object) -> str | float | None:
    """Give a date in the source's own form: text, or seconds or milliseconds since 1970.

    >>> moment("1767571200000"), moment("2026-01-05"), moment(0)
    (1767571200000.0, '2026-01-05', None)
    """
    said = text(value)
    if said is None or re.fullmatch(r"[\d.]+", said) is None:
        return said
    if isinstance(value, str) and not re.fullmatch(r"\d{10}|\d{13}", said):
        return said
    return epoch(float(said))


def distinct(values: list[str | None]) -> list[str]:
    """Drop what is absent or said before (whatever its case), keeping the order.

    >>> distinct(["Berlin", None, "berlin", "Paris"])
    ['Berlin', 'Paris']
    """
    seen: dict[str, str] = {}
    for value in values:
        if value:
            seen.setdefault(value.casefold(), value)
    return list(seen.values())


_TELLING = (r"intern|trainee|apprentice|co-?op\b", r"contract|freelance|temp|fixed", r"part")


def most_telling(words: list[str]) -> str | None:
    """Choose one of several words for a kind of employment: the least common kind says most.

    >>> most_telling(["FULL_TIME", "INTERN"]), most_telling(["Full-time", "Regular"])
    ('INTERN', 'Full-time')
    """
    for kind in _TELLING:
        for word in words:
            if re.search(kind, word, re.I):
                return word
    return words[0] if words else None
