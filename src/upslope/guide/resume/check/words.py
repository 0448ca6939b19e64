"""What may be lost of a resume's words: contacts, dates, sections, skills, what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upslope.guide.resume import dates
from upslope.guide.resume.check.finding import SHOWN, File, Finding, Look, held
from upslope.guide.share import counted

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.\w")
_PHONE = re.compile(r"(?<![\w/.])\+?\(?\d[\d ()./–-]{6,24}\d(?!\w)")
# "03/19 - 04/21" is read; what is left: years of two digits alone, and quarters.
_ODD_DATE = re.compile(
    r"['’´`]?\b\d\d\b\s*(?:-|–|—|to)\s*['’´`]?(?:\d\d\b|present|now)|\bQ[1-4][ /'’-]*\d{2,4}\b",
    re.IGNORECASE,
)


def _contacts(file: File) -> Iterator[Finding]:
    if file.suffix in {".json", ".zip", ""}:  # contacts stand in fields that are never read
        return
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


def _odd_dates(file: File) -> Iterator[Finding]:
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


LOOKS: Sequence[Look] = (_skills, _contacts, _unseen, _odd_dates, _sections)
