"""What the work of a posting is applied to: search, fraud, speech, robots ...

Each area has its words (``data/area_words.toml``). A model decides each pair of a posting and an
area from how often, in which sections and how early the words of the area stand, and how they
compare with those of the others. So what frequent areas teach serves rare ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from upslope.models import Example, Labelled, Model, Task
from upslope.models.arrays import Features, Matrix
from upslope.understand.document import Document, SectionKind
from upslope.understand.evidence import full_title
from upslope.understand.lines import SECTIONS, Numbers, distinct, lines
from upslope.understand.reader import Fields
from upslope.understand.words import WordRows, load, placed

_WORDS = load("area_words")
AREAS = tuple(_WORDS["areas"])
_TITLES = WordRows(_WORDS["titles"])
_OF_TITLE = np.array([AREAS.index(area) for area in _TITLES.names])

MOST = 3
"""Most areas of one posting: further ones are the company's, not the work's."""

HOLDS = "holds"
"""The one class of the task: the work of the posting is applied to the area."""

# A duty names an area more loudly than what is asked for or what the company tells of itself.
_TENTHS = np.array([10, 7, 5, 5])
_PARTS: Mapping[SectionKind, int] = {
    "duties": 0,
    "other": 1,
    "about": 2,
    "required": 3,
    "preferred": 3,
}
_PART_OF = np.array([_PARTS.get(section, -1) for section in SECTIONS])
_ABOUT = ("duties", "other", "about", "asked", "sentences", "early", "rank", "title")
_NAMES = (
    *_ABOUT,
    *AREAS,
    *(f"loud.{area}" for area in AREAS),
    *(f"title.{area}" for area in AREAS),
)


def areas(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``application_areas``, likeliest first.

    >>> from upslope.models import SHIPPED
    >>> text = "Responsibilities:\\n- Build recommender systems for shoppers."
    >>> areas([Document(id="1", title="Recommendations Engineer", description=text)], SHIPPED)
    [{'application_areas': ['recommendation']}]
    """
    model = models["area"]
    found = pairs(tuple(documents))
    chances = found.features.asked(model)[:, 0]
    held: list[list[tuple[float, str]]] = [[] for _ in documents]
    for one in np.flatnonzero(chances >= model.threshold[0]).tolist():
        held[found.document[one]].append((float(chances[one]), AREAS[found.area[one]]))
    return [
        {"application_areas": [name for _, name in sorted(one, reverse=True)[:MOST]]}
        for one in held
    ]


class Pairs(NamedTuple):
    """The areas that the text or the title of documents name: number of both, and features."""

    document: Numbers
    area: Numbers
    features: Features


def pairs(documents: tuple[Document, ...]) -> Pairs:
    """Return each pair of a document and an area that it names; counts as log(1 + n).

    >>> found = pairs((Document(id="1", title="NLP Engineer", description=""),))
    >>> found.features.as_rows()
    [{'title': 1.0, 'language': 1.0, 'title.language': 1.0}]
    """
    shape = len(documents), len(AREAS)
    titled = np.zeros(shape, bool)
    at, row = _TITLES.find(map(full_title, documents))
    titled[at, _OF_TITLE[row]] = True
    said, spread, early = _said(documents)
    tenths = said @ _TENTHS
    louder = (tenths[:, None, :] > tenths[:, :, None]).sum(axis=2)
    heard = tenths > 0
    columns = [*said.transpose(2, 0, 1), spread]
    parts = [
        *(np.log1p(column) for column in columns),
        early,
        heard / (1 + louder),
        titled,
        heard | titled,
        np.log1p(tenths / 10),
        titled,
    ]
    document, area = (heard | titled).nonzero()
    values = np.stack([part[document, area] for part in parts], axis=1)
    own = len(_ABOUT) + area[:, None] + len(AREAS) * np.arange(3)
    names = np.hstack([np.broadcast_to(np.arange(len(_ABOUT)), (len(area), len(_ABOUT))), own])
    rows, which = values.nonzero()
    features = Features(_NAMES, rows, names[rows, which], values[rows, which], len(area))
    return Pairs(document, area, features)


def _said(documents: tuple[Document, ...]) -> tuple[Numbers, Numbers, Matrix]:
    """Documents x areas: words by part, sentences that hold one, and how early the first stands."""
    read, words = lines(documents), placed(documents)["areas"]
    part = _PART_OF[read.section[words.sentence]]
    heard = np.flatnonzero(part >= 0)
    sentence, part = words.sentence[heard], part[heard]
    shape = len(documents), len(AREAS)
    cell = read.document[sentence] * len(AREAS) + words.row[heard]
    said = np.bincount(cell * 4 + part, minlength=4 * shape[0] * shape[1])
    count = len(read.sentences) + 1
    some, where = np.divmod(distinct(cell * count + sentence), count)
    spread = np.bincount(some, minlength=shape[0] * shape[1])
    cells, first = np.unique(some, return_index=True)
    opens = np.cumsum(read.sizes) - read.sizes
    document = cells // len(AREAS)
    early = np.zeros(shape[0] * shape[1])
    early[cells] = 1 - (where[first] - opens[document]) / read.sizes[document]
    return said.reshape(*shape, 4), spread.reshape(shape), early.reshape(shape)


def _examples(labelled: Labelled) -> Iterator[Example]:
    """Yield an example of each area, whether the posting names it or not."""
    if "application_areas" in labelled.labels:
        named = pairs((Document.of(labelled.posting),))
        found = dict(zip(named.area.tolist(), named.features.as_rows(), strict=True))
        for number, area in enumerate(AREAS):
            features = found.get(number, {area: 1.0})
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
