"""Which of the six responsibilities a posting asks for, with the sentence that shows each.

A sentence shows a duty by what it says is done to what (``data/duty_words.toml``: "deploy" before
"models"), in which tone ("you will", "experience with"), in which section and for which role. The
model ``duties`` turns these into the odds that the sentence shows each duty. The odds of all
sentences add up to the posting's: one plain sentence makes a duty likely, and so do many hints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.models import Model
from upslope.models.arrays import Features, Matrix
from upslope.records import Responsibility
from upslope.understand.document import Document, Sentence
from upslope.understand.lines import SECTIONS, Numbers, lines, spread
from upslope.understand.reader import Fields
from upslope.understand.role import votes
from upslope.understand.words import ROWS, Words, load, placed

REACH = 60
"""How far apart an action and its object may stand, in code points of the plain text."""

LEAST = 0.05
"""A role that is less likely says nothing."""

MOST = 30
"""Most actions, and most objects, of a sentence that are paired."""

ASKED = 0.2
"""How plainly what is asked for shows a duty, beside what will be done; for choosing the quote."""

_WHERE = {"preferred": "required", "benefits": "", "legal": ""}
_WORDS = load("duty_words")
_ROWS = ROWS["duties"]
_ACTIONS, _OBJECTS, _PHRASES = (
    [row for row in _ROWS if row.startswith(kind)] for kind in ("action.", "object.", "phrase.")
)
_TONES = tuple(f"opens.{tone}" for tone in _WORDS["tone"])
_NAMES = (
    *(f"in.{section}" for section in SECTIONS),
    *("bullet", "prose"),
    *_TONES,
    *_ROWS,
    *(f"{action}>{thing}" for action in _ACTIONS for thing in _OBJECTS),
    *(f"{thing}>{action}" for action in _ACTIONS for thing in _OBJECTS),
)
"""Of all features but those of the roles."""

_COLUMN = {name: column for column, name in enumerate(_NAMES)}
_PAIRS = len(_ACTIONS) * len(_OBJECTS)
_FIRST_ROW, _FIRST_PAIR = _COLUMN[_ROWS[0]], len(_NAMES) - 2 * _PAIRS
_IN = np.array([_COLUMN.get(f"in.{_WHERE.get(section, section)}", -1) for section in SECTIONS])
_ACTION, _OBJECT, _PHRASE = (
    np.array([kind.index(row) if row in kind else -1 for row in _ROWS])
    for kind in (_ACTIONS, _OBJECTS, _PHRASES)
)
USUAL = 10
"""Sentences that speak of work in a posting that is not short."""
_SURE = 1e-6  # no sentence is surer than this of showing, or not showing, a duty


class Spoken(NamedTuple):
    """The sentences of a batch that speak of something done, or of a duty, in reading order.

    Args:
        sentences: themselves.
        document: number of the document of each.
        features: of each.
    """

    sentences: Sequence[Sentence]
    document: Numbers
    features: Features

    @property
    def plain(self) -> Matrix:
        """How plainly each shows a duty: what is asked for less than what will be done."""
        asks = np.isin(self.features.columns, [_COLUMN["in.required"], _COLUMN["opens.asks"]])
        plain = np.ones(len(self.sentences))
        plain[self.features.rows[asks]] = ASKED
        return plain


def duties(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``responsibilities``: each of the six present or not, how likely, by which sentence.

    >>> from upslope.models import SHIPPED
    >>> text = "Responsibilities:\\n- Deploy ML models to production."
    >>> document = Document(id="1", title="ML Engineer", description=text)
    >>> read = duties([document], SHIPPED)[0]["responsibilities"]
    >>> read["deployment"].present, read["deployment"].evidence, read["data"].present
    (True, 'Deploy ML models to production.', False)
    """
    model = models["duties"]
    found = spoken(tuple(documents), models["role"])
    sure = found.features.asked(model).clip(_SURE, 1 - _SURE)
    odds = 1 / (1 - sure) - 1
    counts = np.bincount(found.document, minlength=len(documents))
    totals = [np.bincount(found.document, one, len(documents)) for one in odds.T]
    total = np.stack(totals, axis=1) * loudness(counts)[:, None]
    likely = total / (1 + total)
    present = likely >= model.threshold
    shown = _loudest(odds * found.plain[:, None], found.document, len(documents))
    return [
        {
            "responsibilities": {
                duty: Responsibility(
                    present=held,
                    probability=round(chance, 3),
                    evidence=found.sentences[best].text if held else None,
                )
                for duty, held, chance, best in zip(model.classes, *one, strict=True)
            }
        }
        for one in zip(present.tolist(), likely.tolist(), shown.tolist(), strict=True)
    ]


