"""What packages a manifest declares: one function a format, chosen by the name of the file.

Names are given with their ecosystem (``npm:react``, ``maven:org.postgresql``), those of Python
without, in the spelling of PyPI (``scikit-learn``). Lock files declare nothing: they say what came
along. Nothing is run: ``setup.py`` is read as a tree.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from upslope.errors import ReadError
from upslope.formats.yaml import load as read_yaml

Declared = tuple[str, int]
"""A package and the line that names it; 0 for the whole file."""


def declared(path: str, text: str) -> list[Declared]:
    """Return the packages that a file declares; none if it is no manifest or is damaged.

    >>> declared("requirements-dev.txt", "# tests\\npytest>=8\\nScikit_Learn[alldeps]==1.5")
    [('pytest', 2), ('scikit-learn', 3)]
    """
    reader = _reader(PurePosixPath(path))
    if reader is None:
        return []
    try:
        return list(dict.fromkeys(reader(text)))
    except (ReadError, ValueError, SyntaxError, RecursionError, MemoryError):
        return []
    except (AttributeError, TypeError):  # of another shape than a manifest has
        return []


def _reader(path: PurePosixPath) -> Callable[[str], Iterator[Declared]] | None:
    name = path.name.lower()
    if path.suffix in {".txt", ".in"} and ("require" in name or "requirements" in path.parts):
        return _requirements
    if name.startswith("environment") and path.suffix in {".yml", ".yaml"}:
        return _conda
    if path.suffix.lower() in {".csproj", ".fsproj"}:
        return _NUGET
    return _READERS.get(path.name if path.name == "DESCRIPTION" else name)


def python_name(requirement: str) -> str:
    """The package that a requirement names, as PyPI spells it; empty if there is none.

    >>> python_name("google_cloud.storage[grpc] ~= 2.1 ; python_version > '3.8'")
    'google-cloud-storage'
    """
    egg = re.search(r"#egg=([\w.-]+)", requirement)
    found = egg or re.match(r"\s*([A-Za-z0-9][\w.-]*)(?!\S*://)", requirement)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""


def _requirements(text: str) -> Iterator[Declared]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith(("#", "-")) or "#egg=" in line:
            name = python_name(line)
            if name:
                yield name, number


def _at(text: str, name: str) -> int:
    """The line that names a package, in whatever spelling of its dashes."""
    pattern = re.compile(
        rf"(?<![\w-]){re.sub(r'[-_.]+', '[-_.]+', re.escape(name))}(?![\w-])", re.I
    )
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _pyproject(text: str) -> Iterator[Declared]:
    file = tomllib.loads(text)
    project, tool = file.get("project", {}), file.get("tool", {})
    poetry = tool.get("poetry", {})
    named = [*project.get("dependencies", [])]
    groups = [project.get("optional-dependencies", {}), file.get("dependency-groups", {})]
    for group in [*groups, {"uv": tool.get("uv", {}).get("dev-dependencies", [])}]:
        named += [one for line in group.values() for one in line if isinstance(one, str)]
    named += [*poetry.get("dependencies", {}), *poetry.get("dev-dependencies", {})]
    for group in poetry.get("group", {}).values():
        named += group.get("dependencies", {})
    yield from ((name, _at(text, name)) for one in named if (name := python_name(one)) != "python")


def _pipfile(text: str) -> Iterator[Declared]:
    file = tomllib.loads(text)
    for name in [*file.get("packages", {}), *file.get("dev-packages", {})]:
        yield python_name(name), _at(text, name)


def _setup_py(text: str) -> Iterator[Declared]:
    wanted = {"install_requires", "extras_require", "tests_require", "setup_requires"}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg in wanted:
            for one in ast.walk(node.value):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield python_name(one.value), one.lineno


def _setup_cfg(text: str) -> Iterator[Declared]:
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1].strip():
            key, _, rest = line.partition("=")
            section = line.strip() == "[options.extras_require]"
            inside = key.strip() in {"install_requires", "tests_require"} or section
            inside = inside or (inside and bool(rest))
        elif inside and (name := python_name(line.split("=", 1)[-1] if " = " in line else line)):
            yield name, number


def _conda(text: str) -> Iterator[Declared]:
    for one in read_yaml(text, "environment.yml").get("dependencies", []):
        for line in one.get("pip", []) if isinstance(one, dict) else [one.split("::")[-1]]:
            name = python_name(re.split(r"[=<> ]", line, maxsplit=1)[0])
            yield {"pytorch": "torch", "python": ""}.get(name, name), _at(text, name)


def _package_json(text: str) -> Iterator[Declared]:
    file = json.loads(text)
    for key in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        for name in file.get(key, {}):
            yield f"npm:{name}", _at(text, f'"{name}"')


def _go_mod(text: str) -> Iterator[Declared]:
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*(?:require\s+)?([\w.-]+\.[\w./-]+)\s+v\d", line)
        if found and "// indirect" not in line:
            yield f"go:{found[1]}", number


def _cargo(text: str) -> Iterator[Declared]:
    file = tomllib.loads(text)
    for key in ("dependencies", "dev-dependencies", "build-dependencies"):
        for name in [*file.get(key, {}), *file.get("workspace", {}).get(key, {})]:
            yield f"cargo:{name}", _at(text, name)


def _by_line(pattern: str, name: str) -> Callable[[str], Iterator[Declared]]:
    """A reader of files in which each line that matches declares a package."""
    compiled = re.compile(pattern)

    def read(text: str) -> Iterator[Declared]:
        for number, line in enumerate(text.splitlines(), 1):
            for found in compiled.finditer(line):
                yield name.format(*found.groups()), number

    return read


def _pom(text: str) -> Iterator[Declared]:
    """Groups and artefacts of a pom.xml, by its text: no document type, no entity is resolved."""
    pattern = r"<groupId>\s*([\w.-]+)\s*</groupId>\s*<artifactId>\s*([\w.-]+)\s*</artifactId>"
    for found in re.finditer(pattern, text):
        yield f"maven:{found[1]}:{found[2]}", text.count("\n", 0, found.start()) + 1


def _description(text: str) -> Iterator[Declared]:
    """Imports and Depends of an R package."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1].strip():
            inside = line.split(":")[0] in {"Imports", "Depends", "Suggests", "LinkingTo"}
        if inside:
            rest = line.partition(":")[2] if line[:1].strip() else line
            for name in re.findall(r"([A-Za-z][\w.]*)(?:\s*\([^)]*\))?\s*(?:,|$)", rest):
                yield f"r:{name}", number


