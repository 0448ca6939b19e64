"""Where in a posting a pattern stands: the match, and the sentence around it.

Every rule asks the same two things: does the text say this, and in what sentence and section?
Trying hundreds of long patterns at every character costs milliseconds. So each is tried only near
its *cues*, plain words of which every match has one; those of all rules are found in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from upslope.taxonomy.folding import folding, latin
from upslope.understand.cues import hastened, needed, widest
from upslope.understand.document import Document, Sentence

REACH = 160
"""How far from a cue, in code points, a pattern is tried: longer than any phrase of a rule."""

Spans = Sequence[tuple[int, int]]
"""Parts of a text, by first code point and the one after the last, in order."""

_LOWER = folding(kept="".join(map(chr, range(256))))
_RULES: list[Cued] = []
_BY_CUE: defaultdict[str, list[Cued]] = defaultdict(list)


class Cued:
    """A pattern that is tried only near its cues.

    Args:
        pattern: what to find.
        words: its cues, in lower case, where better ones are known than can be told from it.
        before: how far before a cue a match may begin; else what the pattern tells, or ``REACH``.
        after: how far behind a cue a match ends, with all that the pattern looks ahead for.

    Raises:
        ValueError: no word is in every match, and none is given.

    >>> visa = Cued(re.compile("no (?:work )?visa", re.IGNORECASE))
    >>> [match.group() for match in visa.finditer("Sorry: No visa.")]
    ['No visa']
    """

    def __init__(
        self,
        pattern: re.Pattern[str],
        words: Sequence[str] = (),
        before: int | None = None,
        after: int | None = None,
    ) -> None:
        self.pattern, self._hastened, found = pattern, hastened(pattern), needed(pattern)
        self._also = () if words else found.also
        longest, ahead = widest(pattern)
        starts, ends = longest if words else found.before, longest + ahead + 1  # one for \b
        self.before = min(REACH, starts) if before is None else before
        self.after = min(REACH, ends) if after is None else after
        words = words or sorted(found.words)
        if not words:
            raise ValueError(f"no word is in every match of {pattern.pattern!r}: name its cues")
        _RULES.append(self)
        for word in words:
            _BY_CUE[word].append(self)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in order."""
        reached = 0
        for start, end in near_cues(text).get(self, ()):
            if self._also and not self._may_match(text[start:end]):
                continue
            for match in self._hastened.finditer(text, max(start, reached), end):
                reached = match.end()
                yield match

    def _may_match(self, near: str) -> bool:
        folded = near.replace("\u0130", "i").lower()
        return all(any(map(folded.__contains__, words)) for words in self._also)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return next(self.finditer(text), None)


@lru_cache(maxsize=256)  # a batch of documents goes through one reader after another
def near_cues(text: str) -> dict[Cued, list[tuple[int, int]]]:
    """Return for each pattern where it may match, in order and without overlap.

    >>> visa = Cued(re.compile("no visa"))
    >>> near_cues("A visa is needed." + "." * 500 + "no visa: " + "." * 500)[visa]
    [(517, 532)]
    """
    folded = latin(text).translate(_LOWER)
    automaton, patterns = _automaton(len(_RULES))
    found: dict[Cued, list[tuple[int, int]]] = {}
    for cue, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        for pattern, before, after in patterns[cue]:
            left, right = start - before if start > before else 0, end + after
            spans = found.get(pattern)
            if spans is None:
                found[pattern] = [(left, right)]
            elif left <= spans[-1][1]:
                spans[-1] = (min(left, spans[-1][0]), max(right, spans[-1][1]))
            else:
                spans.append((left, right))
    return found


@lru_cache(maxsize=1)  # built when all rules have been imported
def _automaton(rules: int) -> tuple[BytesAhoCorasick, list[list[tuple[Cued, int, int]]]]:
    by_cue: defaultdict[bytes, list[tuple[Cued, int, int]]] = defaultdict(list)
    for cue, patterns in _BY_CUE.items():
        reaches = [(one, one.before, one.after) for one in patterns]
        by_cue[latin(cue).translate(_LOWER)] += reaches
    return BytesAhoCorasick(by_cue, implementation=Implementation.DFA), [*by_cue.values()]


def find(document: Document, pattern: Cued) -> Iterator[tuple[re.Match[str], Sentence]]:
    """Yield each match in the description, with the sentence it starts in.

    >>> document = Document(id="1", title="", description="Requirements:\\n- Python\\n- SQL")
    >>> [(m.group(), s.section) for m, s in find(document, Cued(re.compile("SQL")))]
    [('SQL', 'required')]
    """
    for match in pattern.finditer(document.description):
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


_STATED = Cued(
    re.compile(r"\b(?:job |position )?title\W{1,8}(\w[^\n]{2,80})", re.IGNORECASE), ["title"]
)
_TOP = 1_500
"""Code points of a text within which it may state its title."""


@lru_cache(maxsize=256)  # role, seniority and area ask for it
def full_title(document: Document) -> str:
    """Return the title, with the one that the text states ("Job title: ...") behind it.

    >>> full_title(Document(id="1", title="a_data-engineer", description="Title: Data Engineer II"))
    'a data-engineer | Data Engineer II'
    """
    stated = _STATED.search(document.description)
    title = document.title.replace("_", " ")
    return f"{title} | {stated.group(1)}" if stated and stated.end() <= _TOP else title


def around(text: str, match: re.Match[str], before: int, after: int) -> tuple[str, str]:
    """Return up to so many characters on both sides of a match.

    >>> around("no visa sponsorship", re.search("visa", "no visa sponsorship"), 3, 8)
    ('no ', ' sponsor')
    """
    start, end = match.span()
    return text[max(0, start - before) : start], text[end : end + after]
