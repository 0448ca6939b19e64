"""What a reader of documents gives: the text that a person sees, and what was beside it."""

from __future__ import annotations

import msgspec

CHARACTERS = 400_000
"""Characters of a document that are read; a resume has fewer."""

LEFT_OUT = f"Only the first {CHARACTERS:,} characters were read."
"""What is said of a longer document."""


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a document is set, as far as that is a risk to simple readers.

    ``pages`` is their number, ``None`` where the format has none before it is printed. ``columns``
    is how many stand side by side at most. ``around`` are the lines of headers and footers.
    ``picture_pages`` have a picture and not a letter.
    ``unmapped`` counts letters whose font does not say which they are.
    """

    pages: int | None = None
    columns: int = 1
    tables: int = 0
    boxes: int = 0
    picture_pages: int = 0
    around: list[str] = []
    unmapped: int = 0


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as text, one paragraph a line.

    ``name`` is the person's, where the format says which words are that. ``links`` are the
    targets of its links to the web, in order, each once. ``hidden`` counts the characters that
    were left out of ``text`` because nobody could see them on the page. ``left_out`` is a sentence
    on what was not read of a long document, empty where all was. ``layout`` is how it was set.
    """

    text: str
    name: str = ""
    links: list[str] = []
    hidden: int = 0
    left_out: str = ""
    layout: Layout = Layout()


def web_links(targets: list[str]) -> list[str]:
    """Keep what leads to the web, each once.

    >>> web_links(["https://a.example/x", "file:///etc/passwd", " https://a.example/x"])
    ['https://a.example/x']
    """
    kept = (target.strip()[:2000] for target in targets)
    return list(dict.fromkeys(link for link in kept if link.lower().startswith(_WEB)))[:500]


_WEB = ("http://", "https://")
