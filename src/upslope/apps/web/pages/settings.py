"""``/settings``: what the person wants, and their resume as a program reads it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.pages.welcome import PEOPLE
from upslope.apps.web.parts.fit import resume_of, told
from upslope.apps.web.parts.wishes import (
    FORMS,
    LEVELS,
    ROLES,
    wishes_kept,
    wishes_sent,
    wishes_shown,
)
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UpslopeError, UsageError

routes = Routes()

KINDS = {
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Forms in which a resume is written anew."""


@routes.get("/settings")
def settings(visit: Visit) -> Response:
    """Show the profile, and the resume with what was read of it."""
    return _page(visit, Form())


@routes.post("/settings/wishes")
def wish(visit: Visit) -> Response:
    """Keep what the person wants."""
    wishes = wishes_sent(visit.form)
    if visit.form.errors:
        return _page(visit, visit.form, 422)
    return visit.see("/settings", wishes_kept(visit.own.person.want(**wishes)))


@routes.get("/settings/resume")
def resume(visit: Visit) -> Response:
    """Say what was read of the resume, what other systems would lose, and write it anew."""
    return _resume(visit, Form())


@routes.post("/settings/resume")
def write_resume(visit: Visit) -> Response:
    """Hand out the resume as a file of another form; who the person is, they say now."""
    form = visit.form
    kind = form.one_of("form", list(KINDS))
    who = {name: form.text(name, most=200) for name in ("name", "email", "phone", "url")}
    if not form.errors:
        try:
            written = visit.own.person.written(None, kind, **who)
            return visit.download(written.data, f"resume.{kind}", KINDS[kind])
        except (UsageError, DocumentError) as error:
            form.errors["form"] = str(error)
    return _resume(visit, form, 422)


@routes.post("/settings/resume/forget")
def forget_resume(visit: Visit) -> Response:
    """Delete the resume that is kept here."""
    visit.own.person.forget_resume()
    visit.site.remembered.forget()
    return visit.see("/settings", "The resume that was kept here is deleted.")


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    profile = visit.own.person.profile()
    return visit.page(
        "settings",
        status=status,
        form=form,
        wishes=wishes_shown(profile, form),
        roles=ROLES,
        levels=LEVELS,
        forms=FORMS,
        **_whose(visit),
    )


def _resume(visit: Visit, form: Form, status: int = 200) -> Response:
    read, checked = None, None
    problem: UpslopeError | None = None
    if visit.resume:
        try:
            read = resume_of(visit)
            checked = told(visit, "check", lambda: visit.own.person.check(None))
        except (DocumentError, UsageError) as error:
            problem = error
    if checked and isinstance(checked.value, UpslopeError):
        problem = checked.value
    return visit.page(
        "resume",
        part="found",
        status=status,
        form=form,
        read=read,
        checked=checked,
        problem=problem,
        kinds=[("docx", "Word (.docx)"), ("pdf", "PDF"), ("json", "JSON Resume")],
        **_whose(visit),
    )


def _whose(visit: Visit) -> dict[str, Any]:
    person = visit.own.person
    return {
        "sample_person": PEOPLE.get(person.sample_resume() or ""),
        "of_settings": visit.own.settings.resume,
    }
