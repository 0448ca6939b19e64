"""Reads the skills a posting names: each once, where it stands and how much it is needed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from upslope.records import SkillMention
from upslope.records.understanding import Field, Need
from upslope.taxonomy import Skill, Taxonomy
from upslope.understand.document import Document
from upslope.understand.need import Needs
from upslope.understand.reader import Fields

_STRENGTH: dict[Need, int] = {"required": 3, "preferred": 2, "context": 1, "negated": 0}

# How much more or less often (log odds) readers list a named skill by where it stands, fitted on
# 338 hand-read postings: what a company says of itself and its benefits is seldom listed.
_PLACE = {
    "title": -0.4,
    "required": 0.3,
    "preferred": 0.2,
    "duties": -0.3,
    "other": -0.6,
    "heading": -1.0,
    "about": -1.2,
    "legal": -1.2,
    "benefits": -2.6,
}
_AGAIN = 0.25  # log odds for each further mention, up to three
_LISTED = 0.42  # lowest score worth listing: the best F1 when cross-validated by employer


def skills(document: Document) -> Fields:
    """Read ``skills``: one :class:`SkillMention` for each distinct skill that is named.

    The mention kept is the first of those with the strongest need; no broader skill is added.
    ``score`` estimates how likely a careful reader would list the skill.

    >>> read = skills(Document(id="1", title="Engineer", description="Requirements:\\n- Python"))
    >>> [(m.skill, m.need, m.field, m.start, m.end) for m in read["skills"]]
    [('python', 'required', 'description', 16, 22)]
    """
    by_skill: dict[str, list[_Named]] = {}
    for named in (*_in_title(document.title), *_in_description(document)):
        by_skill.setdefault(named.skill.preferred_label, []).append(named)
    mentions = (_mention(document, every) for every in by_skill.values())
    return {"skills": [mention for mention in mentions if mention]}


class _Named(msgspec.Struct, gc=False):
    """One place where a skill is named; ``place`` is a key of ``_PLACE``."""

    start: int
    end: int
    skill: Skill
    need: Need
    field: Field
    place: str


def _in_title(title: str) -> Iterator[_Named]:
    for start, end, skill in Taxonomy.load().find(title):
        yield _Named(start, end, skill, "required", "title", "title")


def _in_description(document: Document) -> Iterator[_Named]:
    sentences, needs = document.sentences, Needs(document)
    starts = [sentence.start for sentence in sentences]
    for start, end, skill in Taxonomy.load().find(document.description):
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < sentences[at].end:
            needed = needs.of(at, start, end)
            yield _Named(start, end, skill, needed, "description", sentences[at].section)
        else:  # within a heading, which speaks of what follows
            preferred = at + 1 < len(sentences) and sentences[at + 1].section == "preferred"
            needed = "preferred" if preferred else "required"
            yield _Named(start, end, skill, needed, "description", "heading")


def _mention(document: Document, every: list[_Named]) -> SkillMention | None:
    """The first of the strongest mentions of one skill, if all of them make it likely enough."""
    best = max(every, key=lambda named: _STRENGTH[named.need])
    place = max([_PLACE[named.place] for named in every])
    score = _score(best.skill.sure, place, min(len(every), 4))
    if score < _LISTED:
        return None
    text = document.title if best.field == "title" else document.description
    return SkillMention(
        skill=best.skill.preferred_label,
        surface=text[best.start : best.end],
        need=best.need,
        field=best.field,
        start=best.start,
        end=best.end,
        score=score,
    )


@lru_cache(maxsize=4096)  # few skills differ in how sure they are
def _score(sure: float, place: float, times: int) -> float:
    odds = math.log(sure / (1 - sure)) + place + _AGAIN * (times - 1)
    return round(1 / (1 + math.exp(-odds)), 3)
