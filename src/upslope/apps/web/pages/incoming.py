"""``/tracker/import``, ``/tracker/replies``: what files and mails tell of applications."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from upslope.apps.web.forms import Upload
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit, own_path
from upslope.apps.web.work import Work
from upslope.errors import UpslopeError, UsageError
from upslope.records import Application, Suggestion

routes = Routes()
_MOST_SHOWN = 100
_ANSWERED = "This was answered already."


@routes.get("/tracker/import")
def bring(visit: Visit) -> Response:
    """Ask for a table, or for LinkedIn's export."""
    return visit.page("tracker_import", done=None, most=_MOST_SHOWN)


@routes.post("/tracker/import")
def brought(visit: Visit) -> Response:
    """Take over what a file lists, and say what became of each row; twice changes nothing."""
    file, done = visit.form.file("file"), None
    if file is None:
        visit.form.errors["file"] = "Choose a file."
    else:
        try:
            done = visit.workspace.tracker.read_file(file.name, file.data)
        except UpslopeError as error:
            visit.form.errors["file"] = str(error)
    return visit.page(
        "tracker_import", status=422 if done is None else 200, done=done, most=_MOST_SHOWN
    )


@routes.get("/tracker/replies")
def replies(visit: Visit) -> Response:
    """Show what mails suggest, and ask for mails."""
    return _replies(visit)


def _replies(visit: Visit, status: int = 200) -> Response:
    work, url = visit.site.works.of("replies"), "/tracker/replies"
    return visit.page(
        "tracker_replies", part="now", status=status, waiting=waiting(visit), work=work, url=url
    )


@routes.post("/tracker/replies")
def read(visit: Visit) -> Response:
    """Read mails; what they say waits for the person. A server is asked in the background."""
    file, origin = visit.form.file("file"), visit.form.text("origin", most=2_000)
    if file is None and not origin:
        visit.form.errors["file"] = "Choose a file, or name a mailbox below."
    try:
        if not visit.form.errors:
            if not file and "://" in origin:
                return _ask_server(visit, origin)
            found = _of_upload(visit, file) if file else visit.workspace.tracker.read_mails(origin)
            return visit.see("/tracker/replies", _news(found))
    except UpslopeError as error:
        visit.form.errors["file" if file else "origin"] = str(error)
    return _replies(visit, 422)


def _ask_server(visit: Visit, origin: str) -> Response:
    tracker = visit.workspace.tracker
    work = Work("replies", "Reading your mailbox", lambda _: _news(tracker.read_mails(origin)))
    try:
        visit.site.works.start(work)
    except UsageError as error:
        return visit.see("/tracker/replies", str(error))
    return visit.see("/tracker/replies")


def _news(found: Sequence[Suggestion]) -> str:
    return f"{len(found)} new from these mails." if found else "Nothing new from these mails."


def _of_upload(visit: Visit, file: Upload) -> list[Suggestion]:
    """Read mails that were sent; they lie in the workspace's own folder as long as that takes."""
    kept = visit.own.store
    part = kept.owner.part(kept.folder / "running")
    try:
        part.touch(mode=0o600)
        part.write_bytes(file.data)
        return visit.workspace.tracker.read_mails(str(part))
    finally:
        part.unlink(missing_ok=True)


@routes.get("/suggestions/{id}")
def suggestion(visit: Visit) -> Response:
    """Ask of which application it is."""
    one = next((s for s in visit.workspace.tracker.suggestions() if s.id == visit.path["id"]), None)
    back = own_path(visit.asked.typed("back", "/tracker/replies"))
    if one is None:
        return visit.see(back, _ANSWERED)
    return visit.page("suggestion", one=one, back=back, applications=visit.workspace.tracker.all())


@routes.post("/suggestions/{id}")
def answered(visit: Visit) -> Response:
    """Take over what is suggested, or note that it is not right."""
    tracker, form, id = visit.workspace.tracker, visit.form, visit.path["id"]
    back = own_path(form.typed("back", "/tracker/replies"))
    if id not in {one.id for one in tracker.suggestions()}:
        return visit.see(back, _ANSWERED)
    if form.typed("answer") == "dismiss":
        tracker.dismiss(id)
        return visit.see(back, "It will not be asked again.")
    try:
        moved = tracker.agree(id, form.typed("application") or None)
    except UsageError as error:
        return visit.see(f"/suggestions/{id}", error.what)
    name = (moved.title or moved.company)[:100]
    return visit.see(back, f"{name}: {moved.status.replace('_', ' ')}.")


def waiting(visit: Visit) -> list[tuple[Suggestion, Application | None]]:
    """Return what waits for an answer, each with the application it is of, if that is known."""
    tracker = visit.workspace.tracker
    known = {one.id: one for one in tracker.all(removed=True)}
    return [(one, known.get(one.application or "")) for one in tracker.suggestions()]
