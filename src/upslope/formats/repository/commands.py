"""Command lines, as they stand in a Dockerfile, a workflow, a Makefile or a script.

Only the words are looked at. What a line would do if it were run is guessed from its first word.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

_PREFIXES = {"sudo", "exec", "time", "nohup", "env", "command", "tini", "dumb-init", "--", "-g"}
_RUNNERS = {"poetry", "uv", "pipenv", "pdm", "hatch", "rye", "conda", "npx", "xvfb-run", "coverage"}
_FLAGS_WITH_VALUE = {"-n", "--name", "-p", "--project", "-e", "--with", "--extra", "--group"}
_MODULE = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?$")
_FILE = re.compile(r"[\w./-]+\.(?:py|ipynb|R|r|Rmd|sh|sql|js|ts|jl|jar)$")


class Command(NamedTuple):
    """A program and what it is given: ``tool`` is its first word that counts.

    ``modules`` are dotted names of the repository's code that it runs, ``files`` are paths.
    """

    tool: str
    words: tuple[str, ...]
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def commands(text: str) -> list[Command]:
    """Return the commands of a line, or of a JSON list as a Dockerfile has them.

    >>> [one.tool for one in commands("cd app && poetry run python -m train --fast | tee log")]
    ['cd', 'train', 'tee']
    >>> commands('["uvicorn", "app.main:app"]')[0].modules
    ('app.main',)
    """
    text = text.strip()
    if text.startswith("["):
        try:
            words = [str(word) for word in json.loads(text)]
        except (ValueError, TypeError, RecursionError):
            return []
        if len(words) > 2 and words[1] == "-c":  # ["sh", "-c", "..."]
            return commands(words[2])
        return [_command(words)] if words else []
    return [_command(words) for words in _pieces(text) if words]


def _pieces(text: str) -> Iterator[list[str]]:
    for piece in re.split(r"&&|\|\||[;|\n]|\$\(|`", text[:10_000]):
        try:
            yield shlex.split(piece, comments=True)
        except ValueError:  # an open quote
            yield piece.split()


def _command(words: list[str]) -> Command:
    words = _bare(words)
    if not words:
        return Command("", ())
    tool = words[0].rsplit("/", 1)[-1]
    if re.fullmatch(r"python[\d.]*|py", tool):
        return _python(words)
    modules = tuple(word.split(":")[0] for word in words[1:] if _MODULE.match(word))
    files = tuple(word.removeprefix("./") for word in words if _FILE.match(word))
    return Command(tool, tuple(words[1:]), modules, files)


def _bare(words: list[str]) -> list[str]:
    """The words without variables that are set before, and without what runs another program."""
    at = 0
    while at < len(words):
        word = words[at].lstrip("@-") if at == 0 else words[at]
        if word in _PREFIXES or re.fullmatch(r"[A-Za-z_]\w*=.*", word):
            at += 1
        elif word in _RUNNERS and len(words) > at + 1 and words[at + 1] == "run":
            at += 2
            while at < len(words) and words[at].startswith("-"):
                at += 2 if words[at] in _FLAGS_WITH_VALUE else 1
        elif word == "npx":
            at += 1
        else:
            return [word, *words[at + 1 :]]
    return []


def _python(words: list[str]) -> Command:
    """``python -m x`` is the program ``x``; ``python x.py`` runs that file."""
    rest = words[1:]
    while rest and rest[0].startswith("-") and rest[0] not in {"-m", "-c"}:
        rest = rest[2:] if rest[0] in {"-W", "-X"} else rest[1:]
    if rest[:1] == ["-m"] and len(rest) > 1:
        named = [word.split(":")[0] for word in rest[2:] if _MODULE.match(word)]
        return Command(rest[1], tuple(rest[2:]), (rest[1], *named), _files(rest[2:]))
    return Command("python", tuple(rest), (), _files(rest))


def _files(words: list[str]) -> tuple[str, ...]:
    return tuple(word.removeprefix("./") for word in words if _FILE.match(word))
