"""Places that a posting tells apart by pay: "in New York: $150-180k; in Austin: $120-150k"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.normalize.gazetteer import cities, countries, fold, regions
from upslope.normalize.place import places
from upslope.records.posting import Place

_NAME = re.compile(r"[A-Z][\w.'’-]*(?:[ ]+(?:of[ ]+|de[ ]+)?[A-Z][\w.'’-]*){0,4}")
_CODES = frozenset({
    "US", "USA", "UK", "EU", "NYC", "SF", "LA", "DC",
    "CA", "NY", "NJ", "WA", "CO", "MA", "TX", "IL",
})  # fmt: skip
"""Short codes that stand for nothing else in a sentence, as "IN", "OR" and "IT" do."""
_BEHIND = re.compile(
    r"[ ]*(?:[A-Z]{3}\b)?[ ]*(?:per year|a year|annually|/ ?yr|/ ?year|base)?[ ]*"
    r"(?:\((?P<aside>[^()\n]*)\)|(?:for|in|if|when)\b(?P<said>[^.;:\n]*))"
)
_ELSEWHERE = re.compile(
    r"\b(?:outside|exclud\w+|except|other than|not in|all other|elsewhere)\b", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"[;\n]|[.!?]\s")
_REACH = 120
_BAY = "San Francisco Bay Area"
_BAY_CITIES = frozenset({
    _BAY, "San Francisco", "South San Francisco", "Oakland", "Berkeley", "Emeryville", "San Jose",
    "Palo Alto", "Mountain View", "Sunnyvale", "Santa Clara", "Cupertino", "Menlo Park",
    "Redwood City", "San Mateo", "Foster City", "Burlingame", "San Bruno", "Fremont", "Milpitas",
    "Pleasanton", "Los Gatos",
})  # fmt: skip


def place_said(text: str, start: int, end: int, reached: int, following: int) -> str | None:
    """Return the place that ``text[start:end]`` is paid in, as the text names it.

    Args:
        text: of the posting.
        start: where the amount begins.
        end: where it ends.
        reached: where the amount before it ends.
        following: where the next one begins.

    >>> text = "Austin: $120k - $150k"
    >>> place_said(text, 8, 21, 0, 21)
    'Austin'
    """
    if found := _BEHIND.match(text, end, min(following, end + _REACH)):
        names = _names(found["aside"] or found["said"] or "")
        if names:
            return names[0]
    before = text[max(reached, start - _REACH) : start].rstrip()
    names = _names(_CLAUSE_ENDS.split(before)[-1])
    return names[-1] if names else None


def _names(words: str) -> list[str]:
    """Return the known places in a few words; "outside" and the like belong to the name."""
    elsewhere = _ELSEWHERE.search(words)
    if not elsewhere:
        return list(_known_names(words))
    named = next(_known_names(words[elsewhere.end() :]), "")
    return [f"{elsewhere[0]} {named}".rstrip()]


def _known_names(words: str) -> Iterator[str]:
    """Yield the known places in a few words, the longest name at each point."""
    for run in _NAME.findall(words):
        parts = run.rstrip(".").split()
        at = 0
        while at < len(parts):
            for size in range(min(4, len(parts) - at), 0, -1):
                name = " ".join(parts[at : at + size])
                if _known(name):
                    yield name
                    at += size - 1
                    break
            at += 1


def _known(name: str) -> bool:
    if len(name) <= 3 and name not in _CODES:
        return False
    folded = fold(name.removesuffix(" Area"))
    return folded in cities() or folded in regions() or folded in countries()


def closeness(said: str, homes: list[Place]) -> int:
    """Say how closely a named place fits one of a posting's: 3 city, 2 region, 1 country, 0 not.

    >>> homes = [Place(city="Austin", region="Texas", country="US")]
    >>> closeness("Austin", homes), closeness("Texas", homes), closeness("New York", homes)
    (3, 2, 0)
    """
    if _ELSEWHERE.match(said):
        return 0
    named = next(iter(places([said])[0]), Place())
    return max((_fits(named, home) for home in homes), default=0)


def _fits(named: Place, home: Place) -> int:
    if named.country and home.country and named.country != home.country:
        return 0
    if named.city:
        same = named.city == home.city or (named.city == _BAY and home.city in _BAY_CITIES)
        by_name = home.city is None and named.city == home.region  # "New York" is both
        return 3 if same else 2 if by_name or named.city == home.region else 0
    if named.region:
        return 2 if named.region == home.region else 0
    return int(named.country is not None and named.country == home.country)
