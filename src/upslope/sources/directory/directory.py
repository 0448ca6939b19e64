"""The employers of the data files, found by group, by name or by board."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from upslope.errors import UsageError
from upslope.sources.directory.employer import Board, Employer
from upslope.sources.source import slugs

_FIRST = ("labs", "big_tech", "infrastructure", "autonomy", "robotics", "health", "finance")
"""Groups whose boards are asked before others: where most of the work is machine learning."""

_REGIONS = {
    "europe": "ad al at ba be bg by ch cy cz de dk ee es fi fr gb gr hr hu ie is it li lt lu lv mc"
    " md me mk mt nl no pl pt ro rs se si sk sm ua va xk",
    "asia": "ae am az bd bh bn bt cn ge hk id il in iq ir jo jp kg kh kp kr kw kz la lb lk mm mn"
    " mo mv my np om ph pk qa sa sg sy th tj tl tm tr tw uz vn ye",
    "canada": "ca",
    "united_states": "us",
}


def employers(groups: Iterable[str] = ()) -> list[Employer]:
    """Return the employers of any of these groups, or all; none comes twice.

    Raises:
        UsageError: there is no such group; says which there are.

    >>> "Mistral AI" in [one.name for one in employers(["labs"])]
    True
    """
    wanted = set(groups)
    if unknown := sorted(wanted - _groups().keys()):
        raise UsageError(
            f"The directory has no group '{unknown[0]}'.",
            next=f"There are: {', '.join(_groups())}.",
        )
    return [one for one in _all() if not wanted or wanted.intersection(one.groups)]


def groups() -> dict[str, int]:
    """Return how many employers each group has, the largest group first.

    >>> groups()["canada"] >= 10
    True
    """
    return dict(_groups())


def boards(groups: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return the boards of some groups, or all, by the name of their source.

    Laboratories come first, so that a first collect begins with what is most wanted.

    Raises:
        UsageError: there is no such group.

    >>> "anthropic" in boards(["labs"])["greenhouse"]
    True
    """
    found: dict[str, list[str]] = {}
    for employer in employers(groups):
        for board in employer.boards:
            found.setdefault(board.source, []).append(board.name)
    return found


def named(name: str, *, near: int = 0) -> list[Employer]:
    """Return the employers that go by a name, or else those spelled most like it.

    Args:
        name: with or without legal form, accents and capitals.
        near: how many others to give at most if none goes by that very name.

    >>> [one.name for one in named("hugging face, inc.")], named("Hugging Fase")
    (['Hugging Face'], [])
    >>> [one.name for one in named("Hugging Fase", near=1)]
    ['Hugging Face']
    """
    known = _names()
    if exact := known.get(_folded(name)):
        return list(exact)
    close = difflib.get_close_matches(_folded(name), known, n=near, cutoff=0.75) if near else []
    return list(dict.fromkeys(one for each in close for one in known[each]))[:near]


def of_board(source: str, board: str) -> Employer | None:
    """Return the employer whose board this is, if the directory has it.

    >>> of_board("greenhouse", "Anthropic").name
    'Anthropic'
    """
    return _by_board().get((source, board.casefold()))


@cache
def _all() -> tuple[Employer, ...]:
    folder = files("upslope.sources.directory").joinpath("data")
    found = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    ordered = [*(group for group in _FIRST if group in found), *sorted(found.keys() - set(_FIRST))]
    return tuple(
        _employer(name, group, line) for group in ordered for name, line in found[group].items()
    )


def _employer(name: str, group: str, line: Mapping[str, Any]) -> Employer:
    regions = [region for region, lands in _REGIONS.items() if line["country"] in lands.split()]
    pairs = [board.partition(":") for board in line.get("boards", ())]
    return Employer(
        name=name,
        country=line["country"],
        groups=(group, *line.get("also", ()), *regions),
        boards=tuple(Board(source, board) for source, _, board in pairs),
        careers=line.get("careers"),
        aliases=tuple(line.get("aliases", ())),
    )


@cache
def _groups() -> Mapping[str, int]:
    return dict(Counter(group for one in _all() for group in one.groups).most_common())


@cache
def _names() -> Mapping[str, list[Employer]]:
    known: dict[str, list[Employer]] = {}
    for one in _all():
        for name in dict.fromkeys(map(_folded, (one.name, *one.aliases))):
            known.setdefault(name, []).append(one)
    return known


@cache
def _by_board() -> Mapping[tuple[str, str], Employer]:
    return {(board.source, board.name.casefold()): one for one in _all() for board in one.boards}


def _folded(name: str) -> str:
    """Reduce a name to its letters and digits, without its legal form.

    >>> _folded("Schrödinger, Inc."), _folded("AT&T")
    ('schrodinger', 'att')
    """
    letters = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))
    return min(slugs(letters), key=len, default="")
