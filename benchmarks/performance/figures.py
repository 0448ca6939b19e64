"""A figure: what was measured, how often, what it is to reach and what else did the same work."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import msgspec


class Figure(msgspec.Struct, kw_only=True):
    """One row of the table.

    Args:
        part: of the measuring, such as ``search``.
        name: what was measured, of how many postings.
        unit: of the values.
        values: one for each round.
        more_is_better: a rate; otherwise a cost.
        target: what is asked for, in the same unit, if anything is.
        beside: what did the same work in the same rounds, or the least that it can take.
        others: its values.
        command: prints this figure.
        series: the line of a plot that it is a point of, if it is one.
        size: where on that line: how many postings.
        load: processes that wanted a core while it was measured; the machine's cores at most is
            quiet.

    >>> figure = Figure(part="p", name="n", unit="ms", values=[2.0, 4.0, 3.0], target=5.0,
    ...                 others=[9.0], command="c")
    >>> figure.middle, figure.spread, figure.met, figure.ratio
    (3.0, (2.0, 4.0), True, 3.0)
    """

    part: str
    name: str
    unit: str
    values: list[float]
    command: str
    more_is_better: bool = False
    target: float | None = None
    beside: str = ""
    others: list[float] = []
    series: str = ""
    size: int = 0
    load: float = 0.0

    @property
    def middle(self) -> float:
        """The median of the rounds."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the most of the rounds."""
        return min(self.values), max(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; ``None`` without one."""
        if self.target is None:
            return None
        return self.middle >= self.target if self.more_is_better else self.middle <= self.target

    @property
    def ratio(self) -> float | None:
        """How many times as good as what is beside it; above 1 is better than that."""
        if not self.others or not self.middle or not median(self.others):
            return None
        ours_by_theirs = self.middle / median(self.others)
        return ours_by_theirs if self.more_is_better else 1 / ours_by_theirs


def written(number: float) -> str:
    """Write a number with three digits that count.

    >>> [written(one) for one in (1234.5, 12.345, 0.012345, 0.0, 250.0)]
    ['1,234', '12.3', '0.0123', '0', '250']
    """
    if not number or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


HEADINGS = ("figure", "median", "least - most", "unit", "target", "ratio", "beside", "load")
_RIGHT = {1, 2, 4, 5, 7}


def cells(figure: Figure) -> list[str]:
    """Lay a figure out under :data:`HEADINGS`."""
    least, most = map(written, figure.spread)
    target = ""
    if figure.target is not None:
        sign = "≥" if figure.more_is_better else "≤"
        target = f"{sign} {written(figure.target)} {'met' if figure.met else 'missed'}"
    ratio = "" if figure.ratio is None else f"{written(figure.ratio)}×"
    return [
        *(figure.name, written(figure.middle), f"{least} - {most}", figure.unit),
        *(target, ratio, figure.beside, f"{figure.load:.1f}"),
    ]


def table(figures: Sequence[Figure]) -> str:
    """Write a table for a terminal."""
    rows = [list(HEADINGS), *map(cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at in _RIGHT else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown(figures: Sequence[Figure]) -> str:
    """Write a table for a document: ratios first, then what they are made of."""
    order = (0, 5, 6, 1, 2, 3, 4, 7)
    rows = [list(HEADINGS), *map(cells, figures)]
    lines = ["| " + " | ".join(row[at] for at in order) + " |" for row in rows]
    line = "|" + "|".join("---:" if at in _RIGHT else "---" for at in order) + "|"
    return "\n".join([lines[0], line, *lines[1:]])
