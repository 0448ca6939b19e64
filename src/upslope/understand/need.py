"""What a posting's wording says of how much a skill is needed: it wishes for it, or denies it.

Wording in the clause around the skill speaks first, then the line that leads in the list ("It would
be great if you had:"). A wish or a denial holds for all names of a list. The wordings are in
``data/need.toml``. What no wording decides is left to the model in ``skills``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, combinations, pairwise
from operator import itemgetter
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from upslope.understand.document import Document, Sentence
from upslope.understand.words import load, placed

Said = Literal["negated", "preferred", "context", ""]
"""What wording says of a skill: not needed, a wish, in use at the company, or nothing."""

Speaks = Literal["asks", "tells", "plain"]
"""Whom a sentence speaks of: the candidate, the company, or neither in plain words."""

_Spans = Sequence[tuple[int, int]]

_TABLE = load("need")


def _pattern(table: str, before: str = "", after: str = "") -> re.Pattern[str]:
    words = _TABLE[table]
    either = words if isinstance(words, str) else "|".join(words)
    return re.compile(f"{before}(?:{either}){after}")


_CLAUSE_ENDS = _pattern("clause_ends", r"(?=[;.!?,)\s])")  # signs that all of them begin with
_NOT_NEEDED_BEFORE = _pattern("not_needed_before", after=_TABLE["not_needed_gap"])
_SPARED = _pattern("not_needed_spared")
_NOT_NEEDED_AFTER = _pattern("not_needed_after", r"[^.;]{0,60}?", r"\b")
_STILL_WELCOME = _pattern("still_welcome")
_PREFERRED_BEFORE = _pattern("preferred_before", r"\b", r"\b")
_PREFERRED_AFTER = _pattern("preferred_after", r"\b", r"\b")
# "cloud (AWS preferred)": a wish in brackets is for what stands within them.
_ASIDE = _pattern("preferred_after", r"\((?!\s*(?:an? (?:\w+ )?)?", r")[^()]*\)")
_WISH_FOR_DEGREE = _pattern("wish_for_degree")
_LEADS: dict[Said, re.Pattern[str]] = {
    "": _pattern("leads_required", r"\b", r"\b"),
    "negated": _pattern("leads_negated", r"\b", r"\b"),
    "preferred": _pattern("leads_preferred", r"\b", r"\b"),
    "context": _pattern("leads_context", r"\b", r"\b"),
}
_JOINED = re.compile(r"[\s,/&()]*(?:\b(?:and|or|nor|and/or)\b)?[\s(]*")

SAYS: tuple[Said, ...] = get_args(Said)
SPEAKS: tuple[Speaks, ...] = get_args(Speaks)
_SAYS = {said: number for number, said in enumerate(SAYS)}
# A word is a hint of one kind, or of several.
_SETS = [some for size in range(4) for some in combinations(_TABLE["hints"], size + 1)]
_SET = {some: number for number, some in enumerate(_SETS)}
_HOLDS = {hint: np.array([hint in some for some in _SETS]) for hint in _TABLE["hints"]}


class Wordings:
    """What the wording of documents says of the things that their sentences name.

    >>> text = "Python is a must, and Scala would be a plus; no Java needed."
    >>> wordings = Wordings([Document(id="1", title="", description=text)])
    >>> spans = [(text.index(word), text.index(word) + len(word)) for word in
    ...          ("Python", "Scala", "Java")]
    >>> wordings.of(0, spans)
    ['', 'preferred', 'negated']

    Attributes:
        sentences: those of all documents. The arrays have one more value: that of no sentence.
        leads: what the line that leads in each says of what it names, as number in ``SAYS``.
        speaks: whom each speaks of, as number in ``SPEAKS``.
        hinted: whether each may hold a denial or a wish.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.sentences = [*chain.from_iterable(document.sentences for document in documents)]
        leads = chain.from_iterable(_leads(document.sentences) for document in documents)
        self.leads = np.fromiter(chain(map(_SAYS.__getitem__, leads), (_SAYS[""],)), np.intp)
        hints = _hints(documents)
        self._denies, self._wishes = hints["not"], hints["wish"]
        self.speaks = np.where(hints["asks"], 0, np.where(hints["tells"], 1, 2))
        self.hinted = self._denies | self._wishes

    def of(self, at: int, spans: Sequence[tuple[int, int]]) -> list[Said]:
        """Say of each span of the description within sentence number ``at``, in order."""
        sentence, lead = self.sentences[at], SAYS[self.leads[at]]
        clauses = _Clauses(sentence.text, denies=self._denies[at], wishes=self._wishes[at])
        if clauses.silent:
            return [lead] * len(spans)
        inside = [(start - sentence.start, end - sentence.start) for start, end in spans]
        found = [clauses.say(start, end) for start, end in inside]
        return [said or lead for said in _spread(clauses.text, inside, found)]


