"""What a posting's wording says of how much a skill is needed: it wishes for it, or denies it.

Wording in the clause around the skill speaks first, then the line that leads in the list ("It would
be great if you had:"). A wish or a denial holds for all names of a list. The wordings are in
``data/need.toml``. What no wording decides is left to the model in ``skills``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from upslope.understand.clause import Clauses, Said, Spans, pattern, usual
from upslope.understand.document import Document, Sentence
from upslope.understand.lines import Lines, Numbers, lines
from upslope.understand.words import ROWS, placed

Speaks = Literal["asks", "tells", "plain"]
"""Whom a sentence speaks of: the candidate, the company, or neither in plain words."""

SAYS: tuple[Said, ...] = get_args(Said)
SPEAKS: tuple[Speaks, ...] = get_args(Speaks)
_SAYS = {said: number for number, said in enumerate(SAYS)}


class Wordings:
    """What the wording of documents says of the things that their sentences name.

    >>> text = "Python is a must, and Scala would be a plus; no Java needed."
    >>> wordings = Wordings([Document(id="1", title="", description=text)])
    >>> spans = [(text.index(word), text.index(word) + len(word)) for word in
    ...          ("Python", "Scala", "Java")]
    >>> wordings.of(0, spans)
    ['', 'preferred', 'negated']

    Attributes:
        sentences: those of all documents. The arrays have one more value: that of no sentence.
        leads: what the line that leads in each says of what it names, as number in ``SAYS``.
        speaks: whom each speaks of, as number in ``SPEAKS``.
        hinted: whether each may hold a denial or a wish.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.sentences = lines(tuple(documents)).sentences
        self.leads = np.append(_leads(lines(tuple(documents))), _SAYS[""])
        hints = _hints(tuple(documents))
        self._denies, self._wishes = hints["not"], hints["wish"]
        self.speaks = np.where(hints["asks"], 0, np.where(hints["tells"], 1, 2))
        self.hinted = self._denies | self._wishes

    def of(self, at: int, spans: Spans) -> list[Said]:
        """Say of each span of the description within sentence number ``at``, in order."""
        sentence, lead = self.sentences[at], SAYS[self.leads[at]]
        clauses = Clauses(sentence.text, denies=self._denies[at], wishes=self._wishes[at])
        inside = [(start - sentence.start, end - sentence.start) for start, end in spans]
        return [said or lead for said in clauses.say(inside)]


def _hints(documents: tuple[Document, ...]) -> dict[str, NDArray[np.bool_]]:
    """Which sentences hold each hint, and one value more for no sentence."""
    words = placed(documents)["need"]
    said = np.zeros((len(ROWS["need"]), len(lines(documents).sentences) + 1), bool)
    said[words.row, words.sentence] = True
    return dict(zip(ROWS["need"], said, strict=True))


_LEADS: dict[Said, re.Pattern[str]] = {
    "": pattern("leads_required", r"\b", r"\b"),
    "negated": pattern("leads_negated", r"\b", r"\b"),
    "preferred": pattern("leads_preferred", r"\b", r"\b"),
    "context": pattern("leads_context", r"\b", r"\b"),
}
_LONGEST_LEAD = 200


def _leads(read: Lines) -> Numbers:
    """What the line before a list, or else the heading, says of each sentence."""
    headings = [*map(_HEADING, read.sentences)]
    lead = {heading: _SAYS[_lead(heading)] for heading in set(headings)}
    found = np.fromiter(map(lead.__getitem__, headings), np.intp, len(headings))
    texts = enumerate(map(_TEXT, read.sentences))
    led = [at for at, text in texts if text[-1:] == ":" and _leads_in(text)]
    for document in np.unique(read.document[led]):  # few
        first, last = np.searchsorted(read.document, (document, document + 1))
        found[first:last] = [_SAYS[said] for said in _led(read.sentences[first:last])]
    return found


_HEADING, _TEXT = attrgetter("heading"), attrgetter("text")


def _leads_in(text: str) -> bool:
    """Say whether a line with a colon says something of the list that follows, if one does."""
    return len(text) <= _LONGEST_LEAD and bool(_lead(text))


def _led(sentences: Sequence[Sentence]) -> list[Said]:
    """The same for each sentence of a document in which a line leads in a list."""
    found: list[Said] = []
    heading, listing = "", False
    lead: Said = ""
    for sentence in sentences:
        if sentence.heading is not heading:
            heading = sentence.heading
            lead, listing = _lead(heading), False
        elif listing and not sentence.bullet:
            lead, listing = _lead(heading), False
        found.append(lead)
        if sentence.text.endswith(":") and len(sentence.text) <= _LONGEST_LEAD:
            lead, listing = _lead(sentence.text) or lead, False
        elif lead and sentence.bullet:
            listing = True
    return found


@lru_cache(maxsize=4096)  # headings are the same in many postings
def _lead(text: str) -> Said:
    """What a line says of the list that it leads in.

    >>> _lead("It would be great if you had:"), _lead("Not required:"), _lead("Requirements:")
    ('preferred', 'negated', '')
    """
    text = usual(text)
    return next((said for said, words in _LEADS.items() if words.search(text)), "")
