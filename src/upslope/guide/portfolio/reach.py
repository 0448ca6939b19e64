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
from upslope.guide.portfolio.sighting import Run
from upslope.guide.portfolio.workflows import runs_tests, targets
from upslope.records.portfolio import Step

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
    runs = _through([*runs, *scheduled], known)
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
        or (s.language in _JVM and "/test/" not in s.path and _SCANNED.search(s.text))
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
                path = _normal(f"{source.path.rpartition('/')[0]}/{target}")
                path = re.sub(r"\.[jt]sx?$", "", path)
                after[source.path] |= {known[p] for p in (path, f"{path}/index") if p in known}


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", ".", ".."}:
            parts.append(part)
    return "/".join(parts)


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


class Files:
    """Finds the files that a command runs."""

    def __init__(self, sources: Sequence[Source], modules: Modules) -> None:
        self.sources = {source.path: source for source in sources}
        self.modules = modules
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for source in sources:
            self.by_name[source.path.rpartition("/")[2]].append(source.path)

    def of(self, run: Run) -> set[str]:
        """Paths of the files that it runs, as far as its words say."""
        if run.command.tool in {"pip", "pip3", "rm", "chmod", "mkdir", "cat", "git"}:
            return set()
        if run.command.tool == "dbt":
            return {path for path in self.sources if path.endswith((".sql", "profiles.yml"))}
        folder = run.path.rpartition("/")[0]
        found = {path for word in run.command.files for path in self._named(word, folder)}
        for name in run.command.modules:
            found |= self._module(name, run.path)
        for word in run.command.words:
            if re.search(r"\.[A-Za-z]{1,5}\b", word):
                for inner in re.findall(r"[\w./-]+\.(?:R|r|py|js|ts|sh|sql|ipynb)\b", word):
                    found |= set(self._named(inner, folder))
        return found or self._built(run)

    def _named(self, word: str, folder: str) -> list[str]:
        word = _normal(word)
        beside = f"{folder}/{word}" if folder else word
        for path in (beside, word):
            if path in self.sources:
                return [path]
        same = [p for p in self.by_name[word.rpartition("/")[2]] if p.endswith(f"/{word}")]
        same = same or self.by_name[word.rpartition("/")[2]]
        near = [path for path in same if path.startswith(f"{folder}/")]
        return near if len(near) == 1 else same if len(same) == 1 else []

    def _module(self, name: str, path: str) -> set[str]:
        found = {*self.modules.find(name, path)}
        main = {*self.modules.find(f"{name}.__main__", path)}
        if found or main:
            return found | main
        return set(self._named(f"{name.replace('.', '/')}.py", path.rpartition("/")[0]))

    def _built(self, run: Run) -> set[str]:
        """A program that was compiled from the repository: the files that have its entry."""
        if run.step != "served" or not re.search(
            r"(?i)dockerfile|containerfile|\.ya?ml$", run.path
        ):
            return set()
        if run.command.tool == "java":
            pattern, languages = r"static\s+void\s+main|extends\s+App\b|def\s+main\(", _JVM
        elif run.command.tool in {"npm", "node", "yarn", "pnpm"}:
            pattern, languages = r"\.listen\(|createServer\(", {"javascript", "typescript"}
        elif run.command.tool in {"spark-submit"}:
            pattern, languages = r"static\s+void\s+main|def\s+main\(|extends\s+App\b", _JVM
        else:
            pattern, languages = r"(?m)^func\s+main\(|^fn\s+main\(|^int\s+main\(", _COMPILED
        sources = self.sources.values()
        return {s.path for s in sources if s.language in languages and re.search(pattern, s.text)}


_JVM = {"java", "scala", "kotlin"}
_COMPILED = {"go", "rust", "c++", "c"}


def _through(runs: Sequence[Run], known: dict[str, Source]) -> list[Run]:
    """Runs, and what those start that name a target of a Makefile, DVC's stages or a script."""
    found = list(runs)
    called = [run for run in runs if run.step == "called"]
    for run in runs:
        if run.step not in {"tested", "served"}:
            continue
        if run.command.tool == "make":
            found += _of_make(run, known)
        elif run.command.tool == "dvc" and run.command.words[:1] in {("repro",), ("exp",)}:
            found += _again(run, [one for one in called if one.path.endswith("dvc.yaml")])
        for script in [
            word for word in (*run.command.files, run.command.tool) if word.endswith(".sh")
        ]:
            name = script.rpartition("/")[2]
            inner = [one for one in called if one.path.rpartition("/")[2] == name]
            found += _again(run, inner)
    return found


def _again(run: Run, inner: Iterable[Run]) -> list[Run]:
    where = run.where or run.path
    return [msgspec.structs.replace(one, step=run.step, where=where) for one in inner]


def _of_make(run: Run, known: dict[str, Source]) -> list[Run]:
    recipes = targets(known["Makefile"].text) if "Makefile" in known else {}
    wanted = [word for word in run.command.words if word in recipes] or list(recipes)[:1]
    found: list[Run] = []
    step: Step = run.step
    for line, number in (pair for name in wanted for pair in recipes[name]):
        for command in commands(line):
            found.append(
                Run(step=step, command=command, path="Makefile", line=number, where=run.where)
            )
    return found
