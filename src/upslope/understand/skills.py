"""Reads the skills a posting names: each once, where it stands and how much it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from upslope.models import Model
from upslope.records import SkillMention
from upslope.records.understanding import Need
from upslope.understand.document import Document
from upslope.understand.lines import Numbers
from upslope.understand.mention import NEED_OF, NEEDS, Mentions, mentions, numbers
from upslope.understand.named import LEAST, Matrix, ask, features
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
    found: list[list[SkillMention]] = [[] for _ in documents]
    named = mentions(documents)
    if len(named.first):
        rows = features(named, models)
        scores = ask(models["mention"], rows)[:, 0].round(3)
        needs = _needs(named, models["need"], rows)
        listed = np.flatnonzero(scores >= LEAST)
        for document, one in _shown(named, listed, needs, scores):
            found[document].append(one)
    return [{"skills": every} for every in found]


def _needs(named: Mentions, model: Model, rows: Matrix) -> Numbers:
    """How much each skill is needed; denials and wishes in so many words are obeyed."""
    said = np.zeros((len(NEEDS), len(rows)), bool)
    said[NEED_OF[named.kind], named.row] = True
    required, preferred, context, _ = said
    chances = ask(model, rows)[:, [model.classes.index(need) for need in _ABLE]]
    chances[~preferred, _ABLE.index("preferred")] = -1
    likely = np.array([NEEDS.index(need) for need in _ABLE])[chances.argmax(axis=1)]
    wish, denial = NEEDS.index("preferred"), NEEDS.index("negated")
    return np.where(required | context, likely, np.where(preferred, wish, denial))


_ABLE: tuple[Need, ...] = ("required", "context", "preferred")


def _shown(
    named: Mentions, listed: Numbers, needs: Numbers, scores: Matrix
) -> Iterator[tuple[int, SkillMention]]:
    """Yield each listed skill behind the number of its document.

    Shown is the first mention that alone says as much; without one, the first of the strongest.
    """
    alone = NEED_OF[named.kind]
    rank = np.where(alone == needs[named.row], -1, alone) * len(alone) + np.arange(len(alone))
    best = np.minimum.reduceat(rank, named.first)[listed] % len(alone)
    labels = [*numbers()]
    for skill, need, score, one, in_title, start, end in zip(
        named.skill[listed].tolist(),
        needs[listed].tolist(),
        scores[listed].tolist(),
        named.document[listed].tolist(),
        named.in_title[best].tolist(),
        named.start[best].tolist(),
        named.end[best].tolist(),
        strict=True,
    ):
        document = named.documents[one]
        text = document.title if in_title else document.description
        yield (
            one,
            SkillMention(
                skill=labels[skill],
                surface=text[start:end],
                need=NEEDS[need],
                field="title" if in_title else "description",
                start=start,
                end=end,
                score=score,
            ),
        )
