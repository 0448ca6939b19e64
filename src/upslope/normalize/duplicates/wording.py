"""The words of a text as numbers: what two texts share, and what each says alone.

Copies of a text lose blanks ("requirements.Must haveTime"), accents and marks; so words are cut at
every sign and where a small letter meets a capital, and letters beyond ASCII part words too, unless
the text is mostly made of them.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_LONGEST = 60_000
_FOREIGN = 0.3
_ASCII = bytes(range(0x80))
_GAP, _SMALL, _LARGE, _OTHER = 0, 1, 2, 3
_KIND = bytes(
    _SMALL
    if chr(b).islower()
    else _LARGE
    if chr(b).isupper()
    else _OTHER
    if chr(b).isalnum()
    else _GAP
    for b in range(128)
)
_PLAIN, _WITH_FOREIGN = _KIND + bytes([_GAP] * 128), _KIND + bytes([_SMALL] * 128)
_LOWER = bytes(range(256)).lower()
_BASE = 0x9E3779B97F4A7C15
_POWERS: Hashes = np.cumprod(np.full(_LONGEST + 1, _BASE, np.uint64)).astype(np.uint64)
_UNDO = np.full(_LONGEST + 1, pow(_BASE, -1, 2**64), np.uint64)
_INVERSE: Hashes = np.cumprod(_UNDO).astype(np.uint64)
_STEPS = np.array([0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB], np.uint64)


class Wording:
    """A text cut into words.

    >>> Wording("Train models.Deploy them").words == Wording("train MODELS deploy them").words
    array([ True,  True,  True,  True])
    """

    def __init__(self, text: str) -> None:
        self._raw = text[:_LONGEST].encode("utf-8", "replace")[:_LONGEST]
        foreign = len(self._raw.translate(None, _ASCII)) > _FOREIGN * len(self._raw)
        kind = _bytes(self._raw.translate(_WITH_FOREIGN if foreign else _PLAIN))
        before, letter = kind[:-1], kind != _GAP
        starts = letter.copy()
        starts[1:] &= (before == _GAP) | ((before == _SMALL) & (kind[1:] == _LARGE))
        stops = np.empty(len(kind), np.bool_)
        stops[:-1] = letter[:-1] & (~letter[1:] | starts[1:])
        stops[-1:] = letter[-1:]
        self._starts, self._ends = np.flatnonzero(starts), np.flatnonzero(stops) + 1
        self.words = self._hashed()

    def _hashed(self) -> Hashes:
        """Hash each word by its letters, wherever it stands: differences of one running sum."""
        letters = _bytes(self._raw.translate(_LOWER)).astype(np.uint64) * _POWERS[: len(self._raw)]
        sums: Hashes = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(letters, out=sums[1:])
        inverse: Hashes = _INVERSE[self._starts]
        return mixed((sums[self._ends] - sums[self._starts]) * inverse)

    @cached_property
    def vocabulary(self) -> Hashes:
        """Each word once, sorted."""
        return once(self.words)

    @cached_property
    def runs(self) -> Hashes:
        """All runs of three words, in their order."""
        first, second, third = self.words[:-2], self.words[1:-1], self.words[2:]
        return mixed(first * _STEPS[0] + second * _STEPS[1] + third[: len(first)] * _STEPS[2])

    @cached_property
    def shingles(self) -> Hashes:
        """All runs of three words, each once, sorted."""
        return once(self.runs)

    def has(self, words: str) -> bool:
        """Say whether all of some words are in the text, wherever.

        >>> Wording("in our New York office").has("new york"), Wording("new").has("new york")
        (True, False)
        """
        asked = Wording(words).vocabulary
        return shared(asked, self.vocabulary) == len(asked)


def _bytes(raw: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(raw, np.uint8)


def once(numbers: Hashes) -> Hashes:
    """Sort numbers and leave out repetitions; NumPy's own ``unique`` takes five times as long."""
    ordered = np.sort(numbers)
    kept = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


def mixed(numbers: Hashes) -> Hashes:
    """Spread numbers over 64 bits (the finisher of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def shared(one: Hashes, other: Hashes) -> int:
    """Return how many numbers two sorted arrays without repetition share.

    >>> shared(np.array([1, 4, 9], np.uint64), np.array([4, 9, 16], np.uint64))
    2
    """
    if not len(one) or not len(other):
        return 0
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return int((other[places] == one).sum())
