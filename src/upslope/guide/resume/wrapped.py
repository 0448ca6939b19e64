"""Points of a list that were wrapped become one line each again."""

from __future__ import annotations

import re

POINT = re.compile(r"^(?P<indent>\s*)(?:[^\w\s\"'“‘(\[{€$£+@#&/]{1,2}|\d{1,2}[.)])\s+(?=\S)")
"""Any sign before a blank marks a point, but for those that words begin with."""

_FULL = 0.8
"""Share of the widest line from which on a line is full."""


def unwrap(text: str) -> str:
    """Join a point with the lines below it that go on with it.

    A line goes on with the point, or the full line, above it if it stands further in and has no
    mark itself; with a point also if it begins in lower case and its first word had no room above.

    >>> unwrap("- Built a model that ranks\\n  claims\\n- Ran tests")
    '- Built a model that ranks claims\\n- Ran tests'
    >>> unwrap("- Built a model\\nCook, Acme")
    '- Built a model\\nCook, Acme'
    """
    lines = text.split("\n")
    widest = max(map(len, lines), default=0)
    joined: list[str] = []
    indent: int | None = None  # of the point, or of the full line, that is open
    above = ""  # the line above, as it stands in the file
    for line in lines:
        if indent is not None and line.strip() and _goes_on(line, above, indent, widest):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
            indent = _opens(line, widest)
        above = line
    return "\n".join(joined)


def _opens(line: str, widest: int) -> int | None:
    """Return how far in a line stands that may go on below: a point's, or a full one's."""
    if mark := POINT.match(line):
        return len(mark["indent"])
    full = len(line.rstrip()) > _FULL * widest
    return len(line) - len(line.lstrip()) if line.strip() and full else None


def _goes_on(line: str, above: str, indent: int, widest: int) -> bool:
    if POINT.match(line):
        return False
    if len(line) - len(line.lstrip()) > indent:
        return True
    first = line.split(maxsplit=1)[0]
    no_room = len(above.rstrip()) + 1 + len(first) > 0.9 * widest
    point = POINT.match(above) is not None or indent < len(above) - len(above.lstrip())
    return point and first[0].islower() and no_room and not above.rstrip().endswith((".", ":"))
