"""A person's resume becomes evidence: skills with the lines that show them, years, level, degree.

Names, contacts and words of gender are taken out first (see ``redact``). Nothing of a resume is
written to a log or an error.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from upslope.formats.characters import clean
from upslope.guide import quote
from upslope.guide.resume import career, dates
from upslope.guide.resume.columns import unfold
from upslope.guide.resume.education import education
from upslope.guide.resume.entries import certifications, projects
from upslope.guide.resume.files import document_of
from upslope.guide.resume.headings import Row, rows
from upslope.guide.resume.links import links
from upslope.guide.resume.markdown import unmarked
from upslope.guide.resume.positions import Dated, positions
from upslope.guide.resume.redact import redact
from upslope.guide.resume.shown import shown
from upslope.guide.resume.stuffing import sentences, stuffing
from upslope.guide.resume.unplaced import unplaced
from upslope.guide.resume.wrapped import unwrap
from upslope.records.resume import Position, Resume
from upslope.taxonomy import Span, Taxonomy

LONGEST, WIDEST = 60_000, 1_000
"""Characters of a text and of a line that are read; a resume of five pages has 20,000."""


def read_resume(path: Path, *, today: date | None = None, as_written: bool = False) -> Resume:
    """Read a resume from a file: PDF, Word (.docx), OpenDocument (.odt), text or JSON Resume.

    The zip of a data export from LinkedIn is read as one too.

    What the file holds decides how it is read, not how it is called.

    Args:
        path: the file.
        today: the day at which positions without an end are taken to end.
        as_written: whether words of gender stay, for a text that the person will read or send;
            what is scored is read without them.

    Raises:
        DocumentError: the file is missing, too big, of another kind, encrypted, damaged, a
            picture or empty. It says what to do, and holds no word of the file.
    """
    document = document_of(path)
    resume = resume_of(document.text, name=document.name, today=today, as_written=as_written)
    if document.hidden:
        resume.notes.append(
            f"{document.hidden:,} characters that nobody can see on the page (white, tiny or "
            "marked as hidden) were left out."
        )
    if document.left_out:
        resume.notes.append(document.left_out)
    return resume


def resume_of(
    text: str, *, name: str = "", today: date | None = None, as_written: bool = False
) -> Resume:
    """Read a resume from its text.

    Args:
        text: the resume, one line a list item; its person's name is found in its first lines.
        name: the person's name, where it is known.
        today: the day at which positions without an end are taken to end.
        as_written: whether words of gender stay.

    >>> resume = resume_of("Ada Byron\\nData Engineer, May 2020 - April 2022\\n- Wrote Spark jobs")
    >>> resume.years, resume.roles, [skill.skill for skill in resume.skills]
    (2.0, ['data_engineer'], ['apache spark'])
    """
    taxonomy = Taxonomy.load()
    whole = unwrap(unfold(unmarked(_bounded(clean(text)))))
    bare = redact(
        whole, name=name, known=lambda word: any(taxonomy.find(word)), as_written=as_written
    )
    lines = bare.split("\n")
    skills: list[Sequence[Span]] = [*taxonomy.find_each(lines)]
    sections = rows(lines)
    stuffed = stuffing(lines, skills, sections)
    for number in stuffed:
        lines[number], skills[number] = "", []
    resume = _resume(lines, skills, sections, today or date.today())
    resume.links = links(whole, name)
    resume.stuffed = sentences(stuffed)
    if len(text) > LONGEST:
        resume.notes.append(f"Only the first {LONGEST:,} characters were read.")
    return resume


def _resume(
    lines: list[str], skills: list[Sequence[Span]], sections: list[Row], today: date
) -> Resume:
    """Read what is left of a resume once names, contacts and stuffing are out."""
    text, now = "\n".join(lines), dates.month(today)
    found = positions(text, now, sections)
    read = career.read(text, today, found)
    studies = education(lines, sections, today)
    career.take_degree(read, studies)
    return Resume(
        text=text,
        skills=shown(lines, skills, sections, found, read.until),
        roles=read.roles,
        seniority=read.seniority,
        years=read.years,
        degree=read.degree,
        evidence={key: line[: quote.LONGEST] for key, line in read.evidence.items()},
        notes=read.notes,
        positions=[_position(one, read.until) for one in found if one.counts and one.title],
        education=studies,
        certifications=certifications(lines, sections),
        projects=projects(lines, sections),
        sections=list(dict.fromkeys(row.section for row in sections if not row.unknown)),
        not_understood=unplaced(lines, sections, found),
    )


def _position(one: Dated, until: int) -> Position:
    return Position(
        title=one.title[: quote.LONGEST],
        kind=one.kind,
        first=dates.written(one.period.first),
        last=None if one.period.open else dates.written(one.period.last),
        months=dates.months([one.period.until(until)]),
        organization=one.organization,
        lines=list(one.lines),
    )


def _bounded(text: str) -> str:
    """Cut what is far beyond a resume, so that the time to read it stays in proportion."""
    lines = text[:LONGEST].split("\n")
    return "\n".join(
        part
        for line in lines
        for part in ([line] if len(line) <= WIDEST else textwrap.wrap(line, WIDEST))
    )
