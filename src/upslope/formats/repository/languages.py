"""Import lines of languages other than Python, by pattern: which library, and that it is used.

A pattern cannot follow a name as a syntax tree does. A library counts as used where a name that its
import brings in stands on another line, followed by what one does with a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath

from upslope.formats.repository.python import Code, Use

LANGUAGES = {
    ".py": "python", ".pyx": "python", ".ipynb": "python",
    ".r": "r", ".rmd": "r", ".qmd": "r",
    ".java": "java", ".scala": "scala", ".sbt": "scala", ".kt": "kotlin", ".go": "go",
    ".rs": "rust", ".c": "c", ".cc": "c++", ".cpp": "c++", ".cxx": "c++", ".hpp": "c++",
    ".cu": "cuda", ".cuh": "cuda", ".js": "javascript", ".jsx": "javascript",
    ".mjs": "javascript", ".cjs": "javascript", ".ts": "typescript", ".tsx": "typescript",
    ".cs": "c#", ".rb": "ruby", ".php": "php", ".swift": "swift", ".ex": "elixir", ".exs": "elixir",
    ".dart": "dart", ".lua": "lua", ".hs": "haskell", ".clj": "clojure",
    ".jl": "julia", ".sh": "bash", ".bash": "bash", ".sql": "sql",
}  # fmt: skip
"""The language of a file by the end of its name, as the taxonomy calls it."""

_PREFIX = {
    "r": "r", "java": "java", "scala": "java", "kotlin": "java", "go": "go", "rust": "rust",
    "c": "cpp", "c++": "cpp", "cuda": "cpp", "javascript": "js", "typescript": "js",
    "julia": "julia", "c#": "cs",
}  # fmt: skip
_IMPORTS = {
    "r": re.compile(
        r"^\s*(?:suppress\w+\()?(?:library|require|requireNamespace)\(\s*[\"']?([\w.]+)"
        r"|\b([A-Za-z][\w.]+):{2,3}([\w.]+)",
        re.M,
    ),
    "java": re.compile(r"^\s*import\s+(?:static\s+)?([\w.]*\w(?:\.\*|\.\{[^}]*\})?)", re.M),
    "go": re.compile(r"^\s*(?:import\s+)?(?:[\w.]+\s+)?\"([\w./-]+)\"\s*$", re.M),
    "rust": re.compile(r"^\s*(?:pub\s+)?use\s+([\w:]*\w(?:::\{[^}]*\}|::\*)?)", re.M),
    "cpp": re.compile(r"^\s*#\s*include\s*[<\"]([\w./+-]+)[>\"]", re.M),
    "js": re.compile(
        r"(?:^\s*import\b([^'\";]*?)(?:from\s*)?"
        r"|\b(?:const|let|var)\s+([^=;]+?)=\s*(?:await\s+)?(?:require|import)\(\s*)"
        r"[\"']([^'\"]+)[\"']",
        re.M,
    ),
    "cs": re.compile(r"^\s*(?:global\s+)?using\s+(?:static\s+)?([\w.]+)\s*;", re.M),
    "julia": re.compile(r"^\s*(?:using|import)\s+([\w.]+)", re.M),
}
_HASH_COMMENTS = re.compile(r"#.*$", re.M)
_C_COMMENTS = re.compile(r"/\*.*?\*/|(?m:(?<![:\"'])//.*$)", re.S)
_STRING = re.compile(r'"""(.{8,4000}?)"""|"((?:[^"\\\n]|\\.){2,2000})"', re.S)
_TESTS = re.compile(
    r"@Test\b|@ParameterizedTest|\btest_that\s*\(|^func Test\w+\(|#\[(?:tokio::)?test\]"
    r"|\bTEST(?:_F)?\s*\(|\b(?:it|test|describe)\s*\(\s*[\"'`]|extends \w*(?:Spec|Suite)\b"
    r"|@testset|\[(?:Fact|Test|Theory|TestMethod)\]|^\s*(?:describe|test|it) [\"']",
    re.M,
)
_MOST_USES = 200


def language(path: str) -> str | None:
    """The language of a file; ``None`` if it is none that is known.

    >>> language("analysis/Fit.R"), language("README.md")
    ('r', None)
    """
    return LANGUAGES.get(PurePosixPath(path).suffix.lower())


def read_code(path: str, text: str) -> Code:
    """Return what a file of another language than Python imports and uses.

    >>> code = read_code("a.R", "library(dplyr)\\nx |> filter(y > 1)")
    >>> [use.name for use in code.imports], [use.name for use in code.uses]
    (['r:dplyr'], ['r:dplyr.filter'])
    """
    prefix = _PREFIX.get(language(path) or "")
    return Code() if prefix is None else _Reader(prefix, text).read()


class _Reader:
    """The imports of one file, and where else the names stand that they bring in."""

    def __init__(self, prefix: str, text: str) -> None:
        comments = _HASH_COMMENTS if prefix in {"r", "julia"} else _C_COMMENTS
        self.prefix = prefix
        self.text = comments.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        self.breaks = [found.start() for found in re.finditer("\n", self.text)]
        self.code = Code(tests=bool(_TESTS.search(self.text)))

    def read(self) -> Code:
        for found in _STRING.finditer(self.text):
            self.code.texts.append((found[1] or found[2], self._line(found.start())))
        readers = {"r": self._r, "java": self._java, "go": self._go, "rust": self._rust}
        reader = self._js if self.prefix == "js" else readers.get(self.prefix, self._plain)
        for found in _IMPORTS[self.prefix].finditer(self.text):
            reader(found)
        return self.code

    def _line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1

    def _add(self, name: str, line: int, *, used: bool = False) -> None:
        self.code.imports.append(Use(f"{self.prefix}:{name}", line))
        if used:
            self.code.uses.append(Use(f"{self.prefix}:{name}", line, True))

    def _names(self, module: str, names: Iterable[str], line: int) -> None:
        """Note the uses of names that an import brings in, wherever else they stand."""
        for name in names:
            places = re.finditer(rf"(?<![\w$]){re.escape(name)}(?![\w$])", self.text)
            for place in islice(places, _MOST_USES):
                at = self._line(place.start())
                if at != line:
                    after = re.match(r"(?:\.|::)(\w+)", self.text[place.end() : place.end() + 60])
                    last = f"{name}.{after[1]}" if after else name
                    self.code.uses.append(Use(f"{self.prefix}:{module}.{last}", at, True))

    def _plain(self, found: re.Match[str]) -> None:
        """C++, C# and Julia: what an import brings in has no name of its own there."""
        self._add(found[1], self._line(found.start(1)), used=True)

    def _r(self, found: re.Match[str]) -> None:
        """``library(x)`` brings in names that only the library's facts can tell apart."""
        if found[2]:
            line = self._line(found.start(2))
            self._add(found[2], line)
            self.code.uses.append(Use(f"r:{found[2]}.{found[3]}", line, True))
            return
        self._add(found[1], self._line(found.start(1)))
        calls = {call[1]: call.start() for call in self._calls()}
        for name, at in calls.items():
            self.code.uses.append(Use(f"r:{found[1]}.{name}", self._line(at), True))

    def _calls(self) -> Iterator[re.Match[str]]:
        words = {"library", "require", "c", "function", "if", "for", "while", "list"}
        for call in re.finditer(r"(?<![\w.:$])([A-Za-z][\w.]*)\s*\(", self.text):
            if call[1] not in words:
                yield call

    def _java(self, found: re.Match[str]) -> None:
        module, line = found[1], self._line(found.start(1))
        head, _, last = module.rpartition(".")
        names = [last]
        if module.endswith("}"):
            head, _, inside = module.partition(".{")
            names = [one.split("=>")[0].strip() for one in inside.rstrip("}").split(",")]
        for name in names:
            self._add(f"{head}.{name}", line, used=name in {"*", "_"})
        self._names(head, (name for name in names if name.isidentifier()), line)

    def _go(self, found: re.Match[str]) -> None:
        line = self._line(found.start(1))
        self._add(found[1], line)
        parts = [part for part in found[1].split("/") if not re.fullmatch(r"v\d+", part)]
        alias = re.match(r'\s*(?:import\s+)?(\w+)\s+"', found[0])
        named = re.sub(r"^go-|-go$|_go$|\.v\d+$", "", parts[-1]).replace("-", "_")
        self._names(found[1], [alias[1] if alias else named], line)

    def _rust(self, found: re.Match[str]) -> None:
        path = found[1].replace("::", ".").split(".{", 1)[0]
        self._add(path, self._line(found.start(1)), used=True)

    def _js(self, found: re.Match[str]) -> None:
        module, line = found[3], self._line(found.start(3))
        self._add(module, line)
        skipped = {"as", "type", "from", "default"}
        names = re.findall(r"[A-Za-z_$][\w$]*", found[1] or found[2] or "")
        self._names(module, (name for name in names if name not in skipped), line)