def _hints(documents: Sequence[Document]) -> dict[str, NDArray[np.bool_]]:
    """Which sentences hold each hint, and one value more for no sentence."""
    said = [placed(document)["need"] for document in documents]
    first = np.cumsum([0, *(len(document.sentences) for document in documents)])
    words = [*chain.from_iterable(said)]
    at = np.fromiter(map(itemgetter(0), words), np.intp, len(words))
    at += np.repeat(first[:-1], [*map(len, said)])
    which = np.fromiter(map(_SET.__getitem__, map(itemgetter(1), words)), np.intp, len(words))
    hints = {hint: np.zeros(first[-1] + 1, bool) for hint in _HOLDS}
    for hint, holds in _HOLDS.items():
        hints[hint][at[holds[which]]] = True
    return hints


_REACH = 300  # characters: what stands farther off does not speak of the skill
_NOT_REACH = 100  # a "no" reaches less far than a "nice to have:" before a list

# The last is the one letter that grows in lower case, and would shift what follows.
_USUAL = (("’", "'"), ("\n", " "), ("\u0130", "i"))


class _Clauses:
    """The clauses of one sentence, and what each says of a skill within it."""

    def __init__(self, text: str, *, denies: bool, wishes: bool) -> None:
        self._denies = denies
        for odd, usual in _USUAL:
            text = text.replace(odd, usual)
        self.text = text = text.lower()
        self._before = _found(_PREFERRED_BEFORE, text) if wishes else []
        self._after = _found(_PREFERRED_AFTER, text) if wishes else []
        self._asides = _found(_ASIDE, text) if self._after else []
        self.silent = not (denies or self._before or self._after)
        self._ends = [] if self.silent else _found(_CLAUSE_ENDS, text)

    def say(self, start: int, end: int) -> Said:
        """Say what the clause around these code points says of what they name."""
        opens, closes = self._clause(start, end)
        if self._denies and _not_needed(self.text[opens:start], self.text[end:closes]):
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
                between = _ASIDE.sub("", self.text[end:first])
                return not _WISH_FOR_DEGREE.search(re.split("[,(]", between)[-1])
        return False


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _within(spans: _Spans, start: int, end: int) -> _Spans:
    """The spans that begin from start to before end."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def _not_needed(before: str, after: str) -> bool:
    before = before[-_NOT_REACH:]
    if _NOT_NEEDED_BEFORE.search(before) and not _SPARED.search(before):
        return True
    return bool(_NOT_NEEDED_AFTER.match(after) and not _STILL_WELCOME.search(after))


def _spread(text: str, spans: _Spans, said: list[Said]) -> list[Said]:
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


_LONGEST_LEAD = 200


def _leads(sentences: Sequence[Sentence]) -> list[Said]:
    """What the line before a list, or else the heading, says of each sentence."""
    if not any(
        _lead(sentence.text)
        for sentence in sentences
        if sentence.text[-1:] == ":" and len(sentence.text) <= _LONGEST_LEAD
    ):
        return [_lead(sentence.heading) for sentence in sentences]
    found: list[Said] = []
    heading, listing = "", False
    lead: Said = ""
    for sentence in sentences:
        if sentence.heading is not heading:
            heading = sentence.heading
            lead, listing = _lead(heading), False
        elif listing and not sentence.bullet:
            lead, listing = _lead(heading), False
        found.append(lead)
        if sentence.text.endswith(":") and len(sentence.text) <= _LONGEST_LEAD:
            lead, listing = _lead(sentence.text) or lead, False
        elif lead and sentence.bullet:
            listing = True
    return found


@lru_cache(maxsize=4096)  # headings are the same in many postings
def _lead(text: str) -> Said:
    """What a line says of the list that it leads in.

    >>> _lead("It would be great if you had:"), _lead("Not required:"), _lead("Requirements:")
    ('preferred', 'negated', '')
    """
    for odd, usual in _USUAL:
        text = text.replace(odd, usual)
    text = text.lower()
    return next((said for said, pattern in _LEADS.items() if pattern.search(text)), "")
