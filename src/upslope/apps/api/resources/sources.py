"""``/sources``, ``/runs``: where openings come from, and how the last visits went."""

from __future__ import annotations

from msgspec import Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Paged, Piece, Short, where
from upslope.apps.web.site import Site
from upslope.records import Run
from upslope.store.boards import Board

endpoints = Endpoints()


class BoardStanding(Struct, frozen=True, kw_only=True):
    """A board, and its last run."""

    board: Board
    run: Run | None


class SourceStanding(Struct, frozen=True, kw_only=True):
    """A source with its boards that are wanted or were visited."""

    name: str
    label: str
    limits: str
    boards: list[BoardStanding]


class Runs(Piece, frozen=True, kw_only=True):
    """Runs, the newest first."""

    items: list[Run]


class BoardAsked(Asked, frozen=True, kw_only=True):
    """A board of a source, and whose it is."""

    name: Id
    board: Id
    company: Short | None = None


class Added(Struct, frozen=True, kw_only=True):
    """Whether that is new."""

    is_new: bool


@endpoints.get("/sources", Asked, gives=list[SourceStanding])
def list_sources(site: Site, asked: Asked) -> list[SourceStanding]:
    """List the sources, and how their boards stand."""
    return [
        SourceStanding(
            name=name,
            label=one.source.label,
            limits=one.source.limits,
            boards=[BoardStanding(board=board, run=run) for board, run in one.boards],
        )
        for name, one in zip(site.own.sources(), site.own.visits.standing(), strict=True)
    ]


@endpoints.post("/sources/{name}/boards", BoardAsked, gives=Added)
def add_board(site: Site, asked: BoardAsked) -> Added:
    """Have a board visited from the next round on; nothing is asked now."""
    return Added(is_new=site.own.visits.add(asked.name, asked.board, asked.company))


@endpoints.get("/runs", Paged, gives=Runs)
def list_runs(site: Site, asked: Paged) -> Runs:
    """List the visits to boards, the newest first."""
    every = site.workspace.store.runs.list()[::-1]
    piece = every[asked.offset : asked.offset + asked.limit]
    return Runs(items=piece, **where(asked, len(every)))
