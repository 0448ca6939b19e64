"""Lines of an entry as a person meant them: a point that was wrapped is one line again."""

from __future__ import annotations

from collections.abc import Iterable

from upslope.guide.resume.wrapped import POINT


def bullets(lines: Iterable[str]) -> list[str]:
    """Return the points of an entry without their marks.

    A line without a mark goes on with the point above it; where no line has one, each stands alone.

    >>> bullets(["- Trained models", "  in Python", "• Ran tests"])
    ['Trained models in Python', 'Ran tests']
    >>> bullets(["Trained models", "Ran tests"])
    ['Trained models', 'Ran tests']
    """
    kept = [line for line in lines if line.strip()]
    marked = any(POINT.match(line) for line in kept)
    points: list[str] = []
    for line in kept:
        if points and marked and not POINT.match(line):
            points[-1] += f" {line.strip()}"
        else:
            points.append(bare(line))
    return points


def bare(line: str) -> str:
    """Return a line without its mark.

    >>> bare("  • Trained models ")
    'Trained models'
    """
    return POINT.sub("", line).strip()
