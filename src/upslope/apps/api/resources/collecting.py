"""``/collecting``: boards are asked in the background; one round at a time."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Short
from upslope.apps.web.parts import collecting
from upslope.apps.web.site import Site
from upslope.apps.web.work import Work
from upslope.errors import UsageError

endpoints = Endpoints()


class CollectAsked(Asked, frozen=True, kw_only=True):
    """Boards of one source; or groups of the directory; or, without either, the wanted boards."""

    source: Short | None = None
    boards: Annotated[tuple[Short, ...], Meta(max_length=200)] = ()
    groups: Annotated[tuple[Short, ...], Meta(max_length=50)] = ()
    only_ml: bool = False


class Collecting(Struct, frozen=True, kw_only=True):
    """The last round: whether it goes on, how much of it is done, and why it stopped early."""

    title: str
    is_running: bool
    done: int
    total: int
    error: str


@endpoints.post("/collecting", CollectAsked, gives=Collecting)
def begin_collecting(site: Site, asked: CollectAsked) -> Collecting:
    """Ask boards for their openings; what comes is stored as it comes."""
    if bool(asked.boards) != bool(asked.source) or (asked.source and asked.groups):
        raise UsageError("Name a source with its boards, or groups, or nothing.")
    boards = {asked.source: asked.boards} if asked.source else None
    if asked.source:
        site.own.source(asked.source)
    title = f"Collecting from {asked.source or ', '.join(asked.groups) or 'the wanted boards'}"
    work = collecting.collect(site.own, title, boards, groups=asked.groups, only_ml=asked.only_ml)
    return _standing(site.works.start(work))


@endpoints.get("/collecting", Asked, gives=Collecting | None)
def show_collecting(site: Site, asked: Asked) -> Collecting | None:
    """Say how the last round stands; null if there was none."""
    work = site.works.of("collect")
    return _standing(work) if work else None


@endpoints.delete("/collecting", Asked, gives=Collecting | None)
def stop_collecting(site: Site, asked: Asked) -> Collecting | None:
    """Stop a round after the boards that are being asked; what came is kept."""
    work = site.works.of("collect")
    if work:
        work.stop.set()
    return _standing(work) if work else None


def _standing(work: Work) -> Collecting:
    return Collecting(
        title=work.title,
        is_running=work.is_running,
        done=work.done,
        total=work.total,
        error=str(work.error or ""),
    )
