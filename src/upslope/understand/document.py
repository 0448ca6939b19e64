"""A posting's text, cut once into sections and sentences for every rule and model to read.

Sections come from headings ("What you'll bring", "Nice to have:"); sentences are lines or parts
of lines. All offsets are code points of the description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from upslope.records import Posting

SectionKind = Literal["duties", "required", "preferred", "about", "benefits", "legal", "other"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item: ``text == description[start:end]``."""

    text: str
    start: int
    end: int
    section: SectionKind
    heading: str = ""
    bullet: bool = False


@dataclass(frozen=True)
class Document:
    """What the readers of ``understand`` see of one posting."""

    id: str
    title: str
    description: str
    company: str = ""
    location: str = ""
    employment_type: str | None = None
    location_type: str | None = None

    @classmethod
    def of(cls, posting: Posting) -> Document:
        """Make a document of a posting; missing texts become empty."""
        return cls(
            id=posting.id,
            title=posting.title,
            description=posting.description or "",
            company=posting.hiring_organization or "",
            location="; ".join(posting.job_location),
            employment_type=posting.employment_type,
            location_type=posting.job_location_type,
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order, each with its section."""
        return tuple(split(self.description))


# First words of a heading line, by the kind of section that follows it.
_HEADINGS: tuple[tuple[SectionKind, str], ...] = (
    ("preferred", r"nice[- ]to[- ]have|preferred|bonus|plus(es)?\b|desired|desirable|good to have"),
    ("required", r"requirement|qualification|you (have|bring|are)|who you are|must[- ]have|skills"),
    ("duties", r"responsibilit|what you('|’)?ll do|you will|the role|duties|your impact"),
    ("benefits", r"benefits|perks|what we offer|compensation|pay range|salary"),
    ("legal", r"equal opportunity|eeo|accommodation|privacy"),
    ("about", r"about|who we are|our (company|team|mission)|company description"),
)


def split(description: str) -> Iterator[Sentence]:
    """Cut a description into sentences and say in which section each stands.

    >>> [(s.section, s.text) for s in split("Requirements:\\n- Python. SQL a plus.")]
    [('required', 'Python.'), ('required', 'SQL a plus.')]
    """
    section: SectionKind = "other"
    heading = ""
    for line in re.finditer(r"[^\n]+", description):
        kind = _heading(line.group())
        if kind:
            section, heading = kind, line.group().strip()
            continue
        bullet = bool(re.match(r"\s*[-*•·▪●◦]\s*", line.group()))
        for part in re.finditer(r"[^\s\-*•·▪●◦].*?(?:[.!?](?=\s+[A-Z(])|$)", line.group()):
            start, end = line.start() + part.start(), line.start() + part.end()
            yield Sentence(description[start:end], start, end, section, heading, bullet)


def _heading(line: str) -> SectionKind | None:
    text = line.strip()
    if len(text) > 60 or text.endswith(".") or not text:
        return None
    for kind, pattern in _HEADINGS:
        if re.search(pattern, text, re.IGNORECASE) and (text.endswith(":") or len(text) < 40):
            return kind
    return None
