"""Containers: Dockerfiles, compose and Procfiles, what they hold and what they start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from upslope.formats.repository.commands import Command, commands
from upslope.formats.repository.documents import documents
from upslope.formats.repository.manifests import python_name
from upslope.guide.portfolio.library import by_package, traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found, Run
from upslope.records.portfolio import Step

_SERVICE = re.compile(r"^\s*\w[\w.-]*\s*:\s*(.+)$")


def read_containers(source: Source, found: Found) -> bool:
    """Note what a file deploys and what it starts; whether it is one of these files."""
    name = source.path.rpartition("/")[2]
    if re.search(r"(?i)^(?:[\w-]+\.)?(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$", name):
        _dockerfile(source, found)
    elif re.search(r"(?i)(?:^|-)compose[\w.-]*\.ya?ml$", name):
        _compose(source, found)
    elif name == "Procfile":
        for number, line in enumerate(source.text.splitlines(), 1):
            hit = _SERVICE.match(line)
            start(found, source, hit[1] if hit else "", number, "Procfile")
    else:
        return False
    return True


def start(found: Found, source: Source, text: str, line: int, where: str) -> bool:
    """Note the commands that a container or a platform starts; whether there are any."""
    started = [one for one in commands(text) if one.tool not in {"", "bash", "sh", "cd", "echo"}]
    for command in started:
        run = Run(step="served", command=command, path=source.path, line=line, where=where)
        found.runs.append(run)
        labels = traces().commands.get(command.tool, ())
        found.skills(labels, "served", source.path, line, f"{command.tool} starts in {where}")
    shell = re.findall(r"[\w./-]+\.sh\b", text)
    if shell:
        script = Command("sh", (), (), tuple(shell))
        found.runs.append(Run(step="served", command=script, path=source.path, line=line))
    return bool(started or shell)


def _dockerfile(source: Source, found: Found) -> None:
    started = False
    own = False
    base: tuple[list[str], int] = ([], 1)
    for text, line in _instructions(source.text):
        word, _, rest = text.partition(" ")
        if word.upper() in {"CMD", "ENTRYPOINT"}:
            started = start(found, source, rest, line, "a container") or started
        elif word.upper() in {"COPY", "ADD"}:
            own = own or "--from" not in rest
        elif word.upper() == "RUN":
            _installs(source, rest, line, found)
            for command in commands(rest):
                found.runs.append(Run(step="called", command=command, path=source.path, line=line))
        elif word.upper() == "FROM":
            base = _of_image(rest.split(" ", 1)[0]), line
            found.skills(base[0], "declared", source.path, line, "image")
    step: Step = "served" if started and own else "called"
    if step == "served":
        found.skills(base[0], step, source.path, base[1], "what it starts runs on it")
    found.skills(["docker"], step, source.path, 1, "starts own code" if own else "an image")
    found.artefact("container", step, source.path)
    found.duty("deployment", step, source.path, 1, "a container")


def _instructions(text: str) -> Iterator[tuple[str, int]]:
    """Instructions of a Dockerfile with continued lines joined."""
    kept, first = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        first = first if kept else number
        kept += line.rstrip().removesuffix("\\") + " "
        if not line.rstrip().endswith("\\"):
            if kept.strip():
                yield kept.strip(), first
            kept = ""


def _installs(source: Source, text: str, line: int, found: Found) -> None:
    for name in installed(text):
        library = by_package(name)
        if library:
            found.skills(library.skills, "declared", source.path, line, f"{name} installed")


def installed(text: str) -> list[str]:
    """Packages that a command line installs for Python.

    >>> installed("pip install --no-cache-dir 'torch==2.5' -r requirements.txt && ls")
    ['torch']
    """
    found: list[str] = []
    for hit in re.finditer(r"\b(?:pip3?|uv pip|conda|mamba)\s+install\s+([^&|;\n]*)", text):
        words = re.sub(r"(?:-r|-c|-e|--\S+-url|-i|-f)\s+\S+", " ", hit[1]).split()
        named = [word.strip("\"'") for word in words if not word.startswith(("-", ".", "/", "$"))]
        found += [name for word in named if (name := python_name(word))]
    return found


def _of_image(image: str) -> list[str]:
    name = image.partition("@")[0].rpartition("/")[2].split(":")[0].lower()
    starts = [one for one in traces().images if name.startswith(one)]
    return traces().images[max(starts, key=len)] if starts else []


def _compose(source: Source, found: Found) -> None:
    file = next(iter(documents(source.text)), None)
    services = file.get("services", {}) if isinstance(file, dict) else {}
    own = False
    step: Step
    for service in services.values() if isinstance(services, dict) else ():
        if not isinstance(service, dict):
            continue
        image, text = str(service.get("image", "")), joined(service.get("command", ""))
        line = line_of(source.text, image or text)
        builds = "build" in service
        own = own or builds or bool(commands(text) and commands(text)[0].files)
        mounts = re.search(r"(?<![\w/])\./?[\w./-]*:/", str(service.get("volumes", "")))
        runs = bool(text and (builds or mounts or not _of_image(image)))
        own = own or bool(runs and mounts)
        step = "served" if runs and mounts else "declared"
        found.skills(_of_image(image), step, source.path, line, f"image {image}")
        if runs:
            start(found, source, text, line_of(source.text, text[:20]), "a container")
    step = "served" if own else "called"
    found.skills(["docker compose", "docker"], step, source.path, 1, "services")
    found.artefact("container", step, source.path)
    if own:
        found.duty("deployment", step, source.path, 1, "containers")


def joined(value: Any) -> str:
    """A command as one text, whether it stands as a text or as a list of words."""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value if isinstance(value, str) else ""


def line_of(text: str, part: str) -> int:
    """The line on which a part of a text starts; the first if it is not there."""
    at = text.find(part) if part else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
