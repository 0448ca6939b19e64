"""What charts of letters are drawn with, and the scale that they are drawn on."""

from __future__ import annotations

import msgspec

from upslope.apps.market.drawing import Drawing


class Letters(msgspec.Struct, frozen=True):
    """What charts are drawn with."""

    full: str = "█"
    parts: str = "▏▎▍▌▋▊▉"
    fill: str = "━"
    left: str = "├"
    right: str = "┤"
    between: str = "─"
    point: str = "●"
    zero: str = "│"
    signs: str = "●▲■◆○△□◇★"


UNICODE = Letters()
MOST_LINES = len(UNICODE.signs)
ASCII = Letters(
    full="=", parts="", fill="=", left="|", right="|", between="-", point="o", zero=":",
    signs="ox+*#@%&$",
)  # fmt: skip


class Scale(msgspec.Struct, frozen=True):
    """Values from ``low`` to ``high`` over so many places, the first of which is 0."""

    low: float
    high: float
    places: int

    def at(self, value: float) -> int:
        """Return the place of a value.

        >>> Scale(0, 10, 21).at(5)
        10
        """
        wide = self.high - self.low
        share = (value - self.low) / wide if wide else 0.0
        return min(max(round(share * (self.places - 1)), 0), self.places - 1)


def scale(drawing: Drawing, places: int) -> Scale:
    """Return the scale of all that is drawn, intervals too."""
    points = [point for line in drawing.lines for point in line.points]
    ends = [end for p in points for end in (p.low, p.y, p.high) if end is not None]
    ends += [0.0] if drawing.from_zero else []
    return Scale(min(ends), max(ends), places)
