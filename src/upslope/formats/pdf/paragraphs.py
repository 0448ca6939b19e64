"""Lines of a page that go on a sentence become one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from upslope.formats.pdf.columns import HEADING
from upslope.formats.pdf.lines import Line

_BREAKS = ("-", "\xad", "\u2010", "\x02", "\ufffe")
_LINK_GOES_ON = re.compile(r"[./]\S*[-/]$")
_ENDS_OPEN = re.compile(r"(?:[,;&/(]|\b(?:and|or|of|the|a|an|in|with|for|to|by|on|from|at|as))$")


def paragraphs(found: Iterable[Line]) -> Iterator[Line]:
    """Join the lines that go on a sentence.

    A line goes on if its first word would not have fitted on the line above, it stands close below
    that, and it begins small, or the line above ends in the midst of a phrase or is a long item of
    a list under whose words it stands.
    """
    held: Line | None = None
    last: Line | None = None
    for line in found:
        if held and last and _goes_on(last, line):
            held.text = joined(held.text, line.text)
            held.foot = line.foot
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held


def _goes_on(above: Line, line: Line) -> bool:
    if not _stands_under(above, line) or not _is_prose(above, line):
        return False
    if line.text[0].islower() or above.text.endswith(_BREAKS) or _ENDS_OPEN.search(above.text):
        return above.item or line.left <= above.left + 3
    hanging = abs(line.left - above.left - above.indent) < 0.6 * line.size
    return above.item and hanging and len(above.text) >= 60 and not line.text.isupper()


def _stands_under(above: Line, line: Line) -> bool:
    """Say whether a line stands close below another whose end had no room for its first word."""
    down = above.base - line.base
    if down < 0 or (above.page == line.page and down > 1.7 * max(line.size, above.size)):
        return False
    word = len(line.text.split()[0]) * (line.right - line.left) / len(line.text)
    full = above.right + word + 0.2 * line.size >= above.edge - 0.5 * line.size
    return full and abs(line.size - above.size) <= 0.1 * line.size


def _is_prose(above: Line, line: Line) -> bool:
    """Say whether neither line is of cells, a heading or of few words."""
    if line.item or "  " in line.text or "  " in above.text:
        return False
    if HEADING.fullmatch(above.text) or HEADING.fullmatch(line.text):
        return False
    if _LINK_GOES_ON.search(above.text):
        return True
    ended = above.text.endswith((".", ":", "!", "?"))
    return not ended and len(above.text) >= 20 and above.text.count(" ") >= 2


# First parts of compounds that are written with a hyphen; before others it parts syllables.
_COMPOUND = re.compile(
    r"(?:\b(?:cross|non|pre|post|multi|self|real|end|well|high|low|large|long|short|full|front|"
    r"back|data|time|user|third|on|off|in|state|of|to|the|co|semi|anti|inter|single|two|three|"
    r"fine|open|cloud|test|event|object|micro|hands|part|team|cost|role|model|feature|top|near|"
    r"scikit|one|decision|problem|customer|client|business|results?|detail|goal|fast|self)|"
    r"[\d/@.]\S*|(?-i:\b[A-Z]+))-$",
    re.IGNORECASE,
)


def joined(above: str, line: str) -> str:
    """Put a line after the one above; a hyphen that parted a word at the line's end goes.

    >>> joined("built implemen-", "tations"), joined("cross-", "functional"), joined("an", "API")
    ('built implementations', 'cross-functional', 'an API')
    """
    if not above.endswith(_BREAKS) or not above[-2:-1].isalnum():
        return f"{above} {line}"
    if above[-1] == "-" and (_COMPOUND.search(above) or not line[0].islower()):
        return above + line
    return above[:-1] + line
