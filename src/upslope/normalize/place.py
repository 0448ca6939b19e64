"""Free-text places become city, region and country; remote and hybrid words are noticed.

Boards write one place in many ways ("US-CA-Menlo Park", "Remote - US", "Berlin", "Austin, Texas,
United States; Hybrid - NYC"). A bare city gets its country from a list of a few hundred cities
where such postings are; what is not known is kept as it was written, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from upslope.formats.characters import clean
from upslope.normalize.gazetteer import cities, countries, fold, regions
from upslope.records.posting import LocationType, Place

_BETWEEN = re.compile(r"\s*(?:[;|\n•]|\s/\s|\s(?:or|and|&)\s)\s*")
_WAY_WORDS: tuple[tuple[LocationType, str], ...] = (
    (
        "onsite",
        r"on[- ]?site|in[- ](?:office|person)|no[nt][- ]remote|no remote|presencial|vor ort",
    ),
    ("hybrid", r"h[yíi]brid[oae]?|flexible|flex"),
    (
        "remote",
        r"(?:fully |100% |full )?remote(?:ly)?(?: work| job| first| flexible| eligible)?|remoto"
        r"|telecommut\w+|work from (?:home|anywhere)|home[- ](?:office|based)|wfh|distributed"
        r"|anywhere(?: in the world)?|virtual(?: first)?|world\s?wide|t[ée]l[ée]travail",
    ),
)
_WAYS = [(way, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for way, words in _WAY_WORDS]
_WIDE = {
    word.lower(): word
    for word in (
        "EMEA", "APAC", "LATAM", "Europe", "European Union", "EU", "Asia", "Americas", "Africa",
        "Western Europe", "Eastern Europe", "Central Europe", "Asia Pacific",
        "North America", "South America", "Latin America", "Middle East", "Nordics", "DACH", "MENA",
    )
}  # fmt: skip
_DASHED = re.compile(r"^([A-Z]{2})-(?:([A-Z]{2,3})-)?([A-Z][a-z].*)$")
_POSTCODE = re.compile(r"\b\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")
_DELAWARE = re.compile(r"\bDE(?= 19[7-9]\d\d\b)")
"""The state before one of its ZIP codes, which alone begin with 197 to 199."""
_FRILL = re.compile(
    r"^(?:greater|metro|in|near|based in|within)\s+|\s+(?:metro(?:politan)?(?: area)?|area|region"
    r"|office|hq|headquarters|only|city area)$",
    re.IGNORECASE,
)
MAX_PLACES = 60
"""A posting that names more places is open everywhere: the rest is left out."""


_LONGEST_NAME = 5


def places(texts: Sequence[str]) -> tuple[list[Place], LocationType | None]:
    """Read the places of one posting, each once, and how one works there.

    >>> places(["New York City, NY; Bengaluru, Karnataka, India"])[0][1]
    Place(city='Bengaluru', region='Karnataka', country='IN')
    >>> places(["Remote - US"])
    ([Place(city=None, region=None, country='US')], 'remote')
    >>> places(["Hybrid - Berlin"])
    ([Place(city='Berlin', region=None, country='DE')], 'hybrid')
    """
    found: dict[Place, None] = {}
    ways: set[LocationType] = set()
    for text in texts:
        here, said = _places(clean(text)[:2_000])
        ways |= said
        for place in here:
            if len(found) < MAX_PLACES:
                found.setdefault(place)
    return list(found), next((way for way, _ in _WAYS[1:] + _WAYS[:1] if way in ways), None)


@lru_cache(maxsize=4096)  # a board's postings share a few offices
def _places(text: str) -> tuple[tuple[Place, ...], frozenset[LocationType]]:
    found: list[Place] = []
    ways: set[LocationType] = set()
    for piece in _BETWEEN.split(text):
        rest, said = _without_way(piece)
        ways |= said
        found += _read(rest)
    return tuple(found), frozenset(ways)


def _without_way(text: str) -> tuple[str, set[LocationType]]:
    said: set[LocationType] = set()
    for way, words in _WAYS:
        if words.search(text):
            said.add(way)
            text = words.sub(" , ", text)
    return text, said


def _read(text: str) -> Iterator[Place]:
    """Yield the places of a text without remote words: mostly one."""
    dashed = _DASHED.match(text.strip())
    if dashed:
        text = ", ".join(part for part in reversed(dashed.groups()) if part)
    text = _POSTCODE.sub(" ", _DELAWARE.sub("Delaware", text))
    text = re.sub(r"[()\[\]:]|\s[-–—]\s|^\s*-|-\s*$", ",", text)
    parts = [_trim(part) for part in text.split(",")]
    for group in _groups([part for part in parts if part]):
        place = _place(group)
        if place != Place():
            yield place


def _groups(parts: list[str]) -> Iterator[list[str]]:
    """Cut a list of parts into places: "Madrid, Spain, London, UK", "Los Angeles, Toronto"."""
    named = [len(part) > 2 and fold(part) in countries() for part in [*parts, ""]]
    ends = [i for i in range(1, len(named)) if named[i - 1] and not named[i]]
    if len(parts) > 1 and all(_is_city(part) for part in parts):
        yield from ([part] for part in dict.fromkeys(parts))
    elif len(ends) > 1 and ends[-1] == len(parts) and ends[0] > 1:
        yield from (parts[start:end] for start, end in pairwise([0, *ends]))
    elif len(parts) > 1 and _wide(parts[0], but_no_city=True) and not _wide(parts[-1]):
        yield [*parts[1:], parts[0]]
    elif parts:
        yield parts


def _wide(part: str, but_no_city: bool = False) -> bool:
    name = fold(part)
    return name in countries() or (name in regions() and not (but_no_city and name in cities()))


def _trim(part: str) -> str:
    part = " ".join(part.split()).strip(" .*-–—/")
    if fold(part) in cities():
        return part
    return _FRILL.sub("", _FRILL.sub("", part)).strip()


def _is_city(part: str) -> bool:
    return fold(part) in cities() and fold(part) not in regions()


def _place(parts: list[str]) -> Place:
    """Read one place whose parts run from narrow to wide ("Austin", "TX", "USA")."""
    country = region = None
    named = cities().get(fold(parts[0]))
    if len(parts) > 1 or named is None:
        country = _country(parts[-1], named.country if named else None)
        parts = parts[:-1] if country else parts
    if parts:
        candidates = regions().get(fold(parts[-1]), ())
        fits = [r for r in candidates if country in (None, r.country)]
        if fits and (len(parts) > 1 or named is None):
            home = named.country if named else None
            region = next((r for r in fits if r.country == home), fits[0])
            parts = parts[:-1]
    if not parts:
        return region or Place(country=country)
    return _with_city(
        parts, region.region if region else None, region.country if region else country
    )


def _with_city(parts: list[str], region: str | None, country: str | None) -> Place:
    city = parts[0]
    named = cities().get(fold(city))
    if named is None and re.search(r"\d", city):  # a street: look for a city at its end
        words = city.split()
        tails = (" ".join(words[-n:]) for n in (3, 2, 1))
        city = next((tail for tail in tails if fold(tail) in cities()), "")
        named = cities().get(fold(city))
    if fold(city) in _WIDE:
        return Place(region=_WIDE[fold(city)], country=country)
    if named and country in (None, named.country) and region in (None, named.region):
        return Place(city=named.city, region=named.region, country=named.country)
    if named and named.country == country and named.region is None:
        city = named.city or city
    elif len(city.split()) > _LONGEST_NAME:
        city = ""
    second = parts[1] if len(parts) > 1 and country else None
    return Place(city=city or None, region=region or second, country=country)


def _country(word: str, home: str | None) -> str | None:
    """Read a country; a two-letter code that is also a state's counts only if the city is there.

    "DE" is Germany unless the city is a known one of Delaware: feeds write "Metzingen, DE".
    """
    code = countries().get(fold(word))
    if code is None or (len(word) == 2 and not word.isupper()):
        return None
    rather_country = word == "DE" and home is None
    return code if rather_country or home == code or fold(word) not in regions() else None
