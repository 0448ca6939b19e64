"""``/settings/data``: everything taken out, and everything of the person's deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from upslope.apps.web.pages.enter import let_in
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import StoreError, UsageError

if TYPE_CHECKING:
    from upslope.store.export.export import Format
    from upslope.workspace import Workspace

routes = Routes()

WORD = "delete"
"""What the person types, so that no press of a button deletes what is theirs."""
KINDS = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "sqlite": "application/vnd.sqlite3",
}
"""Forms in which openings are taken out, and their media types."""


@routes.get("/settings/data")
def data(visit: Visit) -> Response:
    """Offer what can be taken out, and what can be deleted."""
    return _page(visit)


@routes.get("/settings/data/openings")
def export(visit: Visit) -> Response:
    """Hand out all openings as one file."""
    form = visit.asked.one_of("format", list(KINDS))
    name = f"upslope-openings-{date.today()}.{form}"
    workspace = visit.workspace
    return _file(
        workspace, name, KINDS[form], lambda to: workspace.export(cast("Format", form), to)
    )


@routes.post("/settings/data/backup")
def backup(visit: Visit) -> Response:
    """Hand out everything that is kept here as one file."""
    name = f"upslope-backup-{date.today()}.zip"
    try:
        return _file(visit.own, name, "application/zip", visit.own.backup)
    except (UsageError, StoreError) as error:
        return _page(visit, 409, problem=error)


@routes.post("/settings/data/delete")
def delete(visit: Visit) -> Response:
    """Delete what is the person's own, to the last byte."""
    form = visit.form
    if form.text("word").lower() != WORD:
        form.errors["word"] = f"Type the word {WORD}. Nothing was deleted."
        return _page(visit, 422)
    try:
        gone = visit.workspace.person.delete()
    except StoreError as error:
        return _page(visit, 409, problem=error)
    visit.site.remembered.forget()
    rows = sum(gone.rows.values())
    says = (
        f"Deleted: your resume, {rows:,} rows, {gone.replies:,} mails and exports, "
        f"{gone.backups:,} backups. Openings and models are kept."
    )
    if form.typed("access") == "1":
        visit.site.access.forget()
        says += " All browsers, programs and extensions but this browser have to come in anew."
    return let_in(visit, visit.see("/welcome", says))


def _file(
    workspace: Workspace, name: str, kind: str, write: Callable[[Path], object]
) -> FileResponse:
    """Hand out a file that is deleted once it was sent."""
    store = workspace.store
    part = store.owner.part(store.folder / "running")
    try:
        write(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    done = BackgroundTask(part.unlink, missing_ok=True)
    return FileResponse(part, filename=name, media_type=kind, background=done)


def _page(
    visit: Visit, status: int = 200, problem: StoreError | UsageError | None = None
) -> Response:
    own = visit.own
    return visit.page(
        "own_data",
        status=status,
        form=visit.form,
        problem=problem,
        word=WORD,
        folder=own.settings.home,
        is_sqlite=own.store.database.is_sqlite,
        applications=len(own.tracker.all()),
    )
