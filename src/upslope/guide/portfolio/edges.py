"""Which files of a repository import, or mention what is defined in, which others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from upslope.guide.portfolio.project import Modules, Source
from upslope.guide.portfolio.runs import normal

_FAMILY = {"java": "jvm", "scala": "jvm", "kotlin": "jvm", "typescript": "js", "javascript": "js",
           "c": "c++", "cuda": "c++"}  # fmt: skip
_DEFINED = {
    "jvm": re.compile(r"\b(?:class|interface|object|trait|enum|record)\s+([A-Z]\w+)"),
    "r": re.compile(r"^\s*([A-Za-z][\w.]{2,})\s*(?:<-|=)\s*function\b", re.M),
    "go": re.compile(r"^(?:func\s+(?:\([^)]*\)\s*)?|type\s+)(\w{3,})", re.M),
    "rust": re.compile(r"\b(?:fn|struct|enum|trait)\s+(\w{3,})"),
    "c++": re.compile(
        r"\b(?:class|struct)\s+(\w{3,})|^\w[\w:<>*& ]*\s(\w{3,})\s*\([^;]*\)\s*\{", re.M
    ),
    "julia": re.compile(r"\bfunction\s+(\w{3,})"),
}  # fmt: skip
_COMMON = {"main", "init", "new", "run", "get", "set", "test", "setup", "String", "Main"}


def edges(sources: Sequence[Source], modules: Modules) -> dict[str, set[str]]:
    """Which files of the repository each file imports."""
    after: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        if source.code and (source.language == "python"):
            for use in source.code.imports:
                after[source.path].update(modules.find(use.name, source.path))
    queries = {s.path.rpartition("/")[2]: s.path for s in sources if s.language == "sql"}
    for source in sources:
        if queries and source.code and source.language != "sql":
            after[source.path] |= {path for name, path in queries.items() if name in source.text}
    for family in {_FAMILY.get(s.language or "", s.language or "") for s in sources}:
        mine = [
            s for s in sources if s.code and _FAMILY.get(s.language or "", s.language) == family
        ]
        if family == "js":
            _relative(mine, after)
        elif family in _DEFINED:
            _mentions(mine, _DEFINED[family], after)
    for path, found in after.items():
        found.discard(path)
    return after


def _mentions(sources: list[Source], defined: re.Pattern[str], after: dict[str, set[str]]) -> None:
    """Where names are not imported by file: who mentions what another file defines."""
    owners: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for hit in defined.finditer(source.text):
            name = next(group for group in hit.groups() if group)
            if name not in _COMMON:
                owners[name].add(source.path)
    for source in sources:
        for word in set(re.findall(r"[A-Za-z_][\w.]*\w", source.text)):
            for name in {word, word.split(".")[-1], word.split(".")[0]} & owners.keys():
                if len(owners[name]) <= 3:
                    after[source.path] |= owners[name]


def _relative(sources: list[Source], after: dict[str, set[str]]) -> None:
    known = {re.sub(r"\.[jt]sx?$", "", source.path): source.path for source in sources}
    for source in sources:
        for use in source.code.imports if source.code else ():
            target = use.name.removeprefix("js:")
            if target.startswith("."):
                path = normal(f"{source.path.rpartition('/')[0]}/{target}")
                path = re.sub(r"\.[jt]sx?$", "", path)
                after[source.path] |= {known[p] for p in (path, f"{path}/index") if p in known}
