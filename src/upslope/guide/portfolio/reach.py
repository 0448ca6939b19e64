"""Which files tests exercise, and which a service, a container or a schedule runs.

By module: what a test or a service imports counts whole, and so do the modules of the repository
that it imports in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from upslope.formats.repository.python import Use
from upslope.guide.portfolio.apps import app, said, scanned
from upslope.guide.portfolio.edges import edges
from upslope.guide.portfolio.project import Modules, Source, is_test
from upslope.guide.portfolio.runs import Files
from upslope.guide.portfolio.sighting import Run
from upslope.guide.portfolio.tasks import through
from upslope.guide.portfolio.workflows import runs_tests


class Reach(msgspec.Struct, kw_only=True):
    """Files by what runs them, each with a word on what that is.

    ``started`` are the commands that others start in turn.
    """

    tested: dict[str, str]
    served: dict[str, str]
    apps: dict[str, str]
    tests: set[str]
    tests_run: bool
    started: list[Run]


def reach(sources: Sequence[Source], runs: Sequence[Run]) -> Reach:
    """Follow imports from tests, services and what continuous integration runs."""
    known = {source.path: source for source in sources}
    modules = Modules(sources)
    after = edges(sources, modules)
    tests = {source.path for source in sources if is_test(source)}
    apps = {s.path: kind for s in sources if s.path not in tests and (kind := app(s))}
    scheduled = [
        run for path, kind in apps.items() if kind == "schedule" for run in said(known[path])
    ]
    more = through([*runs, *scheduled], sources)
    runs = [*runs, *scheduled, *more]
    files = Files(sources, modules)
    in_ci = {p: f"{r.where} runs it" for r in runs if r.step == "tested" for p in files.of(r)}
    served = {p: f"it makes the {_WORDS[kind]}" for p, kind in apps.items()}
    served |= {
        p: f"{r.where or r.path} runs it" for r in runs if r.step == "served" for p in files.of(r)
    }
    served |= scanned(sources, apps)
    called = {path: by for test in sorted(tests) for path in _exercised(known[test], after, modules)
              for by in [f"{test} tests it"]}  # fmt: skip
    return Reach(
        tested=_closed({**in_ci, **called}, after),
        served=_closed(served, after),
        apps=apps,
        tests=tests,
        started=more,
        tests_run=any(run.step != "called" and runs_tests(run.command) for run in runs),
    )


_WORDS = {"api": "service", "page": "page", "function": "function", "schedule": "schedule"}


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
