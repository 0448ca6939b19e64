"""What a reader of documents gives: the text that a person sees, and what was beside it."""

from __future__ import annotations

import msgspec

CHARACTERS = 400_000
"""Characters of a document that are read; a resume has fewer."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as text, one paragraph a line.

    ``name`` is the person's, where the format says which words are that. ``links`` are the
    targets of its links to the web, in order, each once. ``hidden`` counts the characters that
    were left out of ``text`` because nobody could see them on the page.
    """

    text: str
    name: str = ""
    links: list[str] = []
    hidden: int = 0


def web_links(targets: list[str]) -> list[str]:
    """Keep what leads to the web, each once.

    >>> web_links(["https://a.example/x", "file:///etc/passwd", " https://a.example/x"])
    ['https://a.example/x']
    """
    kept = (target.strip()[:2000] for target in targets)
    return list(dict.fromkeys(link for link in kept if link.lower().startswith(_WEB)))[:500]


_WEB = ("http://", "https://")
