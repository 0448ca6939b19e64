"""The parts of a resume within which lines may change places: positions and projects."""

from __future__ import annotations

import re
from typing import NamedTuple

from upslope.records import Resume

_BULLET = re.compile(r"^\s*[-*•·–▪◦‣●]\s*")


class Entry(NamedTuple):
    """One position or project and the lines below it, in order."""

    title: str
    lines: list[str]


def entries(resume: Resume) -> list[Entry]:
    """Return every entry that has lines; without any, the bulleted lines as one.

    >>> entries(Resume(text="- Wrote docs\\n- Trained models"))
    [Entry(title='', lines=['Wrote docs', 'Trained models'])]
    """
    held = [*resume.positions, *resume.projects]
    found = [Entry(one.title, list(map(bare, one.lines))) for one in held if one.lines]
    if found:
        return found
    lines = [bare(line) for line in resume.text.split("\n") if _BULLET.match(line)]
    return [Entry("", lines)] if lines else []


def bare(line: str) -> str:
    """Return a line without its bullet.

    >>> bare("  • Trained models ")
    'Trained models'
    """
    return _BULLET.sub("", line).strip()
