"""Pairs become groups, without joining by way of a third what cannot be one opening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Pair = tuple[str, str]
T = TypeVar("T")


def groups(
    same: Mapping[Pair, float],
    apart: Callable[[str, str], bool],
    together: Iterable[Pair] = (),
) -> list[list[str]]:
    """Join pairs, the surest first, as long as no two members of a group are apart.

    Args:
        same: pairs that are one opening -> how probable that is.
        apart: whether two postings cannot be one opening.
        together: pairs that a person joined, whatever else is said of them.

    Returns groups of two and more, each sorted; the order of the pairs given makes no difference.

    >>> same = {("a", "b"): 0.9, ("b", "c"): 0.8}
    >>> groups(same, lambda x, y: {x, y} == {"a", "c"}), groups(same, lambda x, y: False)
    ([['a', 'b']], [['a', 'b', 'c']])
    """
    member: dict[str, list[str]] = {}

    def join(one: str, other: str) -> None:
        first, second = (member.setdefault(id, [id]) for id in (one, other))
        if first is not second:
            first += second
            member.update(dict.fromkeys(second, first))

    for pair in sorted(together):
        join(*pair)
    for one, other in sorted(same, key=lambda pair: (-same[pair], pair)):
        first, second = member.get(one, [one]), member.get(other, [other])
        if first is second or not any(apart(a, b) for a in first for b in second):
            join(one, other)
    found = {id(group): sorted(group) for group in member.values() if len(group) > 1}
    return sorted(found.values())


def reason(id: str, shown: str, group: Iterable[str], same: Mapping[Pair, T]) -> T | None:
    """Return what was found of a posting and the one shown, else of it and the next of its group.

    >>> reason("c", "a", "abc", {("a", "b"): "one text", ("b", "c"): "one number"})
    'one number'
    """
    pairs = ((min(id, other), max(id, other)) for other in (shown, *group))
    return next((same[pair] for pair in pairs if pair in same), None)
