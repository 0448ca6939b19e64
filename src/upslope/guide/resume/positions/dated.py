"""One dated entry of a resume."""

from __future__ import annotations

from dataclasses import dataclass, field

from upslope.guide.resume import dates
from upslope.guide.resume.headings import Row
from upslope.records.resume import PositionKind

# Dates in these sections are those of a certificate, a prize or a sentence, not of a position.
_UNDATED = frozenset({"certifications", "skills", "summary", "languages", "publications"})


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated entry: its period, its title, the line that holds the title, and its kind.

    ``first`` and ``last`` are the lines of its headline, ``lines`` those that tell of it, up to
    line ``end``.
    """

    period: dates.Period
    title: str
    kind: PositionKind
    source: str
    row: Row
    organization: str | None = None
    first: int = 0
    last: int = 0
    end: int = 0
    lines: tuple[str, ...] = field(default=(), compare=False)

    @property
    def counts(self) -> bool:
        """Whether it stands where positions stand, and not in a list of prizes or skills."""
        known = self.row.section == "other" and not self.row.unknown
        return self.row.section not in _UNDATED and not known
