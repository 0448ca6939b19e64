"""Where a posting names each skill: in which section, in what wording, beside what else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from upslope.records.understanding import Field, Need
from upslope.taxonomy import Skill, Taxonomy
from upslope.understand.document import Document
from upslope.understand.need import Said, Speaks, Wordings

STRENGTH: dict[Need, int] = {"required": 3, "preferred": 2, "context": 1, "negated": 0}

Place = str
"""A kind of section, or ``title`` or ``heading``."""


class Mention(NamedTuple):
    """One place where a skill is named.

    Args:
        start: first code point in the field.
        end: the one behind the last.
        skill: what is named.
        field: title or description.
        place: where in it.
        said: what the wording says of it.
        speaks: whom the sentence speaks of.
        bullet: whether it is in a list item.
        at: number of the sentence, -1 without one.
        beside: how many skills the sentence names.
    """

    start: int
    end: int
    skill: Skill
    field: Field
    place: Place
    said: Said = ""
    speaks: Speaks = "plain"
    bullet: bool = False
    at: int = -1
    beside: int = 1

    @property
    def need(self) -> Need:
        """How much the skill is needed, judged from this place alone."""
        return need_at(self.place, self.said, self.speaks)


@cache
def need_at(place: Place, said: Said, speaks: Speaks) -> Need:
    """Say how much is needed what is named at a place, by rule: wording first, then the section.

    >>> need_at("required", "preferred", "plain"), need_at("other", "", "tells")
    ('preferred', 'context')
    """
    if said:
        return said
    if speaks != "asks" and (place == "about" or (place == "other" and speaks == "tells")):
        return "context"
    return _BY_PLACE.get(place, "required")


_BY_PLACE: dict[Place, Need] = {
    "preferred": "preferred",
    "benefits": "context",
    "legal": "context",
}


def mentions(document: Document) -> dict[str, list[Mention]]:
    """Return the places that name each skill, by preferred label.

    >>> found = mentions(Document(id="1", title="", description="Python, Go and more Python."))
    >>> {label: [(one.start, one.end) for one in places] for label, places in found.items()}
    {'python': [(0, 6), (20, 26)], 'go': [(8, 10)]}
    """
    found: dict[str, list[Mention]] = {}
    for start, end, skill in Taxonomy.load().find(document.title):
        one = Mention(start, end, skill, "title", "title")
        found.setdefault(skill.preferred_label, []).append(one)
    for one in _in_description(document):
        found.setdefault(one.skill.preferred_label, []).append(one)
    return found


def _in_description(document: Document) -> Iterator[Mention]:
    sentences, wordings = document.sentences, Wordings(document)
    starts = [sentence.start for sentence in sentences]
    named: dict[int, list[tuple[int, int, Skill]]] = {}
    for start, end, skill in Taxonomy.load().find(document.description):
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < sentences[at].end:
            named.setdefault(at, []).append((start, end, skill))
        else:  # within a heading, which speaks of what follows
            preferred = at + 1 < len(sentences) and sentences[at + 1].section == "preferred"
            said: Said = "preferred" if preferred else ""
            yield Mention(start, end, skill, "description", "heading", said)
    for at, spans in named.items():
        place, bullet, speaks = sentences[at].section, sentences[at].bullet, wordings.speaks(at)
        beside, words = len(spans), wordings.of(at, spans)
        for (start, end, skill), said in zip(spans, words, strict=True):
            yield Mention(start, end, skill, "description", place, said, speaks, bullet, at, beside)
