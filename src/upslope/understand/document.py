"""A posting's text, cut once into sections and sentences for every rule and model to read.

Sections come from headings ("What you'll bring", "Nice to have:"), on their own line or inside
text that lost its line breaks; sentences are list items, or parts of lines. Text that was wrapped
at a fixed width is joined first. All offsets are code points of the description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import msgspec

from upslope.normalize.orders import without_orders
from upslope.records import Posting
from upslope.understand.headings import (
    LONGEST,
    SectionKind,
    heading_kind,
    headings_inside,
    leading_heading,
)

__all__ = ["Document", "SectionKind", "Sentence", "split"]


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence or list item: ``text == description[start:end]``.

    ``text`` holds a line break where the description is wrapped at a fixed width. ``heading`` is
    the heading above it as the posting writes it, empty before the first one.
    """

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
        """Make a document of a posting; missing texts become empty, endless ones are cut."""
        return cls(
            id=posting.id,
            title=without_orders(posting.title[:MOST_TITLE]),
            description=without_orders((posting.description or "")[:MOST_TEXT]),
            company=posting.hiring_organization or "",
            location="; ".join(posting.job_location),
            employment_type=posting.employment_type,
            location_type=posting.job_location_type,
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order, each with its section."""
        return tuple(split(self.description))

    @cached_property
    def requires(self) -> bool:
        """Whether any part lists what is required; else what it wishes for is all it asks."""
        return any(sentence.section == "required" for sentence in self.sentences)


MOST_TITLE, MOST_TEXT = 1_000, 60_000
"""Most code points read of a posting. The longest of 11,757 real ones has 22,903."""

_BULLET = re.compile(r"\s*(?:[•·▪●◦‣⁃○■□➢➤✓✔✅→§]+|[-–—*+>\"o](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
# A sentence ends at a stop before a capital, or where two sentences were glued ("models.Strong",
# "oneTechnical" is left alone: it cannot be told from CamelCase names); items begin at bullets.
# Each begins with one of a few characters, which the engine looks for fastest; most are hyphens. No
# bullet that opens a line is looked for: paragraphs begin there.
_CUT = re.compile(
    r"[.!?;•·▪●◦‣■➢✓*–-](?<!\S[*–-])(?:(?<=[.!?])[\"”’)\]]*\s+(?=[\"“(\[]?[A-Z0-9•*-])"
    r"|(?<=[a-z)]{2}[.!?])(?=(?P<glued>[A-Z][a-z]+\s))|(?<=;)\s+(?=[A-Z])"
    r"|(?<=[•·▪●◦‣■➢✓])(?<!\n.)(?P<item>\s*)|(?<=[^\S\n][*–-])(?P<dash>\s+)(?=[A-Z]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|incl|approx|Inc|Ltd|Corp|Co|Sr|Jr|Dr|Mr|Ms|St|No|Ph\.D|M\.S|B\.S|U\.S|[A-Z])|\.\w)$"
)
_LONG = 300  # characters: a longer line may hold a whole posting whose line breaks were lost


def split(description: str) -> list[Sentence]:
    """Cut a description into sentences and say in which section each stands.

    Headings are not sentences: they set ``section`` and ``heading`` of those that follow.

    >>> [(s.section, s.text) for s in split("Requirements:\\n- Python. SQL a plus.")]
    [('required', 'Python.'), ('required', 'SQL a plus.')]
    """
    section: SectionKind = "other"
    heading = ""
    sentences: list[Sentence] = []
    cuts = _Cuts(description)
    for start, text in _paragraphs(description):
        end = start + len(text)
        if len(text) <= LONGEST and (whole := heading_kind(text)):
            section, heading = whole, text.strip()
            continue
        leading = leading_heading(text) if text[0].isalpha() else None
        if not leading and len(text) <= _LONG:  # most paragraphs
            cuts.between(start, end, section, heading, sentences)
            continue
        for kind, opens, closes in _parts(text, start, leading):
            if kind:
                section, heading = kind, description[opens:closes].strip()
            else:
                cuts.between(opens, closes, section, heading, sentences)
    return sentences


_Line = tuple[int, str]
"""A line or paragraph behind its first code point."""


def _paragraphs(description: str) -> list[_Line]:
    """Lines that hold text, those that a fixed width broke joined again."""
    text = description.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    lines: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append((at, line))
        at += len(line) + 1
    width = _wrap_width(lines)
    return _joined(description, lines, width) if width else lines


def _joined(description: str, lines: list[_Line], width: int) -> list[_Line]:
    spans = [(start, start + len(line)) for start, line in lines]
    joined = spans[:1]
    for span in spans[1:]:
        if _continues(description, joined[-1], span, width):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return [(start, description[start:end]) for start, end in joined]


def _wrap_width(lines: list[_Line]) -> int:
    """Width at which the text was wrapped, 0 if its lines are real lines."""
    texts = [line for _, line in lines]
    width = max(map(len, texts), default=0)
    if not 40 <= width <= 100 or len(lines) < 8:
        return 0
    broken = sum(
        len(above) > width / 2 and above[-1] not in ".!?:;" and below.lstrip()[0].islower()
        for above, below in pairwise(texts)
    )
    return width if broken >= 0.2 * len(lines) else 0


def _continues(description: str, block: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """A line continues the one above if its first word would not have fitted there."""
    start, end = line
    if description.count("\n", block[1], start) > 1 or _bullet(description, start, end):
        return False
    text = description[start:end].strip()
    if text[0].islower():
        return True
    above = description.rfind("\n", block[0], block[1]) + 1
    used = block[1] - max(above, block[0])
    return used + 1 + len(text.split(None, 1)[0]) > width - 2


def _bullet(text: str, start: int, end: int) -> re.Match[str] | None:
    """The bullet or number that opens a part; most begin with a letter, and have none."""
    first = text[start : start + 1]
    if first.isalpha() and first != "o":
        return None
    return _BULLET.match(text, start, end)


_Part = tuple[SectionKind | None, int, int]


def _parts(text: str, start: int, leading: tuple[SectionKind, int] | None) -> list[_Part]:
    """Cut the paragraph at a place into headings (with their kind) and the text between them."""
    end = start + len(text)
    parts: list[_Part] = []
    if leading and not _BULLET.match(text):
        parts.append((leading[0], start, start + leading[1]))
        text, start = text[leading[1] :], start + leading[1]
    at = start
    if len(text) > _LONG:
        for opens, closes, kind in headings_inside(text):
            parts += [(None, at, start + opens), (kind, start + opens, start + closes)]
            at = start + closes
    return [*parts, (None, at, end)]


_EDGE = " \t\n\r\x0b\x0c\xa0\u200b•·▪●◦‣■➢✓*"


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Say whether what ends before a stop is an abbreviation; of long words only one is."""
    last = text[stop - 5 : stop]
    if last.isalpha() and last != "pprox":  # most
        return False
    return bool(_ABBREVIATION.search(text, max(start, stop - 6), stop))


class _Cuts:
    """Where a description may be cut into sentences and list items, found in one pass."""

    def __init__(self, description: str) -> None:
        self._text = description
        self._cuts = [
            (found.start(), found.end(), found.lastgroup) for found in _CUT.finditer(description)
        ]
        self._cuts.append((len(description), len(description) + 1, None))
        self._next = 0

    def between(
        self, start: int, end: int, section: SectionKind, heading: str, found: list[Sentence]
    ) -> None:
        """Add the sentences of a part that stands behind all parts asked for before."""
        text, cuts, place = self._text, self._cuts, self._next
        mark = _bullet(text, start, end)
        at, bullet = (mark.end(), True) if mark else (start, False)
        while (last := cuts[place])[1] <= end:
            stop, cut, kind = last
            place += 1
            if stop < at or (kind == "dash" and end - start <= _LONG):
                continue
            item = kind in ("item", "dash")
            if not item and _abbreviated(text, start, stop):
                continue
            if said := text[at:cut].lstrip(_EDGE):
                opens, said = cut - len(said), said.rstrip(_EDGE)
                found.append(Sentence(said, opens, opens + len(said), section, heading, bullet))
            at, bullet = cut, bullet or item
        self._next = place
        if said := text[at:end].lstrip(_EDGE):
            opens, said = end - len(said), said.rstrip(_EDGE)
            found.append(Sentence(said, opens, opens + len(said), section, heading, bullet))
