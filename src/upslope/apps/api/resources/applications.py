"""``/applications``: the tracker. Who changes something says the number that they saw."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Paged, Piece, where
from upslope.apps.web.site import Site
from upslope.guide.tracker.written import LIMITS
from upslope.records import (
    Application,
    JournalEntry,
    MarketTable,
    Status,
    Suggestion,
    Written,
)

endpoints = Endpoints()

Line = Annotated[str, Meta(max_length=LIMITS["name"])]
Note = Annotated[str, Meta(max_length=LIMITS["text"])]
Address = Annotated[str, Meta(max_length=LIMITS["url"])]
Seen = Annotated[int, Meta(ge=0, le=2**53)]


class ApplicationsAsked(Paged, frozen=True, kw_only=True):
    """Which applications: of one status; those taken off the board too."""

    status: Status | None = None
    removed: bool = False


class Applications(Piece, frozen=True, kw_only=True):
    """Applications, as the tracker orders them."""

    items: list[Application]


class ApplicationAsked(Asked, frozen=True, kw_only=True):
    """Which application: its id, or the beginning of it."""

    id: Id


class TrackAsked(Asked, frozen=True, kw_only=True):
    """A stored opening by its id; or an opening by company and title. ``once`` names the request.

    A request of the same ``once`` counts once, however often it is sent.
    """

    posting: Line | None = None
    company: Line = ""
    title: Line = ""
    url: Address = ""
    place: Line = ""
    status: Status = "saved"
    day: date | None = None
    once: Id | None = None


class StatusAsked(ApplicationAsked, frozen=True, kw_only=True):
    """A status and since when; ``seen`` is the number of the application that was seen."""

    status: Status
    day: date | None = None
    seen: Seen | None = None
    once: Id | None = None


class WrittenAsked(ApplicationAsked, frozen=True, kw_only=True):
    """Something to write down: which fields a kind has, :class:`upslope.records.Written` says."""

    kind: Literal["note", "contact", "document", "date", "reminder"]
    text: Note = ""
    name: Line = ""
    role: Line = ""
    email: Line = ""
    day: date | None = None
    once: Id | None = None


class Fields(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fields that change; which a kind has, :class:`upslope.records.Written` says."""

    text: Note | None = None
    name: Line | None = None
    role: Line | None = None
    email: Line | None = None
    day: date | None = None


class ChangeAsked(ApplicationAsked, frozen=True, kw_only=True):
    """What is changed, by its id; its new fields; and the number that was seen."""

    written: Id
    data: Fields
    seen: Seen | None = None


class Due(Struct, frozen=True, kw_only=True):
    """A reminder that is due, or a date that comes."""

    application: Application
    reminder: Written


@endpoints.get("/applications", ApplicationsAsked, gives=Applications)
def list_applications(site: Site, asked: ApplicationsAsked) -> Applications:
    """List what is tracked."""
    every = [
        one
        for one in site.workspace.tracker.all(removed=asked.removed)
        if asked.status in (None, one.status)
    ]
    piece = every[asked.offset : asked.offset + asked.limit]
    return Applications(items=piece, **where(asked, len(every)))


@endpoints.post("/applications", TrackAsked, gives=Application)
def track(site: Site, asked: TrackAsked) -> Application:
    """Track an opening."""
    tracker = site.workspace.tracker
    if asked.posting is not None:
        return tracker.track(asked.posting, asked.status, day=_written(asked.day), id=asked.once)
    return tracker.add(
        company=asked.company,
        title=asked.title,
        url=asked.url,
        place=asked.place,
        status=asked.status,
        day=_written(asked.day),
        id=asked.once,
    )


@endpoints.get("/applications/{id}", ApplicationAsked, gives=Application)
def show_application(site: Site, asked: ApplicationAsked) -> Application:
    """Show an application."""
    return site.workspace.tracker.get(asked.id)


@endpoints.post("/applications/{id}/status", StatusAsked, gives=Application)
def move_application(site: Site, asked: StatusAsked) -> Application:
    """Give an application another status."""
    return site.workspace.tracker.move(
        asked.id, asked.status, day=_written(asked.day), seen=asked.seen, id=asked.once
    )


@endpoints.post("/applications/{id}/written", WrittenAsked, gives=Application)
def write_down(site: Site, asked: WrittenAsked) -> Application:
    """Write a note, a contact, a document used, a date or a reminder."""
    tracker, once = site.workspace.tracker, asked.once
    if asked.kind == "note":
        return tracker.note(asked.id, asked.text, id=once)
    if asked.kind == "document":
        return tracker.document(asked.id, asked.name, text=asked.text, id=once)
    if asked.kind == "contact":
        said = {"role": asked.role, "email": asked.email, "text": asked.text}
        return tracker.contact(asked.id, asked.name, id=once, **said)
    write = tracker.date if asked.kind == "date" else tracker.remind
    return write(asked.id, _written(asked.day) or "", asked.text, id=once)


@endpoints.put("/applications/{id}/written/{written}", ChangeAsked, gives=Application)
def change_written(site: Site, asked: ChangeAsked) -> Application:
    """Change something written down; 409 if it was changed since it was seen."""
    data: dict[str, str] = msgspec.to_builtins(asked.data)
    return site.workspace.tracker.change(asked.id, asked.written, data, seen=asked.seen)


@endpoints.delete("/applications/{id}", ApplicationAsked, gives=Application)
def remove_application(site: Site, asked: ApplicationAsked) -> Application:
    """Take an application off the board; the journal keeps it."""
    return site.workspace.tracker.remove(asked.id)


@endpoints.post("/applications/{id}/restore", ApplicationAsked, gives=Application)
def restore_application(site: Site, asked: ApplicationAsked) -> Application:
    """Put an application back on the board."""
    return site.workspace.tracker.restore(asked.id)


@endpoints.get("/applications/{id}/journal", ApplicationAsked, gives=list[JournalEntry])
def show_journal(site: Site, asked: ApplicationAsked) -> list[JournalEntry]:
    """Show every line that was written of an application."""
    return site.workspace.tracker.journal(asked.id)


@endpoints.get("/reminders", Asked, gives=list[Due])
def list_due(site: Site, asked: Asked) -> list[Due]:
    """List the reminders that are due, and what is dated today."""
    return [Due(application=one, reminder=two) for one, two in site.workspace.tracker.due()]


@endpoints.get("/funnel", Asked, gives=list[MarketTable])
def show_funnel(site: Site, asked: Asked) -> list[MarketTable]:
    """Tell how far applications come, and how long answers take."""
    return site.workspace.tracker.funnel()


@endpoints.get("/suggestions", Asked, gives=list[Suggestion])
def list_suggestions(site: Site, asked: Asked) -> list[Suggestion]:
    """List what mails seem to say of applications."""
    return site.workspace.tracker.suggestions()


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
