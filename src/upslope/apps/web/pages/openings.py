"""``/openings``: what is stored, searched, filtered and sorted; what is not shown, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from starlette.responses import Response

from upslope.apps.postings import pay, place, stated
from upslope.apps.web.forms import Form
from upslope.apps.web.parts.asked import CHOICES, PAGE, STATUSES, Asked, asked_by, this_month
from upslope.apps.web.parts.choosing import choose
from upslope.apps.web.parts.fit import standings_of
from upslope.apps.web.remembered import Answer
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit, own_path
from upslope.errors import DocumentError, UsageError
from upslope.records import Filters
from upslope.records.query import MOST_CHARACTERS
from upslope.workspace.listing import Listed

routes = Routes()

LEFT_OUT = {
    "pay": ("state no pay", {"pay": "", "currency": ""}),
    "pay_currency": ("state pay in another currency", {"currency": ""}),
    "place": ("state no place", {"place": ""}),
    "remote": ("do not say where the work is done", {"remote": ()}),
    "seniority": ("do not say the level", {"level": ()}),
    "posted_since": ("do not say when they were posted", {"since": ""}),
}
"""What a filter cannot judge: what such openings lack, and how to ask without it."""


@routes.get("/openings")
def openings(visit: Visit) -> Response:
    """List openings."""
    asked, errors = Asked.of(visit.asked)
    scores = _scores(visit)
    listed = visit.workspace.listing.page(
        msgspec.structs.replace(asked.filters, facets=True),
        asked.sort,
        start=asked.start,
        most=PAGE,
        only=asked.only,
        scores=scores.value,
    )
    answer = visit.page(
        "openings",
        part="found",
        asked=asked,
        errors=errors,
        found=listed,
        scores=scores,
        pages=max(-(-listed.total // PAGE), 1),
        absent=_absent(visit, asked, listed),
        rows=rows_shown(visit, listed, scores.value or {}),
        choices=CHOICES,
        statuses=STATUSES,
        left_out=LEFT_OUT,
        this_month=this_month(),
        searches=[(one, asked_by(one.filters).url()) for one in visit.own.alerts.searches()],
        naming=Form(),
    )
    if visit.is_part:  # the address that a reload or a bookmark needs, without empty fields
        answer.headers["hx-push-url"] = asked.url()
    return answer


@routes.post("/openings/searches")
def save_search(visit: Visit) -> Response:
    """Save the search that the page shows."""
    asked, _ = Asked.of(visit.form)
    name = visit.form.text("name", required="Give it a name.", most=80)
    try:
        if not visit.form.errors:
            visit.own.alerts.save(name, asked.filters)
    except UsageError as error:
        visit.form.errors["name"] = str(error)
    if wrong := visit.form.errors.get("name"):
        return visit.see(asked.url(), f"The search was not saved. {wrong}")
    return visit.see(asked.url(), f"Saved as “{name}”. Alerts can tell you of what is new in it.")


@routes.post("/openings/choose")
def chosen(visit: Visit) -> Response:
    """Save, hide or apply to an opening, or take that back."""
    posting, choice = visit.form.text("posting"), visit.form.text("choice")
    back, says = visit.form.typed("back", "/openings"), choose(visit, posting, choice)
    if choice == "none":
        return visit.see(back, says)
    title = visit.workspace.show(posting)[0].title
    return visit.see(_with_undo(back, posting), f"{title}: {says}")


@routes.post("/openings/apart")
def apart(visit: Visit) -> Response:
    """Take a posting out of its group: it is another opening."""
    posting, behind = visit.form.text("posting"), visit.form.text("of")
    visit.workspace.openings.part(posting)
    back = visit.form.typed("back", "/openings")
    return visit.see(_with_undo(back, posting, behind), "They are two openings from now on.")


@routes.post("/openings/together")
def together(visit: Visit) -> Response:
    """Put a posting back behind another."""
    visit.workspace.openings.join(visit.form.text("posting"), visit.form.text("of"))
    return visit.see(visit.form.typed("back", "/openings"), "They are one opening again.")


@routes.get("/skills")
def skills(visit: Visit) -> Response:
    """Return the names of all skills, for a field that suggests them."""
    from upslope.taxonomy import Taxonomy

    return visit.page("skills", names=sorted(Taxonomy.load().skills))


def rows_shown(visit: Visit, listed: Listed, scores: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return what the list says of each opening."""
    tracked = visit.workspace.tracker.ids()
    hidden = visit.workspace.person.hidden()
    companies = {posting.hiring_organization for posting, _ in listed.rows}
    people = acquainted(visit, companies)
    return [
        {
            "posting": posting,
            "known": known,
            "pay": pay(stated(posting, known)),
            "place": place(posting, known),
            "skills": [one.skill for one in known.skills if one.need == "required"][:6],
            "score": scores.get(posting.id),
            "tracked": tracked.get(posting.id),
            "is_hidden": posting.id in hidden,
            "people": people.get(posting.hiring_organization or "", 0),
            "others": listed.others.get(posting.id, []),
        }
        for posting, known in listed.rows
    ]


def acquainted(visit: Visit, companies: set[str | None]) -> dict[str, int]:
    """Count the people that the person knows at some companies."""
    return visit.own.connections.at(companies) if visit.own.has_store() else {}


def _scores(visit: Visit) -> Answer[dict[str, float]]:
    """Return how well each opening fits the person's resume, as soon as that is known."""
    try:
        standings = standings_of(visit)
    except (DocumentError, UsageError):  # the page of matches says why
        return Answer(None, is_current=True)
    if standings.value is None:
        return Answer(None, is_current=False)
    return Answer({one.posting: one.score for one in standings.value}, standings.is_current)


def _absent(visit: Visit, asked: Asked, listed: Listed) -> dict[str, int]:
    """Count what is not shown, by why not."""
    listing, filters = visit.workspace.listing, asked.filters
    every = listing.count(Filters(status=filters.status))
    closed = msgspec.structs.replace(filters, status="closed")
    return {
        "hidden": 0 if asked.only == "hidden" else listed.hidden,
        "folded": 0 if asked.only == "folded" else listed.folded,
        "closed": listing.count(closed) if filters.status == "open" else 0,
        "filtered": max(every - listed.total - listed.hidden, 0) if asked.is_filtered else 0,
    }


def _with_undo(back: str, posting: str, of: str = "") -> str:
    """Lead back to a page with what can be undone there."""
    parts = urlsplit(own_path(back))
    known = [
        pair
        for pair in parse_qsl(parts.query)
        if pair[0] not in ("undo", "of", "said") and len(pair[1]) <= MOST_CHARACTERS
    ]
    asked = urlencode([*known, ("undo", posting), *([("of", of)] if of else [])])
    return urlunsplit(parts._replace(query=asked))
