"""Finds names of skills in any text, fast: one Aho-Corasick automaton over all names.

Names and text are padded with spaces, so that the automaton itself minds word boundaries, and it
reports names that overlap. Case and company are checked after, and only then does the longest name
from the left win. (Asking the automaton for the longest would let a name that fails its check, or
a shared space, hide a real skill.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from upslope.taxonomy.folding import Folded, without_signs
from upslope.taxonomy.skill import Skill
from upslope.taxonomy.spelling import phrase_pattern, plain, variants

Span = tuple[int, int, Skill]
_Hit = tuple[int, int, int]  # start, minus end, number of the name: sorts leftmost, then longest


class _Name(NamedTuple):
    """What a string of the automaton stands for; no skill: an ``unless`` phrase."""

    skill: Skill | None
    exact: frozenset[str] = frozenset()
    near: bool = False
    slash: bool = False


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
        # A name of one word that may be written in any case needs no check.
        self._checked = [" " in name or bool(entry.exact) for name, entry in names.items()]
        self._skills = [entry.skill for entry in self._names]
        self._near = [entry.near for entry in self._names]
        # Postings write the same names in the same few ways.
        self._is_written = lru_cache(maxsize=1 << 15)(self._written)
        self._phrases = [(_any(every), every) for every in phrases.values()]
        self._spelled = [*names]
        self._known = frozenset(names)
        strings = [f" {name} " for name in names] + [f" {cue}" for cue in phrases]
        self._automaton = BytesAhoCorasick([string.encode("latin-1") for string in strings])

    def find(self, text: str) -> list[Span]:
        """Return start, end (code points of ``text``) and skill of every mention, in order.

        Of names that overlap, the leftmost and longest wins. A skill that is only described
        (``phrases``) may overlap others.
        """
        folded = Folded(text)
        hits, spans = self._hits(folded)
        spans += self._believable(folded.text, _leftmost_longest(hits))
        spans.sort(key=itemgetter(0, 1))
        if folded.places is None or not spans:
            return spans
        starts, ends, skills = zip(*spans, strict=True)
        last = folded.places[[end - 1 for end in ends]] + 1
        return [*zip(folded.places[[*starts]].tolist(), last.tolist(), skills, strict=True)]

    def _hits(self, folded: Folded) -> tuple[list[_Hit], list[Span]]:
        """Names in their right case, and described skills."""
        text, written = without_signs(b" %b " % folded.latin), folded.text
        hits: list[_Hit] = []
        cues: list[tuple[int, int]] = []
        checked, names, is_written = self._checked, len(self._names), self._is_written
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if which >= names:
                cues.append((start, which - names))
            elif not checked[which] or is_written(written[start : end - 2], which):
                hits.append((start, 2 - end, which))
        return hits, self._described(text.decode("latin-1"), written, cues)

    def _described(self, text: str, written: str, cues: list[tuple[int, int]]) -> list[Span]:
        """Skills whose wording begins at one of these cues."""
        spans: dict[tuple[int, str], Span] = {}
        for start, cue in cues:
            any_phrase, phrases = self._phrases[cue]
            for pattern, skill in phrases if any_phrase.match(text, start + 1) else ():
                found = pattern.match(text, start + 1)
                if found and not _ITEM.search(written[start : found.end() - 1]):
                    spans[start, skill.preferred_label] = start, found.end() - 1, skill
        return [*spans.values()]

    def _written(self, surface: str, which: int) -> bool:
        """Check the case where it matters, and that no sign or line break parts two names."""
        name, spelled = self._names[which], self._spelled[which]
        if name.exact:
            if surface in name.exact:
                return True
        elif surface.lower() == spelled:
            return True
        if " " not in spelled:
            return False
        if name.exact and _BLANK.sub(" ", surface) not in name.exact:
            return False
        if _PARTED.search(surface) or _ITEM.search(surface) or ("/" in surface and not name.slash):
            return False
        head, line_break, tail = surface.partition("\n")
        return not line_break or tail[0].islower() or plain(head) not in self._known

    def _believable(self, folded: str, hits: list[_Hit]) -> list[Span]:
        """Drop ``unless`` phrases, and names that need company and have none."""
        spans: list[Span] = []
        sure = -_NEIGHBOUR - 1  # end of the last sure mention
        waiting: list[Span] = []  # names that only the next mention can make believable
        for start, minus_end, which in hits:
            skill, end = self._skills[which], -minus_end
            if skill is None or _AMOUNT.match(folded, end):
                continue
            span = start, end, skill
            if not self._near[which]:
                if waiting:
                    spans += [other for other in waiting if start - other[1] <= _NEIGHBOUR]
                    waiting = []
                sure = end
                spans.append(span)
            elif start - sure <= _NEIGHBOUR or _cued(folded, start):
                spans.append(span)
            else:
                waiting.append(span)
        return spans


def _names(skill: Skill) -> Iterator[tuple[str, _Name]]:
    """All names of a skill as the automaton sees them, with what is to be checked."""
    labels = skill.preferred_label, *skill.alt_labels
    exact: dict[str, set[str]] = {}
    for name in skill.exact:
        exact.setdefault(plain(name), set()).add(_BLANK.sub(" ", name))
    near = {plain(name) for name in skill.near}
    slash = {plain(name) for name in labels if "/" in name}
    for name in dict.fromkeys(map(plain, labels)):
        yield name, _Name(skill, frozenset(exact.get(name, ())), name in near, name in slash)


def _any(phrases: list[tuple[re.Pattern[str], Skill]]) -> re.Pattern[str]:
    """One pattern that says quickly whether any of these can match."""
    return re.compile("|".join(pattern.pattern for pattern, _ in phrases))


def _leftmost_longest(hits: list[_Hit]) -> list[_Hit]:
    kept: list[_Hit] = []
    reached = 0
    for hit in sorted(hits):
        if hit[0] >= reached:
            reached = -hit[1]
            kept.append(hit)
    return kept


def _cued(folded: str, start: int) -> bool:
    """Say whether a name follows a word or sign after which a plain word is a skill."""
    before = folded[max(0, start - 15) : start].rstrip()
    return before.endswith(_CUE_SIGNS) or bool(_CUE_WORD.search(before.lower()))


_BLANK = re.compile(r"[-/\n]")
_PARTED = re.compile(r"[^\w\s.+#&/'-]")
_ITEM = re.compile(r"\n\s*[-*+•·]\s")  # what stands behind it is another item of a list
_AMOUNT = re.compile(r" ?(?:\$|\d{2,3}[,.]?\d{3}\b)")  # what stands before it is a currency
_NEIGHBOUR = 25  # characters to a sure mention that make a name which needs one believable
_CUE_SIGNS = tuple(",/(:+&*-")
_CUE_WORD = re.compile(
    r"(?<!\w)(?:in|with|using|of|like|e\.g\.?|as|via|on|know|knowledge|or|and|including|through"
    r"|both|into|languages?|frameworks?|tools?|stack)$"
)
