"""A person's resume becomes evidence: skills with the lines that show them, years, level, degree.

Names, contacts and words of gender are taken out first (see ``redact``). Nothing of a resume is
written to a log or an error.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path

from upslope.errors import DocumentError
from upslope.formats import jsonresume, pdf
from upslope.formats import text as plain
from upslope.formats.characters import clean
from upslope.formats.worker import failure
from upslope.guide import quote
from upslope.guide.resume import career
from upslope.guide.resume.redact import redact
from upslope.records import Resume, ResumeSkill
from upslope.taxonomy import Taxonomy

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is read."""

LONGEST, WIDEST = 60_000, 1_000
"""Characters of a text and of a line that are read; a resume of five pages has 20,000."""

FEWEST = 20
"""Words below which a file is no resume: a scanned page may hold a page number."""

_READERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    ".json": jsonresume.text_of,
    ".md": lambda data: ("", plain.text_of(data)),
    ".pdf": lambda data: ("", pdf.text_of(data)),
    ".txt": lambda data: ("", plain.text_of(data)),
}


def read_resume(path: Path, *, today: date | None = None) -> Resume:
    """Read a resume from a file: ``.txt``, ``.md``, ``.pdf`` or JSON Resume (``.json``).

    Args:
        path: the file.
        today: the day at which positions without an end are taken to end.

    Raises:
        DocumentError: the file is missing, too big, of another kind, encrypted, damaged, a
            picture or empty. It says what to do, and holds no word of the file.
    """
    try:
        name, text = _named_text(path)
    except DocumentError as error:
        error.what = f"{path.name}: {error.what}"
        raise
    return resume_of(text, name=name, today=today)


def _named_text(path: Path) -> tuple[str, str]:
    """The person's name, if the file says which words are that, and all of its text."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kind = path.suffix or "file without a suffix"
        raise failure("unsupported", f"A resume cannot be read from a {kind}.")
    name, text = reader(_bytes(path))
    if len(re.findall(r"[^\W\d_]{2,}", text)) < FEWEST:
        raise failure("empty", f"The file holds fewer than {FEWEST} words.")
    return name, text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise failure("too_big", f"The file is larger than {LARGEST >> 20} MiB.")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"The file {path.name} could not be opened ({error.strerror}).",
            reason="unsupported",
            next="Check its name and folder.",
        ) from None


def resume_of(text: str, *, name: str = "", today: date | None = None) -> Resume:
    """Read a resume from its text.

    Args:
        text: the resume, one line a list item; its person's name is found in its first lines.
        name: the person's name, where it is known.
        today: the day at which positions without an end are taken to end.

    >>> resume = resume_of("Ada Byron\\nData Engineer, May 2020 - April 2022\\n- Wrote Spark jobs")
    >>> resume.years, resume.roles, [skill.skill for skill in resume.skills]
    (2.0, ['data_engineer'], ['apache spark'])
    """
    taxonomy = Taxonomy.load()
    bare = redact(_bounded(clean(text)), name=name, known=lambda word: any(taxonomy.find(word)))
    read = career.read(bare, today or date.today())
    return Resume(
        text=bare,
        skills=_skills(bare, taxonomy),
        roles=read.roles,
        seniority=read.seniority,
        years=read.years,
        degree=read.degree,
        evidence={key: line[: quote.LONGEST] for key, line in read.evidence.items()},
        notes=read.notes,
    )


def _bounded(text: str) -> str:
    """Cut what is far beyond a resume, so that the time to read it stays in proportion."""
    lines = text[:LONGEST].split("\n")
    return "\n".join(
        part
        for line in lines
        for part in ([line] if len(line) <= WIDEST else textwrap.wrap(line, WIDEST))
    )


def _skills(text: str, taxonomy: Taxonomy) -> list[ResumeSkill]:
    """Find each skill once, with the line that says most of it: the one that lists least else."""
    shown: dict[str, tuple[int, str]] = {}
    for line in text.split("\n"):
        hits = {skill.preferred_label: (start, end) for start, end, skill in taxonomy.find(line)}
        for name, (start, end) in hits.items():
            if name not in shown or len(hits) < shown[name][0]:
                shown[name] = (len(hits), quote.around(line, start, end))
    return [ResumeSkill(skill=name, line=line) for name, (_, line) in shown.items()]
