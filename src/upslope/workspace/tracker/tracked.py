"""Applications as their journal tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from upslope.errors import NotFoundError, UsageError
from upslope.guide.tracker.fold import fold
from upslope.records import Application, JournalEntry, Posting

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace


class _Read(NamedTuple):
    """What was folded so far, and the last line that is in it."""

    last: JournalEntry | None
    folded: dict[str, Application]


class Tracked:
    """What the person tracks, looked up.

    An application is named by itself, or by its id, a posting's id, or the beginning of one.

    Args:
        workspace: whose postings are tracked.
        own: the person's own workspace, whose journal it is, while the sample is shown too.
    """

    def __init__(self, workspace: Workspace, own: Workspace) -> None:
        self._workspace, self._own = workspace, own
        self._read = _Read(None, {})

    def all(self, *, removed: bool = False) -> list[Application]:
        """Return the applications, the one that was written of last first.

        Args:
            removed: those that were taken off the board too.
        """
        found = [one for one in self._folded().values() if removed or not one.removed]
        return sorted(found, key=lambda one: -one.number)

    def get(self, id: str) -> Application:
        """Return one by its id or its posting's, or by the beginning of it; removed ones too.

        Raises:
            UsageError: none or several begin so.
        """
        known = self._folded()
        exact = [one for one in known.values() if id and id in (one.id, one.posting)]
        found = exact[:1] or [
            one
            for one in known.values()
            if id and (one.id.startswith(id) or (one.posting or "").startswith(id))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            ids = " or ".join(one.id for one in found[:5])
            raise UsageError(f"Several applications begin with {id}.", next=f"Did you mean {ids}?")
        raise NotFoundError(f"There is no application {id[:100]!r}.", next="See: upslope track")

    def of(self, posting: str) -> Application | None:
        """Return the application of a stored posting, or of another posting of its opening."""
        return self.ids().get(posting)

    def ids(self) -> dict[str, Application]:
        """Return the applications on the board by the ids of their openings' postings.

        Where an opening has several, each posting leads to its own, and the others to the one that
        had the most steps.
        """
        tracked = {one.posting: one for one in reversed(self.all()) if one.posting}
        if not tracked:
            return {}
        roots = self._workspace.store.duplicates.roots(list(tracked))
        furthest = sorted(tracked, key=lambda id: len(tracked[id].steps))
        of_opening = {roots[id]: tracked[id] for id in furthest}
        return {id: tracked.get(id) or of_opening[root] for id, root in roots.items()}

    def journal(self, application: Application | str | None = None) -> list[JournalEntry]:
        """Return the lines of the journal in order, all or those of an application."""
        if not self._own.has_store():
            return []
        wanted = None if application is None else self._named(application).id
        return self._own.store.journal.since(0, wanted)

    def _folded(self) -> dict[str, Application]:
        """Read what was written since the last look, and fold it in."""
        if not self._own.has_store():
            return {}
        last, folded = self._read
        fresh = self._own.store.journal.since(last.number if last else 0)
        if last and (not fresh or fresh[0].id != last.id):  # another journal: deleted, restored
            last, folded, fresh = None, {}, self._own.store.journal.since(0)
        folded = fold(fresh[1:] if last else fresh, folded)
        self._read = _Read(fresh[-1] if fresh else None, folded)
        return folded

    def _named(self, application: Application | str) -> Application:
        return application if isinstance(application, Application) else self.get(application)

    def _stored(self, posting: Posting | str) -> Posting:
        if isinstance(posting, Posting):
            return posting
        return self._workspace.store.postings.get(posting)[0]

    def _is_stored(self, posting: str) -> bool:
        return bool(self._workspace.store.postings.by_ids([posting]))
