"""``/models``: which version of each model answers, how good it is, and how it lives on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.apps.web.work import Work
from upslope.errors import UpslopeError, UsageError
from upslope.models.lifecycle.reliability import wilson
from upslope.records import Correction
from upslope.workspace import Workspace
from upslope.workspace.models import Labels

routes = Routes()
KINDS = ("learn", "understand")
MEASURES = ("accuracy", "micro_f1", "macro_f1")
_MOST_CORRECTIONS = 50


class Score(NamedTuple):
    """One measure with its 95 % interval, each from 0 to 1."""

    name: str
    value: float
    low: float
    high: float


@routes.get("/models")
def models(visit: Visit) -> Response:
    """Show each model, which version answers, and how good it is."""
    return visit.page("models", part="now", works=at_work(visit), **_overview(visit))


def _overview(visit: Visit) -> dict[str, Any]:
    if visit.is_part:
        return {}
    rows = [
        (one, scores(_rung(one.card, one.card["rung"]))) for one in visit.own.model_life.standing()
    ]
    corrections = visit.workspace.store.corrections.in_force()
    return {
        "rows": rows,
        "refused": visit.workspace.refused_models(),
        "corrections": _titled(visit.workspace, corrections[-_MOST_CORRECTIONS:][::-1]),
        "fields": Counter(one.field for one in corrections),
        "all_corrections": len(corrections),
    }


def _titled(
    workspace: Workspace, corrections: Sequence[Correction]
) -> list[tuple[Correction, str]]:
    titles = {}
    for one in corrections:
        if one.posting not in titles:
            try:
                titles[one.posting] = workspace.store.postings.get(one.posting)[0].title
            except UpslopeError:  # the opening is gone: the label stays
                titles[one.posting] = one.posting[:12]
    return [(one, titles[one.posting]) for one in corrections]


def at_work(visit: Visit) -> list[Work]:
    """Return what goes on, or what came of the last of each kind."""
    return [work for kind in KINDS if (work := visit.site.works.of(kind))]


def scores(row: Mapping[str, Any]) -> list[Score]:
    """Return the main measures of a rung of a ladder.

    >>> scores({"rung": "rules", "accuracy": [0.9, 0.8, 1.0]})
    [Score(name='accuracy', value=0.9, low=0.8, high=1.0)]
    """
    return [Score(name, *row[name]) for name in MEASURES if row.get(name)]


def _rung(card: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next((row for row in card.get("ladder", ()) if row["rung"] == name), {})


@routes.get("/models/drift")
def drift(visit: Visit) -> Response:
    """Show whether the world has moved, and whether the answers can be believed."""
    since = visit.asked.day("since")
    asked = since.isoformat() if since else ""
    told = None
    if not visit.asked.errors:
        told = visit.soon(f"drift {asked}", lambda: visit.workspace.model_life.watch(asked))
    return visit.page(
        "drift",
        part="found",
        status=422 if visit.asked.errors else 200,
        form=visit.asked,
        told=told,
        wilson=wilson,
    )


@routes.get("/models/{name}")
def model(visit: Visit) -> Response:
    """Show one model: its card, ladder, versions and log."""
    return _model(visit, visit.path["name"], Form())


def _model(visit: Visit, name: str, form: Form, status: int = 200) -> Response:
    life = visit.own.model_life
    standing = next((one for one in life.standing() if one.name == name), None)
    if standing is None:
        raise HTTPException(404)
    learns = name in life.tasks()
    version = visit.asked.typed("version")
    card = life.card(name, version) if version else standing.card
    return visit.page(
        "model",
        part="now",
        status=status,
        works=at_work(visit),
        form=form,
        name=name,
        standing=standing,
        card=card,
        version=version,
        learns=learns,
        measured=[column for column in card["ladder"][0] if column != "rung"]
        if card["ladder"]
        else [],
        versions=life.versions(name) if learns else [],
        moves=life.moves(name) if learns else [],
        data=visit.soon(f"data {name}", lambda: life.data(name, Labels())) if learns else None,
    )


@routes.post("/models/{name}/promote")
def promote(visit: Visit) -> Response:
    """Make a version the champion."""
    name, why = visit.path["name"], visit.form.text("why", most=500) or "by hand"
    done = visit.own.model_life.promote(name, visit.form.typed("version"), why)
    says = f"{name}: version {done.digest[:12]} ({done.rung}) answers now."
    return _answers_now(visit, name, says)


@routes.post("/models/{name}/rollback")
def roll_back(visit: Visit) -> Response:
    """Let the champion before this one answer again."""
    name, why = visit.path["name"], visit.form.text("why", most=500) or "by hand"
    digest = visit.own.model_life.roll_back(name, why)
    which = f"version {digest[:12]}" if digest else "the version that ships with Upslope"
    return _answers_now(visit, name, f"{name}: {which} answers again.")


@routes.post("/models/{name}/retrain")
def retrain(visit: Visit) -> Response:
    """Let a challenger learn from what was corrected; it is promoted only if it earns that."""
    return _learn(visit, "Teaching the {} model what you corrected", _retrained)


@routes.post("/models/{name}/evaluate")
def evaluate(visit: Visit) -> Response:
    """Score the model that answers on our own small labelled set."""
    return _learn(visit, "Scoring the {} model on the labelled set", _evaluated)


def _learn(visit: Visit, title: str, do: Any) -> Response:
    name = visit.path["name"]
    visit.own.model_life.task(name)  # else says which there are
    work = Work("learn", title.format(name), lambda _: do(visit.own, name))
    try:
        visit.site.works.start(work)
    except UsageError as error:
        return visit.see(f"/models/{name}", str(error))
    return visit.see(f"/models/{name}")


def _retrained(workspace: Workspace, name: str) -> dict[str, Any]:
    done = workspace.model_life.retrain(name, Labels())
    if done.verdict.promote:
        workspace.reload_models()
        workspace.understand_again()
    return {"says": done.verdict.why, "version": done.version}


def _evaluated(workspace: Workspace, name: str) -> dict[str, Any]:
    found = workspace.model_life.evaluate(name, Labels())
    rows = {what: scores(getattr(found, what)) for what in ("constant", "rules", "model")}
    says = f"{found.examples:,} examples. Calibration error {found.calibration:.3f}."
    return {"says": says, "rows": rows}


def _answers_now(visit: Visit, name: str, says: str) -> Response:
    """Have the stored openings understood again with the version that answers now."""
    own = visit.own
    own.reload_models()
    work = Work("understand", "Understanding the stored openings again", lambda _: _again(own))
    try:
        visit.site.works.start(work)
    except UsageError:
        says += " The stored openings are being understood again already: do so once more later."
    return visit.see(f"/models/{name}", says)


def _again(workspace: Workspace) -> dict[str, Any]:
    changed = workspace.understand_again()
    return {"says": f"{changed:,} stored openings have another answer now."}
