"""``/welcome``: the first visit: a resume, or an invented person's, and straight to its matches."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UsageError
from upslope.records import Resume

routes = Routes()

PEOPLE = {
    "student": (
        "The student",
        "In the last year of a computer science degree, with one internship and three projects.",
    ),
    "developer": (
        "The developer",
        "Five years of Python and Go on booking systems, and one small model in production.",
    ),
    "data_scientist": (
        "The data scientist",
        "Four years of models in insurance and retail, and a wish to run them in production.",
    ),
}
"""The invented people of the sample, and who they are."""


@routes.get("/welcome")
def welcome(visit: Visit) -> Response:
    """Ask for a resume, or for one of the invented people."""
    return _page(visit)


@routes.post("/welcome")
def give_resume(visit: Visit) -> Response:
    """Keep the resume that was sent, and lead to what fits it."""
    file = visit.form.file("resume")
    if file is None or not file.data:
        visit.form.errors["resume"] = "Choose a file that is not empty, then press the button."
        return _page(visit, status=422)
    try:
        resume = visit.own.person.keep_resume(file.data)
    except (DocumentError, UsageError) as error:
        visit.form.errors["resume"] = _wrong(error, file.name)
        return _page(visit, status=422)
    return visit.see("/match", f"Your resume was read: {summary(resume)}.")


@routes.post("/welcome/sample")
def be_sample(visit: Visit) -> Response:
    """Look at everything as one of the invented people."""
    person = visit.form.one_of("person", list(PEOPLE))
    try:
        resume = visit.own.person.keep_sample_resume(person)
    except UsageError as error:
        visit.form.errors["person"] = str(error)
        return _page(visit, status=422)
    who = PEOPLE[person][0].lower()
    return visit.see("/match", f"You look as {who} of the sample: {summary(resume)}.")


def _page(visit: Visit, status: int = 200) -> Response:
    person = visit.own.person
    return visit.page(
        "welcome",
        status=status,
        form=visit.form,
        people=PEOPLE,
        sample=person.sample_resume(),
        of_settings=visit.own.settings.resume is not None,
    )


def summary(resume: Resume) -> str:
    """Say in a few words what was read; nothing of it tells who the person is.

    >>> summary(Resume(text="", years=2.5))
    '0 positions, 2.5 years of related work, 0 skills'
    """
    years = (
        "years not stated" if resume.years is None else f"{resume.years:g} years of related work"
    )
    positions, skills = len(resume.positions), len(resume.skills)
    said = f"{_counted(positions, 'position')}, {years}, {_counted(skills, 'skill')}"
    lost = len(resume.not_understood)
    return said + (f"; {_counted(lost, 'line')} could not be placed" if lost else "")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wrong(error: DocumentError | UsageError, name: str) -> str:
    """Say what is wrong with a file by the name that the person knows."""
    if isinstance(error, UsageError):
        return str(error)
    what = error.what.partition(": ")[2] or error.what
    return " ".join(filter(None, [f"{name}: {what}", error.kept, error.next]))
