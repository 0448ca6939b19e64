"""A grid of dots on letters: braille holds two by four to a cell, plain ASCII one."""

from __future__ import annotations

from collections.abc import Iterator

_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # rows of a cell, from the top
ACROSS, DOWN = 2, 4  # dots of a cell


class Canvas:
    """Dots and signs, each with the number of the line that it belongs to.

    Args:
        width: cells across, of two dots each.
        height: cells down, of four dots each.

    >>> canvas = Canvas(3, 1)
    >>> canvas.line((0, 3), (5, 0), owner=0)
    >>> canvas.sign((5, 0), "●", owner=0)
    >>> "".join(letter for letter, _ in canvas.row(0))
    '⡠⠔●'
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._bits = [[0] * width for _ in range(height)]
        self._owners: list[list[int | None]] = [[None] * width for _ in range(height)]
        self._signs: dict[tuple[int, int], str] = {}

    def dot(self, at: tuple[int, int], owner: int) -> None:
        """Set one dot, counted from the upper left corner."""
        column, row = at[0] // ACROSS, at[1] // DOWN
        self._bits[row][column] |= _BITS[at[1] % DOWN][at[0] % ACROSS]
        self._owners[row][column] = owner

    def line(
        self, start: tuple[int, int], end: tuple[int, int], owner: int, every: int = 1
    ) -> None:
        """Join two dots; with ``every``, only each so many dots across, for the edges of a band."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            at = (x0 + round((x1 - x0) * step / steps), y0 + round((y1 - y0) * step / steps))
            if at[0] % every == 0:
                self.dot(at, owner)

    def sign(self, at: tuple[int, int], sign: str, owner: int) -> None:
        """Put a letter over a cell, unless another line's stands there."""
        column, row = at[0] // ACROSS, at[1] // DOWN
        if (column, row) not in self._signs:
            self._signs[column, row] = sign
            self._owners[row][column] = owner

    def row(self, row: int, *, ascii_only: bool = False) -> Iterator[tuple[str, int | None]]:
        """Yield the letters of one row, each with the line it belongs to."""
        for column, bits in enumerate(self._bits[row]):
            letter = " " if not bits else "." if ascii_only else chr(_BRAILLE + bits)
            yield self._signs.get((column, row), letter), self._owners[row][column]