def _dbt(text: str) -> Iterator[Declared]:
    for one in read_yaml(text, "packages.yml").get("packages", []):
        if name := one.get("package"):
            yield f"dbt:{name}", _at(text, name)


_NUGET = _by_line(r"""<PackageReference\s+Include=["']([\w.-]+)["']""", "nuget:{}")
_READERS: dict[str, Callable[[str], Iterator[Any]]] = {
    "pyproject.toml": _pyproject,
    "pipfile": _pipfile,
    "setup.py": _setup_py,
    "setup.cfg": _setup_cfg,
    "package.json": _package_json,
    "go.mod": _go_mod,
    "cargo.toml": _cargo,
    "pom.xml": _pom,
    "build.gradle": _by_line(r"""["']([\w.-]+):([\w.-]+)(?::[^"']*)?["']""", "maven:{}:{}"),
    "build.gradle.kts": _by_line(r"""["']([\w.-]+):([\w.-]+)(?::[^"']*)?["']""", "maven:{}:{}"),
    "build.sbt": _by_line(r'"([\w.-]+)"\s*%%?%?\s*"([\w.-]+)"\s*%', "maven:{}:{}"),
    "DESCRIPTION": _description,
    "packages.yml": _dbt,
    "gemfile": _by_line(r"""^\s*gem\s+["']([\w-]+)["']""", "gem:{}"),
    "mix.exs": _by_line(r"\{:(\w+),\s*[\"'~]", "hex:{}"),
}
