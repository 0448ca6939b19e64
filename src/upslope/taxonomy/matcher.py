"""Finds names of skills in any text, fast: one Aho-Corasick automaton over all names.

The automaton reports every name at every place; word boundaries, case and company are checked
after, and only then does the longest name from the left win. (Asking the automaton itself for the
longest would let a longer name that fails its check hide a real skill.) The text is folded one
character for one, and runs of blanks are cut with a list that leads back, so that offsets are
always code points of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from upslope.taxonomy.skill import Skill
from upslope.taxonomy.spelling import phrase_pattern, plain, variants

Span = tuple[int, int, Skill]


class _Name(NamedTuple):
    """What a string of the automaton stands for; no skill: an ``unless`` phrase."""

    skill: Skill | None
    exact: frozenset[str] = frozenset()
    near: bool = False


class _Candidate(NamedTuple):
    start: int
    end: int
    name: _Name


class Matcher:
    """Finds the skills of a taxonomy in texts.

    >>> matcher = Matcher([Skill(preferred_label="fine-tuning"), Skill(preferred_label="c++")])
    >>> [(a, b, s.preferred_label) for a, b, s in matcher.find("C++/Python, Fine tuning")]
    [(0, 3, 'c++'), (12, 23, 'fine-tuning')]
    """

    def __init__(self, skills: Iterable[Skill]) -> None:
        names: dict[str, _Name] = {}
        spelled: dict[str, _Name] = {}
        phrases: dict[str, list[tuple[re.Pattern[str], Skill]]] = {}
        for skill in skills:
            spelled |= {plain(phrase): _Name(None) for phrase in skill.unless}
            for name, entry in _names(skill):
                names.setdefault(name, entry)
                spelled |= {} if entry.exact else dict.fromkeys(variants(name), entry)
            for phrase in skill.phrases:
                for cue, pattern in phrase_pattern(phrase):
                    phrases.setdefault(cue, []).append((pattern, skill))
        names = spelled | names
        self._names = [*names.values()]
        self._phrases = [*phrases.values()]
        self._known = frozenset(names)
        self._automaton = AhoCorasick([*names, *phrases])

    def find(self, text: str) -> Iterator[Span]:
        """Yield start, end (code points of ``text``) and skill of every mention, in order.

        Of names that overlap, the leftmost and longest wins. A skill that is only described
        (``phrases``) may overlap others.
        """
        folded, cuts = _squeeze(_fold(text))
        names, described = self._candidates(folded)
        spans = {*_believable(folded, _leftmost_longest(names)), *described}
        for start, end, skill in sorted(spans, key=lambda span: span[:2]):
            yield _original(start, cuts), _original(end - 1, cuts) + 1, skill

    def _candidates(self, folded: str) -> tuple[list[_Candidate], list[Span]]:
        """Names and described skills that stand at word boundaries, in their right case."""
        text = folded.lower().replace("-", " ").replace("\n", " ")
        padded = text + " "
        names: list[_Candidate] = []
        described: list[Span] = []
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            if which >= len(self._names):
                for pattern, skill in self._phrases[which - len(self._names)]:
                    if found := pattern.match(text, start):
                        described.append((start, found.end(), skill))
            elif not padded[end].isalnum() and self._written(folded, start, end, which):
                names.append(_Candidate(start, end, self._names[which]))
        return names, described

    def _written(self, folded: str, start: int, end: int, which: int) -> bool:
        """Check the case where it matters, and that no line break parts two other names."""
        exact = self._names[which].exact
        if exact and _BLANK.sub(" ", folded[start:end]) not in exact:
            return False
        line_break = folded.find("\n", start, end)
        if line_break < 0 or folded[line_break + 1].islower():
            return True
        return plain(folded[start:line_break]) not in self._known


def _names(skill: Skill) -> Iterator[tuple[str, _Name]]:
    """All names of a skill as the automaton sees them, with what is to be checked."""
    exact: dict[str, set[str]] = {}
    for name in skill.exact:
        exact.setdefault(plain(name), set()).add(name.replace("-", " "))
    near = {plain(name) for name in skill.near}
    for name in dict.fromkeys(map(plain, (skill.preferred_label, *skill.alt_labels))):
        yield name, _Name(skill, frozenset(exact.get(name, ())), name in near)


def _leftmost_longest(candidates: list[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    reached = 0
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if candidate.start >= reached:
            reached = candidate.end
            kept.append(candidate)
    return kept


# After these words, or a list's comma or slash, a name that could be a plain word is a skill.
_CUE = re.compile(
    r"(?:\b(?:in|with|using|of|like|e\.g\.?|as|via|on|know|knowledge|or|and|including|through"
    r"|both|into|languages?|frameworks?|tools?|stack)|[,/(:+&•·*-])\s*$",
    re.IGNORECASE,
)
_NEIGHBOUR = 25  # characters to a sure mention that make a name which needs one believable


def _believable(folded: str, candidates: list[_Candidate]) -> Iterator[Span]:
    """Drop ``unless`` phrases, and names that need company and have none."""
    sure = [c for c in candidates if c.name.skill and not c.name.near]
    starts = [c.start for c in sure]
    for start, end, name in candidates:
        if name.skill is None:
            continue
        at = bisect_right(starts, start)
        before = at > 0 and start - sure[at - 1].end <= _NEIGHBOUR
        after = at < len(sure) and sure[at].start - end <= _NEIGHBOUR
        if not name.near or before or after or _CUE.search(folded, max(0, start - 15), start):
            yield start, end, name.skill


_BLANK = re.compile(r"[-\n]")
_GAPS = re.compile(r"[ \t]+\n[ \t]*|\n[ \t]+|[ \t]{2,}|\t")
# Typographic dashes, blanks and quotes; U+0130 is the one character that grows in lower().
_ODD = {
    "-": "‐‑‒–—−\u00ad",
    " ": "\u00a0\u202f\u2009\u3000",
    "'": "’‘",
    '"': "“”",
    "/": "／",
    "+": "＋",
    "\n": "\r\u2028\u2029",
    "I": "\u0130",
}
_REPLACE = tuple((odd, usual) for usual, odds in _ODD.items() for odd in odds)
_SURROGATES = re.compile("[\ud800-\udfff]")


def _fold(text: str) -> str:
    """Replace odd characters by usual ones, one for one."""
    if text.isascii():
        return text.replace("\r", "\n")
    for odd, usual in _REPLACE:
        text = text.replace(odd, usual)
    return _SURROGATES.sub("?", text)  # the automaton takes well-formed text only


def _squeeze(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Cut runs of blanks to one; say from which place on how many characters are missing."""
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = missing = length = 0
    for gap in _GAPS.finditer(text):
        pieces += (text[at : gap.start()], "\n" if "\n" in gap.group() else " ")
        length += gap.start() - at + 1
        missing += gap.end() - gap.start() - 1
        cuts.append((length, missing))
        at = gap.end()
    return "".join((*pieces, text[at:])), cuts


def _original(place: int, cuts: list[tuple[int, int]]) -> int:
    at = bisect_right(cuts, (place, len(cuts) and cuts[-1][1]))
    return place + (cuts[at - 1][1] if at else 0)
