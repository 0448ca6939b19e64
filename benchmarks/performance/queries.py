"""Questions that a person might ask of the postings, drawn from the corpus with a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import msgspec
from benchmarks.performance.corpus import Row

from upslope.records import Filters

SHOWN = 20
_WORD = re.compile(r"[a-z]{3,}")
_FILTERS = (
    Filters(seniorities=("senior",)),
    Filters(seniorities=("entry", "mid")),
    Filters(remote=("remote",)),
    Filters(posted_since="2025-06-01"),
    Filters(seniorities=("senior",), posted_since="2025-01-01"),
)


def questions(rows: Sequence[Row], each: int, seed: int = 9) -> dict[str, list[Filters]]:
    """Return as many questions of each kind, all of words that some posting has.

    The words of one question come from one real posting, so that they are found together; a place
    comes from another one.
    """
    chance = random.Random(seed)

    def asked(query: str, filters: Filters) -> Filters:
        return msgspec.structs.replace(filters, query=query, limit=SHOWN)

    def filters() -> Filters:
        return chance.choice(_FILTERS)

    def place_and_pay() -> Filters:
        cities = (place.city for place in chance.choice(rows)[0].places if place.city)
        return Filters(place=next(cities, "london"), pay_at_least=80_000.0)

    def words() -> list[str]:
        return _words(rows, chance)

    every = range(each)
    return {
        "AND with filters": [asked(" ".join(words()), filters()) for _ in every],
        "OR with filters": [asked(" OR ".join(words()), filters()) for _ in every],
        "words side by side": [asked(f'"{_neighbours(rows, chance)}"', Filters()) for _ in every],
        "AND with place and pay": [asked(" ".join(words()), place_and_pay()) for _ in every],
    }


def with_counts(asked: Sequence[Filters]) -> list[Filters]:
    """Ask the same with the counts of facets."""
    return [msgspec.structs.replace(one, facets=True) for one in asked]


def _words(rows: Sequence[Row], chance: random.Random) -> list[str]:
    """Draw a word of a posting's title, and a skill or another word of it."""
    while True:
        posting, known = chance.choice(rows)
        titled = _WORD.findall(posting.title.lower())
        named = [one.skill for one in known.skills if _WORD.fullmatch(one.skill)]
        named += _WORD.findall((posting.description or "")[:500].lower())[-5:]
        if titled and named:
            return [chance.choice(titled), chance.choice(named)]


def _neighbours(rows: Sequence[Row], chance: random.Random) -> str:
    """Draw two words that stand side by side in a title."""
    while True:
        titled = _WORD.findall(chance.choice(rows)[0].title.lower())
        if len(titled) > 1:
            at = chance.randrange(len(titled) - 1)
            return " ".join(titled[at : at + 2])
