"""Certifications and projects of a resume: a headline each, and the lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from upslope.guide.resume import dates
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import place, prose
from upslope.records.resume import Entry, Section

MOST = 60
"""Entries of a kind that are read."""

_BULLET = re.compile(r"^\s*(?:[-*•·–>▪◦‣■✓➢?]|\d+[.)])\s*")
_CERTIFIED = re.compile(
    r"\bcertif(?:ied|icate|ication)\b|\bzertifi|\bcertificad[oa]\b|\bcertifi[ée]e?\b", re.I
)
_NAMED = re.compile(r"(?P<title>[^:–—]{3,70}?)(?::| [–—-]) ")


def certifications(lines: Sequence[str], sections: Sequence[Row]) -> list[Entry]:
    """Read certificates: every line of their section, and headlines elsewhere that name one.

    >>> lines = ["- CKA (Nov 2021)", "AWS Solutions Architect, 2023"]
    >>> [(one.title, one.date) for one in certifications(lines, [Row("certifications")] * 2)]
    [('CKA', '2021-11'), ('AWS Solutions Architect', '2023')]
    """
    found: list[Entry] = []
    for number, line in enumerate(lines):
        row, bare = sections[number], _BULLET.sub("", line, count=1).strip()
        if row.heading or not re.search(r"\w{2}", bare) or len(bare) > 200 or place(bare):
            continue
        listed = row.section == "certifications"
        if listed and _only_dated(bare):
            _date_last(found, bare)
            continue
        if listed and bare.count(",") > 2 and ":" in bare:
            continue  # "Languages: Python, C, SQL": a row of skills
        bulleted = any(map(_BULLET.match, lines[max(0, number - 3) : number]))
        runs_on = bare[0].islower() or (bulleted and dates.newest(bare) is None)
        if listed and found and runs_on and not _BULLET.match(line):
            found[-1] = msgspec.structs.replace(found[-1], lines=[*found[-1].lines, bare])
        elif listed or (row.section in ("education", "other") and _headed(line, bare)):
            found.append(_entry(bare))
    return found[:MOST]


def _headed(line: str, bare: str) -> bool:
    return bool(_CERTIFIED.search(bare)) and len(bare) < 110 and not bare.endswith(".")


def projects(lines: Sequence[str], sections: Sequence[Row]) -> list[Entry]:
    """Read the projects of their section; each begins with a headline, else with a named bullet.

    >>> lines = ["Bird Calls    2025", "- Trained a network", "- Wrote tests", "Late Buses"]
    >>> [(one.title, len(one.lines)) for one in projects(lines, [Row("projects")] * 4)]
    [('Bird Calls', 2), ('Late Buses', 0)]
    """
    found: list[Entry] = []
    for block in _stretches(lines, sections, "projects"):
        plain = [line for line in block if _heads(line) and not _only_dated(line)]
        for line in block:
            bare = _BULLET.sub("", line, count=1).strip()
            if _only_dated(bare):
                _date_last(found, bare)
                continue
            named = None if plain else _NAMED.match(bare)
            if line in plain:
                found.append(_entry(line.strip()))
            elif named or not found or not plain:
                told = [bare[named.end() :]] if named else []
                found.append(_entry(named["title"] if named else bare, told, bare))
            else:
                found[-1] = msgspec.structs.replace(found[-1], lines=[*found[-1].lines, bare])
    return found[:MOST]


def _only_dated(line: str) -> bool:
    """Say whether a line is the date of the entry above and nothing else."""
    return not re.search(r"\w", dates.without(line))


def _date_last(found: list[Entry], line: str) -> None:
    if found and found[-1].date is None:
        found[-1] = msgspec.structs.replace(found[-1], date=_entry(line).date)


def _heads(line: str) -> bool:
    """Say whether a line is the headline of a project: dated, or short and no sentence."""
    bare = line.strip()
    if _BULLET.match(bare) or len(bare) > 120:
        return False
    dated = any(True for _ in dates.singles(bare)) and len(bare) < 100
    return dated or (not prose(bare) and bare[:1].isupper() and len(bare.split()) <= 12)


def _stretches(
    lines: Sequence[str], sections: Sequence[Row], section: Section
) -> Iterator[list[str]]:
    """Yield the lines below each heading of a section."""
    block: list[str] = []
    for line, row in zip(lines, sections, strict=True):
        if row.section != section or row.heading:
            if block:
                yield block
            block = []
        elif re.search(r"\w{2}", line):
            block.append(line)
    if block:
        yield block


def _entry(line: str, told: Sequence[str] = (), dated: str | None = None) -> Entry:
    """Make an entry of its headline; the date is the newest it names, ``YYYY`` or ``YYYY-MM``."""
    text = line if dated is None else dated
    found = max(dates.singles(text), default=None)
    when = None
    if found:
        month, start, end = found
        exact = re.search(r"[^\W\d_]{3}|\d[/.-]", text[start:end])
        when = dates.written(month) if exact else f"{month // 12}"
    title = _BULLET.sub("", dates.without(line)).strip(" ,;:")
    return Entry(title=title or line, lines=list(told), date=when)
