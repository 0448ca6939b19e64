"""Join what was seen in single files to claims: one a subject, at its highest step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.reach import Reach
from upslope.guide.portfolio.sighting import Found, Sighting, stronger
from upslope.guide.portfolio.wholes import of_files
from upslope.guide.portfolio.workflows import note_command
from upslope.records.portfolio import STEPS, Claim, Step

_MOST_CALLS = 12
_MOST_ALSO = 4


def joined(
    found: Found, sources: Sequence[Source], reach: Reach, wrote: Callable[[str], bool]
) -> tuple[list[Claim], int]:
    """Return the claims, by kind and subject, and how many sightings are of others' files."""
    for run in reach.started:
        note_command(found, run)
    of_files(sources, reach, found)
    _of_workloads(found)
    code = {source.path for source in sources if source.code or source.notebook}
    _model_serving(found, reach)
    sightings = _of_images([_climbed(one, reach, code) for one in found.sightings])
    mine = [one for one in sightings if wrote(one.path)]
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for one in mine:
        groups.setdefault((one.kind, one.subject), []).append(one)
    claims = [_claim(group) for _, group in sorted(groups.items())]
    lost = {(one.kind, one.subject) for one in sightings} - groups.keys()
    return claims, len(lost)


def _of_images(sightings: Sequence[Sighting]) -> list[Sighting]:
    """An image of a database that code connects to is used with all that it is (TimescaleDB)."""
    steps: dict[str, Step] = {}
    beside: dict[tuple[str, int], list[str]] = {}
    for one in sightings:
        steps[one.subject] = stronger(one.step, steps.get(one.subject, "asserted"))
        if one.says.startswith("image "):
            beside.setdefault((one.path, one.line), []).append(one.subject)
    found = []
    for one in sightings:
        labels = beside.get((one.path, one.line), ()) if one.says.startswith("image ") else ()
        best = max((steps[label] for label in labels), key=STEPS.index, default=one.step)
        used = STEPS.index(best) >= STEPS.index("called")
        found.append(msgspec.structs.replace(one, step=best) if used else one)
    return found


def _climbed(one: Sighting, reach: Reach, code: set[str]) -> Sighting:
    """A sighting at the step that its file reaches, if the code there does more than import.

    Work with others is shown by what is written, however it is run.
    """
    if one.subject == "collaboration":
        return one
    if one.step != "called" or one.path not in code | reach.tested.keys() | reach.served.keys():
        watches = one.subject in {"monitoring", "prometheus", "grafana"} and reach.served
        if one.step == "called" and watches and not one.path.endswith((".py", ".ipynb")):
            return msgspec.structs.replace(
                one, step="served", says=f"{one.says}; watches a service"
            )
        return one
    step, by = _step(one.path, reach)
    says = "; ".join(part for part in (one.says, by) if part)
    return msgspec.structs.replace(one, step=step, says=says)


def _step(path: str, reach: Reach) -> tuple[Step, str]:
    if path in reach.tests:
        return ("tested", "the tests run on each change") if reach.tests_run else ("called", "")
    if path in reach.served:
        return "served", reach.served[path]
    if path in reach.tested:
        return "tested", reach.tested[path]
    return "called", ""


def _claim(group: list[Sighting]) -> Claim:
    """The strongest sighting; among equals the one that shows most, then the first."""
    ordered = sorted(
        group, key=lambda one: (-STEPS.index(one.step), -len(one.calls), one.path, one.line)
    )
    best = ordered[0]
    equals = [one for one in ordered if one.step == best.step]
    calls = dict.fromkeys(name for one in equals for name in one.calls)
    places = dict.fromkeys(f"{one.path}:{one.line}" if one.line else one.path for one in ordered)
    return Claim(
        subject=best.subject,
        kind=best.kind,
        step=best.step,
        says=best.says,
        path=best.path,
        line=best.line,
        calls=list(calls)[:_MOST_CALLS],
        also=list(places)[1 : _MOST_ALSO + 1],
    )


def _of_workloads(found: Found) -> None:
    """What arranges resources of Kubernetes deploys them, where there are any that run."""
    served = {one.subject for one in found.sightings if one.step == "served"}
    for one in list(found.sightings):
        if one.subject in {"kustomize", "helm"} and "kubernetes" in served:
            found.sightings.append(msgspec.structs.replace(one, step="served"))


def _model_serving(found: Found, reach: Reach) -> None:
    """A service that answers other programs, and runs code that predicts, serves a model."""
    if "api" not in reach.apps.values():
        return
    answers = {"predict", "predict_proba", "generate", "InferenceSession", "transcribe"}
    for one in list(found.sightings):
        if one.kind == "skill" and one.path in reach.served and answers.intersection(one.calls):
            found.skills(["model serving"], "called", one.path, one.line, one.says)
