"""JSON that a web page brings along in its scripts, for its own use.

The page is scanned, not run: a value is read from where it begins to where it ends, whatever
stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from upslope.formats.json import LENIENT

MAX_PAGE = 16 * 2**20
"""Characters of a page that are looked at."""
MOST = 200
"""Values that are read of one page."""

_CALL = re.compile(r"\s*JSON\.parse\(\s*")
_GAP = re.compile(r"\s*")


def values_after(page: str, mark: re.Pattern[str]) -> Iterator[Any]:
    """Yield the JSON value that follows each match of a pattern; what is none is passed over.

    A value may also be written as ``JSON.parse("...")``.

    >>> list(values_after('<script>app.data = {"a": [1]}; x()</script>', re.compile(r"app.data =")))
    [{'a': [1]}]
    >>> list(values_after('d = JSON.parse("{\\\\"a\\\\": 1}")', re.compile("d =")))
    [{'a': 1}]
    """
    page, at = page[:MAX_PAGE], 0
    for _ in range(MOST):
        found = mark.search(page, at)
        if found is None:
            return
        call = _CALL.match(page, found.end())
        begins = _GAP.match(page, call.end() if call else found.end())
        at = begins.end() if begins else found.end()
        try:
            value, at = LENIENT.raw_decode(page, at)
            yield LENIENT.decode(value) if call and isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
