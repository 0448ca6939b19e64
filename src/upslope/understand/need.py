"""Whether a posting requires a skill, prefers it, only names it, or says it is not needed.

Wording in the clause around the skill speaks first, then the section it stands in. Duties done
with a tool count as required; what the company is or offers is context. The wordings are in
``data/need.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from upslope.records.understanding import Need
from upslope.understand.document import Document, SectionKind, Sentence
from upslope.understand.words import WordRows, load, placed

_BY_SECTION: dict[SectionKind, Need] = {
    "required": "required",
    "duties": "required",
    "preferred": "preferred",
    "benefits": "context",
    "legal": "context",
}

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
_ASKS_FIRST = _pattern("asks_first")
_SPEAKS = WordRows(_TABLE["speaks"])


class Needs:
    """How much each thing that the sentences of a document name is needed.

    >>> text = "Python is a must, and Scala would be a plus; no Java needed."
    >>> needs = Needs(Document(id="1", title="", description=text))
    >>> [needs.of(0, text.index(word), text.index(word) + len(word))
    ...  for word in ("Python", "Scala", "Java")]
    ['required', 'preferred', 'negated']
    """

    def __init__(self, document: Document) -> None:
        self._sentences = document.sentences
        self._hints = {(at, row) for at, rows, _, _ in placed(document)["need"] for row in rows}
        self._read: dict[int, _Wording] = {}

    def of(self, at: int, start: int, end: int) -> Need:
        """Say how much ``description[start:end]``, within sentence number ``at``, is needed."""
        sentence = self._sentences[at]
        wording = self._read.get(at)
        if wording is None:
            denies, wishes = (at, "not") in self._hints, (at, "wish") in self._hints
            wording = self._read[at] = _Wording(sentence, denies=denies, wishes=wishes)
        return wording.need(start - sentence.start, end - sentence.start)


_REACH = 300  # characters: what stands farther off does not speak of the skill
_NOT_REACH = 100  # a "no" reaches less far than a "nice to have:" before a list

# The last is the one letter that grows in lower case, and would shift what follows.
_USUAL = (("’", "'"), ("\n", " "), ("\u0130", "i"))


_Spans = list[tuple[int, int]]


class _Wording:
    """What one sentence says of need, by place, and the need of all that it says nothing of."""

    def __init__(self, sentence: Sentence, *, denies: bool, wishes: bool) -> None:
        self._otherwise = _by_section(sentence)
        self._denies = denies
        self._says = denies or wishes
        if self._says:
            text = sentence.text
            for odd, usual in _USUAL:
                text = text.replace(odd, usual)
            self._text = text = text.lower()
            self._before = _spans(_PREFERRED_BEFORE, text) if wishes else []
            self._after = _spans(_PREFERRED_AFTER, text) if wishes else []
            self._says = bool(denies or self._before or self._after)
        if self._says:
            self._clause_ends, self._asides = _spans(_CLAUSE_ENDS, text), _spans(_ASIDE, text)

    def need(self, start: int, end: int) -> Need:
        """Say how much the skill at these code points of the sentence is needed."""
        if self._says:
            opens, closes = self._clause(start, end)
            if self._denies and _not_needed(self._text[opens:start], self._text[end:closes]):
                return "negated"
            if self._preferred(opens, start, end, closes):
                return "preferred"
        return self._otherwise

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause around a skill begins and ends."""
        opens, closes = max(0, start - _REACH), end + _REACH
        for first, last in _within(self._clause_ends, opens, closes):
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
                return not _WISH_FOR_DEGREE.search(re.split("[,(]", between)[-1])
        return False


def _by_section(sentence: Sentence) -> Need:
    if sentence.section not in ("about", "other"):
        return _BY_SECTION[sentence.section]
    speaks = _SPEAKS.count(sentence.text)
    asks = "asks" in speaks or _ASKS_FIRST.match(sentence.text.lower())
    tells = sentence.section == "about" or "tells" in speaks
    return "required" if asks or not tells else "context"


def _spans(pattern: re.Pattern[str], text: str) -> _Spans:
    return [found.span() for found in pattern.finditer(text)]


def _within(spans: _Spans, start: int, end: int) -> _Spans:
    """The spans that begin from start to before end."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def _not_needed(before: str, after: str) -> bool:
    before = before[-_NOT_REACH:]
    if _NOT_NEEDED_BEFORE.search(before) and not _SPARED.search(before):
        return True
    return bool(_NOT_NEEDED_AFTER.match(after) and not _STILL_WELCOME.search(after))
