"""Lines of a resume that look like an entry or a heading, and could not be placed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upslope.guide.resume import dates, titles
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import prose
from upslope.guide.resume.positions import Dated

MOST = 20
"""Lines that are told."""


def unplaced(lines: Sequence[str], sections: Sequence[Row], found: Sequence[Dated]) -> list[str]:
    """Return unknown headings, and dated headlines of work that became no position.

    >>> sections = [Row("work"), Row("work"), Row("other", heading=True, unknown=True)]
    >>> unplaced(["08/2014", "Cook", "WEITERES"], sections, [])
    ['08/2014', 'WEITERES']
    """
    used = {number for one in found if one.title for number in range(one.first, one.last + 1)}
    told = []
    for number, line in enumerate(lines):
        row, bare = sections[number], line.strip()
        if row.heading:
            if row.unknown:
                told.append(bare)
        elif row.section == "work" and number not in used and bare and not prose(bare):
            dated = any(True for _ in dates.singles(bare))
            rest = dates.without(bare)
            if dated and (not re.search(r"\w", rest) or titles.held(rest)):
                told.append(bare)
    return list(dict.fromkeys(told))[:MOST]
