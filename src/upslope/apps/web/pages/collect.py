"""What the page of the sources writes: boards are asked, found, added and removed, files read."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.pages.sources import ledger_page, source_page
from upslope.apps.web.parts import collecting
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.apps.web.work import Work
from upslope.errors import UsageError
from upslope.sources import directory

routes = Routes()
_UNDER_WAY = "/sources#now"


@routes.post("/sources/collect")
def collect(visit: Visit) -> Response:
    """Ask the wanted boards."""
    wanted, only_ml = visit.own.visits.wanted(), _only_ml(visit.form)
    if not wanted:
        visit.form.errors["wanted"] = (
            "No board of yours is known yet: add one, or ask the directory."
        )
        return ledger_page(visit, visit.form, 422)
    title = f"Collecting from {len(wanted):,} board{'' if len(wanted) == 1 else 's'} of yours"
    return _begin(visit, collecting.collect(visit.own, title, only_ml=only_ml))


@routes.post("/sources/directory")
def ask_directory(visit: Visit) -> Response:
    """Ask employers of the directory for openings of the field; without a group all of them."""
    asked, known = visit.form.every("group"), directory.groups()
    if unknown := [name for name in asked if name not in known]:
        visit.form.errors["group"] = f"The directory has no group {unknown[0]!r}."
        return ledger_page(visit, visit.form, 422)
    every = ["all"] if visit.own.visits.wanted() else []  # without boards: the open lists too
    title = f"Collecting from {', '.join(asked).replace('_', ' ') or 'the whole directory'}"
    work = collecting.collect(visit.own, title, groups=asked or every, only_ml=True)
    return _begin(visit, work)


@routes.post("/sources/{name}/collect")
def collect_board(visit: Visit) -> Response:
    """Ask one board of a source, or its one list."""
    name, board = visit.path["name"], visit.form.text("board", most=2_000)
    try:
        visit.own.source(name).host(board)
    except UsageError as error:
        visit.form.errors["board"] = error.what
        return source_page(visit, name, visit.form, 422)
    title = f"Collecting from {name} {board}".strip()
    boards = {name: [board]}
    return _begin(visit, collecting.collect(visit.own, title, boards, only_ml=_only_ml(visit.form)))


@routes.post("/sources/page")
def read_page(visit: Visit) -> Response:
    """Read the openings of one page, asked for by its address."""
    url = visit.form.text("url", required="Write the address of the page.", most=2_000)
    if url and not url.lower().startswith(("https://", "http://")):
        visit.form.errors["url"] = "An address begins with https://"
    if visit.form.errors:
        return ledger_page(visit, visit.form, 422)
    return _begin(visit, collecting.collect(visit.own, f"Reading {url}", {"jsonld": [url]}))


@routes.post("/sources/file")
def read_file(visit: Visit) -> Response:
    """Read a saved page, mails, or a table, which the person sends."""
    upload = visit.form.file("file")
    company = visit.form.text("company", most=200)
    if upload is None or not upload.data:
        visit.form.errors["file"] = (
            "Choose a file that is not empty." if upload else "Choose a file."
        )
    if visit.form.errors or upload is None:
        return ledger_page(visit, visit.form, 422)
    work = collecting.read_file(visit.own, upload, company, only_ml=_only_ml(visit.form))
    return _begin(visit, work)


@routes.post("/sources/find")
def find(visit: Visit) -> Response:
    """Look for a company's board; nothing is added before the person agrees."""
    says = "Write the company's name, or the address of its site."
    asked = visit.form.text("asked", required=says, most=2_000)
    if visit.form.errors:
        return ledger_page(visit, visit.form, 422)
    return _begin(visit, collecting.find(visit.own, asked))


@routes.post("/sources/add")
def add(visit: Visit) -> Response:
    """Have a board visited from now on."""
    form = visit.form
    name, board = form.typed("source"), form.text("board", required="Write its name.", most=2_000)
    if board:
        try:
            new = visit.own.visits.add(name, board, form.text("company", most=200) or None)
        except UsageError as error:
            form.errors["board"] = error.what
    if form.errors:
        return source_page(visit, name, form, 422)
    said = "is visited from now on. To begin, collect." if new else "was added before."
    return visit.see(form.typed("next", "/sources"), f"{name} {board} {said}")


@routes.post("/sources/remove")
def remove(visit: Visit) -> Response:
    """Have an added board visited no more."""
    name, board = visit.form.typed("source"), visit.form.typed("board")
    visit.own.visits.remove(name, board)
    return visit.see(
        f"/sources/{name}",
        f"{name} {board} is not visited any more. Its openings stay as they are.",
    )


@routes.post("/sources/undo")
def undo(visit: Visit) -> Response:
    """Reopen what a run closed by mistake."""
    done = visit.own.undo(visit.form.typed("run"))
    says = f"{done.reopened:,} openings of {done.run.source} {done.run.board} are open again."
    if done.left:
        says += (
            f" {done.left:,} others were reopened, or closed anew, since: they stay as they are."
        )
    return visit.see("/sources", says)


def _only_ml(form: Form) -> bool:
    return form.typed("only_ml") == "yes"


def _begin(visit: Visit, work: Work) -> Response:
    """Begin a work and lead to where it can be watched; say so if another is not done yet."""
    try:
        visit.site.works.start(work)
    except UsageError as error:
        return visit.see(_UNDER_WAY, str(error))
    return visit.see(_UNDER_WAY)
