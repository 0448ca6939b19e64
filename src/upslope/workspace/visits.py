"""Which boards are wanted, which are due, and how each source stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from upslope.errors import DamagedError, UpslopeError, UsageError
from upslope.pipeline.schedule import is_due
from upslope.records import Run
from upslope.sources import directory
from upslope.sources.source import Source
from upslope.store.boards import Board
from upslope.store.disk.owner import alone_if

if TYPE_CHECKING:
    from upslope.pipeline import Progress
    from upslope.workspace.workspace import Workspace

LONGEST_SLEEP = 60.0
"""Seconds between two looks at the clock: a computer that slept is noticed within as many."""


class Visited(NamedTuple):
    """One board as it stands: what is known of it, and its last run, if there was one."""

    board: Board
    run: Run | None


class Standing(NamedTuple):
    """One source, whether it is visited at all, and its boards."""

    source: Source
    boards: list[Visited]


class Visits:
    """The boards of one workspace.

    Args:
        workspace: whose boards.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def wanted(self) -> list[tuple[str, str]]:
        """Return the boards of ``config.toml`` and those that were added, each once."""
        written = self._workspace.settings.boards.items()
        pairs = [(name, board) for name, boards in written for board in boards]
        pairs += [(one.source, one.board) for one in self._workspace.store.boards.added()]
        return list(dict.fromkeys(pairs))

    def boards(self, groups: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Return the boards to visit when none is named: the wanted ones, or else the directory's.

        Args:
            groups: of the directory's employers, in place of the wanted boards; "all" for all.

        Raises:
            UsageError: there is no such group.
        """
        if not groups and (wanted := self.wanted()):
            return wanted
        asked = directory.boards(() if "all" in groups else groups)
        pairs = [(name, board) for name, boards in asked.items() for board in boards]
        return pairs if groups else [*pairs, *self._common(asked)]

    def _common(self, asked: Container[str]) -> list[tuple[str, str]]:
        """Return the lists that are nobody's board in particular, where no key is wanted."""
        return [
            (name, "")
            for name, source in self._workspace.sources().items()
            if name not in asked and not source.keys and source.is_one_board()
        ]

    def add(self, source: str, board: str, company: str | None = None) -> bool:
        """Have a board visited from now on; say whether that is new.

        Raises:
            UsageError: there is no such source, or its boards are not called so.
        """
        asked = self._workspace.source(source)
        asked.host(board)
        return self._workspace.store.boards.add(source, board, company)

    def remove(self, source: str, board: str) -> None:
        """Have an added board visited no more.

        Raises:
            UsageError: it was not added; says where it stands instead.
        """
        if not self._workspace.store.boards.remove(source, board):
            raise UsageError(
                f"{source} {board} was not added.",
                next=f"See: upslope sources show {source}. Boards of config.toml stand there.",
            )

    def due(self, now: float) -> list[tuple[str, str]]:
        """Return the wanted boards whose next visit has come.

        Args:
            now: seconds since 1970.
        """
        return [pair for pair, moment in self._next_visits().items() if is_due(moment, now)]

    def seconds_to_next(self, now: float) -> float:
        """Return how long it is until a board is due; 0 if one is due now."""
        moments = self._next_visits().values()
        return min((0.0 if is_due(at, now) else at - now for at in moments), default=0.0)

    def _next_visits(self) -> dict[tuple[str, str], float]:
        """Return when each board is to be visited, in seconds since 1970; 0 if it never was."""
        known = self._workspace.store.boards.all()
        return {pair: known[pair].next_visit if pair in known else 0.0 for pair in self.boards()}

    def visit_due(
        self, *, only_ml: bool = False, progress: Progress | None = None
    ) -> list[Run] | None:
        """Visit the boards that are due; ``None`` if another process is doing so.

        As long as no board is wanted, only machine-learning roles of the directory's are kept.
        """
        with alone_if(self._lock) as ours:
            if not ours:
                return None
            due = self.due(time.time())
            only_ml = only_ml or not self.wanted()
            runs = self._workspace.visit(due, only_ml=only_ml, progress=progress) if due else []
        self._workspace.alerts.send_in_background()
        return runs

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, among all processes, that visits boards in this block.

        Raises:
            UsageError: another one does.
        """
        with alone_if(self._lock) as ours:
            if not ours:
                raise UsageError(
                    "Another window or program of Upslope is visiting boards now.",
                    next="Wait until it is done.",
                )
            yield

    @property
    def _lock(self) -> Path:
        return self._workspace.store.folder / "running" / "visits"

    def watch(
        self,
        stop: threading.Event,
        tell: Callable[[list[Run] | UpslopeError | None], None],
        *,
        only_ml: bool = False,
    ) -> None:
        """Visit boards as they fall due, until ``stop`` is set.

        Args:
            stop: ends the waiting at once.
            tell: told what came of each round: its runs, an error, or ``None`` where another
                process was at it. After an error the next round comes as if nothing had been.
            only_ml: keep machine-learning and data-science roles only.

        Raises:
            DamagedError: the database is damaged: going on would help nobody.
        """
        while not stop.is_set():
            sleep = LONGEST_SLEEP  # after an error too, or while another process is at it
            try:
                tell(runs := self.visit_due(only_ml=only_ml))
                if runs is not None:
                    sleep = min(max(self.seconds_to_next(time.time()), 1.0), LONGEST_SLEEP)
            except DamagedError:
                raise
            except UpslopeError as error:
                tell(error)
            stop.wait(sleep)

    def standing(self, names: Iterable[str] = ()) -> list[Standing]:
        """Return how sources stand, with every board that is wanted or was visited.

        Args:
            names: of sources; default: all.
        """
        known, last = self._workspace.store.boards.all(), self._workspace.store.runs.latest()
        pairs, visited = sorted({*self.wanted(), *last}), set(self.boards())
        for pair in known.keys() - visited:  # asked by name once, or removed: no visit is due
            known[pair] = msgspec.structs.replace(known[pair], next_visit=0.0)
        return [
            Standing(
                source,
                [
                    Visited(known.get(pair) or Board(source=name, board=pair[1]), last.get(pair))
                    for pair in pairs
                    if pair[0] == name
                ],
            )
            for name, source in self._workspace.sources().items()
            if not names or name in names
        ]
