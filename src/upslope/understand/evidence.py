"""Where in a posting a pattern stands: the match, and the sentence around it.

Every rule asks the same two things: does the text say this, and in what sentence and section?
Searching the whole description once and then looking up the sentence is about ten times
faster than trying each pattern on each sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from upslope.understand.document import Document, Sentence


def find(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Sentence]]:
    """Yield each match of the pattern in the description, with the sentence it starts in.

    >>> document = Document(id="1", title="", description="Requirements:\\n- Python\\n- SQL")
    >>> [(m.group(), s.section) for m, s in find(document, re.compile("SQL"))]
    [('SQL', 'required')]
    """
    for match in pattern.finditer(document.description):
        yield match, sentence_at(document, match.start())


def any_of(*patterns: str, flags: int = re.IGNORECASE | re.MULTILINE) -> re.Pattern[str]:
    """Compile a table of patterns into one, in order; ``^`` and ``$`` stand at lines.

    >>> any_of("remote job", "home office").search("Home office possible").group()
    'Home office'
    """
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def sentence_at(document: Document, offset: int) -> Sentence:
    """Return the sentence that covers a code point; a heading counts as a sentence of its own."""
    sentences = document.sentences
    index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    if index >= 0 and offset < sentences[index].end:
        return sentences[index]
    text = document.description
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return Sentence(text[start:end], start, end, "other")


_STATED = re.compile(r"\b(?:job |position )?title\W{1,8}(\w[^\n]{2,80})", re.IGNORECASE)


def full_title(document: Document) -> str:
    """Return the title, with the one that the text states ("Job title: ...") behind it.

    >>> full_title(Document(id="1", title="a_data-engineer", description="Title: Data Engineer II"))
    'a data-engineer | Data Engineer II'
    """
    stated = _STATED.search(document.description, 0, 1500)
    title = document.title.replace("_", " ")
    return f"{title} | {stated.group(1)}" if stated else title


def around(text: str, match: re.Match[str], before: int, after: int) -> tuple[str, str]:
    """Return up to so many characters on both sides of a match.

    >>> around("no visa sponsorship", re.search("visa", "no visa sponsorship"), 3, 8)
    ('no ', ' sponsor')
    """
    start, end = match.span()
    return text[max(0, start - before) : start], text[end : end + after]
