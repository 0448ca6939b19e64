"""What more skills would change, by the match itself: who passes the line that did not before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from upslope.guide.gap.resample import Array, between, draws, employers
from upslope.guide.gap.result import Effect
from upslope.guide.share import counted
from upslope.records import Posting, Resume, ResumeSkill

JOINED = 15
"""Skills that are tried together: those that alone change most."""
_SAME = 1e-9  # points of a score that are rounding


Score = Callable[[Resume], Array]
"""Scores a fixed list of postings for a resume, 0 to 100: ``Pool.scores`` of the match, or that
with the person's wishes filled in."""


class Effects:
    """The counterfactual: the same resume with more skills, everything else unchanged.

    Args:
        resume: what the person shows.
        postings: in the order of the scores.
        score: the match.
        line: score from which a match counts as one to apply for.
    """

    def __init__(
        self, resume: Resume, postings: Sequence[Posting], score: Score, line: float
    ) -> None:
        self.resume, self.postings, self.score, self.line = resume, postings, score, line
        self.now = score(resume)
        self.passing: NDArray[np.bool_] = self.now >= line
        self._draws = draws(employers(postings))

    def scores(self, skills: Iterable[str]) -> Array:
        """Return the scores of the resume with these skills."""
        more = [ResumeSkill(skill=skill, line="", where="other") for skill in skills]
        resume = msgspec.structs.replace(self.resume, skills=[*self.resume.skills, *more])
        return self.score(resume)

    def passing_with(self, skills: Sequence[str]) -> int:
        """Return how many openings pass the line with these skills."""
        return int((self.scores(skills) >= self.line).sum())

    def of(self, skills: Sequence[str]) -> Effect:
        """Return what these skills open, with how sure that is."""
        scores = self.scores(skills)
        opened = (scores >= self.line) & ~self.passing
        low, high = self._between(opened)
        count, total = int(opened.sum()), len(self.postings)
        return Effect(
            skills=[*skills],
            opens=[one.id for one, new in zip(self.postings, opened, strict=True) if new],
            between=(low, high),
            points=float(np.mean(scores - self.now)) if total else 0.0,
            says=f"With {_and(skills)} {count} more of {counted(total, 'opening')} pass your line,"
            f" between {low} and {high}.",
        )

    def _between(self, opened: NDArray[np.bool_]) -> tuple[int, int]:
        """Return the interval of a count, drawing employers anew.

        A draw may have more openings than there are, so it is a share that is drawn.
        """
        if not opened.any():
            return 0, 0
        low, high = between(self._draws @ opened / self._draws.sum(axis=1) * len(opened))
        return round(low), round(high)

    def best_sets(self, single: Sequence[Effect], most: int = 3) -> list[Effect]:
        """Return the best set of one skill, two and so on, each made of the one before.

        What opens most is taken; between equals what adds most points, then the first name.

        Args:
            single: effects of skills alone, best first; the first :data:`JOINED` are tried.
            most: skills of the largest set.
        """
        names, sets = [one.skills[0] for one in single[:JOINED]], [*single[:1]]
        while sets and len(sets) < min(most, len(names)):
            found = sets[-1].skills
            wider = [[*found, one] for one in sorted({*names} - {*found})]
            sets.append(self.of(max(wider, key=self._worth)))
        return sets

    def _worth(self, skills: Sequence[str]) -> tuple[int, float]:
        scores = self.scores(skills)
        opened = int(((scores >= self.line) & ~self.passing).sum())
        return opened, round(float((scores - self.now).sum()) / _SAME) * _SAME


def _and(names: Sequence[str]) -> str:
    """Join names.

    >>> _and(["a"]), _and(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
