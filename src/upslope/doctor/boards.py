"""The wanted boards: when they were last read, and whether their hosts answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from time import time

from upslope.doctor.finding import Finding
from upslope.errors import NetworkError, StatusError, UpslopeError
from upslope.records import Request, Run
from upslope.workspace import Workspace

_STALE_DAYS = 7


def boards(workspace: Workspace) -> Iterator[Finding]:
    """Say of every wanted board whether it was read lately, and what went wrong if not."""
    wanted = workspace.visits.wanted()
    if not wanted:
        yield Finding(
            about="boards",
            state="ok",
            says="None of your own: collect asks those of the directory.",
            next='Find some: upslope sources find "Company or address"',
        )
    for name, board in wanted:
        try:
            workspace.source(name).host(board)  # is there such a source and such a name?
            yield _read_lately(workspace, name, board)
        except UpslopeError as error:
            yield Finding.of(f"{name} {board}", error)


def _read_lately(workspace: Workspace, name: str, board: str) -> Finding:
    about, again = f"{name} {board}", f"upslope collect --source {name} --company {board}"
    last = workspace.store.runs.last(name, board)
    if last is None:
        return Finding(about=about, state="note", says="Never collected.", next=f"Run: {again}")
    if last.verdict in {"failed", "quarantined", "drift"}:
        says = f"The last visit, {_day(last)}, was {last.verdict}: {last.reason}"
        return Finding(about=about, state="bad", says=says, next=f"Try again: {again}")
    days = (datetime.now(UTC) - datetime.fromisoformat(last.started_at)).days
    stale = days > _STALE_DAYS
    return Finding(
        about=about,
        state="note" if stale else "ok",
        says=f"Read {_day(last)}, {last.seen} postings. {last.reason}".strip(),
        next=f"That is {days} days ago; run: {again}" if stale else "",
    )


def _day(run: Run) -> str:
    return run.started_at[:10]


def hosts(workspace: Workspace) -> Iterator[Finding]:
    """Ask the host of each wanted board for its robots.txt; any answer will do.

    One that must not be asked yet is not asked.
    """
    for host in sorted(_hosts(workspace)):
        not_before, failures = workspace.store.hosts.get(host)
        if not_before > time():
            yield _waiting(host, not_before, failures)
            continue
        try:
            workspace.door.get(Request(url=f"https://{host}/robots.txt"), (host,))
        except StatusError as error:
            waits = error.retry_after is not None or error.status >= 500
            if waits:
                yield Finding(about=host, state="note", says=error.what, next=error.next)
                continue
        except NetworkError as error:
            yield Finding.of(host, error)
            continue
        yield Finding(about=host, state="ok", says="It answers.")


def _waiting(host: str, not_before: float, failures: int) -> Finding:
    until = datetime.fromtimestamp(not_before, UTC).isoformat(" ", timespec="minutes")
    why = f"failed {failures} times in a row" if failures else "asked us to wait"
    return Finding(
        about=host,
        state="note",
        says=f"It {why}, so it is not asked before {until}.",
        next="To ask at once, name a board of it: upslope collect --source NAME --company BOARD"
        if failures
        else "",
    )


def _hosts(workspace: Workspace) -> set[str]:
    found = set[str | None]()
    for name, board in workspace.visits.wanted():
        with suppress(UpslopeError):  # said where the board is looked at
            found.add(workspace.source(name).host(board))
    return {host for host in found if host}
