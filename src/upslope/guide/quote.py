"""The words of a posting that a reason rests on."""

from __future__ import annotations

import re

from upslope.records import Posting, SkillMention
from upslope.records.understanding import Degree

LONGEST = 160
"""Characters of a quote; a longer line is cut around the words."""

_DEGREES: dict[Degree, str] = {
    "bachelor": r"bachelor|\bb\.?\s?s\.?c?\b|undergrad|degree",
    "master": r"master|\bm\.?\s?s\.?c?\b|advanced degree|graduate degree|degree",
    "phd": r"ph\.?\s?d|doctora",
}


def around(text: str, start: int, end: int) -> str:
    """Return the line of a text that holds a place, cut to whole words of LONGEST characters.

    >>> around("We use\\n- Python and SQL\\ndaily", 9, 15)
    'Python and SQL'
    """
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    if right - left > LONGEST:
        begin = max(left, start - LONGEST // 2)
        left = begin if begin == left else _next_word(text, begin, start)
        cut = min(right, left + LONGEST)
        right = cut if cut == right else max(text.rfind(" ", end, cut), end)
    return text[left:right].strip(" \t-*•·")


def _next_word(text: str, begin: int, most: int) -> int:
    """Return where the next word begins, ``most`` if there is none before."""
    blank = text.find(" ", begin - 1, most)
    return blank + 1 if blank >= 0 else most


def mention(posting: Posting, named: SkillMention) -> str:
    """Return the words around a skill; the title whole."""
    if not named.surface:  # the person added it
        return "as you corrected it"
    if named.field == "title":
        return posting.title
    return around(posting.description or "", named.start, named.end) or named.surface


def years(posting: Posting, asked: int | None) -> str | None:
    """Return the line that asks for years, ``None`` where none does."""
    return _first(rf"\b{asked}\b[^\n.]{{0,20}}?(?:years?|yrs?)\b", posting) if asked else None


def degree(posting: Posting, asked: Degree) -> str | None:
    """Return the line that asks for a degree, ``None`` where none does."""
    return _first(_DEGREES[asked], posting) if asked in _DEGREES else None


def _first(pattern: str, posting: Posting) -> str | None:
    text = posting.description or ""
    found = re.search(pattern, text, re.IGNORECASE)
    return around(text, found.start(), found.end()) if found else None
