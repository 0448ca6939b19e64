"""A list of openings in HTML: its repeated pieces, each as a small tree of its own.

A whole page may be long or nested on purpose, which a tree pays for with time
(:mod:`upslope.formats.html`). So the page is cut where each piece begins, by a linear scan, and
only pieces of a bounded length and depth are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from upslope.formats.html import too_deep
from upslope.records import Problem

MAX_PAGE = 8 * 2**20
MAX_CARD = 32 * 1024
MOST_CARDS = 2_000

_END = re.compile(r"</html\s*>", re.I)
_PAGE = re.compile(r"\s*(?:<!doctype html|<html)", re.I)


def cards(page: str, begins: re.Pattern[str]) -> Iterator[LexborNode]:
    """Yield the piece of a page from each match of a pattern up to the next.

    Of a piece its first 32 Ki characters are parsed; one that is nested too deeply is left out.

    >>> page = "<ul><li class=job><b>Cook</b><li class=job>Chef</ul>"
    >>> [card.text() for card in cards(page, re.compile("<li class=job>"))]
    ['Cook', 'Chef']
    """
    page = page[:MAX_PAGE]
    starts = [found.start() for found in islice(begins.finditer(page), MOST_CARDS)]
    for start, end in pairwise([*starts, len(page)]):
        piece = page[start : min(end, start + MAX_CARD)]
        if not too_deep(piece) and (tree := _tree(piece)):
            yield tree


def broken_off(page: str) -> list[Problem]:
    """Give the problem of a whole page (not a fragment of one) whose end did not come.

    >>> [problem.why for problem in broken_off("<!doctype html><ul><li>Cook")]
    ['it breaks off']
    >>> broken_off("<html><body>Cook</body></html>"), broken_off("<ul><li>Cook")
    ([], [])
    """
    whole = _PAGE.match(page) is None or _END.search(page[-2_000:]) is not None
    return [] if whole else [Problem(where="page", why="it breaks off")]


def words(node: LexborNode | None) -> str | None:
    """Give what a node says as one line, or ``None``.

    >>> words(next(cards("<p>ML\\n <i>Engineer</i>", re.compile("<p>"))))
    'ML Engineer'
    """
    return (" ".join(node.text(separator=" ").split()) or None) if node else None


def _tree(piece: str) -> LexborNode | None:
    table = "<table>" if piece[:3].lower() == "<tr" else ""  # a row is none without its table
    return LexborHTMLParser(table + piece).body
