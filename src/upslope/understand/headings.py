"""Finds the headings that cut a posting into sections.

The words are in ``data/headings.toml``; here is where a heading may stand: alone on a line, at the
start of a line before a colon, or capitalised inside a text that lost its line breaks. Most text is
no heading, so its first letters are looked at before any long pattern is tried.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

SectionKind = Literal["duties", "required", "preferred", "about", "benefits", "legal", "other"]


def _tables() -> list[dict[str, Any]]:
    text = files("upslope.understand").joinpath("data/headings.toml").read_text("utf-8")
    return list(tomllib.loads(text)["section"])


def _any_of(table: str) -> str:
    """All patterns of a table in the order of the sections, each section a group of its name."""
    sections = [section for section in _tables() if table in section]
    return "|".join(f"(?P<{section['kind']}>{'|'.join(section[table])})" for section in sections)


_NAMES = _any_of("names")
_NAME, _LINE = re.compile(_NAMES), re.compile(_any_of("lines"))  # for folded text
_ASIDE = r"(?:\s{0,9}\([^()\n]{1,40}\))?"
_BEFORE_COLON = re.compile(rf"(?:{_NAMES}){_ASIDE}\s{{0,9}}(?::|\s[-–—])\s*")
# A heading inside running text starts with a capital and is followed by a colon or by the capital
# letter, digit or bullet that opens the section; lost line breaks may have glued both sides.
_INSIDE = re.compile(
    rf"(?i:{_NAMES}){_ASIDE}"
    r"(?P<stop>\s{0,9}:\s*|\s{0,9}[-–—?!.]?\s{1,60}(?=[A-Z0-9•·▪●*])|(?=[A-Z•·▪●][a-z\s]))"
)
_CAPITAL = re.compile(r"[A-Z](?<![A-Z0-9_'’][A-Z])(?:[A-Z]{1,3}|[a-z]{0,3})")
_SINGLE_WORD_OPENS = re.compile(r"(?:^|[.!?:;)\]•·]\s*|\s{2,}|[a-z])$")
LONGEST = 80
"""Most characters of a heading."""
_TOP = 200  # characters of a line within which the colon behind a heading stands
_ITEM = re.compile(r"\s*[-•·*](?![*])\s*")
_WORDS = re.compile(r"(?=[^\W\d_])(?:[IVX]+\.\s+)?(.*[^\W_])", re.DOTALL)
# Every name begins with a word written in the table; four of its letters tell most text apart.
_OPENING = re.compile(r"[a-zà-ÿ]{1,4}")
_OPENINGS = frozenset(
    word[:4] for word in re.findall(r"[a-zà-ÿ]+", f"{_NAMES} {_NAMES.replace('s?', '')}")
)
_CAPITAL_OPENINGS = frozenset(
    case(letters) for letters in _OPENINGS for case in (str.title, str.upper)
)


@lru_cache(maxsize=4096)
def heading_kind(line: str) -> SectionKind | None:
    """Say which section a whole line opens, or ``None`` if it is no known heading.

    >>> heading_kind("**What you’ll bring:**"), heading_kind("Nice to have")
    ('required', 'preferred')
    >>> heading_kind("Experience with Python preferred.")
    """
    if len(line) > LONGEST or line.rstrip().endswith((".", ",", ";")):
        return None
    if not (words := _WORDS.search(line)):
        return None
    text = _fold(words[1])
    if _opens(text) and (found := _NAME.fullmatch(text)):
        return _kind(found)
    short = text.count(" ") < 5 and not _ITEM.match(line)
    loose = _LINE.fullmatch(text) if short or line.rstrip(" *_").endswith(":") else None
    return _kind(loose) if loose else None


def leading_heading(line: str) -> tuple[SectionKind, int] | None:
    """Find a heading that opens a line and is followed by text: its kind and its length.

    >>> leading_heading("Requirements: Python, SQL")
    ('required', 14)
    """
    top = line[:_TOP]
    if not (any(stop in top for stop in ":-–—") and _opens(top[:4].lower())):
        return None
    found = _BEFORE_COLON.match(_fold(line))
    return (_kind(found), found.end()) if found else None


def headings_inside(text: str) -> Iterator[tuple[int, int, SectionKind]]:
    """Find headings within text that lost its line breaks: start, end and kind of each.

    >>> list(headings_inside("We build maps. Key Responsibilities Train models daily."))
    [(15, 36, 'duties')]
    """
    text = text.replace("’", "'")
    folded, reached = _fold(text), 0
    for capital in _CAPITAL.finditer(text):
        if capital.group() not in _CAPITAL_OPENINGS or (start := capital.start()) < reached:
            continue
        if _NAME.match(folded, start) and (found := _INSIDE.match(text, start)):
            reached = found.end()
            if _stands_out(text, found):
                yield start, reached, _kind(found)


def _fold(text: str) -> str:
    return text.replace("’", "'").replace("İ", "i").lower()  # the same length


def _opens(folded: str) -> bool:
    first = folded[:4]
    if first.isalpha():
        return first in _OPENINGS
    word = _OPENING.match(first)
    return word is not None and word.group() in _OPENINGS


def _stands_out(text: str, found: re.Match[str]) -> bool:
    """Say whether a name is written as headings are: a colon, a break before it, or capitals."""
    name = text[found.start() : found.start("stop")]
    opens = _SINGLE_WORD_OPENS.search(text[max(0, found.start() - 3) : found.start()])
    titled = all(word[0].isupper() for word in name.split() if len(word) > 3)
    return ":" in found["stop"] or bool(opens) or (" " in name and titled)


def _kind(found: re.Match[str]) -> SectionKind:
    groups = found.groupdict()
    return next(kind for kind in get_args(SectionKind) if groups.get(kind) is not None)
