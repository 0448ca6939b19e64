"""``/tracker/{id}``: one application, with all that is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.tracking import ABOUT, KINDS, MOVE, STEP, fresh_id, when
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.guide.tracker.already import Applied, already
from upslope.records import STATUSES, Application, JournalEntry, Posting

routes = Routes()
_MOST_LINES = 200


@routes.get("/tracker/{id}")
def application(visit: Visit) -> Response:
    """Show an application."""
    one = named(visit)
    if one.id != visit.path["id"]:
        return visit.see(f"/tracker/{one.id}")
    return application_page(visit, one)


def named(visit: Visit) -> Application:
    """Return the application that the address names.

    Raises:
        NotFoundError: there is none.
    """
    return visit.workspace.tracker.get(visit.path["id"])


def application_page(
    visit: Visit, one: Application, wrong: str = "", status: int = 200
) -> Response:
    """Write the page.

    Args:
        visit: with the form that was sent.
        one: the application.
        wrong: which form of the page that was; others stand as they were.
        status: of HTTP.
    """
    lines = visit.workspace.tracker.journal(one)
    posting = _posting(visit, one)
    shown: dict[str, Any] = {
        "one": one,
        "kinds": KINDS,
        "about": ABOUT,
        "move": MOVE,
        "step": STEP,
        "posting": posting,
        "is_closed": one in visit.workspace.tracker.closings(),
        "others": _others(visit, one, posting),
        "before": _before(lines),
        "lines": lines[-_MOST_LINES:][::-1],
        "left_out": max(0, len(lines) - _MOST_LINES),
        "form_of": lambda name: visit.form if name == wrong else Form(),
        "wrong": wrong,
        "fresh_id": fresh_id,
        "statuses": STATUSES,
        "today": date.today().isoformat(),
        "when": lambda day: when(day, date.today()),
    }
    return visit.page("application", status=status, **shown)


def _posting(visit: Visit, one: Application) -> Posting | None:
    found = visit.workspace.store.postings.by_ids([one.posting]) if one.posting else []
    return found[0][0] if found else None


def _others(visit: Visit, one: Application, posting: Posting | None) -> list[Applied]:
    """Return other applications that were sent to this opening, or to its employer."""
    tracker = visit.workspace.tracker
    found = tracker.already(posting) if posting else already(tracker.all(), (), one.company)
    return [other for other in found if other.application.id != one.id]


def _before(lines: Sequence[JournalEntry]) -> dict[str, list[JournalEntry]]:
    """Return the lines of each thing that was written, the newest first, but the last one."""
    found: dict[str, list[JournalEntry]] = {}
    for line in lines:
        if line.kind in KINDS:
            found.setdefault(line.data.get("of", line.id), []).append(line)
    return {id: versions[-2::-1] for id, versions in found.items() if len(versions) > 1}
