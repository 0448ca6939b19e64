"""Two adverts of one opening get the same fingerprint, so that they are shown as one.

Only certain twins are linked: the same company, role and cities; where no city is known, also the
same words of the description. Two cities, two levels or two teams are two openings.
"""

from __future__ import annotations

import hashlib
import re

from upslope.normalize.company import company_key
from upslope.normalize.gazetteer import fold
from upslope.records.posting import Place, Posting

_LEAST_WORDS = 50
_SAME_WORD = {"sr": "senior", "snr": "senior", "jr": "junior", "ml": "machine learning"}


def fingerprint(posting: Posting) -> str | None:
    """Return 16 hexadecimal digits that twins share; ``None`` when there is too little to tell.

    >>> from upslope.records import Place
    >>> def of(title, city):
    ...     place = Place(city=city, country="DE")
    ...     return fingerprint(Posting(id="", source="", source_id="", title=title,
    ...         clean_title=title, hiring_organization="Nordlicht GmbH", places=[place]))
    >>> of("Sr. ML Engineer", "Berlin") == of("Senior Machine Learning Engineer", "Berlin")
    True
    >>> of("ML Engineer", "Berlin") == of("ML Engineer", "Bonn")
    False
    """
    company, title = company_key(posting.hiring_organization), title_key(posting.clean_title)
    if not company or not title:
        return None
    cities = sorted({_city(place) for place in posting.places if place.city})
    where = "|".join(cities) or _digest_of_words(posting.description)
    if where is None:
        return None
    return hashlib.sha256(f"{company}\n{title}\n{where}".encode()).hexdigest()[:16]


def title_key(title: str) -> str:
    """Return a cleaned title as comparable words.

    >>> title_key("Sr. AI / ML Engineer") == title_key("Senior AI/ML Engineer")
    True
    """
    words = re.findall(r"[\w+#]+", fold(title))
    return " ".join(_SAME_WORD.get(word, word) for word in words)


def _city(place: Place) -> str:
    return f"{fold(place.city or '')},{place.country or ''}"


def _digest_of_words(description: str | None) -> str | None:
    words = re.findall(r"\w+", (description or "").casefold())
    if len(words) < _LEAST_WORDS:
        return None
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
