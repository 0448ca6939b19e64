"""Any number of postings made of real sentences: as many as wanted, and the same for one seed.

A posting of the corpus is a whole text; storing 11,757 of them ninety times over would test an
index on ninety copies of each. So each sentence is drawn anew: a posting takes the title of one
real posting, the place and day of another, an employer put together of two, and sentences of all
of them up to the length of a real text. Words are as frequent as in the corpus and texts as long
as there. What a sentence names of skills was read once, so that a posting knows its own without
being read. What is not as in life: a text keeps to no subject, and no word is new after the
corpus is used up, so that the list of words stops growing where a real one would go on slowly.

Posting number ``n`` depends on the seed and on ``n``: the first thousand are the same, however
many follow.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from upslope.records import Change, Place, Posting, Salary, SkillMention, Understanding
from upslope.taxonomy import Taxonomy

Row = tuple[Posting, Understanding]

ONE_IN_IS_A_TWIN = 30
"""So many postings are the one before them once more, as a copy on another board is."""
_EMPLOYERS, _TAIL = 500, 0.7
"""Few employers have many openings and many have one (Lomax): new names come in all the time."""
_BREAK = re.compile(r"(?<=[.!?])\s+|\n+")


class Sentence(NamedTuple):
    """A sentence of the corpus, and the skills that it names."""

    text: str
    skills: tuple[str, ...]


def sentences(posting: Posting, understanding: Understanding) -> Iterator[Sentence]:
    """Cut a posting's text into sentences and lines, each with the skills found in it.

    >>> posting = Posting(id="1", source="s", source_id="1", title="", description="One. Two!")
    >>> [one.text for one in sentences(posting, Understanding(id="1"))]
    ['One.', 'Two!']
    """
    text = posting.description or ""
    meant = {one.skill for one in understanding.skills}
    spans = ((start, one.preferred_label) for start, _, one in Taxonomy.load().find(text))
    found = [(start, skill) for start, skill in spans if skill in meant]
    start = 0
    for end in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        if said := text[start:end].strip():
            named = tuple(skill for at, skill in found if start <= at < end)
            yield Sentence(said, named)
        start = end


class Corpus:
    """What postings are made of.

    Args:
        rows: real postings, read and understood.
        seed: another one makes other postings.
    """

    def __init__(self, rows: Sequence[Row], seed: int = 9) -> None:
        self.seed = seed
        self._rows = [row for row in rows if row[0].description]
        self._sentences = [one for row in self._rows for one in sentences(*row)]
        self._lengths = [len(posting.description or "") for posting, _ in self._rows]
        self._names = sorted({posting.hiring_organization or "Quillfish" for posting, _ in rows})

    def postings(self, number: int) -> Iterator[Row]:
        """Yield so many postings, each with what is understood of it."""
        for n in range(number):
            shown = shown_as(n)
            posting, understanding = self._row(shown, random.Random(f"{self.seed} {shown}"))
            if n != shown:  # a copy on another board, which states no pay
                posting = msgspec.structs.replace(posting, base_salary=None)
            yield (
                msgspec.structs.replace(posting, id=_id(n), source_id=str(n)),
                msgspec.structs.replace(understanding, id=_id(n)),
            )

    def changes(self, number: int) -> Iterator[Change]:
        """Yield so many postings as an index takes them in; one of thirty stands behind another."""
        for n, (posting, understanding) in enumerate(self.postings(number)):
            yield Change(
                posting=posting,
                understanding=understanding,
                first_seen="2026-01-01T00:00:00+00:00",
                shown_as=_id(shown_as(n)),
                stands_for_others=n + 1 < number and shown_as(n + 1) == n,
            )

    def _row(self, n: int, chance: random.Random) -> Row:
        titled, known = chance.choice(self._rows)
        placed, paid = chance.choice(self._rows)
        drawn = self._drawn(chance)
        posting = msgspec.structs.replace(
            titled,
            hiring_organization=self._employer(int(_EMPLOYERS * (chance.paretovariate(_TAIL) - 1))),
            job_location=placed.job_location,
            places=placed.places or [Place(city="Oslo", country="NO")],
            date_posted=f"{2024 + n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            base_salary=paid.base_salary or self._pay(chance),
            description="\n".join(one.text for one in drawn),
        )
        named = dict.fromkeys(skill for one in drawn for skill in one.skills)
        mentions = [
            SkillMention(
                skill=skill, surface=skill, need="required", field="description", start=0, end=1
            )
            for skill in named
        ]
        return posting, msgspec.structs.replace(known, skills=mentions)

    def _drawn(self, chance: random.Random) -> list[Sentence]:
        """Draw sentences until they are as long together as some real text."""
        left, drawn = chance.choice(self._lengths), list[Sentence]()
        while left > 0:
            drawn.append(chance.choice(self._sentences))
            left -= len(drawn[-1].text) + 1
        return drawn

    def _employer(self, number: int) -> str:
        """Put a name together: the beginning of one real name and the end of another."""
        first, last = (self._names[number * step % len(self._names)] for step in (1, 7919))
        return f"{first.split()[0]} {last.split()[-1]} {number // len(self._names) or ''}".strip()

    def _pay(self, chance: random.Random) -> Salary | None:
        """Return stated pay for one of five, as in the corpus."""
        if chance.random() > 0.2:
            return None
        low = float(chance.randrange(60, 220)) * 1000
        return Salary(currency="USD", min_value=low, max_value=low * 1.3, unit_text="year")


def shown_as(n: int) -> int:
    """Return the number of the posting that stands for this one: of thirty, one is a twin.

    >>> [shown_as(n) for n in (0, 28, 29, 30)]
    [0, 28, 28, 30]
    """
    return n - 1 if n % ONE_IN_IS_A_TWIN == ONE_IN_IS_A_TWIN - 1 else n


def _id(number: int) -> str:
    return f"made-{number:08}"
