"""``/sources``: where openings come from, how each source stands, and what is being collected."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts import ledger
from upslope.apps.web.parts.collecting import ALL, cost, cost_of_group
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.apps.web.work import Work
from upslope.errors import UsageError
from upslope.settings import keys
from upslope.sources import directory
from upslope.workspace.visits import Visited

routes = Routes()
KINDS = ("collect", "find", "file")
_MOST_CLOSING, _MOST_RUNS = 10, 30

HOW = {
    "address": "the address is the board's own",
    "page": "the careers page shows it",
    "own site": "the site is run by it",
    "directory": "it stands in the directory of employers",
    "name": "guessed from the name",
    "pages": "the site's own pages",
}


@routes.get("/sources")
def sources(visit: Visit) -> Response:
    """Show the ledger, and what is being collected."""
    return ledger_page(visit, Form())


def ledger_page(visit: Visit, form: Form, status: int = 200) -> Response:
    """Write the page of all sources.

    Args:
        visit: whose.
        form: as it was sent, with what was wrong of it.
        status: of HTTP.
    """
    shown: dict[str, Any] = {"form": form, "at_work": at_work(visit), "how": HOW}
    shown |= {
        "outcome": ledger.outcome,
        "so_far": _so_far(visit),
        "wanted": visit.own.visits.wanted(),
    }
    whole = not visit.is_part or visit.asked.typed("whole") == "yes"
    if whole:
        shown |= _ledger(visit)
    return visit.page("sources", part=None if whole else "now", status=status, **shown)


def _ledger(visit: Visit) -> dict[str, Any]:
    standing = visit.own.visits.standing()
    wanted = visit.own.visits.wanted()
    everything = cost(visit.own.visits.boards()) if not wanted else cost_of_group(ALL)
    return {
        "visited": [(one, ledger.standing(one.boards)) for one in standing if one.boards],
        "others": [one.source for one in standing if not one.boards],
        "cost": cost(wanted),
        "everything": everything,
        "groups": [
            (name, count, cost_of_group(name)) for name, count in directory.groups().items()
        ],
        "employers": len(directory.employers()),
        "closing": visit.own.store.runs.list(_MOST_CLOSING, closing=True),
        "meanings": ledger.VERDICTS.values(),
        "moment": ledger.moment,
    }


def at_work(visit: Visit) -> dict[str, Work]:
    """Return what goes on, or what came of the last of each kind."""
    works = visit.site.works
    return {kind: work for kind in KINDS if (work := works.of(kind))}


def _so_far(visit: Visit) -> ledger.Outcome | None:
    """Add up the runs that the collect which goes on has ended."""
    work = visit.site.works.of("collect")
    if not work or not work.is_running:
        return None
    began = work.began.isoformat(timespec="milliseconds")
    runs = visit.own.store.runs.latest().values()
    return ledger.outcome(run for run in runs if run.started_at >= began)


@routes.get("/sources/{name}")
def source(visit: Visit) -> Response:
    """Show one source: its terms, its boards, its last runs."""
    return source_page(visit, visit.path["name"], Form())


def source_page(visit: Visit, name: str, form: Form, status: int = 200) -> Response:
    """Write the page of one source; see :func:`ledger_page`.

    Raises:
        UsageError: there is no such source.
    """
    [one] = visit.own.visits.standing([visit.own.source(name).name])
    added = {(each.source, each.board) for each in visit.own.store.boards.added()}
    return visit.page(
        "source",
        status=status,
        form=form,
        source=one.source,
        boards=[_board(each, added) for each in one.boards],
        runs=visit.own.store.runs.list(_MOST_RUNS, source=name),
        keys={key: keys.find(key) is not None for key in one.source.keys},
        askable=_askable(visit, name),
        verdicts=ledger.VERDICTS,
        verdict=ledger.verdict,
        moment=ledger.moment,
        notes=ledger.notes(each.run for each in one.boards if each.run),
    )


def _board(each: Visited, added: set[tuple[str, str]]) -> dict[str, Any]:
    why = each.run.reason if each.run and ledger.verdict(each.run) != "stopped" else ""
    return {
        "board": each.board,
        "run": each.run,
        "standing": ledger.standing([each]),
        "why": why,
        "added": (each.board.source, each.board.board) in added,
    }


def _askable(visit: Visit, name: str) -> str:
    """Say what of a source can be asked: "list" for its one list, "boards", or nothing."""
    asked = visit.own.source(name)
    if asked.is_one_board():
        return "list"
    try:
        asked.host("quillfish")
    except UsageError:
        return "boards" if asked.filters is not None else ""
    return "boards"
