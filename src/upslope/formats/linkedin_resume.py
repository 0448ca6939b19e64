"""A person's data export from LinkedIn as the text of a resume.

One way of reading is enough: positions, projects, education, certifications and skills become
headed lines, and those are read as any resume is. Months come in the language of the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.formats.linkedin_export import Export
from upslope.formats.values import text

_MONTHS = (
    ("Jan", r"jan|ene|gen"),
    ("Feb", r"f[eé][bv]"),
    ("Mar", r"m[aä]r|maa|mrt"),
    ("Apr", r"a[pbv]r"),
    ("May", r"ma[yijg]|mei"),
    ("Jun", r"jun|juin|giu"),
    ("Jul", r"jul|juil|lug"),
    ("Aug", r"aug|ago|ao[uû]"),
    ("Sep", r"sep|set"),
    ("Oct", r"o[ck]t|ott|out"),
    ("Nov", r"nov"),
    ("Dec", r"d[eéi][czs]"),
)


def resume_text(data: bytes) -> tuple[str, str]:
    """Return the person's name, to be taken out, and the profile as the text of a resume.

    Raises:
        DocumentError, ReadError: as for :class:`.Export`.

    >>> resume_text(b"Company Name,Title,Started On,Finished On\\nAcme,Cook,Mar 2020,")
    ('', 'EXPERIENCE\\n\\nCook, Acme\\nMar 2020 - Present')
    """
    export = Export(data)
    profile = next((row for row in export.rows("profile") if isinstance(row, dict)), {})
    name = " ".join(filter(None, (text(profile.get(key)) for key in ("First Name", "Last Name"))))
    lines = list(filter(None, (text(profile.get(key)) for key in ("Headline", "Summary"))))
    for kind, heading, keys in _SECTIONS:
        entries = [row for row in export.rows(kind) if isinstance(row, dict)]
        if entries:
            lines += [heading, *(line for row in entries for line in _entry(row, keys))]
    return name, "\n".join(lines)


_SECTIONS = (
    ("positions", "EXPERIENCE", ("Title", "Company Name")),
    ("projects", "PROJECTS", ("Title",)),
    ("education", "EDUCATION", ("Degree Name", "School Name")),
    ("certifications", "CERTIFICATIONS", ("Name", "Authority")),
    ("courses", "COURSES", ("Name",)),
    ("volunteering", "VOLUNTEERING", ("Role", "Company Name")),
    ("publications", "PUBLICATIONS", ("Name", "Publisher")),
    ("honors", "AWARDS", ("Title",)),
    ("languages", "LANGUAGES", ("Name", "Proficiency")),
    ("skills", "SKILLS", ("Name",)),
)


def _entry(row: dict[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of one entry; a bare name stands on a line of its own."""
    headline = ", ".join(filter(None, (text(row.get(key)) for key in keys)))
    starts = month(text(row.get("Started On")) or text(row.get("Start Date")) or "")
    ends = month(text(row.get("Finished On")) or text(row.get("End Date")) or "")
    day = month(text(row.get("Published On")) or text(row.get("Issued On")) or "")
    told = filter(None, (text(row.get(key)) for key in ("Description", "Notes", "Activities")))
    if starts or ends or len(row) > 1:
        yield ""
    yield headline
    if starts or ends:
        yield f"{starts} - {ends or 'Present'}" if starts else ends
    elif day:
        yield day
    yield from told


def month(said: str) -> str:
    """Write a month as resumes do, from any of the languages that an export is written in.

    >>> month("Mar 2026"), month("août 2024"), month("März 2026"), month("2019"), month("03/2026")
    ('Mar 2026', 'Aug 2024', 'Mar 2026', '2019', '03/2026')
    """
    named = re.fullmatch(r"(?:\d{1,2}\.? )?([^\W\d]+)\.?(?: de)? (\d{4})", said.strip())
    if not named:
        return said.strip()
    months = (name for name, words in _MONTHS if re.match(words, named[1], re.I))
    return f"{next(months, named[1])} {named[2]}"
