"""A first look at a board: whose it says it is, and what it lists; one page of it is enough."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from upslope.errors import StatusError, UpslopeError
from upslope.records import RawPosting
from upslope.sources.discover.addresses import Found
from upslope.sources.source import Source, slugs
from upslope.sources.visit import Getter

GUESSED = ("greenhouse", "ashby", "lever", "smartrecruiters", "workable", "recruitee")
"""Sources that are asked for a board by a company's bare name: one request each."""
MOST_SPELLINGS = 3
SHORTEST_ALIKE = 4  # letters

_NOBODY = "?"  # as whose board a reply is read, to see what it says of itself


@dataclass
class Sample:
    """What the first page of a board's list showed.

    Args:
        company: whose board it is, in its own words; ``None`` if it does not say.
        total: how many openings it has; ``None`` if that is not known after one page.
        postings: those of the first page.
        error: why it could not be read.
        missing: whether that is because there is no such board.
    """

    company: str | None = None
    total: int | None = None
    postings: list[RawPosting] = field(default_factory=list)
    error: str = ""
    missing: bool = False


def probe(source: Source, board: str, door: Getter, *, spellings: int = MOST_SPELLINGS) -> Sample:
    """Ask a board for the first page of its list, under a few spellings of its name at most."""
    sample = Sample()
    for spelling in source.spellings(board)[:spellings]:
        try:
            sample = _first_page(source, spelling, door)
        except StatusError as error:
            sample = Sample(error=str(error), missing=error.status in source.absent)
            if sample.missing:
                continue
        except UpslopeError as error:
            sample = Sample(error=str(error))
        if sample.postings or not source.vague:
            break
    return sample


def guesses(company: str, sources: Mapping[str, Source]) -> list[Found]:
    """Give boards that a company of that name might have.

    >>> from upslope.sources.find import builtin
    >>> [tuple(guess) for guess in guesses("Quill Fish, Inc.", builtin())][:2]
    [('greenhouse', 'quillfish', 'name'), ('ashby', 'quillfish', 'name')]
    """
    name = min(slugs(company), key=len, default="")
    return [Found(source, name, "name") for source in GUESSED if name and source in sources]


def agree(asked: str, said: str) -> bool:
    """Say whether two names are one company's, but for legal form, capitals, accents and blanks.

    >>> agree("Quill Fish", "QuillFish, Inc."), agree("Quill", "Quill Plumbing")
    (True, False)
    """
    return not set(slugs(_plain(asked))).isdisjoint(slugs(_plain(said)))


def begins_alike(label: str, said: str) -> bool:
    """Say whether a part of a site's address and a company's name begin alike.

    >>> begins_alike("quillfish", "Quillfish Robotics"), begins_alike("quillfishhq", "Quillfish")
    (True, True)
    >>> begins_alike("www", "Quillfish")
    False
    """
    name = min(slugs(_plain(said)), key=len, default="")
    short, long = sorted((label.replace("-", ""), name), key=len)
    return len(short) >= SHORTEST_ALIKE and long.startswith(short)


def _first_page(source: Source, board: str, door: Getter) -> Sample:
    request = next(iter(source.requests(board)))
    reply = door.get(request, source.hosts, interval=source.interval, caps=source.caps)
    reading = source.read(reply, _NOBODY)
    there_is_more = reading.next or reading.more
    return Sample(
        company=_company(reading.postings),
        total=reading.total or (None if there_is_more else len(reading.postings)),
        postings=[*reading.postings, *reading.untitled],
    )


def _company(postings: Iterable[RawPosting]) -> str | None:
    named = [posting.hiring_organization for posting in postings]
    said = Counter(name for name in named if name and name != _NOBODY)
    return said.most_common(1)[0][0] if said else None


def _plain(name: str) -> str:
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))
