"""JSON of any size, a row at a time: a list, an object that holds one, or values in a row."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from upslope.batch.files.found import LONGEST
from upslope.errors import ReadError
from upslope.formats.json import LENIENT
from upslope.formats.tables import LISTS, Row

_SPACE = re.compile(r"[\s\ufeff]*")
_LITERAL = 16
"""Characters of the longest sign of JSON that may be cut in two."""
_READ = 64 * 2**10


def rows_of_json(text: io.TextIOBase) -> Iterator[Row]:
    """Yield the rows of JSON; what is not an object comes as the reason why it is no row.

    Raises:
        ReadError: what follows is not JSON, or one value of it is longer than is ever read.

    >>> list(rows_of_json(io.StringIO('{"total": 1, "jobs": [{"title": "A"}]} [{"title": "B"}]')))
    [{'title': 'A'}, {'title': 'B'}]
    """
    window = _Window(text)
    while sign := window.sign():
        if sign == "[":
            yield from _items(window)
        elif sign == "{":
            yield from _members(window)
        else:
            yield _row(window.value())


def _row(value: Any) -> Row:
    return value if isinstance(value, dict) else "it is not an object"


def _items(window: _Window) -> Iterator[Row]:
    window.take("[")
    if window.sign() != "]":
        yield _row(window.value())
        while window.sign() == ",":
            window.take(",")
            yield _row(window.value())
    window.take("]")


def _members(window: _Window) -> Iterator[Row]:
    """Yield the rows of the lists that an object holds; without such a list it is a row itself."""
    row: dict[str, Any] | None = {}
    window.take("{")
    ends = window.sign() == "}"
    start = window.at
    while not ends:
        name = window.value()
        window.take(":")
        if name in LISTS and window.sign() == "[":
            yield from _items(window)
            row = None
        else:
            value = window.value()
            if row is not None:
                row[str(name)] = value
                if window.at - start > LONGEST:
                    raise window.too_long()
        ends = window.sign() != ","
        if not ends:
            window.take(",")
    window.take("}")
    if row is not None:
        yield row


class _Window:
    """The part of a text that is being read, and where that is."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text, self._part, self._place, self._ended = text, "", 0, False
        self._before = 0

    @property
    def at(self) -> int:
        """The place in the text, in code points."""
        return self._before + self._place

    def sign(self) -> str:
        """Go to the next sign that is no white space, and give it; "" at the end."""
        while True:
            gap = _SPACE.match(self._part, self._place)
            self._place = gap.end() if gap else self._place
            if self._place < len(self._part):
                return self._part[self._place]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Go past a sign that must be there."""
        if self.sign() != sign:
            raise self._broken()
        self._place += 1

    def value(self) -> Any:
        """Read one value. A text without an end is never read twice as often as it is long."""
        self.sign()
        while True:
            try:
                value, end = LENIENT.raw_decode(self._part, self._place)
            except RecursionError:
                raise ReadError("The file is nested too deeply to be true.") from None
            except ValueError as error:
                end = len(self._part)
                if not self._is_cut(error):
                    raise self._broken() from None
            else:
                if end < len(self._part) or self._ended:  # a number may go on
                    self._place = end
                    return value
            if end - self._place > LONGEST:
                raise self.too_long()
            if not self._more():
                raise ReadError("The file is JSON that was cut off.")

    def _is_cut(self, error: ValueError) -> bool:
        """Say whether a value may be whole once more of the text has been read."""
        if not isinstance(error, json.JSONDecodeError):
            return False  # a number of endless digits
        return error.pos > len(self._part) - _LITERAL or error.msg.startswith("Unterminated")

    def _more(self) -> bool:
        """Read on, as much again as there is."""
        rest = self._part[self._place :]
        more = "" if self._ended else self._text.read(max(_READ, len(rest)))
        self._before += self._place
        self._part, self._place, self._ended = rest + more, 0, not more
        return bool(more)

    def too_long(self) -> ReadError:
        return ReadError(f"One value of the file is longer than {LONGEST >> 20} Mi characters.")

    def _broken(self) -> ReadError:
        if found := self._part[self._place : self._place + 60]:
            return ReadError(f"The file is not JSON any more from here: {found!r}.")
        return ReadError("The file is JSON that was cut off.")
