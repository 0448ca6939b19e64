"""Skills with the place that shows them: the strongest section, the most telling line, the months.

Work done shows more than a project, a project more than a course, a course more than a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from upslope.guide import quote
from upslope.guide.resume import dates
from upslope.guide.resume.headings import Row
from upslope.guide.resume.positions import Dated
from upslope.records.resume import ResumeSkill, Section
from upslope.taxonomy import Span

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
_WORKED = ("work", "student", "unrelated")


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

    >>> from upslope.taxonomy import Taxonomy
    >>> lines = ["Scala, SQL", "Wrote Scala jobs"]
    >>> spans = [list(Taxonomy.load().find(line)) for line in lines]
    >>> told = shown(lines, spans, [Row("skills"), Row("work")], [], until=24300)
    >>> [(one.skill, one.where, one.line) for one in told]
    [('scala', 'work', 'Wrote Scala jobs'), ('sql', 'skills', 'Scala, SQL')]
    """
    owner = {number: one for one in found for number in range(one.first, one.end)}
    best: dict[str, tuple[tuple[int, int], ResumeSkill]] = {}
    periods: dict[str, list[dates.Period]] = {}
    for number, (line, spans) in enumerate(zip(lines, skills, strict=True)):
        entry = owner.get(number)
        place = (
            _KINDS[entry.kind] if entry and sections[number].unknown else sections[number].section
        )
        hits = {skill.preferred_label: (start, end) for start, end, skill in spans}
        rank = (_STRENGTH.get(place, 5), len(hits))
        for name, (start, end) in hits.items():
            if name not in best or rank < best[name][0]:
                told = quote.around(line, start, end)
                best[name] = (rank, ResumeSkill(skill=name, line=told, where=place))
            if entry and entry.kind in _WORKED:
                periods.setdefault(name, []).append(entry.period.until(until))
    return [
        replace(one, months=dates.months(periods[name]) if name in periods else None)
        for name, (_, one) in best.items()
    ]
