"""Makes any text fit for the automata, and leads back to the text as given.

Automata read bytes. Every code point is written as one byte of Latin-1, so that offsets stay.
"""

from __future__ import annotations

import codecs
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Typographic signs by usual ones.
_ODD = {
    "-": "‐‑‒–—−\u00ad",
    " ": "\t\u00a0\u202f\u2009\u3000",
    "'": "’‘",
    '"': "“”",
    "*": "•·▪●◦",
    "/": "／",
    "+": "＋",
    "\n": "\r\u2028\u2029",
}
_USUAL = {odd: usual for usual, odds in _ODD.items() for odd in odds}
_LATIN = map(chr, range(256))
_USUAL_TABLE = "".join(_USUAL.get(sign, sign) for sign in _LATIN).encode("latin-1")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """What to write for code points beyond Latin-1: a letter or a sign that no name has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _written(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=4096)  # mostly a dash, a quote or a bullet
def _written(odds: str) -> str:
    return "".join(_USUAL.get(odd) or ("ÿ" if odd.isalnum() else "¦") for odd in odds)


codecs.register_error("upslope.stand_in", _stand_in)


@lru_cache(maxsize=256)  # a batch of texts goes through one automaton after another
def latin(text: str) -> bytes:
    """Write a text in Latin-1, one byte for each code point.

    >>> latin("1–2 × Łódź").decode("latin-1")
    '1-2 × ÿódÿ'
    """
    return text.encode("latin-1", "upslope.stand_in")


def folding(kept: str) -> bytes:
    """Return a table for ``bytes.translate``: lower case, and a space for all signs but those kept.

    >>> latin("C#, C++").translate(folding(kept="#"))
    b'c#  c  '
    """
    signs = map(chr, range(256))
    folded = (sign.lower() if sign.isalnum() or sign in kept else " " for sign in signs)
    return "".join(folded).encode("latin-1")


_SPACED = folding(kept=".+#&_")


def spaced(text: str) -> bytes:
    """Fold a text; signs that are part of names stay: ``c++``, ``c#``, ``.net``, ``at&t``.

    >>> spaced("CI/CD (GitHub-Actions), .NET. ")
    b'ci cd  github actions   .net  '
    """
    return without_signs(latin(text))


def without_signs(text: bytes) -> bytes:
    """Fold a text that is in Latin-1 already, as :func:`spaced` does.

    >>> without_signs(b"C++. ")
    b'c++  '
    """
    return text.translate(_SPACED).replace(b". ", b"  ")


class Folded:
    """A text in Latin-1 with usual signs and single blanks, and the way back to its offsets.

    >>> folded = Folded("Big\\u00a0  data – now")
    >>> folded.text, folded.original(4)
    ('Big data - now', 6)
    """

    def __init__(self, text: str) -> None:
        written = latin(text).translate(_USUAL_TABLE)
        self.places: NDArray[np.intp] | None = None
        """For each character of :attr:`text` where it stands in the original, if not there."""
        if b"  " in written or b"\n " in written:
            import numpy as np  # noqa: PLC0415  # heavy: only with texts to fold

            signs = np.frombuffer(written, np.uint8)
            space = signs == 0x20
            blank = space | (signs == 0x0A)
            kept = np.ones(len(signs), bool)
            np.logical_not(space[1:] & blank[:-1], out=kept[1:])
            written, self.places = signs[kept].tobytes(), np.flatnonzero(kept)
        self.latin = written
        self.text = written.decode("latin-1")

    def original(self, place: int) -> int:
        """Offset in the original text of a place in :attr:`text`."""
        return place if self.places is None else int(self.places[place])
