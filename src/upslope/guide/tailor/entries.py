"""The parts of a resume within which lines may change places: positions and projects."""

from __future__ import annotations

from typing import NamedTuple

from upslope.guide.resume.bullets import bullets
from upslope.records import Resume


class Entry(NamedTuple):
    """One position or project and the points below it, in order."""

    title: str
    lines: list[str]


def entries(resume: Resume) -> list[Entry]:
    """Return every position that has points, and the projects, which may change places too.

    Without any, the lines of the text are one entry.

    >>> entries(Resume(text="- Wrote docs\\n- Trained models"))
    [Entry(title='', lines=['Wrote docs', 'Trained models'])]
    """
    found = [Entry(one.title, bullets(one.lines)) for one in resume.positions if one.lines]
    found += [Entry(one.title, bullets(one.lines)) for one in resume.projects if one.lines]
    return found or [Entry("", bullets(resume.text.split("\n")))]
