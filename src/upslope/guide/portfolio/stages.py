"""Stages that a person starts by hand: Makefiles, DVC, scripts, package.json."""

from __future__ import annotations

import json
import re

from upslope.formats.repository.commands import commands
from upslope.formats.repository.scripts import targets
from upslope.guide.portfolio.library import traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found, Run
from upslope.guide.portfolio.workflows import note_run


def read_stages(source: Source, found: Found) -> bool:
    """Note what Makefiles, DVC, scripts and package.json run by hand; whether it is one of them."""
    name = source.path.rpartition("/")[2]
    if re.fullmatch(r"(?i)(?:GNU)?makefile|justfile", name):
        _makefile(source, found)
    elif name == "dvc.yaml":
        _dvc(source, found)
    elif name == "package.json":
        _package(source, found)
    elif source.language == "bash":
        for number, line in enumerate(source.text.splitlines(), 1):
            for command in commands(line) if not line.lstrip().startswith("#") else ():
                note_run(found, Run(step="called", command=command, path=source.path, line=number))
    elif name in {"MLproject", "Snakefile"}:
        found.artefact("pipeline", "called", source.path)
        found.skills(["mlflow"] if name == "MLproject" else [], "called", source.path, 1, "project")
    else:
        return False
    return True


def _makefile(source: Source, found: Found) -> None:
    recipes = targets(source.text)
    if any(recipes.values()):
        found.skills(["makefile"], "called", source.path, 1, "targets")
    stages = {name for name, lines in recipes.items() if _is_stage(name, lines)}
    if len(stages) >= 3:
        found.artefact("pipeline", "called", source.path)
    for lines in recipes.values():
        for line, number in lines:
            for command in commands(line):
                note_run(found, Run(step="called", command=command, path=source.path, line=number))


def _is_stage(name: str, lines: list[tuple[str, int]]) -> bool:
    """Whether a target makes data or a model, and not only checks or starts something."""
    about = re.search(
        r"data|feature|train|fit|eval|predict|score|process|clean|download|fetch|model|report"
        r"|ingest|load|split|prepare|tune|export|publish|backtest|label",
        name,
    )
    own = any(command.files or command.modules for line, _ in lines for command in commands(line))
    return bool(about and own)


def _dvc(source: Source, found: Found) -> None:
    found.skills(["dvc"], "called", source.path, 1, "stages")
    found.artefact("pipeline", "called", source.path)
    for number, line in enumerate(source.text.splitlines(), 1):
        hit = re.match(r"\s*(?:-\s+)?cmd:\s*(.+)|\s+-\s+((?:python|papermill|Rscript)\b.+)", line)
        for command in commands((hit[1] or hit[2]).strip("\"'")) if hit else ():
            found.runs.append(Run(step="called", command=command, path=source.path, line=number))


def _package(source: Source, found: Found) -> None:
    try:
        scripts = json.loads(source.text).get("scripts", {})
    except (ValueError, AttributeError, RecursionError):
        return
    for text in scripts.values() if isinstance(scripts, dict) else ():
        for command in commands(str(text)):
            line = source.text[: max(source.text.find(str(text)[:20]), 0)].count("\n") + 1
            labels = traces().commands.get(command.tool, ())
            found.skills(labels, "declared", source.path, line, f"{command.tool} in a script")
