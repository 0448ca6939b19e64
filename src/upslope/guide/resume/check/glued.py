"""Lines that a simple reader makes of two that stand side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

FEWEST = 4
"""Letters of each half; less is found by chance."""
LINES = 2_000
"""Lines that are looked at."""

_LETTERS = re.compile(r"[\W_]+")


def glued(simply: str, text: str) -> Iterator[str]:
    """Yield the lines of a simple reading whose halves stand apart in the right one.

    Args:
        simply: the document line by line across the page.
        text: the document in the order in which a person reads it.

    >>> list(glued("Skills Experience\\nGo Cook at Acme", "Skills\\nGolang\\nExperience\\nCook"))
    ['Skills Experience']
    """
    whole = _LETTERS.sub("", text.casefold())
    for line in simply.split("\n")[:LINES]:
        words = _LETTERS.sub("", line.casefold())
        if len(words) < 2 * FEWEST or len(words) > 400 or words in whole:
            continue
        longest = bisect_left(range(len(words)), 1, key=lambda at: words[: at + 1] not in whole)
        rest = words[longest:]
        if longest >= FEWEST and len(rest) >= FEWEST and rest in whole:
            yield " ".join(line.split())
