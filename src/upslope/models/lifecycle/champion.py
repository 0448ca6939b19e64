"""Moving the champion: promotion, and the way back."""

from __future__ import annotations

from collections.abc import Iterable

from upslope.errors import UsageError
from upslope.models.lifecycle.registry import Registry
from upslope.records import Move, Version

SHIPPED = ""
"""Stands for the version in the package wherever a digest stands for one."""


def find(registry: Registry, model: str, digest: str) -> Version:
    """Return a version by its digest or the beginning of it.

    Raises:
        UsageError: no version begins so, or more than one does.
    """
    versions = registry.versions(model)
    found = [version for version in versions if version.digest.startswith(digest)]
    if len(found) != 1 or not digest:
        known = ", ".join(version.digest[:12] for version in versions) or "none"
        raise UsageError(
            f"{digest!r} names {len(found)} versions of the {model} model.",
            next=f"Kept versions: {known}. Train one: upslope models train {model}",
        )
    return found[0]


def line(moves: Iterable[Move]) -> list[str]:
    """Return the champions of a model, oldest first, without those that were moved back from.

    Args:
        moves: the log, newest first.

    >>> line([])
    ['']
    """
    champions = [SHIPPED]
    for move in reversed([move for move in moves if move.moved]):
        if move.to in champions:
            del champions[champions.index(move.to) + 1 :]
        else:
            champions.append(move.to)
    return champions


def roll_back(registry: Registry, model: str, why: str) -> str:
    """Make the champion before this one answer again, and return its digest.

    Raises:
        UsageError: the version in the package answers, and there is none before it.
    """
    champions = line(registry.moves(model))
    if len(champions) < 2:
        raise UsageError(
            f"The {model} model is the one that ships with Upslope: there is none before it."
        )
    registry.move(model, champions[-2], why)
    return champions[-2]
