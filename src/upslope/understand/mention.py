"""Where postings name each skill: in which section, in what wording, beside what else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.records.understanding import Need
from upslope.taxonomy import Taxonomy
from upslope.understand.clause import Said
from upslope.understand.document import Document, Sentence
from upslope.understand.lines import SECTIONS, Lines, Numbers, lines
from upslope.understand.need import SAYS, SPEAKS, Speaks, Wordings

NEEDS: tuple[Need, ...] = ("required", "preferred", "context", "negated")
"""From the strongest; arrays hold the place of a need in it."""

Place = str
"""A kind of section, or ``title`` or ``heading``."""

PLACES: tuple[Place, ...] = ("title", "heading", *SECTIONS)
KINDS = tuple(product(PLACES, SAYS, SPEAKS, (False, True)))
"""All kinds of mentions: place, what is said, whom the sentence speaks of, whether in a list."""

_SHAPE = tuple(map(len, (PLACES, SAYS, SPEAKS, (False, True))))
_TITLE, _HEADING, _TEXT = range(3)  # in the text, the sections follow
_SAYS = {said: number for number, said in enumerate(SAYS)}


class Mentions(NamedTuple):
    """All mentions of a batch, those of one skill of one document together in a *row*.

    Rows stand in the order in which a document first names their skills: title, headings, text.

    Args:
        documents: the batch.
        row: number of the row of each mention.
        start: first code point in the field.
        end: the one behind the last.
        kind: number in ``KINDS``.
        sentence: the one it stands in, by its number among all of the batch; -1 in none.
        beside: how many skills that sentence names.
        sentences: all of the batch.
        first: number of the first mention of each row.
        document: number of the document of each row.
        skill: number in the taxonomy of the skill of each row.
    """

    documents: Sequence[Document]
    row: Numbers
    start: Numbers
    end: Numbers
    kind: Numbers
    sentence: Numbers
    beside: Numbers
    sentences: Sequence[Sentence]
    first: Numbers
    document: Numbers
    skill: Numbers

    @property
    def in_title(self) -> NDArray[np.bool_]:
        """Whether each stands in the title, not in the description."""
        return self.kind < len(KINDS) // len(PLACES)


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
NEED_OF = np.array([NEEDS.index(need_at(*kind[:3])) for kind in KINDS])
"""Number of the need that each of ``KINDS`` alone speaks for."""


@cache
def numbers() -> dict[str, int]:
    """The number of each skill in the taxonomy, by preferred label."""
    return {label: number for number, label in enumerate(Taxonomy.load().skills)}


def mentions(documents: Sequence[Document]) -> Mentions:
    """Return the places that name skills.

    >>> found = mentions([Document(id="1", title="", description="Python, Go and more Python.")])
    >>> [*zip(found.row.tolist(), found.start.tolist(), found.end.tolist(), strict=True)]
    [(0, 0, 6), (0, 20, 26), (1, 8, 10)]
    """
    wordings, read = Wordings(documents), lines(tuple(documents))
    texts = [one.title for one in documents] + [one.description for one in documents]
    field, start, end, skill = Taxonomy.load().find_all(texts)
    document, titles = field % len(documents), np.searchsorted(field, len(documents))
    sentence, wish = _sentences(documents, read, document, start)
    sentence[:titles], wish[:titles] = -1, False
    place = np.append(read.section + _TEXT, _HEADING)[sentence]
    place[:titles] = _TITLE
    bullet = np.append(read.bullet, False)[sentence]
    said = np.where(wish, _SAYS["preferred"], _said(wordings, sentence, start, end))
    kind = np.ravel_multi_index((place, said, wordings.speaks[sentence], bullet), _SHAPE)
    named = sentence[sentence >= 0]
    crowd = np.append(np.bincount(named, minlength=len(read.sentences)), 1)
    row = document * len(numbers()) + skill
    order = np.argsort(document * 3 + np.minimum(place, _TEXT), kind="stable")
    order = order[_by_first(row[order])]
    opens = np.diff(row[order], prepend=-1) != 0
    first = np.flatnonzero(opens)
    return Mentions(
        documents=documents,
        row=np.cumsum(opens) - 1,
        start=start[order],
        end=end[order],
        kind=kind[order],
        sentence=sentence[order],
        beside=crowd[sentence][order],
        sentences=read.sentences,
        first=first,
        document=document[order[first]],
        skill=skill[order[first]],
    )


def _sentences(
    documents: Sequence[Document], read: Lines, document: Numbers, start: Numbers
) -> tuple[Numbers, NDArray[np.bool_]]:
    """The sentence at each start, and whether a heading there opens a section of wishes."""
    width = max([len(one.description) for one in documents], default=0) + 1
    starts, ends = (read.document * width + one for one in (read.start, read.end))
    wishes = np.append(read.section == SECTIONS.index("preferred"), False)
    place = document * width + start
    at = np.searchsorted(starts, place, side="right") - 1
    inside = place < np.append(ends, 0)[at]
    follows = at + 1 < np.cumsum(read.sizes)[document]
    # A heading speaks of what follows.
    return np.where(inside, at, -1), ~inside & follows & wishes[at + 1]


def _said(wordings: Wordings, sentence: Numbers, start: Numbers, end: Numbers) -> Numbers:
    """What the wording of their sentences says of mentions: few hold a denial or a wish."""
    said = wordings.leads[sentence]
    hinted = np.flatnonzero(wordings.hinted[sentence])
    others = np.flatnonzero(np.diff(sentence[hinted])) + 1
    for which in np.split(hinted, others) if len(hinted) else ():
        spans = zip(start[which].tolist(), end[which].tolist(), strict=True)
        said[which] = [_SAYS[one] for one in wordings.of(int(sentence[which[0]]), [*spans])]
    return said


def _by_first(groups: Numbers) -> Numbers:
    """The order that puts equal values together, at the first of them."""
    _, first, which = np.unique(groups, return_index=True, return_inverse=True)
    return np.argsort(first[which], kind="stable")
