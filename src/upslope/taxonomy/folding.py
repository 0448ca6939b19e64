"""Makes any text fit for the automata.

Automata read bytes. Every code point is written as one byte of Latin-1, so that offsets stay.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

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
USUAL_TABLE = "".join(_USUAL.get(sign, sign) for sign in _LATIN).encode("latin-1")
"""For ``bytes.translate``: usual signs for odd ones of Latin-1."""


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
