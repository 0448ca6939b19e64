"""Where in a JSON value its postings are, however whoever recorded it wrapped them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

LEVELS = 4
"""How deep postings are looked for."""
_MOST = 50  # parts of a value that are looked into: pages are few

Ours = Callable[[Any], bool]
"""Whether an object is a posting of the kind that is looked for."""


def listed(data: Any, names: Sequence[str], ours: Ours) -> list[Any] | None:
    """Find a list of postings: bare, under one of its names, in pages, or one posting by itself.

    Args:
        data: the whole value.
        names: keys under which the source lists its postings, where an empty list is an answer.
        ours: tells the source's postings from everything else.

    Returns:
        All rows of the lists that hold any of ours; ``None`` if nothing of the kind is there.

    >>> ours = lambda row: isinstance(row, dict) and "jobTitle" in row
    >>> listed({"page-1": {"jobs": [{"jobTitle": "A"}, 7]}, "n": 2}, ("jobs",), ours)
    [{'jobTitle': 'A'}, 7]
    >>> listed({"jobs": []}, ("jobs",), ours), listed({"others": []}, ("jobs",), ours)
    ([], None)
    """
    return data if data == [] else _within(data, names, ours, LEVELS)


def _within(data: Any, names: Sequence[str], ours: Ours, levels: int) -> list[Any] | None:
    if ours(data):
        return [data]
    if isinstance(data, list) and any(map(ours, data)):
        return data
    named = [data[name] for name in names if name in data] if isinstance(data, dict) else []
    if [] in named:
        return []
    inner = list(data.values()) if isinstance(data, dict) else data
    if not levels or not isinstance(inner, list):
        return None
    parts = [_within(each, names, ours, levels - 1) for each in inner[:_MOST]]
    found = [part for part in parts if part is not None]
    return [row for part in found for row in part] if found else None
