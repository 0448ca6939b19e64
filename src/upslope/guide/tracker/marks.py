"""Columns that are named like a status and ticked, or dated, row by row: many sheets have such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upslope.formats.values import RowError
from upslope.guide.tracker.days import Order, read_day
from upslope.guide.tracker.status_words import read_status
from upslope.records.application import Status

_ORDER: Sequence[Status] = (
    *("saved", "applied", "no_answer", "screening", "interview"),
    *("offer", "withdrawn", "rejected", "accepted"),
)
"""Of several marks in one row, the last in this order says where it stands."""
_YES = re.compile(r"true|yes|y|x|✓|✔|☑|✅|1|ja|oui|s[ií]|done", re.I)
_NO = re.compile(r"false|no|n|0|✗|✘|❌|nein|non", re.I)


class Marks:
    """The marks of a table.

    Args:
        headings: of its columns.
        lines: the cells of its rows.
        free: places of columns that say nothing else.

    >>> marks = Marks(["Company", "Applied", "Interview"], [["Quillfish", "x", ""]], {1, 2})
    >>> marks.status(["Quillfish", "x", ""]), marks.status(["Osprey", "x", "yes"])
    ('applied', 'interview')
    """

    def __init__(
        self, headings: Sequence[str], lines: Sequence[Sequence[str]], free: set[int]
    ) -> None:
        named = [(at, read_status(one)) for at, one in enumerate(headings) if at in free]
        self._at: list[tuple[int, Status]] = [
            (at, status)
            for at, status in named
            if status and all(not (one := _at(line, at)) or _is_mark(one) for line in lines)
        ]

    @property
    def places(self) -> list[int]:
        """Places of the columns that hold marks."""
        return [at for at, _ in self._at]

    def status(self, cells: Sequence[str]) -> Status:
        """Return the last status that is marked; applied if none is."""
        marked = [status for at, status in self._at if _is_mark(_at(cells, at), no=False)]
        return max(marked, key=_ORDER.index, default="applied")


def is_tick(cell: str) -> bool:
    """Say whether a cell is ticked, or said not to be: it holds no day then.

    >>> is_tick("yes"), is_tick("FALSE"), is_tick("2026-03-01")
    (True, True, False)
    """
    return bool(_YES.fullmatch(cell) or _NO.fullmatch(cell))


def _is_mark(cell: str, *, no: bool = True) -> bool:
    return bool(_YES.fullmatch(cell)) or (no and bool(_NO.fullmatch(cell))) or _is_day(cell)


def _is_day(cell: str) -> bool:
    orders: tuple[Order, ...] = ("day first", "month first")
    return any(_reads(cell, order) for order in orders)


def _reads(cell: str, order: Order) -> bool:
    try:
        return read_day(cell, order) is not None
    except RowError:
        return False


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
