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
from itertools import chain, pairwise
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


_CLAUSE_ENDS = _pattern("clause_ends")
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
_HINTS = {hint: number for number, hint in enumerate(_TABLE["hints"])}
_NOT, _WISH, _ASKS, _TELLS = (_HINTS[hint] for hint in ("not", "wish", "asks", "tells"))


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
        self._hints = hints = _hints(documents)
        self.speaks = np.where(hints[_ASKS], 0, np.where(hints[_TELLS], 1, 2))
        self.hinted = hints[_NOT] | hints[_WISH]

    def of(self, at: int, spans: Sequence[tuple[int, int]]) -> list[Said]:
        """Say of each span of the description within sentence number ``at``, in order."""
        sentence, lead = self.sentences[at], SAYS[self.leads[at]]
        denies, wishes = self._hints[_NOT, at], self._hints[_WISH, at]
        if not (denies or wishes):
            return [lead] * len(spans)
        clauses = _Clauses(sentence.text, denies=denies, wishes=wishes)
        inside = [(start - sentence.start, end - sentence.start) for start, end in spans]
        found = [clauses.say(start, end) for start, end in inside]
        return [said or lead for said in _spread(clauses.text, inside, found)]


def _hints(documents: Sequence[Document]) -> NDArray[np.bool_]:
    """Which hints (rows) the sentences (columns) hold, and one more column for no sentence."""
    width, found = 1, []
    for document in documents:
        said = placed(document)["need"]
        found += [
            (at + width - 1) * len(_HINTS) + _HINTS[row] for at, rows, *_ in said for row in rows
        ]
        width += len(document.sentences)
    hints = np.zeros(width * len(_HINTS), bool)
    hints[found] = True
    return hints.reshape(width, -1).T


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
        self._ends, self._asides = _found(_CLAUSE_ENDS, text), _found(_ASIDE, text)

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
