"""One thing that is lost of a resume, and the file that it is found in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from upslope.formats.document import Document
from upslope.records.resume import Position, Resume

Severity = Literal["lost", "risk", "note"]
"""``lost``: a reader does not get it; ``risk``: some readers do not; ``note``: good to know."""

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
    """Return the positions that were held: no study, no project.

    >>> held(Resume(text=""))
    []
    """
    return [one for one in resume.positions if one.kind not in {"study", "project"}]


Look = Callable[[File], Iterator[Finding]]
"""Looks at a file and yields what is lost."""
