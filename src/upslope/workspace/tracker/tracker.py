"""What ``upslope track`` does: applications, what is due of them, what came of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from upslope.guide.tracker.already import Applied, already
from upslope.guide.tracker.due import due
from upslope.records import ENDED, Application, Posting, Written
from upslope.workspace.tracker.incoming import Incoming

if TYPE_CHECKING:
    from upslope.records.market import MarketTable


class Tracker(Incoming):
    """The applications of one person, looked through."""

    def due(self, until: date | None = None) -> list[tuple[Application, Written]]:
        """Return reminders and dates until a day (default: today), the earliest first."""
        today = date.today()
        return due(self.all(), until or today, today)

    def closings(self) -> list[Application]:
        """Return applications that go on, whose advert closed, as long as the person knows not.

        An opening is closed when none of its postings is open.
        """
        going = {
            one.posting: one
            for one in self.all()
            if one.posting and one.status not in ENDED and not one.seen_closed
        }
        if not going:
            return []
        store = self._workspace.store
        roots = store.duplicates.roots(list(going))
        stored = {posting.id: posting for posting, _ in store.postings.by_ids(list(roots))}
        still_open = {roots[id] for id, posting in stored.items() if not posting.closed}
        return [one for id, one in going.items() if id in stored and roots[id] not in still_open]

    def already(self, posting: Posting | str) -> list[Applied]:
        """Return what the person sent to an opening, then to its employer, the newest first."""
        known = self._stored(posting)
        roots = self._workspace.store.duplicates.roots([known.id])
        same = [id for id, root in roots.items() if root == roots[known.id]]
        return already(self.all(), same, known.hiring_organization)

    def funnel(self) -> list[MarketTable]:
        """Return how many applications came how far, how long that took, and how sure that is."""
        from upslope.guide.tracker import funnel

        return funnel.tables(self.all(), date.today())

    def calendar(self) -> bytes:
        """Return the days and reminders of all applications as a calendar file."""
        from upslope.guide.tracker.calendar import calendar

        return calendar(self.all())
