"""Which pairs of many postings are worth comparing: those that share a key.

Keys of the text are bands of three least hashes of its runs of three words (MinHash; Broder 1997),
found by one permutation (Li, Owen and Zhang 2012). Each holds level and grade too, because two
levels are never one opening. A text that was cut short is rarely alike to the whole one, so it is
found by employer and title too. What keys a posting has depends on nothing but itself, so that
the pairs are the same however postings arrive.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from upslope.normalize.duplicates.employers import leading, names
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.titles import in_order
from upslope.normalize.duplicates.wording import Hashes, mixed

_BANDS, _ROWS = 10, 3
_BINS = _BANDS * _ROWS
_WIDTH = 2**64 // _BINS
_EDGES = np.array([_WIDTH * place for place in range(_BINS)], np.uint64)
_SHORT = 150
"""Words of a text that may be cut short; half of the real texts have more than 500."""


def keys(profile: Profile) -> list[str]:
    """Return the keys of a posting; none, if nothing is known to find it by.

    >>> from upslope.normalize.records import posting_of
    >>> a, b = (keys(Profile(posting_of({"title": title, "company": "Tallis"})))
    ...     for title in ("Sr. ML Engineer", "Senior Machine Learning Engineer (Remote)"))
    >>> a == b, a == keys(Profile(posting_of({"title": "ML Engineer", "company": "Tallis"})))
    (True, False)
    """
    levels = " ".join(sorted((profile.title.levels - {"mid"}) | profile.title.grades))
    return [*_of_text(profile, levels), *_of_title(profile, levels)]


def _of_text(profile: Profile, levels: str) -> list[str]:
    if not profile.has_text:
        return []
    rows = _least(profile.wording.runs).reshape(_BANDS, _ROWS)
    sums = rows @ _STEPS + _PLACES
    return [f"t{key >> 16:012x}" for key in mixed(sums ^ _salt(levels)).tolist()]


@lru_cache(maxsize=1_000)
def _salt(levels: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(levels.encode()).digest()[:8], "big"))


_PLACES = np.arange(_BANDS, dtype=np.uint64)
_STEPS = np.array([0x8CB92BA72F3D8DD7, 0xABC98388FB8FAC03, 0x9FB21C651E98DF25], np.uint64)


def _least(runs: Hashes) -> Hashes:
    """Return the least hash of each of equal parts; an empty part takes that of the next."""
    ordered = np.sort(runs)
    return ordered.take(ordered.searchsorted(_EDGES), mode="wrap")


def _of_title(profile: Profile, levels: str) -> list[str]:
    """Return keys of employer and role: those of a short text find all, of a whole one short ones.

    Two whole texts that are alike have been found by their words.
    """
    kind = "s" if len(profile.wording.words) < _SHORT else "w"
    role = in_order(profile.title)
    known = {leading(name) for name in names(profile.company)} if role else set()
    return [kind + _hash(f"{name}\n{role}\n{levels}") for name in sorted(known)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
