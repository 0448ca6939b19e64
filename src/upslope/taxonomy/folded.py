"""A batch of texts as one that an automaton reads, and the way back to the texts as given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from upslope.taxonomy.folding import USUAL_TABLE, latin

Numbers = NDArray[np.intp]

PART = b"\0\0\0"
"""What parts the texts of a batch: folded, more blanks than any name holds."""


class Folded:
    """Texts one after another in Latin-1 with usual signs and single blanks, and the way back.

    Attributes:
        latin: the texts with :data:`PART` between them.
        text: the same, decoded.
        opens: where each text begins in it.
        closes: where each ends.

    >>> folded = Folded(["", "Big\\u00a0  data – now"])
    >>> folded.text, folded.original(np.array([1]), np.array([7])).tolist()
    ('\\x00\\x00\\x00Big data - now', [6])
    """

    def __init__(self, texts: Sequence[str]) -> None:
        written = PART.join(map(latin, texts)).translate(USUAL_TABLE)
        sizes = np.fromiter(map(len, texts), np.intp, len(texts)) + len(PART)
        self._opens = np.cumsum(sizes) - sizes
        signs = np.frombuffer(written, np.uint8)
        space = signs == ord(" ")
        blank = space | (signs == ord("\n"))
        kept = np.ones(len(signs), bool)
        np.logical_not(space[1:] & blank[:-1], out=kept[1:])
        self._places = np.flatnonzero(kept)
        self.latin = signs[kept].tobytes()
        self.text = self.latin.decode("latin-1")
        self.opens = np.searchsorted(self._places, self._opens)
        self.closes = np.append(self.opens[1:] - len(PART), len(self.text))[: len(texts)]

    def original(self, text: Numbers, places: Numbers) -> Numbers:
        """Offsets in the original texts, given by number, of places in :attr:`text`."""
        return self._places[places] - self._opens[text]
