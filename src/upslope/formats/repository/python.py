"""What Python code imports and uses, from its syntax tree (``ast``); the code is never run.

Names are followed through aliases, assignments, ``with``, base classes and what a function of the
same file returns, so that ``model = Ridge(); model.fit(X, y)`` is a use of
``sklearn.linear_model.Ridge.fit``. They are followed by file, not by scope: good enough to say
that a library is used, and cheap.
"""

from __future__ import annotations

import ast
import builtins
import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from upslope.errors import ReadError
from upslope.formats.repository.syntax import BINDINGS, DEFINITIONS, bound, key, walk

MAX_BYTES = 512 * 1024
"""Longer code is not parsed: a tree takes some 400 times the memory of its text at worst."""


class Use(msgspec.Struct, frozen=True):
    """A dotted name and the line it stands on; ``call`` where it is called, derived or decorates.

    Of a name whose origin is not known only the method is kept: ``.fit``.
    """

    name: str
    line: int
    call: bool = False


class Code(msgspec.Struct, kw_only=True):
    """What one file of code shows.

    ``imports`` are dotted names, relative ones with their leading dots, ``x.*`` for all of ``x``;
    ``uses`` are what is done with them; ``texts`` are its strings that are not documentation;
    ``tests`` says that it defines tests.
    """

    imports: list[Use] = []
    uses: list[Use] = []
    texts: list[tuple[str, int]] = []
    tests: bool = False


def read_python(source: str) -> Code:
    """Return what the code imports and uses.

    Raises:
        ReadError: it is no Python of this version, too long, or nested too deeply.

    >>> code = read_python("import numpy as np\\nx = np.zeros(3)\\nprint(x.mean())")
    >>> [use.name for use in code.uses if use.call]
    ['numpy.zeros', 'numpy.zeros.mean']
    """
    if len(source) > MAX_BYTES:
        raise ReadError(f"The code is longer than {MAX_BYTES >> 10} KiB, so it was not read.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on escapes in other people's strings
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ReadError(f"The code is no Python of today ({type(error).__name__}).") from None
    return _Reader(tree).read()


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self.nodes: dict[type[ast.AST], list[Any]] = defaultdict(list)
        for node in walk(tree):
            self.nodes[type(node)].append(node)
        self.ignored = {id(node) for node in self._unused()}
        self.names: dict[str, str] = {}
        self.imports: list[Use] = []

    def _of(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """Nodes of some kinds; each kind from the top down."""
        for kind in kinds:
            yield from self.nodes[kind]

    def read(self) -> Code:
        for node in self._of(ast.Import):
            self._import(node)
        for node in self._of(ast.ImportFrom):
            self._import_from(node)
        bindings = [pair for kind in BINDINGS for node in self._of(kind) for pair in bound(node)]
        bindings.sort(key=lambda pair: getattr(pair[1], "lineno", 0))
        for _ in range(2):  # what is made of what was made
            for target, value in bindings:
                name, found = key(target), self._origin(value)
                if name and found:
                    self.names.setdefault(name, found)
        uses = sorted(set(self._uses()), key=lambda use: (use.line, use.name, use.call))
        texts = [
            (node.value, node.lineno)
            for node in self._of(ast.Constant)
            if isinstance(node.value, str) and id(node) not in self.ignored
        ]
        tests = any(_is_test(node) for node in self._of(ast.ClassDef, *DEFINITIONS))
        return Code(imports=self.imports, uses=uses, texts=texts, tests=tests)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            bound = alias.name if alias.asname else alias.name.split(".")[0]
            self.names[alias.asname or bound] = bound
            self.imports.append(Use(alias.name, node.lineno))

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            name = f"{module}{'' if module.endswith('.') else '.'}{alias.name}"
            self.imports.append(Use(name, node.lineno))
            if alias.name != "*":
                self.names[alias.asname or alias.name] = name

    def _origin(self, node: ast.AST | None) -> str | None:
        """The dotted name that an expression comes from, through calls, items and awaits."""
        parts: list[str] = []
        while node is not None:
            known = key(node)
            if known in self.names:
                return ".".join([self.names[known], *reversed(parts)])
            if isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            elif isinstance(node, ast.Subscript | ast.Await):
                node = node.value
            else:
                break
        return None

    def _uses(self) -> Iterator[Use]:
        inner = {id(node.value) for node in self._of(ast.Attribute)}
        called = {id(node) for node in self._called()}
        defined = {*self.names, *dir(builtins), *self._defined()}
        stars = [use.name.removesuffix("*") for use in self.imports if use.name.endswith(".*")]
        for node in self._of(ast.Attribute, ast.Name):
            call = id(node) in called
            loads = isinstance(node.ctx, ast.Load) and id(node) not in self.ignored
            if not loads or (id(node) in inner and not call):
                continue
            origin = self._origin(node)
            if origin:
                yield Use(origin, node.lineno, call)
            elif isinstance(node, ast.Attribute) and call:
                yield Use(f".{node.attr}", node.lineno, True)
            elif isinstance(node, ast.Name) and node.id not in defined:
                yield from (Use(f"{star}{node.id}", node.lineno, call) for star in stars)

    def _unused(self) -> Iterator[ast.AST]:
        """Parts that use nothing: annotations and documentation."""
        annotated = [node.annotation for node in self._of(ast.arg, ast.AnnAssign)]
        returned = [node.returns for node in self._of(*DEFINITIONS)]
        for annotation in filter(None, [*annotated, *returned]):
            yield from walk(annotation)
        for node in self._of(ast.Expr):
            if isinstance(node.value, ast.Constant):
                yield node.value

    def _called(self) -> Iterator[ast.AST]:
        yield from (node.func for node in self._of(ast.Call))
        for node in self._of(ast.ClassDef):
            yield from (*node.bases, *node.decorator_list)
        for node in self._of(*DEFINITIONS):
            yield from node.decorator_list

    def _defined(self) -> Iterator[str]:
        """Names that the file itself gives a meaning, in whatever scope."""
        for node in self._of(ast.Name):
            if not isinstance(node.ctx, ast.Load):
                yield node.id
        yield from (node.arg for node in self._of(ast.arg))
        yield from (node.name for node in self._of(ast.ClassDef, *DEFINITIONS))


def _is_test(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        bases = {getattr(base, "attr", getattr(base, "id", "")) for base in node.bases}
        return "TestCase" in bases or node.name.startswith("Test")
    return getattr(node, "name", "").startswith("test")
