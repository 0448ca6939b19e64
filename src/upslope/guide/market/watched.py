"""The stored openings as times under watch, with the groups that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np

from upslope.guide.market.named import named
from upslope.guide.market.once import once
from upslope.guide.market.spells import Openings, Spells, spells
from upslope.guide.market.survival import Counts, Integers, count
from upslope.guide.market.visited import BOARDS, UNKNOWN, Visits, days
from upslope.records.field import ML_ROLES
from upslope.records.understanding import Remote, Role, Seniority

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST, LEAST_BOARDS = 30, 5
"""Openings, and boards that they are on, below which a group is too small to say anything."""
MACHINE_LEARNING = "machine learning"
"""The group of :data:`upslope.records.field.ML_ROLES`."""
_KINDS = {
    "role": ("role", get_args(Role)),
    "level": ("seniority", get_args(Seniority)),
    "remote": ("remote", get_args(Remote)),
}
"""Kind of group -> column, and its values."""
_COUNTRIES = 12
_BUNDLES = 200  # of boards: where there are more, several are drawn together


class Group(NamedTuple):
    """A group of openings: how many, how many of them closed, on how many boards, and when.

    ``counts`` has a row for each board, or for some boards together if they are many.
    """

    name: str
    openings: int
    closed: int
    boards: int
    counts: Counts

    @property
    def is_enough(self) -> bool:
        """Whether it is large enough to tell anything of it."""
        return self.openings >= LEAST and self.boards >= LEAST_BOARDS


class Kind(NamedTuple):
    """One way to part openings: ``openings[i]`` is in the group ``names[code[i]]``.

    An opening may be in several groups, or in none.
    """

    names: Sequence[str]
    openings: Integers
    code: Integers


class Watched(NamedTuple):
    """Openings under watch, the board that each is on, and the ways to part them."""

    spells: Spells
    board: Integers
    kinds: dict[str, Kind]

    def groups(self, by: str) -> Iterator[Group]:
        """Count the openings of each group, by age and by board, or by some boards together."""
        kind = self.kinds[by]
        cells = len(kind.names) * _BUNDLES
        of, closed = kind.openings, self.spells.closed[kind.openings]
        entered, left, board = self.spells.entered[of], self.spells.left[of], self.board[of]
        counts = count(entered, left, closed, kind.code * _BUNDLES + board % _BUNDLES, cells)
        width = int(self.board.max(initial=0)) + 1
        on_board = np.bincount(kind.code * width + board, minlength=len(kind.names) * width)
        over = np.bincount(kind.code[closed], minlength=len(kind.names))
        for number, on in enumerate(on_board.reshape(len(kind.names), width)):
            some = np.arange(number * _BUNDLES, (number + 1) * _BUNDLES)
            some = some[counts.at_risk[some].any(axis=1)]
            yield Group(
                kind.names[number],
                int(on.sum()),
                int(over[number]),
                int(np.count_nonzero(on)),
                Counts(*(part[some] for part in counts)),
            )


@once
def watched(connection: DuckDBPyConnection) -> Watched:
    """Read the views ``openings`` and ``visits``."""
    found = _rows(connection)
    of = spells(_openings(found), Visits.read(connection))
    roles = [place for place, role in enumerate(get_args(Role), 1) if role in ML_ROLES]
    groups = [np.arange(len(of.of)), np.flatnonzero(np.isin(found["role"][of.of], roles))]
    kinds = {"all": _kind(["all", MACHINE_LEARNING], groups)}
    for by, (_, names) in _KINDS.items():
        code = np.ma.filled(found[by], 0)[of.of].astype(np.int64) - 1
        known = np.flatnonzero(code >= 0)
        kinds[by] = Kind(names, known, code[known])
    kinds["country"] = _countries(connection, found, of.of)
    return Watched(of, found["board"][of.of], kinds)


def _kind(names: Sequence[str], openings: Sequence[Integers]) -> Kind:
    code = np.repeat(np.arange(len(names)), [len(some) for some in openings])
    return Kind(names, np.concatenate([*openings, np.zeros(0, dtype=np.int64)]), code)


def _countries(connection: DuckDBPyConnection, found: dict[str, Any], of: Integers) -> Kind:
    """Part openings by the countries that most are in."""
    countries = named(connection, found, _COUNTRIES, "countries")
    place = np.full(len(found["board"]), -1)
    place[of] = np.arange(len(of))
    openings = place[countries.opening]
    kept = openings >= 0
    return Kind(countries.names, openings[kept], countries.skill[kept].astype(np.int64))


def _rows(connection: DuckDBPyConnection) -> dict[str, Any]:
    """Return numbers for words: a kind's place in its list, from 1."""
    kinds = ", ".join(
        f"list_position(${kind}, {column}) AS {kind}" for kind, (column, _) in _KINDS.items()
    )
    told = {kind: list(names) for kind, (_, names) in _KINDS.items()}
    query = f"""WITH {BOARDS}
    SELECT coalesce(number, -1) AS board, open, {kinds},
        {days("first_seen")} AS first_seen, {days("closed")} AS closed,
        {days("CASE WHEN posted = began THEN posted END")} AS posted,
        file_index, file_row_number,
        hash(id) AS id, coalesce(hash(nullif(earlier, id)), 0) AS earlier
    FROM openings LEFT JOIN boards USING (source, board)"""  # noqa: S608  (no words of others)
    return connection.execute(query, told).fetchnumpy()


def _openings(found: dict[str, Any]) -> Openings:
    numbers = {
        name: np.ma.filled(found[name], UNKNOWN).astype(np.int64)
        for name in ("board", "first_seen", "posted", "closed")
    }
    return Openings(**numbers, open=found["open"], earlier=_places(found["id"], found["earlier"]))


def _places(ids: Any, wanted: Any) -> Integers:
    """Return the place of each wanted id among all, -1 for none."""
    places = np.full(len(ids), -1)
    some, which = np.unique(wanted[wanted != 0], return_inverse=True)
    if len(some):
        at = np.searchsorted(some, ids) % len(some)
        found = np.full(len(some), -1)
        there = np.flatnonzero(some[at] == ids)
        found[at[there]] = there
        places[wanted != 0] = found[which]
    return places
