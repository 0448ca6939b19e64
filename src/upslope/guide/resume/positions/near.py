"""The lines around a date that may be its headline, and those of them that are not another's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from upslope.guide.resume import dates, titles
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import place, prose
from upslope.guide.resume.positions.spots import Spot


class Near(NamedTuple):
    """The lines around a date, numbered and nearest first; ``dated`` is its own without it."""

    dated: str
    above: list[tuple[int, str]]
    below: list[tuple[int, str]]

    @property
    def others(self) -> list[tuple[int, str]]:
        """The lines above, then those below."""
        return [*self.above, *self.below]


def near(lines: list[str], sections: Sequence[Row], found: Sequence[Spot]) -> list[Near]:
    """Return what is near each date, without what belongs to the entry before or after.

    Where a headline may stand above or below its date, most others of the resume decide.

    >>> from upslope.guide.resume.headings import rows
    >>> from upslope.guide.resume.positions.spots import spots
    >>> lines = ["Cook", "2019 - 2021", "- Made soup"]
    >>> near(lines, rows(lines), spots("\\n".join(lines), lines, rows(lines), 24300))[0].above
    [(0, 'Cook')]
    """
    around = [_around(lines, sections, spot.first, spot.last) for spot in found]
    sides = Counter(filter(None, map(_side, around)))
    return [_chosen(one, sides) for one in around]


def _around(lines: list[str], sections: Sequence[Row], first: int, last: int) -> Near:
    """Return a date's lines without it, and the lines above and below that may be its headline."""
    dated = dates.without("  ".join(lines[first : last + 1]))
    dated = dated if len(dated) <= 200 else ""
    up, down = range(first - 1, max(-1, first - 12), -1), range(last + 1, len(lines))[:11]
    close = bool(first and lines[first - 1].strip() and _walk(lines, sections, up[:1], True))
    return Near(
        dated,
        _walk(lines, sections, up, bool(dated)),
        _walk(lines, sections, down, bool(dated) or close),
    )


def _walk(
    lines: list[str], sections: Sequence[Row], numbers: range, dated: bool
) -> list[tuple[int, str]]:
    """Collect headline-like lines from a date outwards; a date alone may be one blank line away."""
    found: list[tuple[int, str]] = []
    blanks = 0
    for number in numbers:
        line = lines[number]
        if not line.strip():
            blanks += 1
            if dated or blanks > 3 or len(found) > 1:
                break
            continue
        blanks = 0
        if sections[number].heading or prose(line) or any(True for _ in dates.singles(line)):
            break
        if re.search(r"[^\W\d_]{3}", line) and not place(line):
            found.append((number, line))
        if len(found) == 2:
            break
    return found


def _side(one: Near) -> str | None:
    """Return on which side of a date its title stands, if only one side names an occupation."""
    above, below = (any(titles.held(line) for _, line in side) for side in (one.above, one.below))
    if titles.held(one.dated) or above == below:
        return None
    return "above" if above else "below"


def _chosen(one: Near, sides: Counter[str]) -> Near:
    """Leave out lines that belong to the entry before or after."""
    above, below = one.above, one.below
    if titles.held(one.dated):
        above = above[:1]
    elif any(titles.held(line) for _, line in below) and sides["below"] > sides["above"]:
        above = [row for row in above if not titles.held(row[1])]
    elif any(titles.held(line) for _, line in above) and sides["above"] > sides["below"]:
        below = [row for row in below if not titles.held(row[1])]
    return Near(one.dated, above, below)
