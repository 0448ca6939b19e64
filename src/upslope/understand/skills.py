"""Reads the skills a posting names: each once, where it stands and how much it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from upslope.models import Model
from upslope.records import SkillMention
from upslope.records.understanding import Need
from upslope.understand.document import Document
from upslope.understand.mention import STRENGTH, Mention, mentions
from upslope.understand.named import LEAST, ask, features
from upslope.understand.reader import Fields


def skills(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``skills``: one :class:`SkillMention` for each distinct skill that is named.

    The mention shown is the first of those with the strongest need; no broader skill is added.
    ``score`` is how likely a careful reader would list the skill.

    >>> from upslope.models import SHIPPED
    >>> text = "Requirements:\\n- Python"
    >>> [read] = skills([Document(id="1", title="Engineer", description=text)], SHIPPED)
    >>> [(m.skill, m.need, m.field, m.start, m.end) for m in read["skills"]]
    [('python', 'required', 'description', 16, 22)]
    """
    named = [mentions(document) for document in documents]
    rows = features(documents, named, models)
    likely = ask(models["mention"], rows)[:, 0].round(3).tolist()
    kinds, chances = models["need"].classes, ask(models["need"], rows).tolist()
    judged = iter(zip(likely, chances, strict=True))
    return [
        {
            "skills": [
                _shown(
                    document, places, _need(places, dict(zip(kinds, chance, strict=True))), score
                )
                for places, (score, chance) in zip(
                    own.values(), islice(judged, len(own)), strict=False
                )
                if score >= LEAST
            ]
        }
        for document, own in zip(documents, named, strict=True)
    ]


def _need(places: Sequence[Mention], chances: dict[str, float]) -> Need:
    """Judge how much a skill is needed; denials and wishes in so many words are obeyed."""
    said = {one.need for one in places} - {"negated"}
    if not said or said == {"preferred"}:
        return "preferred" if said else "negated"
    able: tuple[Need, ...] = ("required", "context", *(said & {"preferred"}))
    return max(able, key=chances.__getitem__)


def _shown(document: Document, places: Sequence[Mention], need: Need, score: float) -> SkillMention:
    """The first mention that alone says as much; without one, the first of the strongest."""
    best = places[0]
    if len(places) > 1:
        best = min(places, key=lambda one: (one.need != need, -STRENGTH[one.need]))
    text = document.title if best.field == "title" else document.description
    return SkillMention(
        skill=best.skill.preferred_label,
        surface=text[best.start : best.end],
        need=need,
        field=best.field,
        start=best.start,
        end=best.end,
        score=score,
    )
