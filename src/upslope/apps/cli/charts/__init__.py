"""Charts of letters, which are read without colour too."""

from upslope.apps.cli.charts.bars import bar, bar_heading
from upslope.apps.cli.charts.letters import ASCII, MOST_LINES, UNICODE, Letters, Scale, scale
from upslope.apps.cli.charts.lines import lines

__all__ = [
    "ASCII",
    "MOST_LINES",
    "UNICODE",
    "Letters",
    "Scale",
    "bar",
    "bar_heading",
    "lines",
    "scale",
]
