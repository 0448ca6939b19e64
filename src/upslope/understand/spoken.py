"""Which sentences of postings speak of something done, and what a model sees of each.

A sentence shows a duty by what it says is done to what (``data/duty_words.toml``: "deploy" before
"models"), in which tone ("you will", "experience with"), in which section and for which role.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.models import Model
from upslope.models.arrays import Features, Matrix
from upslope.understand.document import Document, Sentence
from upslope.understand.lines import SECTIONS, Numbers, distinct, lines, spread
from upslope.understand.role import votes
from upslope.understand.words import ROWS, Words, load, placed

REACH = 60
"""How far apart an action and its object may stand, in code points of the plain text."""

LEAST = 0.05
"""A role that is less likely says nothing."""

MOST = 30
"""Most actions, and most objects, of a sentence that are paired."""

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
_LONGEST = 20  # an opening word or two
_OPENINGS: dict[str, list[tuple[str, int]]] = {}
"""Words that tell a tone, with its column, by their first two letters."""
for _tone, _words in _WORDS["tone"].items():
    for _word in _words:
        _OPENINGS.setdefault(_word[:2], []).append((_word.rstrip("*"), _COLUMN[f"opens.{_tone}"]))


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
    def asks(self) -> NDArray[np.bool_]:
        """Which ask for what a person has done before, not for what is to be done."""
        told = np.isin(self.features.columns, [_COLUMN["in.required"], _COLUMN["opens.asks"]])
        return np.bincount(self.features.rows[told], minlength=len(self.sentences)) > 0


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
        _cells(np.where(read.bullet[chosen], _COLUMN["bullet"], _COLUMN["prose"])),
        _opened(sentences),
        words.sentence * len(_NAMES) + words.row + _FIRST_ROW,
        _together(words),
    ]
    rows, columns = np.divmod(distinct(np.concatenate(said)), len(_NAMES))
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


def _cells(columns: Numbers) -> Numbers:
    """The place of one column of each row in the matrix of features, read row by row."""
    return np.arange(len(columns)) * len(_NAMES) + columns


def _opened(sentences: Sequence[Sentence]) -> Numbers:
    """The cells of the tones in which sentences open."""
    found: list[int] = []
    for row, sentence in enumerate(sentences):
        if words := _OPENINGS.get(sentence.text[:2].lower()):
            opening = sentence.text[:_LONGEST].lower()
            cells = row * len(_NAMES)
            found += [cells + column for word, column in words if opening.startswith(word)]
    return np.array(found, np.intp)


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
