"""``/market``: tables of what is asked for, what it pays and where it goes; each with its chart."""

from __future__ import annotations

from typing import Any, cast

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.responses import Response

from upslope.apps.market.page import View, data, view
from upslope.apps.web.parts.questions import (
    GROUPS,
    OF_OTHERS,
    ROLES,
    Filters,
    Group,
    filters_of,
    grouped,
)
from upslope.apps.web.remembered import Answer
from upslope.apps.web.routes import Routes
from upslope.apps.web.templating import words
from upslope.apps.web.visit import Visit
from upslope.apps.web.work import Work
from upslope.errors import UsageError
from upslope.records.understanding import Role
from upslope.workspace import Workspace

routes = Routes()
_SHORT, _MOST_WRONG = 8, 5  # rows of a table that is not folded; errors that are told


@routes.get("/market")
def market(visit: Visit) -> Response:
    """Show the first group."""
    return _group(visit, next(iter(GROUPS)))


@routes.get("/market/{group}")
def group(visit: Visit) -> Response:
    """Show the tables of one group."""
    return _group(visit, visit.path["group"])


@routes.post("/market/series/newer")
def get_series(visit: Visit) -> Response:
    """Ask the publishers of outside series for their files."""
    work = Work(
        "series", "Asking for series of others", lambda work: _got(visit.own, work), stops=True
    )
    try:
        visit.site.works.start(work)
    except UsageError as error:
        return visit.see("/market/series", str(error))
    return visit.see("/market/series")


def _got(workspace: Workspace, work: Work) -> dict[str, Any]:
    """Take in file after file until it is stopped, and add up what came."""
    taken = []
    for one in workspace.outside.download():
        taken.append(one)
        work.tell(one.origin or one.series, len(taken), 0)
        if work.stop.is_set():
            break
    wrong = [str(one.error) for one in taken if one.error]
    new = sum(one.is_new for one in taken)
    return {"files": len(taken) - len(wrong), "new": new, "wrong": wrong[:_MOST_WRONG]}


def _group(visit: Visit, name: str) -> Response:
    groups = {**GROUPS, **grouped(visit.workspace.market.names())}
    if name not in groups:
        raise HTTPException(404)
    filters, shown = filters_of(visit.asked), groups[name]
    told = None if visit.asked.errors or not shown.tables else _told(visit, name, shown, filters)
    return visit.page(
        "market_page",
        part="tables",
        status=422 if visit.asked.errors else 200,
        name=name,
        group=shown,
        groups=groups,
        filters=filters,
        form=visit.asked,
        roles_told=[(role, words(role)) for role in ROLES],
        told=told,
        ours=name not in OF_OTHERS,
        work=visit.site.works.of("series") if name in OF_OTHERS else None,
    )


def _behind(one: View) -> View:
    """Fold a table away behind its chart, unless it is short."""
    return replace(one, folded=one.drawing is not None and len(one.table.rows) > _SHORT)


def _told(
    visit: Visit, name: str, group: Group, filters: Filters
) -> Answer[tuple[list[View], str]] | None:
    """Return the group's tables as the templates read them, soon."""
    workspace = visit.workspace

    def answer() -> tuple[list[View], str]:
        tables = workspace.market.tables(
            group.tables,
            day=filters.day,
            role=cast("Role | None", filters.role or None),
            place=filters.place,
            currency=filters.currency or None,
        )
        views = [_behind(view(table)) for table in tables]
        return views, data(views)

    held = workspace.own.outside.held() if name in OF_OTHERS else ""
    try:
        return visit.soon(f"market {name} {filters} {held}", answer)
    except UsageError as error:
        visit.asked.errors["day"] = error.what
        return None
