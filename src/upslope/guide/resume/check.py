"""A resume is read back as an applicant tracking system would: what is lost, what is at risk.

Such systems differ, and none says how it reads. What is told here is what two readers of the file
show: ours, which looks where each letter stands, and a plain one (pypdf), as many systems have.
Names, addresses and numbers are looked for and never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from upslope.errors import DocumentError
from upslope.formats import pdf
from upslope.formats.characters import clean
from upslope.formats.document import Document
from upslope.guide.resume import dates
from upslope.guide.resume.files import document_of
from upslope.guide.resume.glued import glued
from upslope.guide.resume.names import names
from upslope.guide.resume.read import LONGEST, resume_of
from upslope.guide.resume.redact import redact
from upslope.records.resume import Position, Resume, Section
from upslope.taxonomy import Taxonomy

Severity = Literal["lost", "risk", "note"]
"""``lost``: a reader does not get it; ``risk``: some readers do not; ``note``: good to know."""

PAGES, LARGE = 3, 2 << 20
"""Pages, and bytes, from which a file is long or large for an application."""
SHOWN = 5
"""Lines that a finding quotes."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is lost or at risk: what it is, what to do, and the lines it is about."""

    severity: Severity
    says: str
    do: str
    where: list[str] = []


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


@dataclass(frozen=True)
class _File:
    """All that the findings are made of."""

    document: Document
    resume: Resume
    simply: str  # as a plain reader gives it, without names and contacts
    lost: list[str]
    size: int
    suffix: str


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
    found = [finding for look in _LOOKS for finding in look(file)]
    resume = file.resume
    return Checked(
        findings=sorted(found, key=lambda finding: order.index(finding.severity)),
        summary=_summary(file),
        sections=resume.sections,
        positions=len(_held(resume)),
        months=None if resume.years is None else round(resume.years * 12),
        skills=[skill.skill for skill in resume.skills],
        lost_skills=file.lost,
    )


def _read(path: Path, today: date | None) -> _File:
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
    return _File(document, resume, simply, lost, path.stat().st_size, path.suffix.lower())


def _simply(path: Path) -> str:
    try:
        return pdf.read_simply(path.read_bytes())[:LONGEST]
    except DocumentError:  # the plain reader ran out of time or memory: it sees nothing
        return ""


def _held(resume: Resume) -> list[Position]:
    return [one for one in resume.positions if one.kind not in {"study", "project"}]


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _summary(file: _File) -> list[str]:
    resume, layout = file.resume, file.document.layout
    years = (
        "years not stated" if resume.years is None else f"{resume.years:g} years of related work"
    )
    pages = f"{_counted(layout.pages, 'page')}, " if layout.pages else ""
    read = len(file.document.text.split())
    return [
        f"Read: {pages}{_counted(read, 'word')}, {_counted(len(_held(resume)), 'position')}, "
        f"{years}, {_counted(len(resume.education), 'line')} of education, "
        f"{_counted(len(resume.skills), 'skill')}.",
        f"Sections: {', '.join(resume.sections) or 'none recognised'}.",
    ]


def _pictures(file: _File) -> Iterator[Finding]:
    blank = file.document.layout.picture_pages
    if blank:
        yield Finding(
            severity="lost",
            says=f"{_counted(blank, 'page')} of the file {'is' if blank == 1 else 'are'} only a "
            "picture: no reader finds words there.",
            do="Export it anew from your editor as text, not as a scan or picture.",
        )


def _columns(file: _File) -> Iterator[Finding]:
    lines = list(glued(file.simply, file.resume.text))
    if lines:
        yield Finding(
            severity="lost",
            says=f"A plain reader glues {_counted(len(lines), 'line')} together that stand side "
            "by side.",
            do="Use one column, and put dates at the end of the line of their title.",
            where=lines[:SHOWN],
        )
    elif file.document.layout.columns > 1:
        yield Finding(
            severity="risk",
            says=f"The text has {file.document.layout.columns} columns side by side; some readers "
            "read across them.",
            do="Use one column.",
        )


def _boxes(file: _File) -> Iterator[Finding]:
    layout = file.document.layout
    for count, thing in ((layout.boxes, "text box"), (layout.tables, "table")):
        if count:
            many = thing if count == 1 else f"{thing}{'es' if thing.endswith('x') else 's'}"
            yield Finding(
                severity="risk",
                says=f"The file has {count} {many}; some readers skip them or mix up their cells.",
                do="Write what is in them as plain lines.",
            )


_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.\w")
_PHONE = re.compile(r"(?<![\w/.])\+?\(?\d[\d ()./–-]{6,24}\d(?!\w)")


def _contacts(file: _File) -> Iterator[Finding]:
    around = "\n".join(file.document.layout.around)
    body = "\n".join(
        line for line in file.document.text.split("\n") if line not in file.document.layout.around
    )
    for pattern, thing in ((_MAIL, "mail address"), (_PHONE, "phone number")):
        if any(map(_is_contact, pattern.findall(body))):
            continue
        if any(map(_is_contact, pattern.findall(around))):
            yield Finding(
                severity="risk",
                says=f"The {thing} stands only in a header or footer, which some readers skip.",
                do="Write it in the text too, under your name.",
            )
        else:
            yield Finding(
                severity="risk" if thing == "mail address" else "note",
                says=f"No {thing} was found.",
                do="Write it as plain text under your name, if you want to be reached that way.",
            )


