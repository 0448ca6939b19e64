"""The education of a resume: one entry for each degree or school, with its field and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from upslope.guide.resume import dates
from upslope.guide.resume.degrees import EXPECTED, degree, field, institution
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import place, prose
from upslope.records.resume import Study

MOST = 20
"""Entries that are read."""

_WIDEST = 200
_BULLET = re.compile(r"^[-*•·–>▪◦‣■?]\s*")


def education(lines: Sequence[str], sections: Sequence[Row], today: date) -> list[Study]:
    """Read the education in reading order; without such a section, headlines that name a degree.

    >>> lines = ["M.Sc. Physics, Plum University, 2019", "B.Sc. Physics, 2017"]
    >>> [study.year for study in education(lines, [Row("education")] * 2, date(2026, 1, 1))]
    [2019, 2017]
    """
    told = [
        (number, _BULLET.sub("", line.strip()))
        for number, line in enumerate(lines)
        if sections[number].section == "education"
        and not sections[number].heading
        and re.search(r"[^\W_]", line)
    ]
    found = [study for block in _blocks(told) for study in _studies(block, today)]
    found = found or list(_elsewhere(lines, sections, today))
    schooled = {study.degree for study in found if study.institution}
    return [one for one in found if one.institution or one.degree not in schooled or one.year][
        :MOST
    ]


def _elsewhere(lines: Sequence[str], sections: Sequence[Row], today: date) -> Iterator[Study]:
    """Read headlines with a degree that stand in no education, with the line below them."""
    for number, line in enumerate(lines):
        bare = line.strip()
        if prose(bare) or sections[number].heading or not degree(bare, education=False):
            continue
        after = [one.strip() for one in lines[number + 1 : number + 3]]
        block = [bare, *(one for one in after if one and not degree(one, education=False))]
        if any(institution(one) for one in block) or field(bare):
            yield from _studies(block, today)


def _blocks(told: Sequence[tuple[int, str]]) -> Iterator[list[str]]:
    """Cut an education into entries: each begins with what the first one begins with."""
    kinds = [_kind(line) for _, line in told]
    opens = next((kind for kind in kinds if kind), None)
    opens = "degree" if opens == "date" and kinds.count("date") < kinds.count("degree") else opens
    block: list[str] = []
    seen: set[str] = set()
    for (_, line), kind in zip(told, kinds, strict=True):
        starts = kind is not None and (
            (kind == opens and opens in seen)
            or kind == "both"
            or ("both" in seen and kind == opens)
        )
        if starts and block and (seen & {"degree", "school", "both"}):
            yield block
            block, seen = [], set()
        block.append(line)
        seen |= {kind} if kind else set()
    if seen:
        yield block


def _kind(line: str) -> str | None:
    """Say what a line of an education names: a degree, a school, both, or only a date."""
    if len(line) > _WIDEST:
        return None
    if not re.search(r"\w", dates.without(line)):
        return "date"
    named, school = degree(line), institution(line)
    if named and school:
        return "both"
    return "degree" if named else "school" if school else None


def _studies(block: Sequence[str], today: date) -> Iterator[Study]:
    """Read the degrees of one entry; a school without a degree is one of its own."""
    named = [line for line in block if len(line) <= _WIDEST and degree(line)]
    heads = [line for line in block if len(line) <= _WIDEST]
    school = next(filter(None, map(institution, heads)), None)
    for number, line in enumerate(named or heads[:1]):
        mine = block if len(named) < 2 else _around(block, line, named[number + 1 : number + 2])
        year, coming = _year(mine, today)
        yield Study(
            degree=degree(line) or "none_stated",
            line=line,
            field=field(line) or _below(mine, line),
            institution=school,
            year=year,
            expected=coming or any(EXPECTED.search(one) for one in mine if len(one) < _WIDEST),
        )


def _around(block: Sequence[str], line: str, after: Sequence[str]) -> list[str]:
    """Return the lines of one of several degrees of an entry."""
    begin = list(block).index(line)
    end = list(block).index(after[0], begin) if after else len(block)
    return list(block[begin:end])


def _below(block: Sequence[str], line: str) -> str | None:
    """Return the field where it stands on the line below the degree: ": Computer Science"."""
    rest = list(block)[list(block).index(line) + 1 :]
    below = next((one.strip(" :,") for one in rest if re.search(r"\w{2}", one)), "")
    plain = below and len(below) < 60 and not re.search(r"\d|[.:]", below)
    return (
        below
        if plain
        and not institution(below)
        and not place(below)
        and below[0].isupper()
        and "," not in below
        else None
    )


def _year(block: Sequence[str], today: date) -> tuple[int | None, bool]:
    """Return the last year of an entry, and whether it has not come yet."""
    text = "\n".join(one for one in block if len(one) <= _WIDEST)
    now = dates.month(today)
    found = list(dates.periods(text, now))
    goes_on = any(period.open for period in found)
    last = dates.newest(text)
    if last is None:
        return None, goes_on
    return (None if goes_on and last < now else last // 12), goes_on or last > now
