"""A text with the lines joined again that a fixed width broke, for phrases to be found in."""

from __future__ import annotations

import re
from functools import lru_cache

_BREAK = re.compile(r"\n(?<=[a-z0-9,)]\n)[ \t]*(?=[a-z0-9(])")
_LEAST_BREAKS = 6
"""Fewer line breaks within sentences than that are lists, not lines of a fixed width."""


@lru_cache(maxsize=256)  # several readers ask for the same text
def running(text: str) -> str:
    """Return a text whose sentences go on over line breaks as running text, another as it is.

    >>> running("no visa\\n  sponsorship")
    'no visa\\n  sponsorship'
    >>> running("we will\\n  not sponsor" + "\\nany visa" * 5)[:19]
    'we will not sponsor'
    """
    joined, breaks = _BREAK.subn(" ", text)
    return joined if breaks >= _LEAST_BREAKS else text