def _is_contact(said: str) -> bool:
    """Tell a number to call, of seven digits or more, from a row of years.

    >>> _is_contact("+47 555 01 044"), _is_contact("2019 - 2021"), _is_contact("a@b.example")
    (True, False, True)
    """
    digits = re.findall(r"\d+", said)
    years = all(len(one) == 4 and one[:2] in {"19", "20"} for one in digits)
    return "@" in said or (sum(map(len, digits)) >= 7 and not years)


def _unseen(file: _File) -> Iterator[Finding]:
    if file.document.hidden:
        yield Finding(
            severity="risk" if file.document.hidden >= 20 else "note",
            says=f"{_counted(file.document.hidden, 'character')} cannot be seen on the page "
            "(white, tiny, covered or marked as hidden). They are not counted here; a system may "
            "read them, and people who find them take them for cheating.",
            do="Remove them.",
        )
    if file.resume.stuffed:
        yield Finding(
            severity="risk",
            says="Some lines look like words set for machines. They are not counted.",
            do="Name each skill where you used it.",
            where=file.resume.stuffed[:SHOWN],
        )


# "03/19 - 04/21" is read; what is left: years of two digits alone, and quarters.
_ODD_DATE = re.compile(
    r"['’´`]?\b\d\d\b\s*(?:-|–|—|to)\s*['’´`]?(?:\d\d\b|present|now)|\bQ[1-4][ /'’-]*\d{2,4}\b",
    re.IGNORECASE,
)


def _dates(file: _File) -> Iterator[Finding]:
    lines = file.resume.text.split("\n")
    odd = [line for line in lines if _ODD_DATE.search(line) and len(line) < 100]
    odd = [line for line in odd if not any(True for _ in dates.periods(line, 24_000))]
    if odd:
        yield Finding(
            severity="risk",
            says=f"{_counted(len(odd), 'date')} may not be understood.",
            do='Write months and years in full: "May 2019 - June 2021".',
            where=odd[:SHOWN],
        )
    if not _held(file.resume):
        yield Finding(
            severity="lost",
            says="No position with its dates was recognised.",
            do="Give each position a line with its title and dates, as May 2019 - June 2021.",
        )


def _sections(file: _File) -> Iterator[Finding]:
    if file.resume.not_understood:
        yield Finding(
            severity="risk",
            says=f"{_counted(len(file.resume.not_understood), 'line')} could not be placed.",
            do="Use plain headings: Experience, Education, Skills, Projects.",
            where=file.resume.not_understood[:SHOWN],
        )
    named = {"work": "Experience", "education": "Education", "skills": "Skills"}
    missing = [name for section, name in named.items() if section not in file.resume.sections]
    if missing:
        yield Finding(
            severity="risk" if len(missing) < len(named) else "lost",
            says=f"No section was recognised as: {', '.join(missing)}.",
            do="Put each of these words on a line of its own above its part.",
        )


def _fonts(file: _File) -> Iterator[Finding]:
    letters = max(1, len(file.document.text))
    if file.document.layout.unmapped > 0.01 * letters or "\ufffd" in file.document.text:
        yield Finding(
            severity="lost",
            says="A font of the file does not say which letters it draws: words come out garbled.",
            do="Export the file anew with another font, or from another editor.",
        )


def _size(file: _File) -> Iterator[Finding]:
    pages = file.document.layout.pages or 0
    if pages > PAGES:
        yield Finding(
            severity="note",
            says=f"The file has {pages} pages; few people read more than two.",
            do="Keep what speaks for the openings that you want.",
        )
    if file.size > LARGE:
        yield Finding(
            severity="risk",
            says=f"The file has {file.size / (1 << 20):.1f} MiB; some portals refuse that.",
            do="Take pictures out, or make them smaller.",
        )
    if file.document.left_out:
        yield Finding(
            severity="lost",
            says=file.document.left_out,
            do="Give a file that holds the resume only.",
        )


def _links(file: _File) -> Iterator[Finding]:
    written = re.sub(r"\s", "", file.document.text.lower())
    bare = (re.sub(r"^https?://(?:www\.)?", "", link.lower()) for link in file.document.links)
    behind = [link for link in bare if link.rstrip("/") not in written]
    if behind:
        yield Finding(
            severity="note",
            says=f"{_counted(len(behind), 'link')} can only be seen by clicking on words.",
            do="Write the addresses out, so that they are there on paper and in plain text.",
        )


def _skills(file: _File) -> Iterator[Finding]:
    if file.lost:
        yield Finding(
            severity="lost",
            says=f"A plain reader misses {len(file.lost)} of {len(file.resume.skills)} skills.",
            do="Use one column and a common font, and part words by blanks.",
            where=[", ".join(file.lost)],
        )
    elif not file.resume.skills:
        yield Finding(
            severity="lost",
            says="No skill was recognised.",
            do="Name your tools and methods by their usual names.",
        )


def _kind(file: _File) -> Iterator[Finding]:
    if file.suffix not in {".pdf", ".docx", ".doc"}:
        yield Finding(
            severity="note",
            says="Most systems take PDF or Word (.docx) only.",
            do="Write it as one: upslope resume export FILE --to resume.docx",
        )


_LOOKS: Sequence[Callable[[_File], Iterator[Finding]]] = (
    _pictures, _columns, _skills, _fonts, _contacts, _unseen, _dates, _sections, _boxes, _size,
    _links, _kind,
)  # fmt: skip
