"""What is kept on the disk: is it all there, whole and up to date?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from upslope.doctor.finding import Finding
from upslope.index import IndexUnusableError
from upslope.pipeline.predicted import reader
from upslope.records import Filters
from upslope.store.backup.backup import newest as newest_backup
from upslope.store.changes import Changes
from upslope.workspace import Workspace

_OLD_BACKUP_DAYS = 30


def database(workspace: Workspace) -> Iterator[Finding]:
    """Read every page and count what is stored.

    Raises:
        StoreError: it cannot be opened, or a page is damaged.
    """
    store = workspace.store
    store.check()
    count = store.postings.search(Filters(status="any", limit=1), fold_duplicates=False).total
    shown = store.postings.search(Filters(limit=1)).total
    yield Finding(
        about="database",
        state="ok",
        says=f"Whole: {count:,} postings stored, {shown:,} open ones shown.",
    )


def replies(workspace: Workspace) -> Iterator[Finding]:
    """Check every kept reply against its name, which is its hash."""
    number, damaged = workspace.store.replies.check()
    yield Finding(
        about="replies",
        state="bad" if damaged else "ok",
        says=f"{number:,} kept as they came"
        + (f", {len(damaged):,} of them damaged." if damaged else ", all whole."),
        next="Collect again; what was read from them is kept." if damaged else "",
    )


def models(workspace: Workspace) -> Iterator[Finding]:
    """Check the files of every version of a model; without any, the shipped ones answer."""
    store = workspace.store.models
    answering, damaged = store.champions(), store.check()
    if not answering and not damaged:
        return
    lost = {model for model, digest in answering.items() if digest in damaged}
    says = f"{len(damaged):,} versions are damaged." if damaged else "All versions are whole."
    if lost:
        says += f" Of {', '.join(sorted(lost))} an earlier version, or the shipped one, answers."
    yield Finding(
        about="models",
        state="bad" if lost else "note" if damaged else "ok",
        says=says,
        next="Restore a backup, or train again: upslope models train NAME" if damaged else "",
    )


def text_index(workspace: Workspace) -> Iterator[Finding]:
    """Say whether the text index can be searched and follows the database; neither is a loss."""
    if workspace.store.postings.is_empty():
        return
    known, now = workspace.index.mark(), Changes(workspace.store.database).mark()
    well, says = False, "It is behind the database."
    if known is None:
        says = "There is none."
    elif known.revision == now.revision:
        try:
            workspace.index.search(Filters(limit=1))
            well, says = True, "It follows the database."
        except IndexUnusableError as error:
            says = error.what
    yield Finding(
        about="text index",
        state="ok" if well else "note",
        says=says,
        next="" if well else "Nothing to do: the next search brings it up to date.",
    )


def understandings(workspace: Workspace) -> Iterator[Finding]:
    """Count the postings that another version of the rules and models understood."""
    stale = sum(1 for _ in workspace.store.postings.outdated(reader(workspace.models)))
    yield Finding(
        about="reading",
        state="note" if stale else "ok",
        says=f"{stale:,} postings were understood by an earlier version."
        if stale
        else "All postings were understood by this version.",
        next="They are read again by: upslope start" if stale else "",
    )


def backups(workspace: Workspace) -> Iterator[Finding]:
    """Say how old the newest backup is."""
    if workspace.store.postings.is_empty():
        return
    newest = newest_backup(workspace.settings.home)
    made = newest.stat().st_mtime if newest else 0.0
    days = (datetime.now(UTC) - datetime.fromtimestamp(made, UTC)).days
    old = days > _OLD_BACKUP_DAYS
    yield Finding(
        about="backup",
        state="note" if old else "ok",
        says="There is none." if not newest else f"The newest is {days} days old.",
        next="Make one: upslope backup" if old else "",
    )
