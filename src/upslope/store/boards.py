"""Boards: those that the person added, and when each one is to be visited next."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from upslope.store.database.engine import Database
from upslope.store.database.schema import boards
from upslope.store.runs import now
from upslope.store.storable import replaced


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """One board of one source.

    Args:
        source: name of the source.
        board: the company's name there, a URL or a search.
        company: the company's name, as it was found and confirmed.
        added_at: when the person added it; ``None`` if it is only visited.
        next_visit: before when it need not be asked, in seconds since 1970.
        every: seconds between two visits, as learned so far; ``None`` before the first.
    """

    source: str
    board: str
    company: str | None = None
    added_at: str | None = None
    next_visit: float = 0.0
    every: float | None = None


_COLUMNS = [boards.c[name] for name in Board.__struct_fields__]


class Boards:
    """The table of boards.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> known = Boards(database)
    >>> known.add("greenhouse", "quillfish", "Quillfish Ltd")
    True
    >>> known.schedule("greenhouse", "quillfish", next_visit=1_800_000_000.0, every=3600.0)
    >>> [(one.company, one.every) for one in known.added()]
    [('Quillfish Ltd', 3600.0)]
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[tuple[str, str], Board]:
        """Return every board that is known of, by source and name."""
        with self._database.read() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(boards.c.source, boards.c.board))
            return {(row["source"], row["board"]): Board(**row) for row in rows.mappings()}

    def find(self, source: str, board: str) -> Board | None:
        """Return what is known of one board."""
        with self._database.read() as connection:
            return _find(connection, source, board)

    def added(self) -> list[Board]:
        """Return the boards that the person added."""
        return [board for board in self.all().values() if board.added_at]

    def add(self, source: str, board: str, company: str | None = None) -> bool:
        """Note that the person wants a board visited; say whether that is new."""
        with self._database.write() as connection:
            known = _find(connection, source, board)
            new = known is None or known.added_at is None
            _write(
                connection,
                msgspec.structs.replace(
                    known or Board(source=source, board=board),
                    company=replaced(company) if company else known and known.company,
                    added_at=known.added_at if known and known.added_at else now(),
                ),
            )
            return new

    def remove(self, source: str, board: str) -> bool:
        """Note that a board is not wanted any more; its postings stay. Say whether it was."""
        with self._database.write() as connection:
            wanted = (boards.c.source == source) & (boards.c.board == board)
            done = connection.execute(
                update(boards).where(wanted & boards.c.added_at.is_not(None)).values(added_at=None)
            )
            return bool(done.rowcount)

    def schedule(self, source: str, board: str, *, next_visit: float, every: float) -> None:
        """Note when a board is to be visited next, and how often from now on."""
        with self._database.write() as connection:
            known = _find(connection, source, board) or Board(source=source, board=board)
            _write(connection, msgspec.structs.replace(known, next_visit=next_visit, every=every))


def _find(connection: Connection, source: str, board: str) -> Board | None:
    this = (boards.c.source == source) & (boards.c.board == replaced(board))
    row = connection.execute(select(*_COLUMNS).where(this)).mappings().one_or_none()
    return Board(**row) if row else None


def _write(connection: Connection, board: Board) -> None:
    row = {**msgspec.structs.asdict(board), "board": replaced(board.board)}
    this = (boards.c.source == row["source"]) & (boards.c.board == row["board"])
    connection.execute(delete(boards).where(this))
    connection.execute(insert(boards), row)
