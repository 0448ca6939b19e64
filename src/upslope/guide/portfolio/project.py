"""The files of a repository as they were read, and which of them runs which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from upslope.errors import ReadError
from upslope.formats.repository.languages import language, read_code
from upslope.formats.repository.notebook import Notebook, read_notebook
from upslope.formats.repository.python import Code, Use, read_python
from upslope.guide.portfolio.library import by_import

_PYTHON2 = re.compile(r"^[ \t]*(?:from\s+([\w.]+)\s+import|import\s+([\w.]+))", re.MULTILINE)


class Source(msgspec.Struct, kw_only=True):
    """One file: its text and, if it is code, what it shows.

    ``old`` says that it could not be parsed, so that only its import lines are known.
    """

    path: str
    text: str
    language: str | None = None
    code: Code | None = None
    notebook: Notebook | None = None
    old: bool = False

    @property
    def folder(self) -> str:
        """The folder it lies in; empty for the root."""
        return str(PurePosixPath(self.path).parent).removeprefix(".")

    def line(self, number: int) -> int:
        """The line of the file for a line of its code: another one in a notebook."""
        lines = self.notebook.lines if self.notebook else []
        return lines[number - 1] if 0 < number <= len(lines) else number


def read_source(path: str, body: bytes) -> Source:
    """Read one file.

    Raises:
        ReadError: it is a damaged notebook.
    """
    source = Source(path=path, text=body.decode("utf-8-sig", "replace"), language=language(path))
    if path.lower().endswith(".ipynb"):
        source.notebook = read_notebook(body)
        source.language = source.notebook.language
        source.text = source.notebook.code
        if source.language not in {"python", "r", "julia", "scala"}:
            return source
    if source.language == "python":
        source.code, source.old = _python(source.text)
    elif source.language:
        suffix = {"r": ".r", "julia": ".jl", "scala": ".scala"}.get(source.language, "")
        source.code = read_code(f"cells{suffix}" if source.notebook else path, source.text)
    return source


def _python(text: str) -> tuple[Code, bool]:
    try:
        return read_python(text), False
    except ReadError:
        lines = _PYTHON2.finditer(text)
        found = [Use(m[1] or m[2], text.count("\n", 0, m.start()) + 1) for m in lines]
        return Code(imports=found), True


def is_test(source: Source) -> bool:
    """Whether a runner of tests would take the file for tests."""
    path = source.path
    named = re.search(
        r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|_test\.go$|\.(?:test|spec)\.[jt]sx?$"
        r"|(?:Test|Tests|IT|Spec|Suite)\.(?:java|scala|kt)$|(?:^|/)test-[^/]*\.[rR]$"
        r"|(?:^|/)tests?/.*\.(?:R|r|py|rs|cc|cpp|jl)$|(?:^|[_/])test[^/]*\.(?:cc|cpp|cu)$"
        r"|/src/test/|^src/test/|Tests?\.cs$|_(?:spec|test)\.rb$|_test\.exs$|Test\.php$",
        path,
    )
    inside = source.language == "rust" and "#[cfg(test)]" in source.text
    return bool(source.code and source.code.tests and (named or inside))


class Modules:
    """Finds the files that an import of a local module leads to."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.paths = {s.path for s in sources if s.path.endswith(".py")}
        self.folders = {folder for path in self.paths for folder in _above(path)}
        self.cache: dict[tuple[str, str], tuple[str, ...]] = {}

    def find(self, name: str, path: str) -> tuple[str, ...]:
        """Paths of the modules that an import of ``name`` in the file ``path`` runs; maybe none.

        >>> sources = [Source(path="app/main.py", text=""), Source(path="app/numpy.py", text="")]
        >>> Modules(sources).find("numpy.zeros", "app/main.py")
        ('app/numpy.py',)
        """
        folder = path.rpartition("/")[0]
        key = (name, folder)
        if key not in self.cache:
            self.cache[key] = tuple(self._find(name, folder))
        return self.cache[key]

    def _find(self, name: str, folder: str) -> Iterator[str]:
        bare = name.lstrip(".")
        parts = [part for part in bare.split(".") if part != "*"]
        if name.startswith("."):
            up = len(name) - len(bare) - 1
            base = "/".join(folder.split("/")[: len(folder.split("/")) - up] if up else [folder])
            yield from self._below(base, parts)
            return
        if not parts:
            return
        known = by_import(bare) is not None
        for base in self._bases(folder):
            if self._holds(base, parts[0], regular=known):
                yield from self._below(base, parts)
                return

    def _bases(self, folder: str) -> Iterator[str]:
        """Where Python may look: beside a script, then from the roots that a file can have."""
        if _join(folder, "__init__.py") not in self.paths:
            yield folder
        above = ["/".join(folder.split("/")[:n]) for n in range(folder.count("/") + 1, -1, -1)]
        for base in dict.fromkeys(above):
            if base != folder or not folder:
                yield base
            yield from (_join(base, inner) for inner in ("src", "lib", "python"))

    def _holds(self, base: str, first: str, *, regular: bool) -> bool:
        package = _join(base, first)
        if f"{package}.py" in self.paths or f"{package}/__init__.py" in self.paths:
            return True
        return not regular and package in self.folders

    def _below(self, base: str, parts: list[str]) -> Iterator[str]:
        """Every file on the way: packages run their ``__init__``."""
        at = base
        if not parts and _join(base, "__init__.py") in self.paths:
            yield _join(base, "__init__.py")
        for part in parts:
            at = _join(at, part)
            if f"{at}.py" in self.paths:
                yield f"{at}.py"
                return
            if f"{at}/__init__.py" in self.paths:
                yield f"{at}/__init__.py"
            elif at not in self.folders:
                return


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _above(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    yield from ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
