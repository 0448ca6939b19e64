"""Which artefacts a repository holds, by the names and the text of its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from upslope.formats.repository.manifests import declared
from upslope.guide.portfolio.checks import read_checks
from upslope.guide.portfolio.code import queries
from upslope.guide.portfolio.library import by_package, traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found

_LOCKS = re.compile(
    r"(?:^|/)(?:poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|package-lock\.json|yarn\.lock"
    r"|pnpm-lock\.yaml|Cargo\.lock|go\.sum|conda-lock\.ya?ml|renv\.lock|gradle\.lockfile"
    r"|Gemfile\.lock|pixi\.lock|Manifest\.toml|packages-lock\.json|package-lock\.yml)$"
)
_NAMES = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "model_card": r"(?:^|/)model[_-]?cards?(?:[_-][\w-]+)?\.(?:md|rst|txt|ya?ml|json)$"
        r"|(?:^|/)model_?cards?/",
        "data_card": r"(?:^|/)(?:data[_-]?(?:set)?[_-]?(?:card|sheet|description)s?|datasheet|data)"
        r"\.(?:md|rst|ya?ml|json)$|(?:^|/)data(?:sets?)?/(?:[\w-]+/)?readme[^/]*$"
        r"|(?:^|/)(?:datapackage|croissant)\.json$|(?:^|/)docs/data[\w-]*\.md$",
        "licence": r"^(?:LICEN[CS]E|COPYING)[^/]*$",
        "metrics": r"(?:^|/)[\w-]*(?:metrics?|results?|scores?|evaluation|benchmarks?|leaderboard)"
        r"[\w-]*\.(?:json|csv|tsv|md)$|(?:^|/)eval[\w-]*\.(?:json|csv|tsv)$"
        r"|(?:^|/)(?:metrics|results|evaluation|eval|reports?)/[\w./-]*\.(?:json|csv|tsv)$",
        "docs": r"(?:^|/)(?:docs?|documentation)/(?:.*/)?[\w.-]+\.(?:md|rst|qmd|adoc|ipynb)$"
        r"|(?:^|/)mkdocs\.yml$|(?:^|/)vignettes/.*\.Rmd$"
        r"|(?:^|/)(?:CONTRIBUTING|RUNBOOK|ARCHITECTURE|DESIGN|USAGE|TUTORIAL)[^/]*\.(?:md|rst)$",
        "types": r"(?:^|/)(?:\.?mypy\.ini|pyrightconfig\.json|tsconfig[\w.-]*\.json"
        r"|\.pyre_configuration)$",
        "pipeline": r"(?:^|/)(?:Snakefile|MLproject|main\.nf|nextflow\.config)$",
    }.items()
}


def read_artefacts(sources: Sequence[Source], paths: Iterable[str], found: Found) -> None:
    """Note artefacts: those that only a name shows, for all paths; others by what is read."""
    for path in paths:
        if _LOCKS.search(path):
            found.artefact("lockfile", "called", path)
        if _NAMES["licence"].search(path):
            found.artefact("licence", "called", path)
    for source in sources:
        _by_name(source, found)
        _manifest(source, found)
        read_checks(source, found)
        _sql(source, found)
        if source.notebook:
            _notebook(source, found)


def _by_name(source: Source, found: Found) -> None:
    path = source.path
    for name, pattern in _NAMES.items():
        if name != "licence" and pattern.search(path):
            found.artefact(name, "called", path)
    if re.match(r"(?i)^readme[^/]*$", path):
        _readme(source, found)
    cards = ("model_card", "data_card", "docs")
    if any(_NAMES[name].search(path) for name in cards):
        found.duty("collaboration", "called", path, 1, "written for others")
    elif re.search(
        r"(?i)(?:^|/)(?:CONTRIBUTING|CODEOWNERS|PULL_REQUEST_TEMPLATE|CODE_OF_CONDUCT)", path
    ) or re.search(r"(?i)PULL_REQUEST_TEMPLATE/|ISSUE_TEMPLATE", path):
        found.duty("collaboration", "called", path, 1, "how to work together")


def _readme(source: Source, found: Found) -> None:
    if sum(bool(line.strip()) for line in source.text.splitlines()) < 3:
        return
    found.artefact("readme", "called", source.path)
    if re.search(
        r"```|~~~|^ {4,}\S|^\s*\$ |`[^`\n]*[ ./-][^`\n]*`|\b(?:install|run|usage|start)\b",
        source.text,
        re.I | re.M,
    ):
        found.duty("collaboration", "declared", source.path, 1, "how to run it")
    front = re.match(r"---\n(.*?)\n---", source.text, re.S)
    if front and re.search(r"(?m)^(?:model-index|pipeline_tag|library_name|base_model):", front[1]):
        found.artefact("model_card", "called", source.path)
        found.duty("collaboration", "called", source.path, 1, "a model card")
    if front and re.search(r"(?m)^(?:dataset_info|task_categories|size_categories):", front[1]):
        found.artefact("data_card", "called", source.path)
        found.duty("collaboration", "called", source.path, 1, "a data card")


def _manifest(source: Source, found: Found) -> None:
    packages = declared(source.path, source.text)
    if not packages:
        return
    found.artefact("manifest", "called", source.path)
    for name, line in packages:
        library = by_package(name)
        if library:
            found.skills(library.skills, "declared", source.path, line, f"{name} declared")
    lines = [line.split("#")[0].strip() for line in source.text.splitlines()]
    named = [line for line in lines if line and not line.startswith("-")]
    if source.path.endswith(".txt") and all("==" in line for line in named):
        found.artefact("lockfile", "called", source.path)


def _sql(source: Source, found: Found) -> None:
    if source.language == "sql":
        found.skills(["sql"], "called", source.path, 1, "SQL")
        found.artefact("sql", "called", source.path)
        found.duty("data", "called", source.path, 1, "SQL")
    for line in queries(source):
        found.skills(["sql"], "called", source.path, line, "a query")
        found.artefact("sql", "called", source.path, line)
        found.duty("data", "called", source.path, line, "a query")
    if re.search(
        r"(?:^|/)(?:application[\w-]*\.(?:ya?ml|properties)|profiles\.ya?ml)$", source.path
    ):
        _settings(source, found)
    if re.search(r"(?:^|/)dbt_project\.ya?ml$", source.path):
        found.skills(["dbt"], "called", source.path, 1, "a project")
        found.artefact("pipeline", "called", source.path)


def _settings(source: Source, found: Found) -> None:
    """Databases and brokers that settings connect to: Spring's, dbt's."""
    for hit in re.finditer(
        r"(?m)\b(?:jdbc:)?([a-z][a-z0-9]+)://|^\s*type:\s*(\w+)|\bspring[.:]\s*(kafka|rabbitmq)",
        source.text,
    ):
        line = source.text.count("\n", 0, hit.start()) + 1
        labels = traces().schemes.get(hit[1] or "") or traces().formats.get(hit[2] or "") or []
        found.skills(labels, "called", source.path, line, "connected to")


def _notebook(source: Source, found: Found) -> None:
    if source.notebook and source.notebook.lines:
        found.skills(["jupyter"], "called", source.path, 1, "cells")
        if source.notebook.executed:
            found.artefact("notebook", "called", source.path)
