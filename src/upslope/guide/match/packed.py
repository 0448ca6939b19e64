"""What a score needs of one posting, as plain numbers: no text is kept."""

from __future__ import annotations

import math
from collections import Counter
from hashlib import blake2b
from typing import Any, NamedTuple, get_args

import numpy as np

from upslope.guide.match.meaning import Direction, direction, of_text
from upslope.guide.match.vocabulary import LOGS, frequencies, numbers, weight, words
from upslope.normalize.company import company_key
from upslope.normalize.gazetteer import fold
from upslope.normalize.orders import without_orders
from upslope.records import DEGREES, Place, Posting, Salary, Understanding
from upslope.records.filters import a_year
from upslope.records.understanding import Need, Remote, Role, Seniority, Visa

ROLES: tuple[Role, ...] = get_args(Role)
LEVELS: tuple[Seniority, ...] = get_args(Seniority)
NEEDS: tuple[Need, ...] = get_args(Need)
REMOTES: tuple[Remote, ...] = get_args(Remote)
VISAS: tuple[Visa, ...] = get_args(Visa)

FACTS = np.dtype(
    [
        ("role", "u1"),
        ("role_probability", "f4"),
        ("level", "u1"),
        ("years", "i2"),
        ("degree", "u1"),
        ("equivalent", "?"),
        ("told", "f8"),
        ("length", "f8"),
        ("remote", "u1"),
        ("visa", "u1"),
        ("pay", "f8"),
        ("currency", "S3"),
        ("company", "u8"),
    ]
)
"""One row a posting: places in :data:`ROLES`, :data:`LEVELS` and :data:`DEGREES`; years asked (0:
none); how much the text tells; what its shared wording is divided by; the most that it pays in a
year (NaN: not said), and a number that stands for the company (0: not said)."""

SKILL = np.dtype([("skill", "u2"), ("need", "u1")])
WORD = np.dtype([("word", "u2"), ("count", "u1")])

WHOLE = 120
"""Distinct words from which on a posting counts as whole; few real texts have less."""

MOST_YEARS = 60

_NO_WORK = {"senior", "sr", "junior", "jr", "entry", "mid", "lead", "principal", "staff", "level"}
_NO_WORK |= {"intern", "internship", "associate", "i", "ii", "iii", "iv", "remote", "hybrid"}
_NO_WORK |= {"m", "f", "d", "a", "and", "for", "in", "of", "the", "to", "with"}
"""Words of a title that do not name the work: the level is compared on its own."""


class Packed(NamedTuple):
    """One posting: its facts, the skills it names by need, its words with their numbers, the words
    that name the work in its title, its places as numbers, and where title and whole text point."""

    facts: tuple[Any, ...]
    skills: list[tuple[str, int]]
    words: list[tuple[int, int]]
    titled: list[int]
    places: list[int]
    title: Direction
    text: Direction


def packed(posting: Posting, understood: Understanding) -> Packed:
    """Pack a posting with what was understood of it.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Python, Python")
    >>> packed(posting, Understanding(id="1")).words == [(numbers()["python"], 2)]
    True
    """
    said = without_orders(f"{posting.title}\n{posting.description or ''}")
    title, counts = said[: len(posting.title)], Counter(words(said))
    told = min(1.0, len(counts) / WHOLE)
    row = numbers()
    known = sorted((row[word], min(count, 255)) for word, count in counts.items() if word in row)
    facts = (
        ROLES.index(understood.role),
        understood.role_probability,
        LEVELS.index(understood.seniority),
        min(max(understood.min_years or 0, 0), MOST_YEARS),
        DEGREES.index(understood.degree_required),
        understood.degree_or_equivalent,
        told,
        _length({word: count for word, count in counts.items() if word in row}),
        REMOTES.index(understood.remote),
        VISAS.index(understood.visa),
        *_pay(understood.base_salary or posting.base_salary),
        key("company", company_key(posting.hiring_organization)),
    )
    skills = sorted({(one.skill, NEEDS.index(one.need)) for one in understood.affirmed})
    places = sorted({one for place in posting.places for one in place_keys(place)})
    return Packed(facts, skills, known, work(title), places, of_text(title), direction(known))


def work(title: str) -> list[int]:
    """Return the rows in the table of words of what names the work in a title.

    >>> work("Senior Data Engineer II") == sorted(numbers()[word] for word in ("data", "engineer"))
    True
    """
    named = {*words(title)} - _NO_WORK
    return sorted(numbers()[word] for word in named if word in numbers())


def _length(counts: dict[str, int]) -> float:
    """Return what shared wording is divided by: halfway between the absolute and the relative.

    It is the square root of the vector's length times what any text shares with it on average.
    """
    total, documents = frequencies("words")
    weights = {word: int(LOGS[min(n, 255)]) * weight(word) for word, n in counts.items()}
    length = math.sqrt(sum(value * value for value in weights.values()))
    typical = sum(value * documents[word] for word, value in weights.items()) / total
    return math.sqrt(length * typical) or 1.0


def _pay(salary: Salary | None) -> tuple[float, bytes]:
    """Return the most that is paid in a year, and its currency."""
    most = salary and (salary.max_value or salary.min_value)
    if salary is None or not most or not salary.currency:
        return math.nan, b""
    return a_year(most, salary.unit_text or "year"), salary.currency.encode()[:3]


def key(kind: str, name: str) -> int:
    """Return a number that stands for a name; 0 for none.

    >>> key("company", "acme") == key("company", "acme") != key("country", "acme")
    True
    """
    digest = blake2b(f"{kind} {name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") if name else 0


def place_keys(place: Place) -> list[int]:
    """Return the numbers of a place's city, region and country, finest first, as far as known.

    >>> len(place_keys(Place(city="Graz", country="AT"))), len(place_keys(Place()))
    (2, 0)
    """
    country = place.country or ""
    names = (
        ("city", place.city and f"{fold(place.city)}|{country}"),
        ("region", place.region and f"{fold(place.region)}|{country}"),
        ("country", country),
    )
    return [key(kind, name) for kind, name in names if name]
