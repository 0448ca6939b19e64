"""Boards are visited: first all lists, then the texts that lists leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing

from upslope.errors import UpslopeError
from upslope.models import SHIPPED, Models
from upslope.pipeline.lanes import side_by_side
from upslope.pipeline.take_in import store_visit
from upslope.pipeline.texts import Missing, ask_for_texts
from upslope.records import Run
from upslope.sources.source import Source
from upslope.sources.visit import Getter, Visit, ask
from upslope.store import Store

Progress = Callable[[str, int, int], None]
"""Told what was done last, how many lists and texts are done and how many there are so far."""

_Asked = tuple[int, Visit]


def collect(  # noqa: PLR0913  (what to ask, where to put it and how to read it)
    boards: Sequence[tuple[Source, str]],
    door: Getter,
    store: Store,
    *,
    only_ml: bool = False,
    models: Models = SHIPPED,
    progress: Progress | None = None,
) -> list[Run]:
    """Visit boards, several hosts at once, and store each as it comes; one run a board.

    All lists come first, so that every opening can be found within the first minute; then the
    texts that lists leave out, of the titles that pass, the newest first. Interrupted at any
    moment, the next collect goes on where this one stopped.
    """
    runs = [store.runs.start(source.name, board) for source, board in boards]
    missing: dict[int, Missing] = {}
    done, total = 0, len(boards)

    def tell(run: Run, doing: str) -> None:
        if progress:
            progress(f"{doing} {run.source} {run.board}", done, total)

    with closing(side_by_side(_lists(boards, door, store))) as visits:
        for place, visit in visits:
            runs[place] = store_visit(visit, runs[place], store, only_ml=only_ml, models=models)
            missing[place] = Missing.of(visit, runs[place], store, only_ml=only_ml, models=models)
            done, total = done + 1, total + len(missing[place].to_ask)
            tell(runs[place], "list")
    with closing(ask_for_texts(missing.values(), door, store, only_ml=only_ml)) as texts:
        for board in texts:
            done += 1
            tell(board.run, "texts")
    return [missing[place].run for place in range(len(boards))]


def _lists(
    boards: Sequence[tuple[Source, str]], door: Getter, store: Store
) -> dict[str, list[Callable[[], _Asked]]]:
    """Line the boards up by the host that is asked first."""
    lanes: defaultdict[str, list[Callable[[], _Asked]]] = defaultdict(list)
    for place, (source, board) in enumerate(boards):

        def visit(place: int = place, source: Source = source, board: str = board) -> _Asked:
            return place, ask(source, board, door, store.replies.keep)

        lanes[_host(source, board)].append(visit)
    return lanes


def _host(source: Source, board: str) -> str:
    try:
        return source.host(board) or source.name
    except UpslopeError:  # the visit will say so
        return source.name
