"""Facts on libraries: which skill an import or a package shows, and which duties its use does.

``data/libraries.jsonl`` has one line a library: ``imports`` and ``packages`` are its names,
``skills`` are preferred labels of the taxonomy, ``duties`` names of its functions for each duty
("*" for any), ``shows`` names of its functions for each further skill (a method, mostly).
``data/traces.toml`` and ``data/deployments.toml`` have the same for files that are not code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from upslope.records.understanding import Duty

ANY = "*"


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one library."""

    imports: list[str]
    skills: list[str]
    packages: list[str] = []
    duties: dict[Duty, list[str]] = {}
    shows: dict[str, list[str]] = {}

    def names(self, name: str) -> bool:
        """Whether the facts name a function: then even a method of unknown origin is its."""
        lists = [*self.duties.values(), *self.shows.values()]
        return any(name in one for one in lists)


class Deployment(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of file that has a platform start something; see ``data/deployments.toml``."""

    says: str
    path: str
    text: str
    starts: str = ""
    prefix: str = ""
    module: bool = False
    deploys: bool = True
    skills: list[str] = []
    artefacts: list[str] = []


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """Skills by what stands for them in files that are not code; see the file itself."""

    images: dict[str, list[str]]
    commands: dict[str, list[str]]
    actions: dict[str, list[str]]
    resources: dict[str, list[str]]
    schemes: dict[str, list[str]]
    boto3: dict[str, list[str]]
    formats: dict[str, list[str]]
    apps: dict[str, str]
    app_patterns: dict[str, str]
    deployments: list[Deployment]


@cache
def libraries() -> tuple[Library, ...]:
    """All libraries that are known."""
    data = files("upslope.guide.portfolio").joinpath("data/libraries.jsonl").read_bytes()
    return tuple(msgspec.json.Decoder(Library).decode_lines(data))


@cache
def traces() -> Traces:
    """What stands for a skill in files that are not code."""
    data = files("upslope.guide.portfolio").joinpath("data")
    names = ("traces.toml", "deployments.toml")
    tables = [tomllib.loads(data.joinpath(name).read_text("utf-8")) for name in names]
    return msgspec.convert(tables[0] | tables[1], Traces)


@cache
def by_import(name: str) -> Library | None:
    """The library that a dotted name belongs to, the most particular one.

    >>> by_import("google.cloud.bigquery.Client").skills
    ['google bigquery', 'google cloud platform']
    """
    return _nearest(name, _imports())


@cache
def by_package(name: str) -> Library | None:
    """The library that a declared package brings.

    >>> by_package("maven:org.apache.spark:spark-mllib_2.13").skills
    ['apache spark', 'spark mllib']
    """
    if name.startswith("maven:"):
        name = re.sub(r"_\d[\d.]*$", "", name)
        while name and name not in _packages():
            name = re.sub(r"[-.:][^-.:]*$", "", name) if re.search(r"[-.:]", name) else ""
        return _packages().get(name)
    return _nearest(name, _packages()) if ":" in name else _packages().get(name)


@cache
def _imports() -> dict[str, Library]:
    return {name: library for library in libraries() for name in library.imports}


@cache
def _packages() -> dict[str, Library]:
    return {name: library for library in libraries() for name in library.packages}


def _nearest(name: str, known: dict[str, Library]) -> Library | None:
    while name:
        if name in known:
            return known[name]
        cut = max(name.rfind("."), name.rfind("/"))
        name = name[:cut] if cut > 0 else ""
    return None
