"""``/match``: the openings that fit the person best, each with its reasons."""

from __future__ import annotations

from typing import get_args

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.pages.welcome import PEOPLE
from upslope.apps.web.parts.fit import resume_of
from upslope.apps.web.parts.matches import SHOWN, Asked, listed
from upslope.apps.web.parts.wishes import (
    FORMS,
    LEVELS,
    ROLES,
    wishes_kept,
    wishes_sent,
    wishes_shown,
)
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UsageError
from upslope.records.match import Band

routes = Routes()


@routes.get("/match")
def match(visit: Visit) -> Response:
    """Rank the openings for the person's resume."""
    return _page(visit, Form())


@routes.post("/match/wishes")
def wish(visit: Visit) -> Response:
    """Keep what the person wants, and rank anew."""
    wishes = wishes_sent(visit.form)
    if visit.form.errors:
        return _page(visit, visit.form, status=422)
    return visit.see("/match", wishes_kept(visit.own.person.want(**wishes)))


@routes.post("/match/forget")
def forget(visit: Visit) -> Response:
    """Let what was learned of choices have no effect any more."""
    gone = visit.workspace.person.forget_learned()
    return visit.see("/match", f"{gone} choices change the ranking no more. Their list stays.")


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    asked, person = Asked.of(visit.asked), visit.workspace.person
    found, resume, problem = None, None, None
    if visit.resume:
        try:
            resume = resume_of(visit)
            found = listed(visit, asked)
        except (DocumentError, UsageError) as error:
            problem = error
    return visit.page(
        "match",
        part="matches",
        status=status,
        asked=asked,
        listed=found,
        resume=resume,
        problem=problem,
        sample=PEOPLE.get(person.sample_resume() or ""),
        form=form,
        wishes=wishes_shown(person.profile(), form),
        learned=visit.workspace.ranking.preferences().learned[:6],
        choices=len(person.choices()),
        roles=ROLES,
        bands=get_args(Band),
        levels=LEVELS,
        forms=FORMS,
        size=SHOWN,
    )
