"""``/openings/{id}/tailor``, ``/openings/{id}/prepare``: a resume that fits, and an interview."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import Response

from upslope.apps.web.parts.fit import told
from upslope.apps.web.remembered import Answer
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import UpslopeError
from upslope.records import Posting

routes = Routes()
T = TypeVar("T")


@routes.get("/openings/{id}/prepare")
def prepare(visit: Visit) -> Response:
    """List what to review before an interview."""
    posting, _ = visit.workspace.store.postings.get(visit.path["id"])
    topics = _with_resume(visit, posting, "prepare", visit.workspace.guidance.prepare)
    problem = _problem(topics)
    return visit.page("prepare", part="topics", posting=posting, topics=topics, problem=problem)


@routes.get("/openings/{id}/tailor")
def tailor(visit: Visit) -> Response:
    """Say how the resume can be made to fit, from its own lines only."""
    posting, _ = visit.workspace.store.postings.get(visit.path["id"])
    tailored = _with_resume(visit, posting, "tailor", visit.workspace.guidance.tailor)
    problem = _problem(tailored)
    return visit.page("tailor", part="changes", posting=posting, tailored=tailored, problem=problem)


def _with_resume(
    visit: Visit, posting: Posting, what: str, ask: Callable[[str], T]
) -> Answer[T | UpslopeError]:
    """Ask for what takes a resume to be read; nothing where there is none."""
    if visit.resume is None:
        return Answer(None, is_current=True)
    return told(visit, f"{what} {posting.id}", lambda: ask(posting.id))


def _problem(answer: Answer[T | UpslopeError]) -> UpslopeError | None:
    return answer.value if isinstance(answer.value, UpslopeError) else None
