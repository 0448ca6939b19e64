"""A position's headline: which of the lines around a date hold the title, which the employer.

Resumes put title, employer, place and dates on one line or on up to four, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from upslope.guide.resume import dates, titles
from upslope.normalize import gazetteer

_LABELS = {
    "title": re.compile(
        r"\W*(?:job |role/)?(?:role|title|position|designation|stelle|poste|puesto|cargo)"
        r"\s*[:\-–]+\s*",
        re.IGNORECASE,
    ),
    "organization": re.compile(
        r"\W*(?:client ?/ ?employer|employer|company|organi[sz]ation|client|firma|arbeitgeber|"
        r"entreprise|empresa)(?: name)?\s*[:\-–]+\s*",
        re.IGNORECASE,
    ),
}
_CELLS = re.compile(
    r"\s*[|·•@]\s*|\s+[–—-]+\s+|\t+|\s{2,}|\s*[‒—]\s*|(?<=\w) (?:at|bei|chez) (?=[A-Z])"
)
_COMMA = re.compile(r",\s+(?!(?:Inc|LLC|Ltd|Co|Corp|L\.?P|S\.?A|GmbH)\b)")
_ASIDE = re.compile(
    r"\((?:[^()]*(?:remote|hybrid|time|contract|on-?site|freelance|months?|years?|m/w/d|"
    r"f/m)[^()]*)\)"
    r"|\b(?:full|part)[- ]time\b|\b(?:remote|hybrid|on-?site|permanent|vollzeit|teilzeit)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•·–>?▪◦‣■●○✓➢]|\d+\.\s)")
_TASK = re.compile(r"(?:responsibilities|environment|technolog\w+|tech stack|description|goal|key|"
                   r"achievements?|projects?|tools?|duties|aufgaben|"
                   r"missions?)\b.*:", re.IGNORECASE)  # fmt: skip

LONGEST = 120
"""Characters of a line that can be part of a headline."""


class Headline(NamedTuple):
    """What a headline says; ``source`` is the whole line that holds the title."""

    title: str
    organization: str | None
    source: str


def prose(line: str) -> bool:
    """Say whether a line tells of work done and so is no part of a headline.

    >>> prose("- Built jobs"), prose("I cooked."), prose("Data Engineer, Firm")
    (True, True, False)
    """
    bare = line.strip()
    return bool(
        _BULLET.match(bare)
        or len(bare) > LONGEST
        or (bare.endswith(".") and not re.search(r"\b(?:Inc|Ltd|Co|Corp|Sr|Jr|[A-Z])\.$", bare))
        or _TASK.match(bare)
    )


def headline(dated: str, others: Sequence[str]) -> Headline:
    """Read the title and the employer from the lines of a headline.

    Args:
        dated: the line, or lines, with the date, without it.
        others: the lines above and below that belong to it, nearest first.

    >>> headline("", ["Larch & Sons, Denver, CO", "Senior Chef"])
    Headline(title='Senior Chef', organization='Larch & Sons', source='Senior Chef')
    >>> headline("Fern — Data Engineer II", [])[:2]
    ('Data Engineer II', 'Fern')
    """
    lines = [line.strip() for line in (dated, *others) if re.search(r"\w", line)]
    source = _source(lines)
    if not source:
        return Headline("", None, "")
    title, rest = _split(source)
    beside = [line for line in lines if line is not source]
    stated = [_LABELS["organization"].sub("", line) for line in lines if _labelled(line)]
    near = [cell for line in beside for cell in _cells(line)]
    found = next(filter(None, map(organization, [*stated, *rest, *near])), None)
    if found is None and ", " in title:
        title, _, after = title.partition(", ")
        found = organization(after)
    elif not rest and titles.held(title.split(", ")[0]) and organization(title.partition(", ")[2]):
        title, found = _by_comma(title, found, bool(near))
    return Headline(title.strip(" ,"), found, source)


def _by_comma(title: str, found: str | None, beside: bool) -> tuple[str, str | None]:
    """Split "Chef, Larch & Sons" where what stands beside it may be a place or a first task."""
    first, _, after = title.partition(", ")
    keeps = beside and not re.search(r"\b(?:University|Inc|LLC|Ltd|GmbH|Bank|Labs?)\b", after)
    return (title, found) if keeps or titles.held(after) else (first, organization(after))


def _labelled(line: str) -> bool:
    return bool(_LABELS["organization"].match(line))


def _source(lines: Sequence[str]) -> str:
    """Return the line that holds the title: labelled, related work, any occupation, the first."""
    for wanted in (_LABELS["title"].match, titles.roles, titles.related, titles.held):
        for line in lines:
            told = wanted(line) and not _labelled(line) and "University of" not in line
            if told and (len(line.split()) <= 10 or wanted == titles.held):
                return line
    return next((line for line in lines if not place(line)), "")


def _split(line: str) -> tuple[str, list[str]]:
    """Split the line of the title into the title and its other cells."""
    cells = _cells(_LABELS["title"].sub("", _BULLET.sub("", line, count=1)))
    for wanted in (titles.roles, titles.held):
        for number, cell in enumerate(cells):
            if wanted(cell):
                return cell, cells[:number] + cells[number + 1 :]
    return (cells[0], cells[1:]) if cells else (line, [])


def _cells(line: str) -> list[str]:
    bare = _ASIDE.sub("", line).replace("()", "")
    return [cell for cell in map(str.strip, _CELLS.split(bare)) if re.search(r"\w\w", cell)]


def organization(text: str) -> str | None:
    """Return the organization that a cell names: its first part that is no place.

    >>> organization("Larch & Sons, Denver, CO"), organization("Berlin, Germany")
    ('Larch & Sons', None)
    """
    first = _COMMA.split(re.sub(r"\([^()]*\)", "", text))[0].strip(" ,;:()–-")
    words = [word for word in re.findall(r"[^\W\d_][\w'’]{3,}", first) if word not in _SMALL]
    if (
        not re.search(r"[^\W\d_]{2}", first)
        or len(first) > 70
        or prose(first)
        or not first[0].isalnum()
    ):
        return None
    if place(first) or titles.related(first) or dates.newest(first):
        return None
    return first if all(not word[0].islower() for word in words) else None


_SMALL = frozenset({"with", "from", "and", "the", "for", "und", "von", "der", "für", "dela"})


def place(text: str) -> bool:
    """Say whether a text is the name of a place and nothing else.

    >>> place("Denver, CO"), place("Berlin"), place("Berlin Analytics")
    (True, True, False)
    """
    if len(_cells(text)) > 1:
        return all(map(place, _cells(text)))
    parts = re.split(r"\s*[,/]\s*", _ASIDE.sub("", text).strip(" ,()"))
    folded = [gazetteer.fold(part) for part in parts]
    if len(parts) > 3 or folded in ([""], ["city"], ["state"], ["city", "state"]):
        return len(parts) <= 3
    wide = [part in gazetteer.regions() or part in gazetteer.countries() for part in folded]
    known = [wide[n] or part in gazetteer.cities() for n, part in enumerate(folded)]
    code = len(parts) == 2 and wide[-1] and len(parts[-1]) == 2 and parts[-1].isupper()
    words = re.fullmatch(r"([A-Z][\w.]+(?: [A-Z]\w+)?) ([A-Z]{2})", text.strip())
    return all(known) or code or bool(words and gazetteer.fold(words[2]) in gazetteer.regions())
