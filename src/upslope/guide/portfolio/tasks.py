"""What a command starts that names a task or a program of the project itself.

``make test`` in continuous integration may start tox, and tox pytest; a container that starts
``fish-serve`` runs the module behind that console script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from upslope.formats.repository.commands import commands
from upslope.formats.repository.scripts import Script, scripts
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Run

_RUNNERS = {
    "make": "make", "gmake": "make", "just": "just", "task": "task", "go-task": "task",
    "tox": "tox", "nox": "nox", "npm": "npm", "yarn": "npm", "pnpm": "npm", "bun": "npm",
}  # fmt: skip
_OWN = {"hatch", "pdm", "poe", "task", "poetry", "pixi", "rye", "uv", "uvx", "pipx", "pipenv"}
"""Tools that take the name of a task as a word: ``poe test``, ``pdm serve``."""
_BUILT_IN = {("hatch", "test"): "pytest"}
_DEEPEST = 5
_MOST = 5000


class Tasks:
    """Knows the names that a project gives, and where."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.named: dict[tuple[str, str], list[tuple[str, Script]]] = defaultdict(list)
        self.by_runner: dict[str, list[tuple[str, Script]]] = defaultdict(list)
        for source in sources:
            for one in scripts(source.path, source.text):
                self.named[one.runner, one.name].append((source.path, one))
                self.by_runner[one.runner].append((source.path, one))

    def of(self, run: Run) -> list[Run]:
        """What a command starts of these; nothing for most commands."""
        tool, words = run.command.tool, run.command.words
        runner = _RUNNERS.get(tool)
        wanted = [word for word in words if not word.startswith("-")]
        found: list[tuple[str, Script]] = []
        if runner in {"tox", "nox"}:
            found = self.by_runner[runner]
        elif runner:
            found = [one for word in wanted for one in self.named[runner, word]]
            if runner in {"make", "just", "task"} and not found:
                first = next((one.name for _, one in self.by_runner[runner]), "")
                found = self.named[runner, first] if not wanted else []
        if not found and tool in _OWN:
            found = [one for word in wanted[:2] for one in self.named["", word]]
        elif not runner:
            found = self.named["", tool]
        own = commands(_BUILT_IN.get((tool, next(iter(wanted), "")), ""))
        more = [msgspec.structs.replace(run, command=one) for one in own]
        return more + [
            one for path, script in _near(found, run) for one in _started(run, path, script)
        ]


def _started(run: Run, path: str, script: Script) -> list[Run]:
    where = run.where or run.path
    return [
        Run(step=run.step, command=command, path=path, line=script.line, where=where)
        for command in commands(script.runs)
    ]


def _near(found: Sequence[tuple[str, Script]], run: Run) -> list[tuple[str, Script]]:
    """Of names that several folders give, those of the folder that is meant."""
    folders = {path.rpartition("/")[0] for path, _ in found}
    if len(folders) < 2:
        return list(found)
    said = {word.strip("./") for word in run.command.words}
    beside = run.path.rpartition("/")[0]
    meant = (folders & said) or ({beside} & folders) or ({""} & folders)
    return [one for one in found if not meant or one[0].rpartition("/")[0] in meant]


def through(runs: Sequence[Run], sources: Iterable[Source]) -> list[Run]:
    """Return what the runs start in turn: tasks, console scripts, DVC's stages, shell scripts."""
    tasks = Tasks(sources)
    called = [run for run in runs if run.step == "called"]
    found: list[Run] = []
    seen: set[tuple[str, str, tuple[str, ...], str]] = set()
    row = [run for run in runs if run.step in {"tested", "served"}]
    for _ in range(_DEEPEST):
        below = [one for run in row for one in (*tasks.of(run), *_held(run, called))]
        row = []
        for one in below:
            key = (one.step, one.command.tool, one.command.words, one.path)
            if key not in seen and len(seen) < _MOST:
                seen.add(key)
                row.append(one)
        found += row
    return found


def _held(run: Run, called: Sequence[Run]) -> list[Run]:
    """Commands that a script or DVC's file holds, where a run starts those."""
    names = {
        word.rpartition("/")[2]
        for word in (*run.command.files, run.command.tool)
        if word.endswith(".sh")
    }
    if run.command.tool == "dvc" and run.command.words[:1] in {("repro",), ("exp",)}:
        names.add("dvc.yaml")
    inner = [one for one in called if one.path.rpartition("/")[2] in names] if names else []
    where = run.where or run.path
    return [msgspec.structs.replace(one, step=run.step, where=where) for one in inner]
