"""Where in a posting a pattern stands: the match, and the sentence around it.

Every rule asks the same two things: does the text say this, and in what sentence and section?
Trying a long pattern at every character costs milliseconds, so each rule names its *cues*: plain
substrings, at least one of which is in all that it could find. Only the text near a cue is
searched, which takes a tenth of the time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from upslope.understand.document import Document, Sentence

Answer = TypeVar("Answer", bound=str)

REACH = 130
"""How far from a cue, in code points, the text is searched: longer than any phrase of a rule."""


def any_of(*patterns: str, flags: int = re.IGNORECASE | re.MULTILINE) -> re.Pattern[str]:
    """Compile a table of patterns into one, in order; ``^`` and ``$`` stand at lines.

    >>> any_of("remote job", "home office").search("Home office possible").group()
    'Home office'
    """
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def windows(text: str, cues: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans of text near a cue (lower case), in order, without overlap.

    >>> windows("A visa is needed." + "." * 500 + "No visa", ["visa"])
    [(0, 136), (390, 524)]
    """
    low = _lower(text)
    if len(low) != len(text):  # a few letters grow in lower case, and offsets would shift
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    for start in sorted(start for cue in cues for start in _all(low, cue)):
        left, right = max(0, start - REACH), min(len(text), start + REACH + 4)
        if spans and left <= spans[-1][1]:
            spans[-1] = (spans[-1][0], right)
        else:
            spans.append((left, right))
    return spans


@lru_cache(maxsize=128)  # a batch of documents goes through one reader after another
def _lower(text: str) -> str:
    return text.lower()


def _all(text: str, cue: str) -> Iterator[int]:
    start = text.find(cue)
    while start >= 0:
        yield start
        start = text.find(cue, start + len(cue))


def first(
    text: str, table: Sequence[tuple[Answer, re.Pattern[str], Sequence[str] | None]]
) -> Answer | None:
    """Return the answer of the first row whose pattern occurs near one of its cues, if it has any.

    >>> table = [("no", any_of("no visa"), ["visa"]), ("yes", any_of("a visa"), ["visa"])]
    >>> first("We sponsor a visa.", table)
    'yes'
    """
    spans, searched = [(0, len(text))], None
    for answer, pattern, cues in table:
        if cues is not searched:  # rows often share the cues of their table
            spans, searched = windows(text, cues) if cues else [(0, len(text))], cues
        if any(pattern.search(text, start, end) for start, end in spans):
            return answer
    return None


def find(
    document: Document, pattern: re.Pattern[str], cues: Sequence[str]
) -> Iterator[tuple[re.Match[str], Sentence]]:
    """Yield each match in the description, with the sentence it starts in.

    >>> document = Document(id="1", title="", description="Requirements:\\n- Python\\n- SQL")
    >>> [(m.group(), s.section) for m, s in find(document, re.compile("SQL"), ["sql"])]
    [('SQL', 'required')]
    """
    for start, end in windows(document.description, cues):
        for match in pattern.finditer(document.description, start, end):
            yield match, sentence_at(document, match.start())


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
