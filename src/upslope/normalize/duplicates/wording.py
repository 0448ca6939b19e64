"""The words of a text as numbers: what two texts share, and what each says alone.

Copies of a text lose blanks ("requirements.Must haveTime"), accents and marks; so words are cut at
every sign and where a small letter meets a capital, and letters beyond ASCII part words too, unless
the text is mostly made of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_LONGEST = 60_000
_FOREIGN = 0.3
_ASCII = bytes(range(0x80))
# A word starts where a bit of a sign meets, two places on, a bit of the sign before it: after a gap
# any letter does, after a small letter a capital.
_GAP, _SMALL, _LARGE, _OTHER = 0b0100, 0b1001, 0b0011, 0b0001
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


class _Signs(NamedTuple):
    """What each byte of a text is, and its small letter, 0 for a gap: a gap adds nothing."""

    kinds: bytes
    letters: bytes


def _signs(foreign: int) -> _Signs:
    kinds = _KIND + bytes([foreign] * 128)
    small = bytes(range(256)).lower()
    return _Signs(kinds, bytes(0 if kinds[b] == _GAP else small[b] for b in range(256)))


_PLAIN, _WITH_FOREIGN = _signs(_GAP), _signs(_SMALL)
_BASE = 0x9E3779B97F4A7C15
_POWERS: Hashes = np.cumprod(np.full(_LONGEST + 1, _BASE, np.uint64)).astype(np.uint64)
_UNDO = np.full(_LONGEST + 1, pow(_BASE, -1, 2**64), np.uint64)
_INVERSE: Hashes = np.cumprod(_UNDO).astype(np.uint64)
_STEPS = np.array([0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB], np.uint64)
_SHIFTS = np.array([30, 27, 31], np.uint64)
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)


class Wording:
    """A text cut into words.

    >>> Wording("Train models.Deploy them").words == Wording("train MODELS deploy them").words
    array([ True,  True,  True,  True])
    """

    def __init__(self, text: str) -> None:
        raw = (" " + text[:_LONGEST]).encode("utf-8", "replace")[: _LONGEST + 1]
        signs = _WITH_FOREIGN if _is_foreign(raw) else _PLAIN
        kind = _bytes(raw.translate(signs.kinds))
        is_start = (kind[1:] & (kind[:-1] >> 2)).astype(np.bool_)
        self.words = _hashed(raw.translate(signs.letters), is_start.nonzero()[0])

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


def _is_foreign(raw: bytes) -> bool:
    return not raw.isascii() and len(raw.translate(None, _ASCII)) > _FOREIGN * (len(raw) - 1)


def _hashed(raw: bytes, before: NDArray[np.intp]) -> Hashes:
    """Hash each word by its letters, wherever it stands: differences of one running sum.

    Args:
        raw: small letters, 0 for what is none.
        before: the place before each word.
    """
    sums = (_bytes(raw) * _POWERS[: len(raw)]).cumsum(dtype=np.uint64)
    words: Hashes = np.append(sums[before], sums[-1:])
    words = words[1:] - words[:-1]
    words *= _INVERSE[before + 1]
    return mixed(words)


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
    numbers = numbers ^ (numbers >> _SHIFTS[0])
    numbers *= _FACTORS[0]
    numbers ^= numbers >> _SHIFTS[1]
    numbers *= _FACTORS[1]
    numbers ^= numbers >> _SHIFTS[2]
    return numbers


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
