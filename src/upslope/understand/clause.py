"""What the clause around the name of a skill says of it: that it is wished for, or not needed.

A wish or a denial holds for all names of a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from upslope.understand.words import load

Said = Literal["negated", "preferred", "context", ""]
"""What wording says of a skill: not needed, a wish, in use at the company, or nothing."""

Spans = Sequence[tuple[int, int]]
"""Parts of a text: where each starts and ends."""

_TABLE = load("need")


def pattern(table: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return a pattern for any wording of a table of ``data/need.toml``."""
    words = _TABLE[table]
    either = words if isinstance(words, str) else "|".join(words)
    return re.compile(f"{before}(?:{either}){after}")


_CLAUSE_ENDS = pattern("clause_ends", _TABLE["clause_ends_begin"])
_NOT_NEEDED_BEFORE = pattern("not_needed_before", after=_TABLE["not_needed_gap"])
_SPARED = pattern("not_needed_spared")
_NOT_NEEDED_AFTER = pattern("not_needed_after", r"[^.;]{0,60}?", r"\b")
_STILL_WELCOME = pattern("still_welcome")
_WORD = r"(?=[a-z])\b"  # where a word opens: sooner told than its end
_PREFERRED_BEFORE = pattern("preferred_before", _WORD, r"\b")
_PREFERRED_AFTER = pattern("preferred_after", _WORD, r"\b")
# "cloud (AWS preferred)": a wish in brackets is for what stands within them.
_ASIDE = pattern("preferred_after", r"\((?!\s*(?:an? (?:\w+ )?)?", r")[^()]*\)")
_WISH_FOR_DEGREE = pattern("wish_for_degree")
_PART = re.compile("[,(]")
_JOINED = re.compile(r"[\s,/&()]*(?:\b(?:and|or|nor|and/or)\b)?[\s(]*")
_REACH = 300  # characters: what stands farther off does not speak of the skill
_NOT_REACH = 100  # a "no" reaches less far than a "nice to have:" before a list

# The last is the one letter that grows in lower case, and would shift what follows.
_USUAL = (("’", "'"), ("\n", " "), ("\u0130", "i"))


def usual(text: str) -> str:
    """Return a text in lower case with usual signs, of the same length."""
    for odd, plain in _USUAL:
        text = text.replace(odd, plain)
    return text.lower()


class Clauses:
    """The clauses of one sentence, and what each says of a skill within it.

    Args:
        text: the sentence.
        denies: whether it may hold a denial.
        wishes: whether it may hold a wish.

    >>> clauses = Clauses("Go, and Rust is a plus", denies=False, wishes=True)
    >>> clauses.say([(0, 2), (8, 12)])
    ['', 'preferred']
    """

    def __init__(self, text: str, *, denies: bool, wishes: bool) -> None:
        self._denies = denies
        self._text = text = usual(text)
        self._before = _found(_PREFERRED_BEFORE, text) if wishes else []
        self._after = _found(_PREFERRED_AFTER, text) if wishes else []
        self._asides = _found(_ASIDE, text) if self._after else []
        self._silent = not (denies or self._before or self._after)
        self._ends = [] if self._silent else _found(_CLAUSE_ENDS, text)

    def say(self, spans: Spans) -> list[Said]:
        """Say what the clauses around spans say of what stands there."""
        if self._silent:
            return [""] * len(spans)
        return _spread(self._text, spans, [self._alone(start, end) for start, end in spans])

    def _alone(self, start: int, end: int) -> Said:
        opens, closes = self._clause(start, end)
        if self._denies and _not_needed(self._text[opens:start], self._text[end:closes]):
            return "negated"
        return "preferred" if self._preferred(opens, start, end, closes) else ""

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause around a skill begins and ends."""
        opens, closes = max(0, start - _REACH), end + _REACH
        for first, last in _within(self._ends, opens, closes):
            if last <= start:
                opens = max(opens, last)
            elif first >= end:
                return opens, min(closes, first)
        return opens, closes

    def _preferred(self, opens: int, start: int, end: int, closes: int) -> bool:
        if any(last <= start for _, last in _within(self._before, opens, start)):
            return True
        for first, last in _within(self._after, end, closes):
            aside = any(first < closed for _, closed in _within(self._asides, end, first))
            if last <= closes and not aside:
                between = _ASIDE.sub("", self._text[end:first])
                return not _WISH_FOR_DEGREE.search(_PART.split(between)[-1])
        return False


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _within(spans: Spans, start: int, end: int) -> Spans:
    """The spans that begin from start to before end."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def _not_needed(before: str, after: str) -> bool:
    before = before[-_NOT_REACH:]
    if _NOT_NEEDED_BEFORE.search(before) and not _SPARED.search(before):
        return True
    return bool(_NOT_NEEDED_AFTER.match(after) and not _STILL_WELCOME.search(after))


def _spread(text: str, spans: Spans, said: list[Said]) -> list[Said]:
    """Let what is denied of one name in a list, or wished of its last, hold for its neighbours."""
    said = list(said)
    joined = [bool(_JOINED.fullmatch(text, a[1], b[0])) for a, b in pairwise(spans)]
    for at, close in enumerate(joined):  # "no Java, Scala or C++"
        if close and said[at] == "negated" and not said[at + 1]:
            said[at + 1] = "negated"
    for at in range(len(joined) - 1, -1, -1):  # "Hadoop, Kafka, and Flink is a plus"
        listed = joined[at] and (
            "," in text[spans[at][1] : spans[at + 1][0]] or said[at + 1] == "negated"
        )
        if (
            listed
            and not said[at]
            and (
                said[at + 1] == "negated"
                or (at and joined[at - 1])
                or (at + 1 < len(joined) and joined[at + 1])
            )
        ):
            said[at] = said[at + 1]
    return said
