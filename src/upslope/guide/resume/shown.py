"""Skills with the place that shows them: the strongest section, the most telling line, the months.

Work done shows more than a project, a project more than a course, a course more than a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from upslope.guide import quote
from upslope.guide.resume import dates
from upslope.guide.resume.headings import Row
from upslope.guide.resume.positions import Dated
from upslope.records.resume import ResumeSkill, Section
from upslope.taxonomy.matcher import Span

_STRENGTH: dict[Section, int] = {
    "work": 0,
    "projects": 1,
    "education": 2,
    "certifications": 2,
    "publications": 2,
    "volunteering": 2,
    "summary": 3,
    "skills": 4,
}
_KINDS: dict[str, Section] = {
    "work": "work",
    "student": "work",
    "unrelated": "work",
    "project": "projects",
    "study": "education",
}


def shown(
    lines: Sequence[str],
    skills: Sequence[Sequence[Span]],
    sections: Sequence[Row],
    found: Sequence[Dated],
    until: int,
) -> list[ResumeSkill]:
    """Return each skill once, in reading order, with what shows it best.

    Args:
        lines: the resume's lines.
        skills: the skills found in each line.
        sections: the section of each line.
        found: the dated entries, for months.
        until: the month at which what goes on is taken to end.
    """
    places = [row.section for row in sections]
    owner: dict[int, Dated] = {}
    for one in found:
        for number in range(one.first, one.end):
            owner[number] = one
            if sections[number].unknown:
                places[number] = _KINDS[one.kind]
    best: dict[str, tuple[tuple[int, int], ResumeSkill]] = {}
    periods: dict[str, list[dates.Period]] = {}
    for number, (line, spans) in enumerate(zip(lines, skills, strict=True)):
        hits = {skill.preferred_label: (start, end) for start, end, skill in spans}
        for name, (start, end) in hits.items():
            place = places[number]
            rank = (_STRENGTH.get(place, 5), len(hits))
            if name not in best or rank < best[name][0]:
                told = quote.around(line, start, end)
                best[name] = (rank, ResumeSkill(skill=name, line=told, where=place))
            if number in owner and owner[number].kind in ("work", "student", "unrelated"):
                periods.setdefault(name, []).append(owner[number].period.until(until))
    return [
        ResumeSkill(
            skill=name,
            line=one.line,
            where=one.where,
            months=dates.months(periods[name]) if name in periods else None,
        )
        for name, (_, one) in best.items()
    ]
