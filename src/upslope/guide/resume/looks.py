"""What may be lost of a resume: one look at the file after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from upslope.formats.document import Document
from upslope.guide.resume import dates
from upslope.guide.resume.glued import glued
from upslope.records.resume import Position, Resume

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


@dataclass(frozen=True)
class File:
    """All that the findings are made of."""

    document: Document
    resume: Resume
    simply: str  # as a plain reader gives it, without names and contacts
    lost: list[str]
    size: int
    suffix: str


def held(resume: Resume) -> list[Position]:
    """Return the positions that were held: no study, no project."""
    return [one for one in resume.positions if one.kind not in {"study", "project"}]


def counted(number: int, one: str) -> str:
    """Write a number of things.

    >>> counted(1, "page"), counted(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _pictures(file: File) -> Iterator[Finding]:
    blank = file.document.layout.picture_pages
    if blank:
        yield Finding(
            severity="lost",
            says=f"{counted(blank, 'page')} of the file {'is' if blank == 1 else 'are'} only a "
            "picture: no reader finds words there.",
            do="Export it anew from your editor as text, not as a scan or picture.",
        )


def _columns(file: File) -> Iterator[Finding]:
    lines = list(glued(file.simply, file.resume.text))
    if lines:
        yield Finding(
            severity="lost",
            says=f"A plain reader glues {counted(len(lines), 'line')} together that stand side "
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


def _boxes(file: File) -> Iterator[Finding]:
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


def _contacts(file: File) -> Iterator[Finding]:
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


def _unseen(file: File) -> Iterator[Finding]:
    if file.document.hidden:
        yield Finding(
            severity="risk" if file.document.hidden >= 20 else "note",
            says=f"{counted(file.document.hidden, 'character')} cannot be seen on the page "
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


def _dates(file: File) -> Iterator[Finding]:
    lines = file.resume.text.split("\n")
    odd = [line for line in lines if _ODD_DATE.search(line) and len(line) < 100]
    odd = [line for line in odd if not any(True for _ in dates.periods(line, 24_000))]
    if odd:
        yield Finding(
            severity="risk",
            says=f"{counted(len(odd), 'date')} may not be understood.",
            do='Write months and years in full: "May 2019 - June 2021".',
            where=odd[:SHOWN],
        )
    if not held(file.resume):
        yield Finding(
            severity="lost",
            says="No position with its dates was recognised.",
            do="Give each position a line with its title and dates, as May 2019 - June 2021.",
        )


def _sections(file: File) -> Iterator[Finding]:
    if file.resume.not_understood:
        yield Finding(
            severity="risk",
            says=f"{counted(len(file.resume.not_understood), 'line')} could not be placed.",
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


def _fonts(file: File) -> Iterator[Finding]:
    letters = max(1, len(file.document.text))
    if file.document.layout.unmapped > 0.01 * letters or "\ufffd" in file.document.text:
        yield Finding(
            severity="lost",
            says="A font of the file does not say which letters it draws: words come out garbled.",
            do="Export the file anew with another font, or from another editor.",
        )


def _size(file: File) -> Iterator[Finding]:
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


def _links(file: File) -> Iterator[Finding]:
    written = re.sub(r"\s", "", file.document.text.lower())
    bare = (re.sub(r"^https?://(?:www\.)?", "", link.lower()) for link in file.document.links)
    behind = [link for link in bare if link.rstrip("/") not in written]
    if behind:
        yield Finding(
            severity="note",
            says=f"{counted(len(behind), 'link')} can only be seen by clicking on words.",
            do="Write the addresses out, so that they are there on paper and in plain text.",
        )


def _skills(file: File) -> Iterator[Finding]:
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


def _kind(file: File) -> Iterator[Finding]:
    if file.suffix not in {".pdf", ".docx", ".doc"}:
        yield Finding(
            severity="note",
            says="Most systems take PDF or Word (.docx) only.",
            do="Write it as one: upslope resume export FILE --to resume.docx",
        )


LOOKS: Sequence[Callable[[File], Iterator[Finding]]] = (
    _pictures, _columns, _skills, _fonts, _contacts, _unseen, _dates, _sections, _boxes, _size,
    _links, _kind,
)  # fmt: skip
