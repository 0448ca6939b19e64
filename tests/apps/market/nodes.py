"""One element of a page, which must be there."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def one(within: LexborHTMLParser | LexborNode, css: str) -> LexborNode:
    """Return the first element that a selector finds."""
    found = within.css_first(css)
    assert found is not None, css
    return found
