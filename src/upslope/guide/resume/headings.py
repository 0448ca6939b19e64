"""Headings of a resume, and the section that each of its lines stands in.

A heading is a short line of words that all belong to headings: at least one names a section
("experience", "Ausbildung", "compétences"), the others only qualify it ("professional", "my").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from upslope.guide.resume import dates, titles
from upslope.guide.resume.degrees import degree
from upslope.records.resume import Section

_WORDS = tomllib.loads((files(__package__) / "data/headings.toml").read_text("utf-8"))
_QUALIFIERS = frozenset(_WORDS["qualifiers"])
_ROWS = frozenset(_WORDS["rows"])
_SECTION: dict[str, tuple[int, Section]] = {
    word: (rank, section)
    for rank, (section, words) in enumerate(_WORDS["names"].items())
    for word in words
}
_PHRASES: dict[str, Section] = {
    phrase: section for section, phrases in _WORDS["phrases"].items() for phrase in phrases
}

WIDEST = 60
"""Characters of the longest heading."""

_DRESS = re.compile(r"^[\W_]+|[\W_]+$")
_LETTERS = re.compile(r"\w(?: \w){3,}")
_MARKDOWN = re.compile(r"\s*(#{1,6}\s|\*\*|__)")
_BULLET = re.compile(r"\s*(?:[-–•·>▪◦‣*?]|\d+[.)])\s")
_INLINE = re.compile(r"\s*(?:\*\*)?([^\W\d_][^:\n]{2,40}?)(?:\*\*)?\s*:\s*(?:\*\*)?(?=\S)")


class Row(NamedTuple):
    """A line's section; ``heading`` says that it is the heading itself.

    ``unknown`` says that no heading stands above it, or one of a kind that we do not know.
    """

    section: Section
    heading: bool = False
    unknown: bool = False


def heading(line: str) -> Section | None:
    """Return the section that a line heads, ``None`` if it is no heading.

    >>> heading("## Work Experience"), heading("S K I L L S"), heading("AUSBILDUNG:")
    ('work', 'skills', 'education')
    >>> heading("Experience with Spark and Airflow") is None
    True
    """
    if not line or len(line) > 2 * WIDEST or (_BULLET.match(line) and not _MARKDOWN.match(line)):
        return None
    words = _plain(line)
    if len(words) > WIDEST or not words or line.rstrip().endswith((".", ",", ";")):
        return None
    return _PHRASES.get(words) or _named(words.split())


def _named(words: list[str]) -> Section | None:
    """Return the section that words name if each is a word of headings, or "projects" ends them."""
    if len(words) > 7:
        return None
    named = [_SECTION[word] for word in words if word in _SECTION]
    if named and all(word in _SECTION or word in _QUALIFIERS for word in words):
        return min(named)[1]
    return "projects" if words[-1:] == ["projects"] and len(words) <= 5 else None


def _plain(line: str) -> str:
    """Fold a line to plain words: no marks, accents or capitals; spaced letters joined.

    >>> _plain("## Compétences :"), _plain("E X P E R I E N C E"), _plain("Skills & Tools")
    ('competences', 'experience', 'skills and tools')
    """
    bare = _DRESS.sub("", line.strip())
    if _LETTERS.fullmatch(bare.replace("  ", " ")):
        bare = " ".join(part.replace(" ", "") for part in bare.split("  "))
    folded = unicodedata.normalize("NFKD", bare.casefold().replace("&", " and "))
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[/+|,'’]| - |\(s\)", " ", letters).split())


def rows(lines: Sequence[str]) -> list[Row]:
    """Return the section of each line: that of the last heading above; ``other`` before the first.

    A label with words after it ("Skills: SQL, Spark") is of its own section; so is what follows
    it, if a blank line stands before it or no work was being told.

    >>> [row.section for row in rows(["Ada", "Skills: SQL", "EXPERIENCE", "Skills: Go", "Cook"])]
    ['other', 'skills', 'work', 'work', 'work']
    """
    found: list[Row] = []
    current = Row("other", unknown=True)
    for number, line in enumerate(lines):
        section = _heading(lines, number, current.section)
        label = None if section else _label(line)
        after_blank = number == 0 or not lines[number - 1].strip()
        if section:
            current = Row(section)
        elif label and (current.section not in ("work", "projects", "skills") or after_blank):
            current = Row(label)
        elif _unknown(lines, number, current.section):
            current = Row("other", unknown=True)
        mine = bool(section) or (current.unknown and _unknown(lines, number, "other"))
        found.append(current._replace(heading=mine))
    return found


def _heading(lines: Sequence[str], number: int, current: Section) -> Section | None:
    """Return the section that a line heads where it stands: not as one of a list of skills."""
    first, *others = lines[number].strip().split("  ")
    if any(map(str.strip, others)) and first.upper() != first:
        return None
    section = heading(first)
    if section == "skills" and "qualification" in first.lower():  # of schools, or of the person
        schools = any(degree(line, education=False) for line in lines[number + 1 : number + 4])
        return "education" if schools else section
    if not section or current != "skills" or " " not in first.strip():
        return section
    below = lines[number + 1 : number + 16]
    studied = any(degree(line, education=False) for line in below[:7])
    if studied or (section == "work" and any(any(dates.singles(line)) for line in below)):
        return section
    around = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
    listed = all(5 < len(line.strip()) < 50 and heading(line) is None for line in around)
    return None if listed else section


def _label(line: str) -> Section | None:
    """Return the section that a label at the start of a line names, if it says so by itself."""
    match = _INLINE.match(line)
    if not match or _plain(match[1]) in _ROWS:
        return None
    section = heading(match[1])
    return section if section in ("skills", "education", "summary", "certifications") else None


def _unknown(lines: Sequence[str], number: int, current: Section) -> bool:
    """Say whether a line is dressed as a heading that we do not know: capitals between blanks."""
    line = lines[number].strip()
    if number < 4 or not 3 <= len(line) <= 45 or re.search(r"\d", line):
        return False
    before, after = (
        lines[at].strip() if 0 <= at < len(lines) else "" for at in (number - 1, number + 1)
    )
    marked = line.startswith("## ")
    underlined = bool(re.fullmatch(r"[-=_*~─━]{4,}", after))
    loud = line.upper() == line and line.lower() != line and not re.search(r"[,|@]", line)
    if not (marked or (not before and (underlined or (loud and not after)))):
        return False
    if titles.held(line) or degree(line) or re.search(r"school", line, re.IGNORECASE):
        return False
    below = lines[number : number + 5]
    if current == "work" and any(any(dates.singles(one)) for one in below):
        return False  # an employer's name in capitals
    words = re.findall(r"[^\W\d_]{3,}", line)
    return marked or (1 <= len(words) <= 4 and not _BULLET.match(line))
