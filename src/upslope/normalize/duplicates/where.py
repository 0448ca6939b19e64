"""Where two postings are, as far as it tells openings apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from upslope.normalize.gazetteer import cities as known_cities
from upslope.normalize.gazetteer import countries, fold
from upslope.records import Place, Posting

Nearness = Literal["same", "near", "apart", "unknown"]

_VAGUE = re.compile(
    r"\b(?:metro(?:politan)?|area|greater|county|region|bay|valley)\b", re.IGNORECASE
)
_BOROUGHS = dict.fromkeys(("brooklyn", "queens", "bronx", "manhattan", "new york city"), "new york")
_STATES = frozenset({"US", "CA", "AU", "IN"})


_AMERICAS = frozenset({"US", "CA", "MX", "BR", "AR", "CL", "CO", "PE", "CR", "UY"})
_ASIA = frozenset(
    {"IN", "SG", "JP", "CN", "KR", "AU", "NZ", "MY", "PH", "VN", "TH", "ID", "HK", "TW"}
)
_NOT_IN = {
    **dict.fromkeys(("APAC", "Asia", "Asia Pacific"), _AMERICAS),
    **dict.fromkeys(
        ("EMEA", "Europe", "European Union", "EU", "DACH", "Nordics"), _AMERICAS | _ASIA
    ),
}
"""Countries that a part of the world surely does not hold."""


def nearness(one: Posting, other: Posting) -> Nearness:
    """Compare where two postings are.

    Returns "same" if they share a city (or, where neither has one, a region or country), "near" if
    what one says holds the other, "apart" if not, and "unknown" if one does not say.

    >>> from upslope.normalize.records import posting_of
    >>> berlin, bonn = (posting_of({"location": city}) for city in ("Berlin", "Bonn, Germany"))
    >>> nearness(berlin, bonn), nearness(berlin, posting_of({"location": "Germany"}))
    ('apart', 'near')
    """
    first, second = _places(one), _places(other)
    if not first or not second:
        return "unknown"
    pairs = [(a, b) for a in first for b in second]
    if any(_share_city(a, b) for a, b in pairs):
        return "same"
    if _names_city(one, first, second) or _names_city(other, second, first):
        return "same"
    if any(_hold(a, b) for a, b in pairs):
        alike = any(a == b for a, b in pairs)
        return "same" if alike else "near"
    return "apart"


def _places(posting: Posting) -> tuple[Place, ...]:
    vague = any(map(_is_vague, posting.job_location))
    return tuple(
        Place(region=place.region, country=place.country) if vague else place
        for place in posting.places
        if not vague or place.country or place.region
    )


@lru_cache(maxsize=20_000)  # an employer's places come again in each of its postings
def _is_vague(text: str) -> bool:
    return _VAGUE.search(text) is not None


def _share_city(one: Place, other: Place) -> bool:
    if not one.city or not other.city or not _fits(one.country, other.country):
        return False
    if one.country in _STATES and not _fits(one.region, other.region):
        return False
    return _is_same_city(one.city, other.city)


def _names_city(posting: Posting, own: Iterable[Place], places: Iterable[Place]) -> bool:
    """Say whether an address ("2151 Grand Ave, El Segundo, CA") has the city of a place.

    A city of the same name that was read elsewhere is another one.
    """
    parts = frozenset[str]().union(*map(_parts, posting.job_location))
    elsewhere = {fold(place.city) for place in own if place.city}
    return any(place.city and fold(place.city) in parts - elsewhere for place in places)


@lru_cache(maxsize=20_000)
def _parts(text: str) -> frozenset[str]:
    return frozenset(fold(part) for part in re.split(r"[,;|]", text))


@lru_cache(maxsize=20_000)
def _is_same_city(one: str, other: str) -> bool:
    """Compare two spellings; of "Tel Aviv" and "Tel Aviv Yafo" one begins the other."""
    names = (_BOROUGHS.get(fold(name), fold(name)) for name in (one, other))
    short, long = sorted((name.split() for name in names), key=len)
    return long[: len(short)] == short


def _hold(one: Place, other: Place) -> bool:
    """Say whether a place without a city holds the other, or is held by it."""
    if one.city and other.city:
        return False
    if one.country is None and other.country is None:
        return _fits(one.region, other.region)
    if one.country is None or other.country is None:
        wide, place = (one, other) if one.country is None else (other, one)
        return place.country not in _NOT_IN.get(wide.region or "", ())
    return one.country == other.country and _fits(one.region, other.region)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or fold(one) == fold(other)


_LANDS = {"emea": "EU", "eu": "EU", "europe": "EU", "european union": "EU", "apac": "APAC",
          "latam": "LATAM", "us": "US", "usa": "US", "uk": "GB"}  # fmt: skip


def named_in_title(posting: Posting) -> frozenset[str]:
    """Return the places that a posting's title ends on, each under one name.

    >>> titled = Posting(id="", source="", source_id="", title="ML Engineer - NYC, US")
    >>> sorted(named_in_title(titled))
    ['US', 'new york']
    """
    parts = re.split(r"\s[-–—|@•]\s|[,;/()\[\]|]", posting.title)[1:]
    return frozenset(filter(None, (_place_name(fold(part)) for part in parts)))


@lru_cache(maxsize=20_000)
def _place_name(name: str) -> str:
    if name in known_cities():
        return fold(known_cities()[name].city or name)
    return _LANDS.get(name) or (countries().get(name, "") if len(name) > 3 else "")


def is_remote(posting: Posting) -> bool:
    """Say whether place, type or title of a posting call it remote."""
    return posting.job_location_type == "remote" or "remote" in posting.title.lower()


def cities(places: Iterable[Place]) -> str:
    """Return the names of some places for a sentence, "Paris or Lyon".

    >>> cities([Place(city="Paris", country="FR"), Place(country="DE")])
    'Paris or DE'
    """
    names = dict.fromkeys(place.city or place.region or place.country or "" for place in places)
    return " or ".join(filter(None, list(names)[:3]))
