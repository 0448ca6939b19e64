"""Finds names of skills in any text, fast: one Aho-Corasick automaton over all names.

Names and text are padded with spaces, so that the automaton itself minds word boundaries, and it
reports names that overlap. Case and company are checked after, and only then does the longest name
from the left win. (Asking the automaton for the longest would let a name that fails its check, or
a shared space, hide a real skill.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick
from numpy.typing import NDArray

from upslope.taxonomy.folded import Folded, Numbers
from upslope.taxonomy.folding import without_signs
from upslope.taxonomy.skill import Skill
from upslope.taxonomy.spelling import phrase_pattern, plain, variants


class Found(NamedTuple):
    """Mentions of skills in a batch of texts, in order.

    Args:
        text: the number of the text of each.
        start: its first code point there.
        end: the one behind its last.
        skill: the number of its skill.
    """

    text: Numbers
    start: Numbers
    end: Numbers
    skill: Numbers


class _Name(NamedTuple):
    """What a string of the automaton stands for; skill -1: an ``unless`` phrase."""

    skill: int
    exact: frozenset[str] = frozenset()
    near: bool = False
    slash: bool = False


class Matcher:
    """Finds the skills of a taxonomy in texts.

    >>> matcher = Matcher([Skill(preferred_label="fine-tuning"), Skill(preferred_label="c++")])
    >>> found = matcher.find(["Java", "C++/Python, Fine tuning"])
    >>> found.text.tolist(), found.start.tolist(), found.end.tolist(), found.skill.tolist()
    ([1, 1], [0, 12], [3, 23], [1, 0])
    """

    def __init__(self, skills: Iterable[Skill]) -> None:
        names: dict[str, _Name] = {}
        spelled: dict[str, _Name] = {}
        phrases: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        for number, skill in enumerate(skills):
            spelled |= {plain(phrase): _Name(-1) for phrase in skill.unless}
            for name, entry in _names(number, skill):
                names.setdefault(name, entry)
                spelled |= {} if entry.exact else dict.fromkeys(variants(name), entry)
            for phrase in skill.phrases:
                for cue, pattern in phrase_pattern(phrase):
                    phrases.setdefault(cue, []).append((pattern, number))
        names = spelled | names
        self._names = [*names.values()]
        # A name of one word that may be written in any case needs no check.
        checked = [" " in name or bool(entry.exact) for name, entry in names.items()]
        self._checked = np.array(checked + [False] * len(phrases), bool)
        self._skill = np.array([entry.skill for entry in self._names], np.intp)
        self._near = np.array([entry.near for entry in self._names], bool)
        # Postings write the same names in the same few ways.
        self._is_written = lru_cache(maxsize=1 << 15)(self._written)
        self._phrases = [(_any(every), every) for every in phrases.values()]
        self._spelled = [*names]
        self._known = frozenset(names)
        strings = [f" {name} " for name in names] + [f" {cue}" for cue in phrases]
        self._automaton = BytesAhoCorasick([string.encode("latin-1") for string in strings])

    def find(self, texts: Sequence[str]) -> Found:
        """Return all mentions in some texts, in order.

        Of names that overlap, the leftmost and longest wins. A skill that is only described
        (``phrases``) may overlap others.
        """
        folded = Folded(texts)
        named, described = self._hits(folded)
        named = self._believable(folded, _leftmost_longest(named))
        start, end, skill = np.concatenate([described, named], axis=1)
        order = np.lexsort((end, start))
        start, end, skill = start[order], end[order], skill[order]
        text = np.searchsorted(folded.opens, start, side="right") - 1
        last = folded.original(text, end - 1) + 1
        return Found(text, folded.original(text, start), last, skill)

    def _hits(self, folded: Folded) -> tuple[Numbers, Numbers]:
        """Names in their right case, and described skills."""
        text, written = without_signs(b" %b " % folded.latin), folded.text
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        which, start, end = np.fromiter(chain.from_iterable(hits), np.intp).reshape(-1, 3).T
        end = end - 2  # a space is before the text, another one within the name
        right = which < len(self._skill)
        checked = np.flatnonzero(self._checked[which])
        places = zip(*(part[checked].tolist() for part in (which, start, end)), strict=True)
        right[checked] = [self._is_written(written[a:b], name) for name, a, b in places]
        cues = np.flatnonzero(which >= len(self._skill))
        described = self._described(folded, text.decode("latin-1"), which[cues], start[cues])
        return np.stack([start, end, which])[:, right], described

    def _described(self, folded: Folded, text: str, cues: Numbers, places: Numbers) -> Numbers:
        """Skills whose wording begins at one of these cues."""
        spans: dict[tuple[int, int], tuple[int, int, int]] = {}
        ends = folded.closes[np.searchsorted(folded.opens, places, side="right") - 1] + 2
        cues = cues - len(self._skill)
        for cue, start, end in zip(cues.tolist(), places.tolist(), ends.tolist(), strict=True):
            any_phrase, phrases = self._phrases[cue]
            for pattern, skill in phrases if any_phrase.match(text, start + 1, end) else ():
                found = pattern.match(text, start + 1, end)
                if found and not _ITEM.search(folded.text, start, found.end() - 1):
                    spans[start, skill] = start, found.end() - 1, skill
        return np.array([*spans.values()], np.intp).reshape(-1, 3).T

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

    def _believable(self, folded: Folded, hits: Numbers) -> Numbers:
        """Drop ``unless`` phrases, and names that need company and have none."""
        hits = hits[:, self._skill[hits[2]] >= 0]
        start, end, which = hits[:, ~_amounts(folded, hits[1])]
        near = self._near[which]
        needy, sure = np.flatnonzero(near), np.flatnonzero(~near)
        # Texts are moved apart: names of one are no company for those of another.
        away = np.searchsorted(folded.opens, start, side="right") * 2 * _NEIGHBOUR
        ends = np.append((end + away)[sure], -_FAR)
        starts = np.append((start + away)[sure], _FAR)
        next_one = np.searchsorted(sure, needy)
        behind, before = (start + away)[needy] - ends[next_one - 1], starts[next_one]
        alone = needy[(behind > _NEIGHBOUR) & (before - (end + away)[needy] > _NEIGHBOUR)]
        kept = np.ones(len(start), bool)
        kept[alone] = [_cued(folded.text, one) for one in start[alone].tolist()]
        return np.stack([start, end, self._skill[which]])[:, kept]


def _names(number: int, skill: Skill) -> Iterator[tuple[str, _Name]]:
    """All names of a skill as the automaton sees them, with what is to be checked."""
    labels = skill.preferred_label, *skill.alt_labels
    exact: dict[str, set[str]] = {}
    for name in skill.exact:
        exact.setdefault(plain(name), set()).add(_BLANK.sub(" ", name))
    near = {plain(name) for name in skill.near}
    slash = {plain(name) for name in labels if "/" in name}
    for name in dict.fromkeys(map(plain, labels)):
        yield name, _Name(number, frozenset(exact.get(name, ())), name in near, name in slash)


def _any(phrases: list[tuple[re.Pattern[str], int]]) -> re.Pattern[str]:
    """One pattern that says quickly whether any of these can match."""
    return re.compile("|".join(pattern.pattern for pattern, _ in phrases))


def _leftmost_longest(hits: Numbers) -> Numbers:
    start, end, _ = hits
    order = np.lexsort((-end, start))
    kept: list[int] = []
    reached = 0
    spans = zip(order.tolist(), start[order].tolist(), end[order].tolist(), strict=True)
    for hit, opens, closes in spans:
        if opens >= reached:
            reached = closes
            kept.append(hit)
    return hits[:, kept]


def _amounts(folded: Folded, ends: Numbers) -> NDArray[np.bool_]:
    """Say of each end of a name whether an amount of money follows."""
    signs = np.frombuffer(folded.latin + b"  ", np.uint8)
    follows = np.where(signs[ends] == ord(" "), signs[ends + 1], signs[ends])
    found = _OPENS_AMOUNT[follows]
    maybe = np.flatnonzero(found)
    found[maybe] = [bool(_AMOUNT.match(folded.text, one)) for one in ends[maybe].tolist()]
    return found


def _cued(folded: str, start: int) -> bool:
    """Say whether a name follows a word or sign after which a plain word is a skill.

    Where a text begins, no letter stands before it: words of the one before say nothing.
    """
    before = folded[max(0, start - 15) : start].rstrip()
    return before.endswith(_CUE_SIGNS) or bool(_CUE_WORD.search(before.lower()))


_BLANK = re.compile(r"[-/\n]")
_PARTED = re.compile(r"[^\w\s.+#&/'-]")
_ITEM = re.compile(r"\n\s*[-*+•·]\s")  # what stands behind it is another item of a list
_OPENS_AMOUNT = np.isin(np.arange(256), [*b"$0123456789"])
_AMOUNT = re.compile(r" ?(?:\$|\d{2,3}[,.]?\d{3}\b)")  # what stands before it is a currency
_NEIGHBOUR = 25  # characters to a sure mention that make a name which needs one believable
_FAR = 1 << 60  # where there is no mention
_CUE_SIGNS = tuple(",/(:+&*-")
_CUE_WORD = re.compile(
    r"(?<!\w)(?:in|with|using|of|like|e\.g\.?|as|via|on|know|knowledge|or|and|including|through"
    r"|both|into|languages?|frameworks?|tools?|stack)$"
)
