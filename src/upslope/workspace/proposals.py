"""What an assistant proposes for the tracker: it waits until the person agrees, or does not."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from upslope.errors import NotFoundError, UsageError
from upslope.records import Suggestion
from upslope.records.application import Application, Status

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

MOST_WAITING = 20
"""Proposals that may wait at a time: nobody reads more, and a mistaken program could go on."""

_SENDER = "an assistant (MCP)"


def propose(
    workspace: Workspace, of: str, status: Status, *, day: date | None = None, why: str = ""
) -> Suggestion:
    """Put a change of the tracker before the person. No application changes by it.

    The same proposal is kept once, so that it does not come back when the person said no.

    Args:
        workspace: whose openings; the proposal is kept in the person's own one.
        of: an application or a stored posting, by its id or the beginning of it.
        status: the one it would get.
        day: since when; default: today.
        why: in the assistant's words, for the person.

    Raises:
        UsageError: there is neither, or several, the person answered the same before, or too many
            wait.
    """
    application, posting, about = _meant(workspace, of)
    since = (day or date.today()).isoformat()
    proposal = Suggestion(
        id=_id(application.id if application else str(posting), status, since),
        application=application.id if application else None,
        posting=posting,
        status=status,
        day=since,
        quote=why,
        sender=_SENDER,
        subject=about,
    )
    _keep(workspace, proposal)
    return proposal


def _meant(workspace: Workspace, of: str) -> tuple[Application | None, str | None, str]:
    """Return the application or else the posting that is meant, and what it is about."""
    try:
        application = workspace.tracker.get(of)
    except NotFoundError:
        posting, _ = workspace.store.postings.get(of)
        if tracked := workspace.tracker.of(posting.id):
            return tracked, None, _about(tracked.title, tracked.company)
        return None, posting.id, _about(posting.title, posting.hiring_organization or "")
    return application, None, _about(application.title, application.company)


def _about(title: str, company: str) -> str:
    return " at ".join(filter(None, [title[:200], company[:100]]))


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(("assistant", *parts)).encode()).hexdigest()[:16]


def _keep(workspace: Workspace, proposal: Suggestion) -> None:
    kept = workspace.own.store.suggestions
    waiting = [one for one in kept.waiting() if one.sender == _SENDER]
    if any(one.id == proposal.id for one in waiting):
        return
    if len(waiting) >= MOST_WAITING:
        raise UsageError(
            f"{MOST_WAITING} proposals wait already.",
            kept="Nothing was added.",
            next="The person can answer them: upslope track replies",
        )
    if not kept.put([proposal]):
        raise UsageError("The person answered this proposal before.", kept="Nothing was added.")
