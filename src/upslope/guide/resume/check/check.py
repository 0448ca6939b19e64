"""A resume is read back as an applicant tracking system would: what is lost, what is at risk.

Such systems differ, and none says how it reads. What is told here is what two readers of the file
show: ours, which looks where each letter stands, and a plain one (pypdf), as many systems have.
Names, addresses and numbers are looked for and never repeated.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from upslope.errors import DocumentError
from upslope.formats import pdf
from upslope.formats.characters import clean
from upslope.guide.resume.check import layout, sending, words
from upslope.guide.resume.check.finding import File, Finding, Severity, held
from upslope.guide.resume.files import document_of
from upslope.guide.resume.names import names
from upslope.guide.resume.read import LONGEST, resume_of
from upslope.guide.resume.redact import redact
from upslope.guide.share import counted
from upslope.records.resume import Section
from upslope.taxonomy import Taxonomy


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A resume as it was read back: what is lost, worst first, and what was understood.

    ``months`` are those of related work. ``lost_skills`` are the ones of ``skills`` that a plain
    reader does not find.
    """

    findings: list[Finding]
    summary: list[str]
    sections: list[Section]
    positions: int
    months: int | None
    skills: list[str]
    lost_skills: list[str] = []


def check(path: Path, today: date | None = None) -> Checked:
    """Read a resume back and say what is lost or at risk.

    Args:
        path: the file.
        today: the day at which positions without an end are taken to end.

    Raises:
        DocumentError: it could not be read at all, by any reader.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "resume.txt")
    ...     _ = path.write_text("Cook, Acme, May 2019 - June 2021. " + "Made soup and bread. " * 6)
    ...     [finding.says for finding in check(path, date(2024, 1, 1)).findings][-1]
    'Most systems take PDF or Word (.docx) only.'
    """
    file = _read(path, today)
    order: tuple[Severity, ...] = ("lost", "risk", "note")
    looks = (*layout.LOOKS, *words.LOOKS, *sending.LOOKS)
    found = [finding for look in looks for finding in look(file)]
    resume = file.resume
    return Checked(
        findings=sorted(found, key=lambda finding: order.index(finding.severity)),
        summary=_summary(file),
        sections=resume.sections,
        positions=len(held(resume)),
        months=None if resume.years is None else round(resume.years * 12),
        skills=[skill.skill for skill in resume.skills],
        lost_skills=file.lost,
    )


def _read(path: Path, today: date | None) -> File:
    document = document_of(path)
    resume = resume_of(document.text, name=document.name, today=today)
    taxonomy = Taxonomy.load()
    simply, lost = "", list[str]()
    if document.layout.pages is not None:  # only a PDF says how many it has
        plain = clean(_simply(path))
        who = names(document.text, document.name, lambda word: any(taxonomy.find(word)))
        simply = redact(plain, name=who[0] if who else "")
        there = {skill.preferred_label for _, _, skill in taxonomy.find(plain)}
        lost = [one.skill for one in resume.skills if one.skill not in there]
    return File(document, resume, simply, lost, path.stat().st_size, path.suffix.lower())


def _simply(path: Path) -> str:
    try:
        return pdf.read_simply(path.read_bytes())[:LONGEST]
    except DocumentError:  # the plain reader ran out of time or memory: it sees nothing
        return ""


def _summary(file: File) -> list[str]:
    resume, document = file.resume, file.document
    years = (
        "years not stated" if resume.years is None else f"{resume.years:g} years of related work"
    )
    number = document.layout.pages
    pages = f"{counted(number, 'page')}, " if number else ""
    read = len(document.text.split())
    return [
        f"Read: {pages}{counted(read, 'word')}, {counted(len(held(resume)), 'position')}, "
        f"{years}, {counted(len(resume.education), 'line')} of education, "
        f"{counted(len(resume.skills), 'skill')}.",
        f"Sections: {', '.join(resume.sections) or 'none recognised'}.",
    ]
