"""What several tables ask of the same openings: it is read once, and forgotten with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

P = ParamSpec("P")
T = TypeVar("T")


def once(
    read: Callable[Concatenate[DuckDBPyConnection, P], T],
) -> Callable[Concatenate[DuckDBPyConnection, P], T]:
    """Keep what a function reads for as long as its connection is there.

    The views of a connection never change. Further arguments are hashable, and given by position.

    >>> import duckdb
    >>> size = once(lambda con: [len(con.execute("SELECT 1").fetchall())])
    >>> con = duckdb.connect()
    >>> size(con) is size(con)
    True
    """
    known: WeakKeyDictionary[DuckDBPyConnection, dict[tuple[object, ...], T]] = WeakKeyDictionary()

    @wraps(read)
    def kept(con: DuckDBPyConnection, /, *asked: P.args, **more: P.kwargs) -> T:
        answers = known.setdefault(con, {})
        if asked not in answers:
            answers[asked] = read(con, *asked, **more)
        return answers[asked]

    return kept
