"""Finds the headings that cut a posting into sections.

The words are in ``data/headings.toml``; here is where a heading may stand: alone on a line, at the
start of a line before a colon, or capitalised inside a text that lost its line breaks. Most text is
no heading, so a name is tried only where a word opens that opens it, and a looser pattern only on
lines that hold a word it needs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, get_args

from ahocorasick_rs import AhoCorasick

from upslope.understand.cues import cues, openings

SectionKind = Literal["duties", "required", "preferred", "about", "benefits", "legal", "other"]

_Rows = list[tuple[SectionKind, str]]
"""Patterns, each behind its kind of section, in the order in which they are tried."""


def _tables() -> list[dict[str, Any]]:
    text = files("upslope.understand").joinpath("data/headings.toml").read_text("utf-8")
    return list(tomllib.loads(text)["section"])


def _rows(table: str) -> _Rows:
    return [(one["kind"], pattern) for one in _tables() for pattern in one.get(table, ())]


def _any_of(rows: _Rows) -> str:
    """All patterns in their order, those of one section a group of its name."""
    kinds = groupby(rows, key=itemgetter(0))
    return "|".join(f"(?P<{kind}>{'|'.join(map(itemgetter(1), some))})" for kind, some in kinds)


_LETTERS = 4
_FIRST = re.compile(rf"[^\W\d_]{{1,{_LETTERS}}}")


def _by_opening() -> dict[str, _Rows]:
    """The names that may begin with each opening: the letters, four at most, of a first word."""
    found: dict[str, _Rows] = {}
    for row in _rows("names"):
        for opening in {_opening(text) for text in openings(re.compile(row[1]), _LETTERS)}:
            if not opening:
                raise ValueError(f"a heading may not begin with any word: {row[1]}")
            found.setdefault(opening, []).append(row)
    return found


def _opening(folded: str) -> str:
    first = folded[:_LETTERS]
    if first.isalpha():
        return first
    word = _FIRST.match(first)
    return word.group() if word else ""


_BY_OPENING = _by_opening()


class _Lines:
    """What a whole folded line may say as a heading, each tried only where it holds a cue."""

    def __init__(self) -> None:
        names, looser = _rows("names"), _rows("lines")
        self._rows = [(kind, re.compile(pattern)) for kind, pattern in (*names, *looser)]
        self._names = len(names)
        found: dict[str, list[int]] = {}
        for row, (_, pattern) in enumerate(self._rows):
            for cue in cues(pattern):
                found.setdefault(cue, []).append(row)
        self._by_cue = [*found.values()]
        self._cues = AhoCorasick([*found])

    def likely(self, text: str) -> list[int]:
        """Return the rows whose cues a text holds, in order: names first."""
        hits = self._cues.find_matches_as_indexes(text, overlapping=True)
        return sorted({row for cue, *_ in hits for row in self._by_cue[cue]}) if hits else []

    def kind(self, text: str, likely: list[int], *, loose: bool) -> SectionKind | None:
        """Return the kind of the first of these rows that is the whole text."""
        for row in likely:
            if row >= self._names and not loose:
                return None
            kind, pattern = self._rows[row]
            if pattern.fullmatch(text):
                return kind
        return None


_LINES = _Lines()
_ASIDE = r"(?:\s{0,9}\([^()\n]{1,40}\))?"
# A heading inside running text starts with a capital and is followed by a colon or by the capital
# letter, digit or bullet that opens the section; lost line breaks may have glued both sides.
_STOP = r"(?P<stop>\s{0,9}:\s*|\s{0,9}[-–—?!.]?\s{1,60}(?=[A-Z0-9•·▪●*])|(?=[A-Z•·▪●][a-z\s]))"
_SINGLE_WORD_OPENS = re.compile(r"(?:^|[.!?:;)\]•·]\s*|\s{2,}|[a-z])$")
LONGEST = 80
"""Most characters of a heading."""
_TOP = 200  # characters: more than any name has, and the colon behind it
_ITEM = re.compile(r"\s*[-•·*](?![*])\s*")
_SHORT = 4  # spaces: a line with more is no heading of loose words, unless a colon ends it
_WORDS = re.compile(r"(?=[^\W\d_])(?:[IVX]+\.\s+)?(.*[^\W_])", re.DOTALL)


def _capitals() -> re.Pattern[str]:
    """The openings as headings write them, by their first letter, which the engine finds fast."""
    words = sorted({case(word) for word in _BY_OPENING for case in (str.title, str.upper)})
    return re.compile(
        "|".join(
            f"{first}(?<![A-Z0-9_'’]{first})(?:{'|'.join(map(_rest, some))})"
            for first, some in groupby(words, key=itemgetter(0))
        )
    )


def _rest(word: str) -> str:
    """All but the first letter; a short word must end there."""
    if len(word) == _LETTERS:
        return word[1:]
    more = "A-Za-z" if len(word) == 1 else "A-Z" if word.isupper() else "a-z"
    return f"{word[1:]}(?![{more}])"


_CAPITAL = _capitals()


@lru_cache(maxsize=4096)
def _named(first: str) -> str:
    """Return the opening of a name that the first letters of a line are, empty without one."""
    opening = _opening(first.lower())
    return opening if opening in _BY_OPENING else ""


@cache
def _before_colon(opening: str) -> re.Pattern[str]:
    names = _any_of(_BY_OPENING[opening])
    return re.compile(rf"(?:{names}){_ASIDE}\s{{0,9}}(?::|\s[-–—])\s*")


@cache
def _inside(opening: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any_of(_BY_OPENING[opening])}){_ASIDE}{_STOP}")


@lru_cache(maxsize=4096)
def heading_kind(line: str) -> SectionKind | None:
    """Say which section a whole line opens, or ``None`` if it is no known heading.

    >>> heading_kind("**What you’ll bring:**"), heading_kind("Nice to have")
    ('required', 'preferred')
    >>> heading_kind("Experience with Python preferred.")
    """
    line = line.rstrip()
    if len(line) > LONGEST or line.endswith((".", ",", ";")) or not (words := _WORDS.search(line)):
        return None
    text = _fold(words[1])
    rows = _LINES.likely(text)
    if not rows:
        return None  # most lines
    loose = line.rstrip(" *_").endswith(":") or _is_short(line, text, words.start(1))
    return _LINES.kind(text, rows, loose=loose)


def _is_short(line: str, text: str, start: int) -> bool:
    """Say whether a line is no list item and has few words."""
    # Signs behind the last word may hold two more spaces.
    few = text.count(" ") <= _SHORT and line.count(" ", start) <= _SHORT + 2
    return few and not _ITEM.match(line)


def leading_heading(line: str) -> tuple[SectionKind, int] | None:
    """Find a heading that opens a line and is followed by text: its kind and its length.

    >>> leading_heading("Requirements: Python, SQL")
    ('required', 14)
    """
    if not (opening := _named(line[:_LETTERS])):
        return None
    top = line[:_TOP]
    if not (":" in top or "-" in top or "–" in top or "—" in top):
        return None
    found = _before_colon(opening).match(_fold(top))
    return (_kind(found), found.end()) if found else None


def headings_inside(text: str) -> Iterator[tuple[int, int, SectionKind]]:
    """Find headings within text that lost its line breaks: start, end and kind of each.

    >>> list(headings_inside("We build maps. Key Responsibilities Train models daily."))
    [(15, 36, 'duties')]
    """
    text = text.replace("’", "'")
    reached = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start >= reached and (found := _inside(capital.group().lower()).match(text, start)):
            reached = found.end()
            if _stands_out(text, found):
                yield start, reached, _kind(found)


def _fold(text: str) -> str:
    return text.replace("’", "'").replace("İ", "i").lower()  # the same length


def _stands_out(text: str, found: re.Match[str]) -> bool:
    """Say whether a name is written as headings are: a colon, a break before it, or capitals."""
    name = text[found.start() : found.start("stop")]
    opens = _SINGLE_WORD_OPENS.search(text[max(0, found.start() - 3) : found.start()])
    titled = all(word[0].isupper() for word in name.split() if len(word) > 3)
    return ":" in found["stop"] or bool(opens) or (" " in name and titled)


def _kind(found: re.Match[str]) -> SectionKind:
    groups = found.groupdict()
    return next(kind for kind in get_args(SectionKind) if groups.get(kind) is not None)
