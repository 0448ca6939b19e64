"""``/openings/{id}``: one opening, what was understood of it shown in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode

from starlette.responses import Response

from upslope.apps.postings import estimated, pay, place, stated
from upslope.apps.web.pages.openings import acquainted
from upslope.apps.web.parts.choosing import choose
from upslope.apps.web.parts.fit import resume_of
from upslope.apps.web.parts.tracking import fresh_id, line_id
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import ChangedMeanwhileError, DocumentError, UsageError
from upslope.guide.correct import CLASSES
from upslope.guide.highlight import highlight
from upslope.records import (
    DUTIES,
    STATUSES,
    Match,
    PayEstimate,
    PayStated,
    Posting,
    Understanding,
)
from upslope.records.understanding import Need
from upslope.store import Link
from upslope.understand.role import UNSURE_BELOW

routes = Routes()


class Likely(NamedTuple):
    """What an opening of this kind is likely to pay, and what others of its kind state."""

    estimate: PayEstimate
    says: str
    kind: PayStated | None


class Member(NamedTuple):
    """Another posting of the same opening, why it is taken for that, and how sure that is."""

    posting: Posting
    why: str
    probability: float


NEEDS: tuple[Need, ...] = ("required", "preferred", "context", "negated")
DUTY_SAYS = {
    "data": "Collect and prepare data",
    "modelling": "Build models",
    "tuning": "Train, test and tune",
    "deployment": "Bring models into production",
    "monitoring": "Watch and retrain models",
    "collaboration": "Work with others",
}


@routes.get("/openings/{id}")
def opening(visit: Visit) -> Response:
    """Show an opening."""
    return _page(visit)


@routes.post("/openings/{id}/choose")
def chosen(visit: Visit) -> Response:
    """Save it, hide it, note an application, or take that back."""
    posting = _stored(visit)[0]
    return visit.see(_path(posting), choose(visit, posting.id, visit.form.typed("choice")))


@routes.post("/openings/{id}/move")
def move(visit: Visit) -> Response:
    """Give its application another status."""
    posting, form = _stored(visit)[0], visit.form
    status, day = form.one_of("status", STATUSES), form.day("day")
    if form.errors:
        return _page(visit, status=422)
    try:
        visit.workspace.tracker.move(
            form.typed("application"),
            status,
            day=day.isoformat() if day else None,
            seen=form.whole("seen"),
            id=line_id(form, status, str(day)),
        )
    except ChangedMeanwhileError as error:
        form.errors["status"] = f"{error} Yours was {status.replace('_', ' ')}."
        return _page(visit, status=409)
    return visit.see(f"{_path(posting)}#tracked", f"It stands at: {status.replace('_', ' ')}.")


@routes.post("/openings/{id}/correct")
def correct(visit: Visit) -> Response:
    """Note what is true of it; the page then shows that."""
    posting, form = _stored(visit)[0], visit.form
    truths = {name: form.text(name) for name in (*CLASSES, "min_years") if form.typed(name)}
    named, not_named = form.text("named"), form.text("not_named")
    try:
        visit.workspace.correct(
            posting.id,
            truths,
            named=[named] if named else [],
            not_named=[not_named] if not_named else [],
            take_back=form.typed("take_back") == "yes",
        )
    except UsageError as error:
        form.errors["named" if named else "role"] = str(error)
        return _page(visit, status=422)
    took_back = form.typed("take_back") == "yes"
    says = "Taken back: it is read as before." if took_back else "Noted. It is shown as you say."
    return visit.see(f"{_path(posting)}{form.typed('back')}", says)


@routes.post("/openings/{id}/apart")
def apart(visit: Visit) -> Response:
    """Take a posting out of this group."""
    posting, _ = _stored(visit)
    visit.workspace.openings.part(visit.form.text("posting"))
    target = f"{_path(posting)}?{urlencode({'apart': visit.form.text('posting')})}"
    return visit.see(target, "They are two openings from now on.")


@routes.post("/openings/{id}/together")
def together(visit: Visit) -> Response:
    """Put a posting back into this group."""
    posting, _ = _stored(visit)
    visit.workspace.openings.join(visit.form.text("posting"), posting.id)
    return visit.see(f"{_path(posting)}#found", "They are one opening again.")


def _stored(visit: Visit) -> tuple[Posting, Understanding]:
    return visit.workspace.store.postings.get(visit.path["id"])


def _path(posting: Posting) -> str:
    return f"/openings/{quote(posting.id, safe='')}"


def _page(visit: Visit, status: int = 200) -> Response:
    posting, known, history = visit.workspace.show(visit.path["id"])
    tracker = visit.workspace.tracker
    tracked = tracker.of(posting.id)
    mine = tracked.id if tracked else ""
    links = visit.workspace.openings.of(posting.id)
    return visit.page(
        "opening",
        status=status,
        posting=posting,
        known=known,
        history=history,
        place=place(posting, known),
        shown=highlight(posting, known),
        is_unsure=known.role_probability < UNSURE_BELOW,
        people=acquainted(visit, {posting.hiring_organization}).get(
            posting.hiring_organization or "", 0
        ),
        stated_pay=pay(stated(posting, known)),
        likely=_likely(visit, posting, known),
        match=_match(visit, posting),
        by_need=[(need, [one for one in known.skills if one.need == need]) for need in NEEDS],
        duties=[(duty, DUTY_SAYS[duty], known.responsibilities.get(duty)) for duty in DUTIES],
        corrections=visit.workspace.store.corrections.in_force(posting.id),
        classes=CLASSES,
        group=_group(visit, posting, links),
        similar=visit.workspace.ranking.similar(posting.id),
        already=[one for one in tracker.already(posting) if one.application.id != mine],
        tracked=tracked,
        fresh_id=fresh_id(),
        statuses=STATUSES,
        is_hidden=posting.id in visit.workspace.person.hidden(),
    )


def _match(visit: Visit, posting: Posting) -> Match | None:
    """Hold the opening against the person's resume, if there is one."""
    try:
        resume = resume_of(visit)
    except (DocumentError, UsageError):  # the page of matches says why
        return None
    return next(iter(visit.workspace.ranking.told(resume, [posting.id])[0]), None)


def _likely(visit: Visit, posting: Posting, known: Understanding) -> Likely:
    """Estimate the pay, blind to what is stated, and say on what that stands."""
    [found] = visit.workspace.pay.estimate_known([posting], [known])
    country = next((one.country for one in posting.places if one.country), None)
    says = "" if found.p50 is None else estimated(found)
    kind = f"pay of {known.role} {known.seniority} {country}"
    told = visit.soon(
        kind,
        lambda: visit.workspace.pay.of_kind(known.role, known.seniority, country or ""),
    )
    return Likely(found, says, told.value.stored if told.value else None)


def _group(visit: Visit, posting: Posting, links: Sequence[Link]) -> list[Member]:
    """Return the other postings of the same opening."""
    told = {one.posting: one for one in links}
    ids = {one.posting for one in links} | {one.canonical for one in links}
    found = []
    for other, _ in visit.workspace.store.postings.by_ids(sorted(ids - {posting.id})):
        link = told.get(other.id) or told.get(posting.id)
        found.append(Member(other, link.why if link else "", link.probability if link else 1.0))
    return found
