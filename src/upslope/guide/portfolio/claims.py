"""Join what was seen in single files to claims: one a subject, at its highest step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from upslope.guide.portfolio.library import by_import
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.reach import Reach
from upslope.guide.portfolio.sighting import Found, Sighting, stronger
from upslope.guide.portfolio.workflows import note_command
from upslope.records.portfolio import STEPS, Claim, Step

_MOST_CALLS = 12
_MOST_ALSO = 4
_PIPELINES = {
    "airflow", "prefect", "dagster", "kfp", "metaflow", "zenml", "luigi", "kedro", "flytekit",
    "tfx",
}  # fmt: skip
_SERVES_ITSELF = re.compile(r"\.(?:serve|deploy)\(|\bmodal\.")
_BARE_TEST = re.compile(r"^(?:async )?def test\w*\(", re.MULTILINE)
_DEFINES = {
    "python": r"(?m)^\s*(?:async )?def (\w+)\(",
    "r": r"(?m)^\s*([A-Za-z][\w.]*)\s*(?:<-|=)\s*function\b",
    "julia": r"(?m)^\s*function (\w+)",
    "scala": r"\bdef (\w+)\s*[(\[]",
}
_TAKES = {
    "data": r"(?:load|read|fetch|download|clean|prepare|make|build|ingest|extract|transform|parse)"
            r"_\w*(?:data\w*|features?|corpus|records|rows|samples|split)|preprocess\w*|clean\w*",
    "modelling": r"(?:train|fit)(?:_(?:model|epoch|step|loop|\w*net|\w*classifier))?|train_\w+",
    "tuning": r"evaluate\w*|cross_val\w*|tune\w*|grid_search\w*|backtest\w*|hyperparam\w*",
    "monitoring": r"\w*drift\w*|psi|population_stability\w*|monitor\w*",
}  # fmt: skip


def joined(
    found: Found, sources: Sequence[Source], reach: Reach, wrote: Callable[[str], bool]
) -> tuple[list[Claim], int]:
    """Return the claims, by kind and subject, and how many sightings are of others' files."""
    for run in reach.started:
        note_command(found, run)
    _of_files(sources, reach, found)
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


def _of_files(sources: Sequence[Source], reach: Reach, found: Found) -> None:
    """Note what files show as wholes: languages, tests, services, pipelines, monitoring."""
    pytest = _names_pytest(sources)
    for source in sources:
        if source.code is None:
            continue
        if source.language and source.text.strip():
            found.skills([source.language], "called", source.path, 1, f"code in {source.language}")
        if source.path in reach.tests:
            found.artefact("tests", "called", source.path)
            if source.language == "python" and _runs_in_pytest(source, named=pytest):
                found.skills(["pytest"], "called", source.path, 1, "tests")
        if source.path in reach.apps:
            _app(source, reach.apps[source.path], found)
        if source.path not in reach.tests and not source.notebook:
            _uses(source, found)
        if source.path not in reach.tests and source.language in _DEFINES:
            _defines(source, found)


def _runs_in_pytest(source: Source, *, named: bool) -> bool:
    """Bare functions that test are pytest's; classes only where something names it."""
    return "unittest" not in source.text and bool(named or _BARE_TEST.search(source.text))


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


def _names_pytest(sources: Iterable[Source]) -> bool:
    """Whether a manifest or continuous integration names pytest."""
    files = re.compile(r"\.(?:toml|cfg|txt|in|ini|ya?ml)$|Pipfile$|Makefile$")
    return any("pytest" in one.text for one in sources if files.search(one.path))


def _app(source: Source, kind: str, found: Found) -> None:
    name = {"api": "api", "page": "dashboard", "schedule": "pipeline"}.get(kind)
    if name:
        found.artefact(name, "called", source.path)
    if kind == "api" and "grpc" not in source.text:
        found.skills(["rest api"], "called", source.path, 1, "a service")
    if kind != "schedule" or _SERVES_ITSELF.search(source.text):
        found.duty("deployment", "called", source.path, 1, "can be started")
    if kind == "page":
        found.duty("collaboration", "called", source.path, 1, "a page for others")


def _uses(source: Source, found: Found) -> None:
    """Artefacts that code is: a pipeline of steps, or what watches a model or a service."""
    uses = source.code.uses if source.code else []
    for use in uses:
        if use.call and use.name.split(".")[0] in _PIPELINES:
            found.artefact("pipeline", "called", source.path, use.line)
            break
    for use in uses:
        library = by_import(use.name) if use.call and not use.name.startswith(".") else None
        if library and "monitoring" in library.duties:
            names = library.duties["monitoring"]
            if "*" in names or use.name.rpartition(".")[2] in names:
                found.artefact("monitoring", "called", source.path, use.line)
                return


def _defines(source: Source, found: Found) -> None:
    """Responsibilities that the code takes itself, without a library: by what it defines."""
    for hit in re.finditer(_DEFINES[source.language or ""], source.text):
        for duty, names in _TAKES.items():
            if re.fullmatch(names, hit[1].lower()):
                line = source.line(source.text.count("\n", 0, hit.start(1)) + 1)
                found.duty(duty, "called", source.path, line, f"{hit[1]} defined")
                if duty == "monitoring":
                    found.artefact("monitoring", "called", source.path, line)