def _loudest(odds: Matrix, document: Numbers, documents: int) -> Numbers:
    """The sentence of each document that shows each duty loudest, or the first of these."""
    found = np.zeros((documents, odds.shape[1]), np.intp)
    some, first = np.unique(document, return_index=True)
    if len(some):
        which = np.arange(len(odds))[:, None]
        highest = np.maximum.reduceat(odds, first)[np.searchsorted(some, document)]
        found[some] = np.minimum.reduceat(np.where(odds == highest, which, len(odds)), first)
    return found


def loudness(sentences: Numbers) -> Matrix:
    """Return how loudly each of so many sentences speaks: in a short posting louder.

    The postings learned from mostly say a duty in several of about twenty sentences; where only
    three speak of work at all, one of them is enough.

    >>> loudness(np.array([30, 5])).tolist()
    [1.0, 2.0]
    """
    return np.maximum(1.0, USUAL / np.maximum(sentences, 1))


def spoken(documents: tuple[Document, ...], roles: Model) -> Spoken:
    """Return the sentences that may show a duty.

    Args:
        documents: whose sentences.
        roles: the model of their roles: a data analyst rarely deploys models.
    """
    read, words = lines(documents), placed(documents)["duties"]
    speaks = np.zeros(len(read.sentences), bool)
    speaks[words.sentence[(_ACTION[words.row] >= 0) | (_PHRASE[words.row] >= 0)]] = True
    speaks &= _IN[read.section] >= 0
    chosen = np.flatnonzero(speaks)
    number = np.cumsum(speaks) - 1
    mine = np.flatnonzero(speaks[words.sentence])
    words = Words(number[words.sentence[mine]], words.row[mine], words.start[mine])
    sentences = [read.sentences[one] for one in chosen.tolist()]
    document = read.document[chosen]
    said = [
        _cells(_IN[read.section[chosen]]),
        _cells([_COLUMN["bullet" if one.bullet else "prose"] for one in sentences]),
        _opened(sentences),
        words.sentence * len(_NAMES) + words.row + _FIRST_ROW,
        _together(words),
    ]
    rows, columns = np.divmod(np.unique(np.concatenate(said)), len(_NAMES))
    chances = _role_features(documents, roles)[document]
    among, role = chances.nonzero()
    features = Features(
        names=(*_NAMES, *(f"role.{name}" for name in roles.classes)),
        rows=np.concatenate([rows, among]),
        columns=np.concatenate([columns, role + len(_NAMES)]),
        values=np.concatenate([np.ones(len(rows)), chances[among, role]]),
        size=len(chosen),
    )
    return Spoken(sentences, document, features)


def _cells(columns: Sequence[int] | Numbers) -> Numbers:
    """The place of one column of each row in the matrix of features, read row by row."""
    return np.arange(len(columns)) * len(_NAMES) + np.asarray(columns, np.intp)


def _opened(sentences: Sequence[Sentence]) -> Numbers:
    """The cells of the tones in which sentences open."""
    opened = [_tones(sentence.text[:_OPENING].lower()) for sentence in sentences]
    rows = [row for row, tones in enumerate(opened) for _ in tones]
    columns = [column for tones in opened for column in tones]
    return np.array(rows, np.intp) * len(_NAMES) + np.array(columns, np.intp)


_OPENING = 20
_OPENINGS = {
    f"opens.{tone}": tuple(word.rstrip("*") for word in words)
    for tone, words in _WORDS["tone"].items()
}


@lru_cache(maxsize=4096)  # many sentences open alike
def _tones(opening: str) -> list[int]:
    return [_COLUMN[name] for name, words in _OPENINGS.items() if opening.startswith(words)]


def _together(words: Words) -> Numbers:
    """The cells of actions and objects that stand together in a sentence, in either order."""
    actions, things = (_first(words.sentence, kind[words.row] >= 0) for kind in (_ACTION, _OBJECT))
    sizes = np.bincount(words.sentence[things], minlength=words.sentence.max(initial=-1) + 1)
    of = words.sentence[actions]
    which, number = spread((np.cumsum(sizes) - sizes)[of], sizes[of])
    action, thing = actions[which], things[number]
    gap = words.start[thing] - words.start[action]
    near = np.flatnonzero((gap != 0) & (abs(gap) <= REACH))
    pair = _ACTION[words.row[action]] * len(_OBJECTS) + _OBJECT[words.row[thing]]
    cells = words.sentence[action] * len(_NAMES) + _FIRST_PAIR + pair
    return np.asarray(np.where(gap > 0, cells, cells + _PAIRS)[near])


def _first(sentence: Numbers, some: NDArray[np.bool_]) -> Numbers:
    """The places of some words, of each sentence the first :data:`MOST`."""
    places = np.flatnonzero(some)
    own = sentence[places]
    return places[np.arange(len(own)) - np.searchsorted(own, own) < MOST]


def _role_features(documents: tuple[Document, ...], model: Model) -> Matrix:
    """The square roots of the chances of the roles, 0 for those that are not likely."""
    chances = votes(documents).asked(model)
    return np.where(chances >= LEAST, np.sqrt(chances), 0)
