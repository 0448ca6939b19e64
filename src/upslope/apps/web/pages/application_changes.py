"""What the page of one application writes: it is moved, corrected, and written down of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.responses import Response

from upslope.apps.web.pages.application import application_page, named
from upslope.apps.web.parts.tracking import (
    ABOUT,
    KINDS,
    MOVE,
    Field,
    fields_of,
    find,
    line_id,
    said,
    standing,
)
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit, own_path
from upslope.errors import ChangedMeanwhileError, NotFoundError, UsageError
from upslope.records import STATUSES, Application, Written
from upslope.workspace.tracker import Tracker

routes = Routes()


@routes.post("/tracker/{id}/move")
def move(visit: Visit) -> Response:
    """Give it another status, or the one it has another day."""
    typed = said(visit.form, MOVE)

    def act(tracker: Tracker, one: Application) -> str:
        status = visit.form.one_of("status", STATUSES)
        seen, id = visit.form.whole("seen"), line_id(visit.form, *typed.values())
        moved = tracker.move(one, status, day=typed["day"] or None, seen=seen, id=id)
        return f"{_name(one)}: {moved.status.replace('_', ' ')}."

    return _write(visit, "move", MOVE, act)


@routes.post("/tracker/{id}/details")
def details(visit: Visit) -> Response:
    """Correct what it is for."""
    typed = said(visit.form, ABOUT)
    if not (typed["company"] or typed["title"]):
        visit.form.errors.setdefault("company", "Say at which company it is, or for what.")

    def act(tracker: Tracker, one: Application) -> str:
        tracker.details(one, seen=visit.form.whole("seen"), **typed)
        return "Corrected."

    return _write(visit, "details", ABOUT, act)


@routes.post("/tracker/{id}/add/{kind}")
def add_written(visit: Visit) -> Response:
    """Write something down of it."""
    kind = KINDS.get(visit.path["kind"])  # type: ignore[call-overload]
    if kind is None:
        raise NotFoundError("Nothing of this kind can be written down.")
    typed = said(visit.form, kind.fields)
    if kind.one == "contact" and not (typed["name"] or typed["email"] or typed["text"]):
        visit.form.errors.setdefault("name", "Write a name, an e-mail address or a text.")

    def act(tracker: Tracker, one: Application) -> str:
        write = tracker.remind if kind.one == "reminder" else getattr(tracker, kind.one)
        write(one, **typed, id=line_id(visit.form, *typed.values()))
        return f"The {kind.one} is kept."

    return _write(visit, kind.one, kind.fields, act)


@routes.post("/tracker/{id}/written/{written}")
def change(visit: Visit) -> Response:
    """Put other words in place of something written, or another day in place of a step's."""
    one, written = named(visit), visit.path["written"]
    part = find(one, written)
    if part is None:
        return _erased(visit, one)
    fields = [field for field in fields_of(part) if visit.form.every(field.name)]
    typed = said(visit.form, fields)

    def act(tracker: Tracker, one: Application) -> str:
        tracker.change(one, written, typed, seen=visit.form.whole("seen"))
        return "Changed. What stood there before stays in the journal."

    return _write(visit, f"written-{written}", fields, act)


@routes.post("/tracker/{id}/done/{written}")
def done(visit: Visit) -> Response:
    """Tick a reminder or a date off, or take that back."""
    is_done = visit.form.typed("done", "yes") != "no"

    def act(tracker: Tracker, one: Application) -> str:
        tracker.done(one, visit.path["written"], done=is_done)
        return "Done." if is_done else "It is to be done again."

    return _write(visit, "", (), act)


@routes.post("/tracker/{id}/erase/{written}")
def erase(visit: Visit) -> Response:
    """Show something written, or a step, no more; the journal keeps it."""
    one, written = named(visit), visit.path["written"]
    part = find(one, written)
    if part and part.number > visit.form.whole("seen"):
        error = ChangedMeanwhileError("This was changed since you saw it.", theirs=part)
        return _both(visit, one, error, fields_of(part), only_ask=True)

    def act(tracker: Tracker, one: Application) -> str:
        if part:
            tracker.erase(one, written)
        return "Taken out. The journal keeps it."

    return _write(visit, "", (), act)


@routes.post("/tracker/{id}/{mark}")
def mark(visit: Visit) -> Response:
    """Take it off the board, put it back, or note that the person knows of the closing."""

    def act(tracker: Tracker, one: Application) -> str:
        match visit.path["mark"]:
            case "remove":
                tracker.remove(one)
                return f"{_name(one)} is off the board. Nothing of it is lost."
            case "restore":
                tracker.restore(one)
                return f"{_name(one)} is on the board again."
            case "closing":
                tracker.saw_closing(one)
                return "Noted."
        raise NotFoundError("There is no such page.")

    return _write(visit, "", (), act)


def _name(one: Application) -> str:
    return (one.title or one.company or "This application")[:100]


def _write(
    visit: Visit, form: str, fields: Sequence[Field], act: Callable[[Tracker, Application], str]
) -> Response:
    """Do what a form asks, and lead to where it stood; or show it again with what is wrong.

    Args:
        visit: with the form.
        form: which one of the page it is.
        fields: of the form.
        act: does it, and says what was done.
    """
    one = named(visit)
    if visit.form.errors:
        return application_page(visit, one, form, 422)
    try:
        done = act(visit.workspace.tracker, one)
    except ChangedMeanwhileError as error:
        return _both(visit, one, error, fields)
    except NotFoundError:
        raise
    except UsageError as error:
        if not fields:
            raise
        visit.form.errors[fields[0].name] = " ".join(filter(None, (error.what, error.next)))
        return application_page(visit, one, form, 422)
    return visit.see(_back(visit, one), done)


def _back(visit: Visit, one: Application) -> str:
    return own_path(visit.form.typed("back") or f"/tracker/{one.id}")


def _both(
    visit: Visit,
    one: Application,
    error: ChangedMeanwhileError,
    fields: Sequence[Field],
    *,
    only_ask: bool = False,
) -> Response:
    """Show what stands now beside what was typed, with a button for each."""
    stands = standing(error.theirs, fields)
    kind = KINDS[error.theirs.kind].one if isinstance(error.theirs, Written) else ""
    return visit.page(
        "meanwhile",
        status=409,
        one=one,
        error=error,
        theirs=[(field, stands[field.name]) for field in fields],
        asked=() if only_ask else fields,
        seen=getattr(error.theirs, "number", 0),
        to=visit.request.url.path,
        back=_back(visit, one),
        button="Take it out all the same" if only_ask else "Put mine in its place",
        anew="" if only_ask else kind,
    )


def _erased(visit: Visit, one: Application) -> Response:
    """Show what was typed in place of something that was erased meanwhile: it can be kept anew."""
    kind = KINDS.get(visit.form.typed("kind"))  # type: ignore[call-overload]
    if kind is None:
        raise NotFoundError("This step was taken out meanwhile.", kept="Nothing was changed.")
    return visit.page(
        "meanwhile",
        status=409,
        one=one,
        error=UsageError(f"This {kind.one} was taken out meanwhile."),
        theirs=[],
        asked=kind.fields,
        seen=0,
        to=f"/tracker/{one.id}/add/{kind.one}",
        back=_back(visit, one),
        button=f"Keep mine as a new {kind.one}",
        anew="",
    )
