"""The plain words that a pattern cannot do without, so that most text need not be searched.

A long regular expression costs microseconds a line, and most texts hold none of what it looks for.
As RE2 does for sets of patterns (``FilteredRE2``), the parse tree of a pattern is asked for strings
of which every match contains one; an automaton finds those of all patterns in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NamedTuple

# The parser of ``re`` is not public, but the same since Python 3.11 and used alike by Hypothesis.
_parser: Any = import_module("re._parser")
_names: Any = import_module("re._constants")

_MOST = 200
"""Most strings kept for one pattern; ``job (?:type|status)`` has two."""


def cues(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return strings in lower case, at least one of which every match of a pattern contains.

    Empty where none are known: such a pattern may match anywhere.

    >>> sorted(cues(re.compile(r"\\bno (?:visa|work permit)s?\\b.{0,9}for", re.IGNORECASE)))
    ['no visa', 'no work permit']
    >>> cues(re.compile(r"\\d+"))
    frozenset()
    """
    return _of_sequence(_parse(pattern)).needed


def openings(pattern: re.Pattern[str], length: int) -> frozenset[str]:
    """Return the first characters, in lower case, of all that a pattern matches.

    Strings are shorter than ``length`` where a match may end there or what follows is not known.

    >>> sorted(openings(re.compile("(?:our )?team|what's (?:new|next)"), 5))
    ['our t', 'team', "what'"]
    """
    return frozenset(start for start, _ in _begin(_parse(pattern), length))


class Guarded:
    """A pattern for short texts, tried only on those that hold one of its cues.

    >>> visa = Guarded(re.compile("no visa", re.IGNORECASE))
    >>> visa.occurs("No tea.", "no tea."), visa.occurs("No visa.", "no visa.")
    (False, True)
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self._cues = pattern, tuple(cues(pattern))

    def occurs(self, text: str, folded: str) -> bool:
        """Say whether the pattern matches somewhere in a text, given in lower case too."""
        return any(cue in folded for cue in self._cues) and bool(self._pattern.search(text))


def _parse(pattern: re.Pattern[str]) -> Iterable[tuple[Any, Any]]:
    tree: Iterable[tuple[Any, Any]] = _parser.parse(pattern.pattern, pattern.flags)
    return tree


_Begin = tuple[str, bool]
"""The start of a match, and whether what comes next in the pattern goes on from there."""


def _begin(nodes: Iterable[tuple[Any, Any]], length: int) -> set[_Begin]:
    done: set[_Begin] = set()
    going: set[_Begin] = {("", True)}
    for name, value in nodes:
        heads = _begin_of(name, value, length)
        longer = {((left + right)[:length], on) for left, _ in going for right, on in heads}
        going = {one for one in longer if one[1] and len(one[0]) < length}
        done |= {(start, False) for start, _ in longer - going}
    return done | going


def _begin_of(name: Any, value: Any, length: int) -> set[_Begin]:
    if name is _names.SUBPATTERN:
        return _begin(value[3], length)
    if name is _names.BRANCH:
        return set().union(*(_begin(branch, length) for branch in value[1]))
    if name in (_names.MAX_REPEAT, _names.MIN_REPEAT):
        least, most, nodes = value
        heads = _begin(nodes, length)
        if most > 1:  # what is repeated may follow itself
            heads |= {(start, False) for start, _ in heads}
        return heads | ({("", True)} if not least else set())
    strings = _KINDS.get(name, lambda _: _ANYTHING)(value).all
    return {("", False)} if strings is None else {(string, True) for string in strings}


class _Strings(NamedTuple):
    """What a part of a pattern matches: all its strings if they are few, and those it needs."""

    all: frozenset[str] | None
    needed: frozenset[str]


_ANYTHING, _NOTHING = _Strings(None, frozenset()), _Strings(frozenset([""]), frozenset())


def _of_sequence(nodes: Iterable[tuple[Any, Any]]) -> _Strings:
    run, whole = frozenset([""]), True  # all strings of the parts since the last unknown one
    needed: frozenset[str] = frozenset()
    for name, value in nodes:
        part = _KINDS.get(name, lambda _: _ANYTHING)(value)
        if part.all is not None and len(run) * len(part.all) <= _MOST:
            run = frozenset(left + right for left in run for right in part.all)
            continue
        needed = max(needed, _shortest(run), part.needed, key=_worth)
        run, whole = part.all if part.all is not None else frozenset([""]), False
    return _Strings(run if whole else None, max(needed, _shortest(run), key=_worth))


def _of_class(items: Iterable[tuple[Any, Any]]) -> _Strings:
    points: list[int] = []
    for name, value in items:
        if name is _names.LITERAL:
            points.append(value)
        elif name is _names.RANGE:
            points.extend(range(value[0], value[1] + 1))
        else:
            return _ANYTHING
    return _exactly(*map(chr, points))


def _of_branches(value: tuple[None, list[Any]]) -> _Strings:
    branches = [_of_sequence(branch) for branch in value[1]]
    known = [branch.all for branch in branches if branch.all is not None]
    every = frozenset().union(*known) if len(known) == len(branches) else None
    if not all(branch.needed for branch in branches):
        return _Strings(every, frozenset())
    return _Strings(every, _shortest(frozenset().union(*(branch.needed for branch in branches))))


def _of_repeat(value: tuple[int, int, Any]) -> _Strings:
    least, most, nodes = value
    part = _of_sequence(nodes)
    if most == 1 and part.all is not None:
        return _Strings(part.all | {""}, frozenset())
    return _Strings(None, part.needed if least else frozenset())


def _exactly(*strings: str) -> _Strings:
    lower = frozenset(string.lower() for string in strings)
    return _Strings(lower, lower)


def _shortest(strings: frozenset[str]) -> frozenset[str]:
    """Leave out strings that contain another one; none are left where one is empty."""
    if "" in strings:
        return frozenset()
    return frozenset(s for s in strings if not any(o in s for o in strings if o != s))


def _worth(strings: frozenset[str]) -> tuple[int, int]:
    """Rank sets of strings: long ones are rare, and few are cheap; no string is worth nothing."""
    return min(map(len, strings), default=0), -len(strings)


_KINDS: dict[Any, Callable[[Any], _Strings]] = {
    _names.LITERAL: lambda point: _exactly(chr(point)),
    _names.IN: _of_class,
    _names.SUBPATTERN: lambda group: _of_sequence(group[3]),
    _names.BRANCH: _of_branches,
    _names.MAX_REPEAT: _of_repeat,
    _names.MIN_REPEAT: _of_repeat,
    _names.AT: lambda _: _NOTHING,
    _names.ASSERT: lambda _: _NOTHING,
    _names.ASSERT_NOT: lambda _: _NOTHING,
}
"""How each kind of part is read; any other kind may match anything."""
