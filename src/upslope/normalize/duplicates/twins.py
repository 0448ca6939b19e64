"""Two adverts of one opening get the same fingerprint, so that they are shown as one.

Only certain twins are linked: the same company, role, cities and words of the description. Two
cities, two levels or two teams are two openings; so are two texts, because large employers open
several posts of one title in one city (of 140 such pairs in 8,400 real postings, 42 differed).
"""

from __future__ import annotations

import hashlib
import re

from upslope.normalize.company import company_key
from upslope.normalize.gazetteer import fold
from upslope.records.posting import Place, Posting

_LONG_ENOUGH = re.compile(r"\W*+(?:\w++\W++){49}\w")
"""Fifty words; what was read is not read again, so that no text takes long."""
_NUMBER = re.compile(r"\d{3,}")  # of a requisition: what is equal but for it is another opening
_ASCII = bytes(range(0x80))
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(b for b in range(256) if b >= 0x80 or not chr(b).isalnum())
_SAME_WORD = {"sr": "senior", "snr": "senior", "jr": "junior", "ml": "machine learning"}


def fingerprint(posting: Posting) -> str | None:
    """Return 16 hexadecimal digits that twins share; ``None`` when there is too little to tell.

    >>> from upslope.records import Place
    >>> def of(title, city):
    ...     place = Place(city=city, country="DE")
    ...     return fingerprint(Posting(id="", source="", source_id="", title=title,
    ...         clean_title=title, hiring_organization="Nordlicht GmbH", places=[place],
    ...         description="You train models and ship them with us. " * 8))
    >>> of("Sr. ML Engineer", "Berlin") == of("Senior Machine Learning Engineer", "Berlin")
    True
    >>> of("ML Engineer", "Berlin") == of("ML Engineer", "Bonn")
    False
    """
    company, title = company_key(posting.hiring_organization), title_key(posting.clean_title)
    if not company or not title:
        return None
    where = "|".join(sorted({_place(place) for place in posting.places}))
    text = posting.description or ""
    if not _LONG_ENOUGH.match(text):  # two entries of one list without text may be two openings
        return None
    numbers = " ".join(_NUMBER.findall(posting.title))
    parts = (*map(str.encode, (company, title, where, numbers)), _letters(text))
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:16]


def _letters(text: str) -> bytes:
    """Return the letters and digits of a text, casefolded; those beyond ASCII stand at the end.

    Apart, the many of ASCII are picked out as bytes, twenty times as fast as words by a pattern.
    """
    written = text.encode("utf-8", "replace")
    others = written.translate(None, _ASCII).decode().casefold()
    return written.translate(_LOWER, _NO_LETTERS) + re.sub(r"\W", "", others).encode()


def title_key(title: str) -> str:
    """Return a cleaned title as comparable words.

    >>> title_key("Sr. AI / ML Engineer") == title_key("Senior AI/ML Engineer")
    True
    """
    words = re.findall(r"[\w+#]+", fold(title))
    return " ".join(_SAME_WORD.get(word, word) for word in words)


def _place(place: Place) -> str:
    """Return the city and country; the region only where there is no city."""
    return f"{fold(place.city or place.region or '')},{place.country or ''}"
