"""Which skills and responsibilities the code of one file shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from upslope.formats.repository.python import Code, Use
from upslope.guide.portfolio.library import ANY, Library, by_import, traces
from upslope.guide.portfolio.project import Modules, Source
from upslope.guide.portfolio.sighting import Found, Sighting
from upslope.records.portfolio import Step

_SQL = re.compile(
    r"^\s*(?:--[^\n]*\n\s*)*(?:SELECT\b.+\bFROM\b|INSERT\s+INTO\b|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP\w*\s+)?"
    r"(?:TABLE|VIEW|INDEX)\b|UPDATE\b.+\bSET\b|DELETE\s+FROM\b|MERGE\s+INTO\b|WITH\b.+\bAS\s*\(|COPY\b.+\bFROM\b)",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"^(?:jdbc:)?([a-z][a-z0-9]*)(?:\+\w+)?:(?://|(?=\w+:\w))")
_OTHER_QUERIES = re.compile(
    r"cassandra\b|acsylla\b|scylla|com\.datastax|go:github\.com/(?:gocql|scylladb)"
)
_SQL_CLIENT = re.compile(
    r"(?:sqlalchemy|sqlite3|psycopg\w*|asyncpg|pymysql|duckdb|pandas|pyspark|snowflake|django)\b"
    r"|java\.sql|go:database/sql"
)
"""Cassandra's queries look like SQL; where only it is asked, they are not."""
_MOST_CALLS = 12
_PLAIN = {
    *(name for kind in (str, bytes, list, dict, set, tuple, object) for name in dir(kind)),
    "run", "read", "write", "open", "close", "start", "stop", "create", "main", "init", "save",
    "load",
}  # fmt: skip
"""Methods that anything has: of a thing of unknown origin they show nothing."""


class _Seen(msgspec.Struct):
    """What one file does with one library."""

    library: Library
    imported: int = 0
    used: int = 0
    calls: dict[str, int] = {}


def read_code(source: Source, modules: Modules, found: Found) -> None:
    """Note what the file's own code shows. Steps go no further than ``called`` here."""
    if source.code is None:
        return
    for seen in _libraries(source.code, source, modules):
        _note(seen, source, found)
    for label, line, says in _strings(source.code, source):
        found.skills([label], "called", source.path, source.line(line), says)
    for text, line in source.notebook.sql if source.notebook else ():
        if text.strip():
            found.skills(["sql"], "called", source.path, line, "a query")
            found.duty("data", "called", source.path, line, "a query")
            found.artefact("sql", "called", source.path, line)


def _libraries(code: Code, source: Source, modules: Modules) -> Iterator[_Seen]:
    """What is done with each library that is no module of the repository."""
    seen: dict[int, _Seen] = {}
    local: dict[str, bool] = {}

    def library(name: str) -> _Seen | None:
        first = name.lstrip(".").split(".")[0]
        if name.startswith("."):
            return None
        if first not in local:
            local[first] = source.language == "python" and bool(modules.find(first, source.path))
        one = None if local[first] else by_import(name)
        return seen.setdefault(id(one), _Seen(one)) if one else None

    for use in code.imports:
        one = library(use.name)
        if one:
            one.imported = one.imported or use.line
    for use in code.uses:
        if not use.name.startswith("."):
            one = library(use.name)
            if one and _is_its(use, one.library):
                _use(one, use)
    _loose(code, list(seen.values()))
    yield from seen.values()


def _is_its(use: Use, library: Library) -> bool:
    """Whether a name is the library's own: of R and of ``import *`` only what its facts name.

    A library of which no function is known is given the benefit of the doubt.
    """
    if not use.name.startswith("r:") or "*" in use.name:
        return True
    return library.names(use.name.rpartition(".")[2]) or library.names(ANY) or not library.duties


def _use(seen: _Seen, use: Use) -> None:
    seen.used = seen.used or use.line
    if use.call:
        for part in use.name.removeprefix("r:").split(".")[-2:]:
            seen.calls.setdefault(part, use.line)


def _loose(code: Code, seen: list[_Seen]) -> None:
    """Methods of things of unknown origin are a library's that is imported and names them."""
    for use in code.uses:
        name = use.name[1:]
        if use.name.startswith(".") and "." not in name and name not in _PLAIN:
            for one in seen:
                if one.library.names(name):
                    one.used = one.used or use.line
                    one.calls.setdefault(name, use.line)


def _note(seen: _Seen, source: Source, found: Found) -> None:
    step: Step = "called" if seen.used else "imported"
    line = source.line(seen.used or seen.imported)
    calls = tuple(name for name in seen.calls if name.isidentifier())[:_MOST_CALLS]
    says = f"{', '.join(calls[:4])} called" if calls else "used" if seen.used else "imported"
    for label in seen.library.skills:
        found.sightings.append(
            Sighting(
                subject=label, kind="skill", step=step, path=source.path, line=line,
                says=says, calls=calls,
            )
        )  # fmt: skip
    for kind, table in (("skill", seen.library.shows), ("duty", seen.library.duties)):
        for subject, names in table.items():
            _of_calls(kind, subject, names, seen, source, found)


def _of_calls(  # noqa: PLR0913, PLR0917  one row of a table of facts, and where it is looked for
    kind: str, subject: str, names: list[str], seen: _Seen, source: Source, found: Found
) -> None:
    """A method or a duty, shown by particular functions; by any where the facts say ``*``."""
    hits = {name: line for name, line in seen.calls.items() if name in names}
    if ANY in names and seen.used:
        hits = hits or dict(list(seen.calls.items())[:4]) or {"": seen.used}
    if not hits:
        return
    calls = tuple(name for name in hits if name)
    found.sightings.append(
        Sighting(
            subject=subject, kind="duty" if kind == "duty" else "skill", step="called",
            path=source.path, line=source.line(min(hits.values())), calls=calls,
            says=f"{', '.join(calls[:4]) or seen.library.imports[0]} called",
        )
    )  # fmt: skip


def _strings(code: Code, source: Source) -> Iterator[tuple[str, int, str]]:
    """Skills that strings show: addresses of databases, names of services and formats."""
    modules = {use.name.split(".")[0] for use in code.imports}
    known = defaultdict[str, list[str]](list)
    if modules & {"boto3", "aiobotocore", "aioboto3"}:
        known.update(traces().boto3)
    if modules & {"pyspark"} or any(name.startswith("java:org") for name in modules):
        known.update(traces().formats)
    for text, line in code.texts:
        address = _ADDRESS.match(text)
        if text in known:
            yield from ((label, line, f'"{text}" named') for label in known[text])
        elif address and address[1] in traces().schemes:
            labels = traces().schemes[address[1]]
            yield from ((label, line, f"{address[1]}: address") for label in labels)


def queries(source: Source) -> list[int]:
    """Lines of the strings that are SQL.

    >>> from upslope.guide.portfolio.project import read_source
    >>> queries(read_source("a.py", b"run('SELECT a FROM b')"))
    [1]
    """
    texts = source.code.texts if source.code else []
    names = {use.name.removeprefix("java:") for use in source.code.imports} if source.code else ()
    if any(_OTHER_QUERIES.match(one) for one in names) and not any(map(_SQL_CLIENT.match, names)):
        return []
    return [source.line(line) for text, line in texts if _SQL.match(text) and " " in text.strip()]
