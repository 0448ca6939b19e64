"""What the work of a posting is applied to: search, fraud, speech, robots ...

Each area has its words (``data/area_words.toml``). A model decides each pair of a posting and an
area from how often, in which sections and how early the words of the area stand, and how they
compare with those of the others. So what frequent areas teach serves rare ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from upslope.models import Example, Labelled, Model, Task
from upslope.understand.document import Document, SectionKind
from upslope.understand.evidence import full_title
from upslope.understand.reader import Fields
from upslope.understand.words import WordRows, load, placed

_WORDS = load("area_words")
AREAS = tuple(_WORDS["areas"])
_TITLES = WordRows(_WORDS["titles"])

Pairs = dict[str, dict[str, float]]
"""Features by area."""

MOST = 3
"""Most areas of one posting: further ones are the company's, not the work's."""

HOLDS = "holds"
"""The one class of the task: the work of the posting is applied to the area."""

# A duty names an area more loudly than what is asked for or what the company tells of itself.
_LOUD = {"duties": 1.0, "other": 0.7, "about": 0.5, "asked": 0.5}
_PARTS: Mapping[SectionKind, str] = {
    "duties": "duties",
    "other": "other",
    "about": "about",
    "required": "asked",
    "preferred": "asked",
}


def areas(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``application_areas``, likeliest first.

    >>> from upslope.models import SHIPPED
    >>> text = "Responsibilities:\\n- Build recommender systems for shoppers."
    >>> areas([Document(id="1", title="Recommendations Engineer", description=text)], SHIPPED)
    [{'application_areas': ['recommendation']}]
    """
    model = models["area"]
    found = [pairs(document) for document in documents]
    rows = [features for areas in found for features in areas.values()]
    chances = iter(model.predict_proba(rows)[:, 0].tolist())
    judged = [sorted(((next(chances), name) for name in areas), reverse=True) for areas in found]
    least = float(model.threshold[0])
    return [
        {"application_areas": [name for chance, name in posting[:MOST] if chance >= least]}
        for posting in judged
    ]


def pairs(document: Document) -> Pairs:
    """Return the features of each area that the text or the title names; counts as log(1 + n).

    >>> pairs(Document(id="1", title="NLP Engineer", description=""))
    {'language': {'language': 1.0, 'title': 1.0, 'title.language': 1.0}}
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    standing: defaultdict[str, list[int]] = defaultdict(list)
    for at, rows, _, _ in placed(document)["areas"]:
        if part := _PARTS.get(document.sentences[at].section):
            for row in rows:
                counts[row][part] += 1
                standing[row].append(at)
    loud = {row: sum(_LOUD[part] * n for part, n in said.items()) for row, said in counts.items()}
    found: Pairs = {row: {row: 1.0} for row in loud}
    for row, features in found.items():
        features |= {part: math.log1p(count) for part, count in counts[row].items()}
        features["sentences"] = math.log1p(len(set(standing[row])))
        features["early"] = 1 - standing[row][0] / len(document.sentences)
        features["rank"] = 1 / (1 + sum(other > loud[row] for other in loud.values()))
        features[f"loud.{row}"] = math.log1p(loud[row])
    for row in _TITLES.count(full_title(document)):
        found.setdefault(row, {row: 1.0}).update({"title": 1.0, f"title.{row}": 1.0})
    return found


def _examples(labelled: Labelled) -> Iterator[Example]:
    """Yield an example of each area, whether the posting names it or not."""
    if "application_areas" in labelled.labels:
        found = pairs(Document.of(labelled.posting))
        for area in AREAS:
            features = found.get(area, {area: 1.0})
            yield Example(
                features,
                frozenset({HOLDS} if area in labelled.labels["application_areas"] else ()),
                frozenset({HOLDS} if _rule(features) else ()),
                labelled.employer,
                labelled.month,
                labelled.weight("application_areas"),
            )


def _rule(features: Mapping[str, float]) -> bool:
    """The rule that the model is to beat: named by the title, by a duty or twice elsewhere."""
    said = sum(math.expm1(features.get(part, 0)) for part in ("other", "about", "asked"))
    return "title" in features or "duties" in features or said > 1.5


TASK = Task(
    "area",
    (HOLDS,),
    _examples,
    many=True,
    about=f"Whether the work of a posting is applied to an area, asked of each of {len(AREAS)}.",
)
