"""Finds the headings that cut a posting into sections.

The words are in ``data/headings.toml``; here is where a heading may stand: alone on a line, at the
start of a line before a colon, or capitalised inside a text that lost its line breaks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

SectionKind = Literal["duties", "required", "preferred", "about", "benefits", "legal", "other"]


def _tables() -> list[dict[str, Any]]:
    text = files("upslope.understand").joinpath("data/headings.toml").read_text("utf-8")
    return list(tomllib.loads(text)["section"])


_SECTIONS = _tables()
_NAMES, _LINES = (
    [
        (section["kind"], re.compile("|".join(section[table]), re.IGNORECASE))
        for section in _SECTIONS
        if table in section
    ]
    for table in ("names", "lines")
)
_ANY_NAME = "|".join(
    f"(?P<{section['kind']}>{'|'.join(section['names'])})"
    for section in _SECTIONS
    if "names" in section
)
_BEFORE_COLON = re.compile(
    rf"(?:{_ANY_NAME})(?:\s*\([^()\n]{{1,40}}\))?\s*(?::|\s[-–—])\s*", re.IGNORECASE
)
# A heading inside running text starts with a capital and is followed by a colon or by the capital
# letter, digit or bullet that opens the section; lost line breaks may have glued both sides.
_INSIDE = re.compile(
    rf"(?<![A-Z0-9_'’])(?=[A-Z])(?i:{_ANY_NAME})(?:\s*\([^()\n]{{1,40}}\))?"
    r"(?P<stop>\s*:\s*|\s*[-–—?!.]?\s+(?=[A-Z0-9•·▪●*])|(?=[A-Z•·▪●][a-z\s]))"
)
_SINGLE_WORD_OPENS = re.compile(r"(?:^|[.!?:;)\]•·]\s*|\s{2,}|[a-z])$")
_LONGEST = 80  # characters of a heading
_ITEM = re.compile(r"\s*[-•·*](?![*])\s*")
_DECORATION = re.compile(r"^[\W_\d]*(?:[IVX]+\.\s)?|[\W_]*$")


@lru_cache(maxsize=4096)
def heading_kind(line: str) -> SectionKind | None:
    """Say which section a whole line opens, or ``None`` if it is no known heading.

    >>> heading_kind("**What you’ll bring:**"), heading_kind("Nice to have")
    ('required', 'preferred')
    >>> heading_kind("Experience with Python preferred.")
    """
    if len(line) > _LONGEST or line.rstrip().endswith((".", ",", ";")):
        return None
    text = _DECORATION.sub("", line.replace("’", "'"))
    short = text.count(" ") < 5 and not _ITEM.match(line)
    tables = _NAMES + _LINES if short or line.rstrip(" *_").endswith(":") else _NAMES
    return next((kind for kind, pattern in tables if pattern.fullmatch(text)), None)


def leading_heading(line: str) -> tuple[SectionKind, int] | None:
    """Find a heading that opens a line and is followed by text: its kind and its length.

    >>> leading_heading("Requirements: Python, SQL")
    ('required', 14)
    """
    found = _BEFORE_COLON.match(line.replace("’", "'"))
    return (_kind(found), found.end()) if found else None


def headings_inside(text: str) -> Iterator[tuple[int, int, SectionKind]]:
    """Find headings within text that lost its line breaks: start, end and kind of each.

    >>> list(headings_inside("We build maps. Key Responsibilities Train models daily."))
    [(15, 36, 'duties')]
    """
    for found in _INSIDE.finditer(text.replace("’", "'")):
        name = found.group()[: found.start("stop") - found.start()]
        opens = _SINGLE_WORD_OPENS.search(text[max(0, found.start() - 3) : found.start()])
        titled = all(word[0].isupper() for word in name.split() if len(word) > 3)
        if ":" in found.group("stop") or opens or (" " in name and titled):
            yield found.start(), found.end(), _kind(found)


def _kind(found: re.Match[str]) -> SectionKind:
    named: dict[SectionKind, str] = {s["kind"]: found[s["kind"]] for s in _SECTIONS if "names" in s}
    return next(kind for kind, name in named.items() if name is not None)
