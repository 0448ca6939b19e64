"""Two columns of plain text are told one after the other, not line by line across.

Only headings prove that a text has two columns: a line with a heading on the right, at the same
place where the lines below it have a gap. A date or a place on the right belongs to its line.
"""

from __future__ import annotations

import re

from upslope.guide.resume import dates
from upslope.guide.resume.headings import heading

_GAP = re.compile(r"\S(\s{3,})(?=\S)")
FEWEST = 3
"""Lines that a column must have below its heading."""


def unfold(text: str) -> str:
    """Return a text with its right columns moved below the left ones they stand beside.

    >>> text = "PROFILE       SKILLS\\nI build       Python\\nplatforms.    Go\\n              SQL"
    >>> unfold(text).split()
    ['PROFILE', 'I', 'build', 'platforms.', 'SKILLS', 'Python', 'Go', 'SQL']
    """
    lines = text.expandtabs(8).split("\n") if "   " in text else []
    if not any(_right_heading(line) for line in lines):
        return text
    told: list[str] = []
    above = ""  # the heading that what follows a block of columns goes on with
    number = 0
    while number < len(lines):
        at = _right_heading(lines[number])
        end = _end(lines, number, at) if at else number
        if end - number > FEWEST:
            block = lines[number:end]
            told += [line[:at].rstrip() for line in block]
            above = next((left for left in reversed(told) if heading(left)), above)
            told += [
                "",
                *(line[at:].strip() for line in block),
                "",
                above if end < len(lines) else "",
            ]
            number = end
        else:
            told.append(lines[number])
            number += 1
    return "\n".join(told)


def _right_heading(line: str) -> int:
    """Return where a heading on the right of a line begins, 0 if there is none."""
    gaps = list(_GAP.finditer(line)) if len(line) < 200 else []
    at = gaps[-1].end() if gaps else 0
    return at if at and len(line[at:].split()) <= 3 and heading(line[at:]) else 0


def _end(lines: list[str], number: int, at: int) -> int:
    """Return the line from which on a right column at a place has ended."""
    for row in range(number + 1, len(lines)):
        line = lines[row]
        crosses = len(line) > at and bool(line[at - 2 : at].strip())
        left, right = line[:at].strip(), line[at:].strip()
        dated = left and right and re.search(r"\d", right) and not dates.without(right)
        if crosses or dated:
            return row
    return len(lines)
