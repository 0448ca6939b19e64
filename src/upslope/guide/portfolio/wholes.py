"""What files show as wholes: languages, tests, services, pipelines, monitoring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from upslope.guide.portfolio.library import by_import
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.reach import Reach
from upslope.guide.portfolio.sighting import Found

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


def of_files(sources: Sequence[Source], reach: Reach, found: Found) -> None:
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
