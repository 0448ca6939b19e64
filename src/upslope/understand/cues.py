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
_TELLING, _FEW = 3, 12
"""Fewest characters of, and most strings in, a further set that is worth a look."""


def cues(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return strings in lower case, at least one of which every match of a pattern contains.

    Empty where none are known: such a pattern may match anywhere.

    >>> sorted(cues(re.compile(r"\\bno (?:visa|work permit)s?\\b.{0,9}for", re.IGNORECASE)))
    ['no visa', 'no work permit']
    >>> cues(re.compile(r"\\d+"))
    frozenset()
    """
    return needed(pattern).words


class Needed(NamedTuple):
    """Strings of which every match has one, and how far behind its start, at most, one begins.

    Of each set in ``also`` every match has one too.
    """

    words: frozenset[str]
    before: int
    also: tuple[frozenset[str], ...] = ()


def needed(pattern: re.Pattern[str]) -> Needed:
    """Return the :func:`cues` of a pattern and how far before one a match may begin.

    >>> needed(re.compile("(?:an? )?visa.{0,9}given"))
    Needed(words=frozenset({'given'}), before=16, also=(frozenset({'visa'}),))
    """
    parts, _ = _parts(_parse(pattern))
    best = max(parts, key=_worth)
    also = [part for part in parts if part is not best and _worth(part) >= (_TELLING, -_FEW)]
    return Needed(best.needed, best.before, tuple(part.needed for part in also))


def widest(pattern: re.Pattern[str]) -> tuple[int, int]:
    """Return how long a match may be, and how far behind its end the pattern looks.

    >>> widest(re.compile(r"\\bvisas?(?! card)"))
    (5, 5)
    """
    tree = _parse(pattern)
    return tree.getwidth()[1], _ahead(tree)


def _ahead(tree: Any) -> int:
    """Most characters that anything in a tree looks ahead for."""
    looks = (_names.ASSERT, _names.ASSERT_NOT)  # numbers too, but no other ones are the same object
    if isinstance(tree, tuple) and tree and any(tree[0] is look for look in looks):
        direction, nodes = tree[1]
        return max(nodes.getwidth()[1] if direction > 0 else 0, _ahead(nodes))
    parts = tree if isinstance(tree, (tuple, list, _parser.SubPattern)) else ()
    return max(map(_ahead, parts), default=0)


def openings(pattern: re.Pattern[str], length: int) -> frozenset[str]:
    """Return the first characters, in lower case, of all that a pattern matches.

    Strings are shorter than ``length`` where a match may end there or what follows is not known.

    >>> sorted(openings(re.compile("(?:our )?team|what's (?:new|next)"), 5))
    ['our t', 'team', "what'"]
    """
    return frozenset(start for start, _ in _begin(_parse(pattern), length))


_CASES = {"s": "sSſ", "k": "kK\u212a", "i": "iIİı"}
"""Letters that match more than their capital, whatever the case."""


def hastened(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern that matches the same, and looks at the first letter before all else.

    The engine tries one alternative after another at every place; most places open none of them.

    >>> hastened(re.compile("no visa|any card")).pattern
    '(?-i:(?=[ANan]))(?:no visa|any card)'
    """
    first = openings(pattern, 1)
    if "" in first:  # may begin with anything
        return pattern
    cases = {case for one in first for case in _CASES.get(one, one + one.upper())}
    letters = re.escape("".join(sorted(cases)))
    edge = r"\b" if _parse(pattern)[0] == (_names.AT, _names.AT_BOUNDARY) else ""
    return re.compile(rf"{edge}(?-i:(?=[{letters}]))(?:{pattern.pattern})", pattern.flags)


class Guarded:
    """A pattern for short texts, tried only on those that hold one of its cues.

    >>> visa = Guarded(re.compile("no visa", re.IGNORECASE))
    >>> visa.occurs("No tea.", "no tea."), visa.occurs("No visa.", "no visa.")
    (False, True)
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self._cues = hastened(pattern), tuple(cues(pattern))

    def occurs(self, text: str, folded: str) -> bool:
        """Say whether the pattern matches somewhere in a text, given in lower case too."""
        for cue in self._cues:  # faster than any()
            if cue in folded:
                return bool(self._pattern.search(text))
        return False


def _parse(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


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
    before: int = 0
    """How far behind the start of the part one of those needed begins, at most."""


_ANYTHING, _NOTHING = _Strings(None, frozenset()), _Strings(frozenset([""]), frozenset())


def _parts(nodes: Any) -> tuple[list[_Strings], frozenset[str] | None]:
    """The sets of strings that a sequence needs, and all that it matches, if that is few."""
    run, began, whole = frozenset([""]), 0, True  # all strings of the parts since an unknown one
    found: list[_Strings] = []
    for place, (name, value) in enumerate(nodes):
        part = _KINDS.get(name, lambda _: _ANYTHING)(value)
        if part.all is not None and len(run) * len(part.all) <= _MOST:
            run = frozenset(left + right for left in run for right in part.all)
            continue
        found.append(_shortest(run, nodes[:began].getwidth()[1]))
        found.append(part._replace(before=nodes[:place].getwidth()[1] + part.before))
        whole = False
        run, began = (part.all, place) if part.all is not None else (frozenset([""]), place + 1)
    found.append(_shortest(run, nodes[:began].getwidth()[1]))
    return found, run if whole else None


def _of_sequence(nodes: Any) -> _Strings:
    parts, every = _parts(nodes)
    return max(parts, key=_worth)._replace(all=every)


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
    strings = frozenset().union(*(branch.needed for branch in branches))
    return _shortest(strings, max(branch.before for branch in branches))._replace(all=every)


def _of_repeat(value: tuple[int, int, Any]) -> _Strings:
    least, most, nodes = value
    part = _of_sequence(nodes)
    if most == 1 and part.all is not None:
        return _Strings(part.all | {""}, frozenset())
    return part._replace(all=None) if least else _ANYTHING


def _exactly(*strings: str) -> _Strings:
    lower = frozenset(string.lower() for string in strings)
    return _Strings(lower, lower)


def _shortest(strings: frozenset[str], before: int) -> _Strings:
    """Leave out strings that contain another one; none are left where one is empty."""
    if "" in strings:
        return _ANYTHING
    kept = frozenset(s for s in strings if not any(o in s for o in strings if o != s))
    within = (min(s.find(o) for o in kept if o in s) for s in strings - kept)
    return _Strings(None, kept, before + max(within, default=0))


def _worth(strings: _Strings) -> tuple[int, int]:
    """Rank sets of strings: long ones are rare, and few are cheap; no string is worth nothing."""
    return min(map(len, strings.needed), default=0), -len(strings.needed)


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
