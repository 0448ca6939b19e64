"""The person's resume, and how the stored openings stand for it: kept until either changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from upslope.apps.web.remembered import Answer
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UpslopeError, UsageError
from upslope.records import Resume
from upslope.workspace.ranking import Standing

T = TypeVar("T")


def resume_of(visit: Visit) -> Resume:
    """Return the person's resume as it was read.

    Raises:
        DocumentError: it could not be read.
        UsageError: none is chosen yet.
    """
    file, person = visit.resume, visit.workspace.person
    if file is None:
        raise UsageError("No resume is chosen yet.", next="Choose one, or a sample: see Welcome.")
    written = file.stat().st_mtime_ns if file.exists() else 0
    stands_on = (file, written, [(one.repository, one.commit) for one in person.claims()])
    return visit.site.remembered.get("resume", repr(stands_on), lambda: person.resume(file))


def standings_of(visit: Visit) -> Answer[list[Standing]]:
    """Return how all openings stand for the person's resume, best first; or none yet.

    Raises:
        DocumentError: the resume could not be read.
        UsageError: none is chosen yet.
    """
    resume, ranking = resume_of(visit), visit.workspace.ranking
    kept, stands_on = visit.site.remembered, ranking.stands_on()
    return kept.soon("standings", stands_on, lambda: ranking.standings(resume))


def told(visit: Visit, question: str, answer: Callable[[], T]) -> Answer[T | UpslopeError]:
    """Return an answer of the guide, or why there is none; see :meth:`Visit.soon`.

    What is wrong is an answer too: raised in the background, nobody would hear of it.
    """

    def attempt() -> T | UpslopeError:
        try:
            return answer()
        except (UsageError, DocumentError) as error:
            return error

    return visit.soon(question, attempt)
