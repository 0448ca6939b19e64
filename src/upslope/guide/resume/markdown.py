"""Marks of Markdown are taken off, so that a line reads as it is shown."""

from __future__ import annotations

import re

_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\((\S{1,300}?)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=\S)\*(?![\w*])")
_LOW = re.compile(r"^#{3,6}\s+", re.MULTILINE)


def unmarked(text: str) -> str:
    """Return a text without emphasis, marks of lower headings and brackets of links.

    >>> unmarked("### Data Engineer\\n*May 2020*, **Firm** and [code](https://x.example/a)")
    'Data Engineer\\nMay 2020, Firm and code https://x.example/a'
    """
    bare = _STRONG.sub(r"\2", _LINK.sub(r"\1 \2", text))
    return _LOW.sub("", _WEAK.sub(r"\1", bare))
