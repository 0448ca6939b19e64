"""Which files tests exercise, and which a service, a container or a schedule runs.

By module: what a test or a service imports counts whole, and so do the modules of the repository
that it imports in turn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from upslope.formats.repository.commands import commands
from upslope.formats.repository.python import Use
from upslope.guide.portfolio.library import traces
from upslope.guide.portfolio.project import Modules, Source, is_test
from upslope.guide.portfolio.runs import JVM, Files, normal, through
from upslope.guide.portfolio.sighting import Run
from upslope.guide.portfolio.workflows import runs_tests

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


class Reach(msgspec.Struct, kw_only=True):
    """Files by what runs them, each with a word on what that is."""

    tested: dict[str, str]
    served: dict[str, str]
    apps: dict[str, str]
    tests: set[str]
    tests_run: bool


def reach(sources: Sequence[Source], runs: Sequence[Run]) -> Reach:
    """Follow imports from tests, services and what continuous integration runs."""
    known = {source.path: source for source in sources}
    modules = Modules(sources)
    after = edges(sources, modules)
    tests = {source.path for source in sources if is_test(source)}
    apps = {s.path: kind for s in sources if s.path not in tests and (kind := app(s))}
    scheduled = [
        run for path, kind in apps.items() if kind == "schedule" for run in _said(known[path])
    ]
    runs = through([*runs, *scheduled], known)
    files = Files(sources, modules)
    in_ci = {p: f"{r.where} runs it" for r in runs if r.step == "tested" for p in files.of(r)}
    served = {p: f"it makes the {_WORDS[kind]}" for p, kind in apps.items()}
    served |= {
        p: f"{r.where or r.path} runs it" for r in runs if r.step == "served" for p in files.of(r)
    }
    served |= _scanned(sources, apps)
    called = {path: by for test in sorted(tests) for path in _exercised(known[test], after, modules)
              for by in [f"{test} tests it"]}  # fmt: skip
    return Reach(
        tested=_closed({**in_ci, **called}, after),
        served=_closed(served, after),
        apps=apps,
        tests=tests,
        tests_run=any(run.step != "called" and runs_tests(run.command) for run in runs),
    )


_WORDS = {"api": "service", "page": "page", "schedule": "schedule"}


def _said(source: Source) -> list[Run]:
    """Commands that a schedule holds as strings."""
    known = traces().commands
    texts = source.code.texts if source.code else []
    return [
        Run(step="served", command=command, path=source.path, line=line, where=source.path)
        for text, line in texts
        for command in commands(text)
        if command.files or command.tool in known
    ]


_SCANNED = re.compile(
    r"@(?:Component|Service|Repository|Configuration|KafkaListener|Scheduled|Bean|Entity)\b"
    r"|extends\s+(?:Jpa|Crud|PagingAndSorting|Mongo|Reactive\w*)Repository"
)


def _scanned(sources: Sequence[Source], apps: dict[str, str]) -> dict[str, str]:
    """What Spring finds by itself and starts with the service, its settings among them."""
    started = next((p for p in apps if p.endswith((".java", ".kt", ".scala"))), None)
    if started is None:
        return {}
    return {
        s.path: f"{started} starts it"
        for s in sources
        if "src/main/resources/" in s.path
        or (s.language in JVM and "/test/" not in s.path and _SCANNED.search(s.text))
    }


def _closed(start: dict[str, str], after: dict[str, set[str]]) -> dict[str, str]:
    """The files themselves and all that they import, however far down."""
    found = dict(start)
    waiting = sorted(start)
    while waiting:
        path = waiting.pop()
        for inner in sorted(after.get(path, ())):
            if inner not in found:
                found[inner] = found[path]
                waiting.append(inner)
    return found


def app(source: Source) -> str | None:
    """What a file starts: ``api``, ``page`` or ``schedule``; ``None`` for most files."""
    if source.code is None or source.notebook is not None:
        return None
    pattern = traces().app_patterns.get(source.language or "")
    if pattern and re.search(pattern, source.text):
        page = re.search(r"createRoot|ReactDOM|createApp|shinyApp|shinyServer|runApp", source.text)
        return "page" if page else "api"
    kinds = [traces().apps[use.name] for use in source.code.uses if use.name in traces().apps]
    if re.search(r"(?m)^def (?:lambda_)?handler\(event, *context", source.text):
        kinds.append("api")
    order = ("api", "page", "schedule")
    return min(kinds, key=order.index) if kinds else None


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


def _exercised(test: Source, after: dict[str, set[str]], modules: Modules) -> Iterable[str]:
    """Files that a test imports and uses something of, and itself."""
    if test.language != "python" or test.code is None:
        return after.get(test.path, set())
    used = {use.name for use in test.code.uses}
    return {
        path
        for one in test.code.imports
        if _is_used(one, used)
        for path in modules.find(one.name, test.path)
    }


def _is_used(one: Use, used: set[str]) -> bool:
    name = one.name.removesuffix(".*")
    return one.name.endswith("*") or any(u == name or u.startswith(f"{name}.") for u in used)
