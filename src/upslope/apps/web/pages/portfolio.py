"""``/portfolio``: what the person's repositories show, and other pieces of their work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.folder import folder_of
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UsageError
from upslope.records import STEPS, Claim, Evidence, EvidenceKind, Repository
from upslope.records.portfolio import ARTEFACTS

routes = Routes()

MEANS = {
    "asserted": "you say so",
    "declared": "named among what it needs",
    "imported": "imported",
    "called": "its functions are called",
    "tested": "run by a test",
    "served": "deployed, served or monitored",
}
"""What each step of the ladder of evidence means."""


class Shown(NamedTuple):
    """A repository with what it shows, the strongest evidence first."""

    repository: Repository
    skills: list[Claim]
    artefacts: list[Claim]

    @classmethod
    def of(cls, repository: Repository, claims: Sequence[Claim]) -> Shown:
        """Sort what a repository shows."""
        ordered = sorted(claims, key=lambda one: (-STEPS.index(one.step), one.subject))
        skills = [one for one in ordered if one.kind == "skill"]
        return cls(repository, skills, [one for one in ordered if one.kind == "artefact"])


@routes.get("/portfolio")
def portfolio(visit: Visit) -> Response:
    """Show claims by responsibility and skill, each with the file and line that shows it."""
    return _page(visit, visit.form)


@routes.post("/portfolio/read")
def read(visit: Visit) -> Response:
    """Read a repository that the person names, and keep what it shows."""
    form = visit.form
    folder = folder_of(form, "path")
    me = [one.strip() for one in form.text("me", most=500).split(",") if one.strip()]
    if folder is None or form.errors:
        return _page(visit, form, 422)
    try:
        [(repository, claims)] = visit.own.person.read_repositories([folder], me)
    except (UsageError, DocumentError) as error:
        form.errors["path"] = str(error)
        return _page(visit, form, 422)
    skills = sum(one.kind == "skill" for one in claims)
    says = f"{repository.name} was read: {repository.files} files, which show {skills} skills."
    return visit.see("/portfolio", says)


@routes.post("/portfolio/forget")
def forget(visit: Visit) -> Response:
    """Forget a repository and what it shows; the folder itself is not touched."""
    typed = visit.form.text("path", most=4000)
    known = {one.path for one, _ in visit.own.person.portfolio()}
    if typed not in known or not visit.own.person.forget_repository(Path(typed)):
        return visit.see("/portfolio", "This repository is not known any more.")
    return visit.see("/portfolio", f"What {Path(typed).name} shows is forgotten.")


@routes.post("/portfolio/evidence")
def add_evidence(visit: Visit) -> Response:
    """Keep a piece of work that the person names."""
    form = visit.form
    title = form.text("title", required="Give it a title.", most=300)
    url = form.text("url", most=2000) or None
    at, shows = form.day("at"), form.text("shows", most=500) or None
    kind = form.one_of("kind", get_args(EvidenceKind))
    if not form.errors:
        try:
            made = visit.own.evidence.add(title, url=url, at=at, kind=kind, shows=shows)
            return visit.see("/portfolio#evidence", f"Kept: {made.title}.")
        except UsageError as error:
            form.errors["url"] = str(error)
    return _page(visit, form, 422)


@routes.post("/portfolio/evidence/remove")
def remove_evidence(visit: Visit) -> Response:
    """Remove a piece of work."""
    gone = visit.own.evidence.remove(visit.form.text("id", most=100) or "-")
    return visit.see("/portfolio#evidence", f"Removed: {gone.title}.")


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    from upslope.guide.portfolio import duties, gaps

    known = visit.own.person.portfolio() if visit.own.has_store() else []
    claims = [claim for _, found in known for claim in found]
    evidence: list[Evidence] = visit.own.evidence.all() if visit.own.has_store() else []
    return visit.page(
        "portfolio",
        status=status,
        form=form,
        known=[Shown.of(*one) for one in known],
        duties=duties(claims),
        gaps=gaps(claims) if known else [],
        evidence=evidence,
        kinds=get_args(EvidenceKind),
        means=MEANS,
        artefacts=ARTEFACTS,
        steps=STEPS,
    )
