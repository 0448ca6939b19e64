"""``/gap``: what is between the person and the openings they want, and what it costs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.fit import told
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import UpslopeError
from upslope.guide.profile import sentences
from upslope.guide.wanted import ROLES
from upslope.records import Posting

if TYPE_CHECKING:
    from upslope.guide.gap import Effect, Gap

routes = Routes()

TRIED = 12
"""Skills whose effect is shown."""
_EXAMPLES = 3
"""Openings that are named for each of them."""


@routes.get("/gap")
def gap(visit: Visit) -> Response:
    """Say what is missing, how many ask for it, and what one more skill would open."""
    form = visit.asked
    saved, line = form.typed("saved") == "1", form.number("line", most=100)
    skills, guidance = _skills(visit, form), visit.workspace.guidance
    found = None
    if visit.resume:
        found = told(
            visit,
            f"gap saved={saved} line={line} skills={skills}",
            lambda: _with_examples(visit, guidance.gap(skills=skills, saved=saved, line=line)),
        )
    return visit.page(
        "gap",
        part="found",
        form=form,
        saved=saved,
        found=found,
        problem=found.value if found and isinstance(found.value, UpslopeError) else None,
        shown=TRIED,
        **wanted(visit),
    )


def wanted(visit: Visit) -> dict[str, Any]:
    """Return what the pages of this section say of whose openings they speak."""
    profile = visit.workspace.person.profile()
    return {
        "wishes": sentences(profile),
        "usual": [] if profile.roles else ROLES,
        "sample_person": visit.workspace.person.sample_resume(),
    }


def _skills(visit: Visit, form: Form) -> list[str]:
    """Read the skills to try; one that nobody knows is told beside the field."""
    typed = [one.strip() for one in form.text("skills", most=300).split(",")]
    found = []
    for name in filter(None, typed):
        try:
            found.append(visit.workspace.skill(name).preferred_label)
        except UpslopeError as error:
            form.errors["skills"] = str(error)
    return list(dict.fromkeys(found))


Examples = dict[str, Posting]


def _with_examples(visit: Visit, gap: Gap) -> tuple[Gap, list[Effect], Examples]:
    """Return a gap, the larger sets of skills that open more, and openings that it names by id."""
    ids = dict.fromkeys(_named([*gap.single[:TRIED], *([gap.chosen] if gap.chosen else [])]))
    rows = visit.workspace.store.postings.by_ids([*ids])
    grows = [
        wider for smaller, wider in pairwise(gap.together) if len(wider.opens) > len(smaller.opens)
    ]
    return gap, grows, {posting.id: posting for posting, _ in rows}


def _named(effects: Sequence[Effect]) -> Iterator[str]:
    for one in effects:
        yield from one.opens[:_EXAMPLES]
