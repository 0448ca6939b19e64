"""Boards are visited: first all lists, then the texts that lists leave out."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing

from upslope.errors import ReadError, StoreError, UpslopeError
from upslope.models import SHIPPED, Models
from upslope.pipeline.lanes import side_by_side
from upslope.pipeline.schedule import plan
from upslope.pipeline.take_in import store_visit
from upslope.pipeline.texts import Missing, ask_for_texts
from upslope.records import Run
from upslope.sources import directory
from upslope.sources.door.failures import NotYetError, UnreachedError
from upslope.sources.source import Source
from upslope.sources.visit import Getter, Visit, ask
from upslope.store import Store

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told what was done last, how many lists and texts are done and how many there are so far."""

STOPPED = "stopped before this board was asked"
"""The reason of a run that was not begun when the person stopped the collect."""

_Asked = tuple[int, Visit]


def collect(  # noqa: PLR0913  (what to ask, where to put it and how to read it)
    boards: Sequence[tuple[Source, str]],
    door: Getter,
    store: Store,
    *,
    only_ml: bool = False,
    models: Models = SHIPPED,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> list[Run]:
    """Visit boards, several hosts at once, and store each as it comes; one run a board.

    All lists come first, so that every opening can be found within the first minute; then the
    texts that lists leave out, of the titles that pass, the newest first. Interrupted at any
    moment, the next collect goes on where this one stopped. Once ``stop`` is set, what came is
    kept, and the runs of the boards that were not asked end as failed.
    """
    runs = [store.runs.start(source.name, board) for source, board in boards]
    missing: dict[int, Missing] = {}
    done, total = 0, len(boards)

    def tell(run: Run, doing: str) -> None:
        if progress:
            progress(f"{doing} {run.source} {run.board}", done, total)

    with closing(side_by_side(_lists(boards, door, store), stop)) as visits:
        for place, visit in visits:
            runs[place] = store_visit(visit, runs[place], store, only_ml=only_ml, models=models)
            _plan_next(visit, runs[place], store)
            missing[place] = Missing.of(visit, runs[place], store, only_ml=only_ml, models=models)
            done, total = done + 1, total + len(missing[place].to_ask)
            tell(runs[place], "list")
    of_all = missing.values()
    with closing(ask_for_texts(of_all, door, store, only_ml=only_ml, stop=stop)) as texts:
        for board in texts:
            done += 1
            tell(board.run, "texts")
    return [
        missing[place].run if place in missing else _not_asked(run, store)
        for place, run in enumerate(runs)
    ]


def _not_asked(run: Run, store: Store) -> Run:
    run.verdict, run.reason = "failed", STOPPED
    store.runs.finish(run)
    return run


def _lists(
    boards: Sequence[tuple[Source, str]], door: Getter, store: Store
) -> dict[str, list[Callable[[], _Asked]]]:
    """Line the boards up by the host that is asked first."""
    lanes: defaultdict[str, list[Callable[[], _Asked]]] = defaultdict(list)
    known = store.boards.all()
    for place, (source, board) in enumerate(boards):
        confirmed = known.get((source.name, board))
        company = (confirmed and confirmed.company) or _by_directory(source, board)

        def visit(
            place: int = place, source: Source = source, board: str = board, company: str = company
        ) -> _Asked:
            return place, _ask(source, board, door, store, company)

        lanes[lane_of(source, board)].append(visit)
    return lanes


def _by_directory(source: Source, board: str) -> str:
    """Name the company of a board as the directory has it; a search is no company's board."""
    employer = directory.of_board(source.name, board) if source.filters is None else None
    return employer.name if employer else ""


def _ask(source: Source, board: str, door: Getter, store: Store, company: str) -> Visit:
    """Ask for a board's list. A mistake in one source's code ends that visit, and no other."""
    try:
        return ask(source, board, door, store.replies.keep, company=company)
    except StoreError:
        raise  # nothing can be kept: that is not the board's fault
    except Exception as error:
        _log.exception("%s %s", source.name, board)
        told = ReadError(
            f"{source.label} could not be read: a mistake of ours ({type(error).__name__}).",
            next="Please report it, with the name of the board.",
        )
        return Visit(source, board, board, error=told)


def _plan_next(visit: Visit, run: Run, store: Store) -> None:
    source, host = visit.source, lane_of(visit.source, visit.board)
    known = store.boards.find(source.name, visit.board)
    planned = plan(
        run,
        now=time.time(),
        least=source.every,
        every=known.every if known else None,
        not_before=store.hosts.get(host)[0],
        reached=bool(visit.replies) or not isinstance(visit.error, NotYetError | UnreachedError),
    )
    store.boards.schedule(
        source.name, visit.board, next_visit=planned.next_visit, every=planned.every
    )


def lane_of(source: Source, board: str) -> str:
    """Name the lane in which a board waits: that of the host that is asked first."""
    try:
        return source.host(board) or source.name
    except UpslopeError:  # the visit will say so
        return source.name
