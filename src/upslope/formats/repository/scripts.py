"""Names that a project gives to its own programs and tasks, and the command that each stands for.

Console scripts of Python packages; tasks of hatch, PDM, Poe, pixi, tox, nox, npm, just and Task.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from upslope.errors import ReadError
from upslope.formats.yaml import load as read_yaml


class Script(NamedTuple):
    """A name and a command line that it stands for.

    ``runner`` is the tool that knows the name (``npm``, ``tox`` ...); empty where the name is a
    program of its own, or a task behind ``hatch run`` and the like.
    """

    runner: str
    name: str
    runs: str
    line: int


def scripts(path: str, text: str) -> list[Script]:
    """Return what a manifest or a task runner's file names; none if it is neither, or damaged.

    >>> file = '[project.scripts]\\nserve-fish = "fish.web:main"'
    >>> scripts("pyproject.toml", file)
    [Script(runner='', name='serve-fish', runs='python -m fish.web', line=2)]
    """
    reader = _READERS.get(PurePosixPath(path).name.lower())
    if reader is None:
        return []
    try:
        return list(reader(text))
    except (ReadError, ValueError, SyntaxError, RecursionError, MemoryError):
        return []
    except (AttributeError, TypeError):  # of another shape than such a file has
        return []


def _line(text: str, part: str) -> int:
    at = text.find(part)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _entry(target: str) -> str:
    """``package.module:function`` as a command line."""
    return f"python -m {target.split(':', maxsplit=1)[0].split('[', maxsplit=1)[0].strip()}"


def _commands(value: Any) -> Iterator[str]:
    """The command lines of a task, in whatever shape its runner takes them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(one, str) and " " not in one for one in value):
            yield " ".join(value)
        else:
            for one in value:
                yield from _commands(one)
    elif isinstance(value, dict):
        for key in ("cmd", "cmds", "shell", "composite", "sequence", "chain", "commands"):
            yield from _commands(value.get(key))
        for key in ("script", "call"):
            if isinstance(value.get(key), str):
                yield _entry(value[key])


def _pyproject(text: str) -> Iterator[Script]:
    file = tomllib.loads(text)
    project, tool = file.get("project", {}), file.get("tool", {})
    poetry = tool.get("poetry", {}).get("scripts", {})
    for entries in (project.get("scripts", {}), project.get("gui-scripts", {}), poetry):
        for name, entry in entries.items():
            target = entry.get("reference", "") if isinstance(entry, dict) else entry
            yield Script("", name, _entry(target), _line(text, name))
    named = {name: (tool.get(name) or {}) for name in ("pdm", "rye", "poe", "taskipy", "pixi")}
    tasks = [named[name].get("scripts", {}) for name in ("pdm", "rye")]
    tasks += [named[name].get("tasks", {}) for name in ("poe", "taskipy", "pixi")]
    tasks += [one.get("tasks", {}) for one in named["pixi"].get("feature", {}).values()]
    for task in tasks:
        yield from _tasks("", task, text)
    for env, one in tool.get("hatch", {}).get("envs", {}).items():
        yield from _tasks("", one.get("scripts", {}), text)
        given = {f"{env}:{name}": runs for name, runs in one.get("scripts", {}).items()}
        yield from _tasks("", given, text)
    tox = tool.get("tox", {})
    yield from _ini(tox.get("legacy_tox_ini", ""))
    for env in [tox.get("env_run_base", {}), *tox.get("env", {}).values()]:
        for runs in _commands(env.get("commands")):
            yield Script("tox", "", runs, _line(text, "commands"))


def _tasks(runner: str, tasks: dict[str, Any], text: str) -> Iterator[Script]:
    for name, task in tasks.items():
        for runs in _commands(task):
            yield Script(runner, name, runs, _line(text, name.rpartition(":")[2]))


_CONSOLE = re.compile(r"^\s*([\w.-]+)\s*=\s*([A-Za-z_][\w.]*:[\w.]+)", re.MULTILINE)


def _setup_py(text: str) -> Iterator[Script]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "entry_points":
            for one in ast.walk(node.value):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    for hit in _CONSOLE.finditer(one.value):
                        yield Script("", hit[1], _entry(hit[2]), one.lineno)


def _setup_cfg(text: str) -> Iterator[Script]:
    section = re.search(r"(?ms)^\[options\.entry_points\]\s*$(.*?)(?=^\[|\Z)", text)
    for hit in _CONSOLE.finditer(section[1]) if section else ():
        yield Script("", hit[1], _entry(hit[2]), _line(text, hit[0].strip()))
    yield from _ini(text)


def _ini(text: str) -> Iterator[Script]:
    """The commands of tox: lines below ``commands =`` of any environment."""
    for hit in re.finditer(r"(?m)^commands(?:_pre)?\s*=(.*(?:\n[ \t]+.*|\n(?=[ \t]))*)", text):
        for number, line in enumerate(hit[1].split("\n"), text.count("\n", 0, hit.start()) + 1):
            if line.strip(" \t-"):
                yield Script("tox", "", line.strip(" \t-"), number)


def _nox(text: str) -> Iterator[Script]:
    for hit in re.finditer(r"session\.run(?:_always|_install)?\(([^)]{1,2000})\)", text):
        words = re.findall(r"[\"']([^\"'\n]+)[\"']", hit[1])
        if words:
            yield Script("nox", "", " ".join(words), text.count("\n", 0, hit.start()) + 1)


def _npm(text: str) -> Iterator[Script]:
    yield from _tasks("npm", json.loads(text).get("scripts", {}), text)


def _pipfile(text: str) -> Iterator[Script]:
    yield from _tasks("", tomllib.loads(text).get("scripts", {}), text)


def _taskfile(text: str) -> Iterator[Script]:
    yield from _tasks("task", (read_yaml(text, "Taskfile") or {}).get("tasks", {}), text)


_TARGETS = re.compile(r"[\w@./%][\w@./%*+$='\"() -]*")


def targets(text: str) -> dict[str, list[tuple[str, int]]]:
    """The recipes of a Makefile: for each target its commands and their lines.

    >>> targets("train: data\\n\\tpython train.py\\n")
    {'train': [('python train.py', 2)]}
    """
    recipes: dict[str, list[tuple[str, int]]] = {}
    named: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        head, colon, rest = line[:1000].partition(":")
        if colon and not rest.startswith("=") and _TARGETS.fullmatch(head):
            named = head.lstrip("@").split()
            for name in named:
                recipes.setdefault(name, [])
        elif line[:1] in {"\t", " "} and line.strip():
            for name in named:
                recipes[name].append((line.strip().lstrip("@-"), number))
    return recipes


def _make(runner: str) -> Callable[[str], Iterator[Script]]:
    def read(text: str) -> Iterator[Script]:
        for name, lines in targets(text).items():
            for runs, number in lines:
                yield Script(runner, name, runs, number)

    return read


_READERS: dict[str, Callable[[str], Iterator[Script]]] = {
    "pyproject.toml": _pyproject,
    "pixi.toml": lambda text: _tasks("", tomllib.loads(text).get("tasks", {}), text),
    "setup.py": _setup_py,
    "setup.cfg": _setup_cfg,
    "tox.ini": _ini,
    "noxfile.py": _nox,
    "package.json": _npm,
    "pipfile": _pipfile,
    "makefile": _make("make"),
    "gnumakefile": _make("make"),
    "justfile": _make("just"),
    "taskfile.yml": _taskfile,
    "taskfile.yaml": _taskfile,
}
