"""What the forms of applications ask for, and how what was typed there is read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from upslope.apps.web.forms import Form
from upslope.apps.web.templating import words
from upslope.errors import UsageError
from upslope.guide.tracker.written import LIMITS, as_day, checked, id_of
from upslope.records import STATUSES, Application, EntryKind, StatusStep, Written
from upslope.store.storable import replaced


class Field(NamedTuple):
    """One field of a form.

    Args:
        name: as the journal has it.
        label: as people read it.
        kind: ``text``, ``area`` or ``date``.
        required: what to say if it is empty; nothing: it may be.
        hint: stands below it.
        options: what can be chosen, with its words.
    """

    name: str
    label: str
    kind: str = "text"
    required: str = ""
    hint: str = ""
    options: Sequence[tuple[str, str]] | None = None


class Kind(NamedTuple):
    """Something that can be written of an application."""

    heading: str
    one: str
    fields: tuple[Field, ...]
    none: str


ABOUT = (
    Field("company", "Company"),
    Field("title", "Title"),
    Field("place", "Place"),
    Field("url", "Address of the advert", hint="Copy it whole: https://..."),
)
"""What an application is for."""

STATUS_WORDS = [(status, words(status)) for status in STATUSES]
MOVE = (Field("status", "Status", options=STATUS_WORDS), Field("day", "Since", "date"))
"""Where an application stands."""

STEP = (Field("day", "Since", "date", "Choose a day."),)
"""What of a step that was taken may be corrected."""

KINDS: dict[EntryKind, Kind] = {
    "reminder": Kind(
        "Reminders",
        "reminder",
        (
            Field("day", "Day", "date", "Choose the day on which to be reminded."),
            Field("text", "What to do", hint="For example: ask whether they decided."),
        ),
        "None. A week after you applied is a good day to ask how it stands.",
    ),
    "date": Kind(
        "Dates",
        "date",
        (
            Field("day", "Day", "date", "Choose the day."),
            Field("text", "What is then", hint="For example: interview at 10:00, by video."),
        ),
        "None. Interviews and promised answers belong here; they go into your calendar file.",
    ),
    "note": Kind("Notes", "note", (Field("text", "Note", "area", "Write something."),), "None."),
    "contact": Kind(
        "Contacts",
        "contact",
        (
            Field("name", "Name"),
            Field("role", "Role", hint="For example: recruiter."),
            Field("email", "E-mail"),
            Field("text", "What to know of them", "area"),
        ),
        "None. Write down who you talked to: their name helps when you write again.",
    ),
    "document": Kind(
        "Documents used",
        "document",
        (
            Field("name", "Name", "text", "Name the document."),
            Field("text", "What for", hint="For example: resume with the forecasting project."),
        ),
        "None. Note which resume and letter you sent. Only their names are kept here.",
    ),
}
"""In the order of the page."""


def said(form: Form, fields: Sequence[Field]) -> dict[str, str]:
    """Return what was typed in some fields; what is wrong is noted beside each.

    >>> form = Form({"day": ["2026-02-30"], "text": [" Call. "]})
    >>> said(form, KINDS["reminder"].fields), form.errors
    ({'day': '', 'text': 'Call.'}, {'day': 'Write the day as 2026-11-22.'})
    """
    return {field.name: _read(form, field) for field in fields}


def _read(form: Form, field: Field) -> str:
    name = field.name
    if field.kind == "date":
        day = form.day(name, required=field.required)
        return _judged(form, name, as_day, day.isoformat()) if day else ""
    if field.options is not None:
        return form.one_of(name, [value for value, _ in field.options])
    text = str(replaced(form.text(name, required=field.required, most=LIMITS[name])))
    return _judged(form, name, _as_address, text) if name == "url" and text else text


def _judged(form: Form, name: str, judge: Callable[[str], object], text: str) -> str:
    try:
        judge(text)
    except UsageError as error:
        form.errors.setdefault(name, f"{error.what} {error.next}")
    return text


def _as_address(text: str) -> None:
    checked("details", {"url": text})


def line_id(form: Form, *said: str) -> str | None:
    """Return the id of the line that a form writes: the same for the same form with the same text.

    So a form that is sent twice counts once, and one that a browser brought back and that now says
    something else counts as well.

    >>> form = Form({"id": ["f1"]})
    >>> line_id(form, "Called.") == line_id(form, "Called.") != line_id(form, "Wrote.")
    True
    """
    typed = form.typed("id")
    return id_of(typed, *said) if typed else None


def fresh_id() -> str:
    """Return an id for a form that is shown."""
    return uuid.uuid4().hex


def standing(theirs: object, fields: Sequence[Field]) -> dict[str, str]:
    """Return the fields of what stands now: of an application, or of something written of one.

    >>> standing(Application(id="a", company="Quillfish"), ABOUT)["company"]
    'Quillfish'
    """
    if isinstance(theirs, Written):
        return {field.name: theirs.data.get(field.name, "") for field in fields}
    step = theirs
    if isinstance(theirs, Application):
        about = {field.name: str(getattr(theirs, field.name, "")) for field in fields}
        if not any(field.name == "status" for field in fields):
            return about
        step = theirs.steps[-1] if theirs.steps else None
    known = {"status": step.status, "day": step.day} if isinstance(step, StatusStep) else {}
    return {field.name: known.get(field.name, "") for field in fields}


def find(one: Application, written: str) -> Written | StatusStep | None:
    """Return something written of an application, or a step of it; ``None`` if it was erased."""
    every: list[Written | StatusStep] = [*one.written, *one.steps]
    return next((part for part in every if part.id == written), None)


def fields_of(part: Written | StatusStep) -> tuple[Field, ...]:
    """Return the fields of something written, or of a step."""
    return KINDS[part.kind].fields if isinstance(part, Written) else STEP


def when(day: str, today: date) -> str:
    """Say how far a day is.

    >>> [when(day, date(2026, 11, 22)) for day in ("2026-11-20", "2026-11-22", "2026-11-25")]
    ['2 days overdue', 'today', 'in 3 days']
    """
    days = (date.fromisoformat(day) - today).days
    if days < -1:
        return f"{-days} days overdue"
    near = {-1: "1 day overdue", 0: "today", 1: "tomorrow"}
    return near.get(days) or f"in {days} days"
