"""Paragraphs, list items and tables become lines, in the order in which they are read."""

from __future__ import annotations

from upslope.formats.document import CHARACTERS


class Full(Exception):
    """As many characters were written as are ever read: the reader may stop."""


class Page:
    """Takes the parts of a document as they come and keeps its lines.

    A row whose cells are of one line each becomes one line, its cells two blanks apart, as a date
    stands beside its title; else each cell follows the one before. A paragraph within another, as
    a text box is, comes before it.

    Args:
        room: characters that may be written.

    >>> page = Page()
    >>> page.begin_row()
    >>> for words in ("2020 - 2022", "Data Engineer"):
    ...     page.begin_cell(); page.begin(); page.say(words); page.end()
    >>> page.end_row()
    >>> page.begin(); page.say("Built pipelines"); page.end(bullet=True)
    >>> page.text()
    '2020 - 2022  Data Engineer\\n- Built pipelines'
    """

    def __init__(self, room: int = CHARACTERS) -> None:
        self.hidden = 0
        self._room = room
        self._lines: list[list[str]] = [[]]  # of the page, then of each cell that is open
        self._rows: list[list[list[str]]] = []
        self._open: list[list[str]] = []

    def begin(self) -> None:
        """Open a paragraph."""
        self._open.append([])

    def say(self, words: str) -> None:
        """Write into the innermost open paragraph; outside of one, words are no text."""
        if not self._open:
            return
        if len(words) >= self._room:
            words = words[: self._room]
            self._open[-1].append(words)
            raise Full
        self._room -= len(words)
        self._open[-1].append(words)

    def hide(self, words: str) -> None:
        """Count words that are there, but cannot be seen."""
        self.hidden += len(words.strip())

    def end(self, *, bullet: bool = False) -> None:
        """Close a paragraph; an item of a list gets a hyphen before it."""
        if self._open:
            self._room -= 1
            words = "".join(self._open.pop()).strip()
            self._lines[-1].append(f"- {words}" if bullet and words else words)

    def begin_row(self) -> None:
        """Open a row of a table."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """Open the next cell of the innermost row."""
        if self._rows:
            self._end_cell()
            self._rows[-1].append([])
            self._lines.append(self._rows[-1][-1])

    def end_row(self) -> None:
        """Close the innermost row and write its cells."""
        if not self._rows:
            return
        self._end_cell()
        cells = [[line for line in cell if line] for cell in self._rows.pop()]
        if all(len(cell) < 2 and "\n" not in "".join(cell) for cell in cells):
            cells = [["  ".join(cell[0] for cell in cells if cell)]]
        for cell in cells:
            self._lines[-1] += cell

    def _end_cell(self) -> None:
        """Close the cell that is open in the innermost row."""
        if self._rows[-1] and self._lines[-1] is self._rows[-1][-1]:
            self._lines.pop()

    def text(self) -> str:
        """Close what is open and return all lines, never two empty ones in a row."""
        while self._open:
            self.end()
        while self._rows:
            self.end_row()
        lines = self._lines[0]
        return "\n".join(
            line for line, before in zip(lines, ["", *lines], strict=False) if line or before
        ).strip()


UNKNOWN = ""
"""A ground of a colour that is not looked up: whatever stands on it may be seen."""


def unseen(color: str, ground: str) -> bool:
    """Say whether letters of a colour cannot be told from their ground.

    Args:
        color: ``RRGGBB``; of anything else letters are taken to be seen.
        ground: ``RRGGBB`` or :data:`UNKNOWN`.

    >>> unseen("FEFEFE", "FFFFFF"), unseen("FFFFFF", "1F3864"), unseen("auto", "FFFFFF")
    (True, False, False)
    """
    try:
        pairs = list(zip(bytes.fromhex(color), bytes.fromhex(ground), strict=True))
    except ValueError:
        return False
    return len(pairs) == 3 and max(abs(one - other) for one, other in pairs) < DIFFERENT


DIFFERENT = 24
"""Difference in red, green or blue, of 255, that the eye can see."""
