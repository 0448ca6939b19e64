"""What ``upslope track`` does: applications, what is due of them, what came of them."""

from __future__ import annotations

from datetime import date

from upslope.guide.tracker.already import Applied, already
from upslope.guide.tracker.due import due
from upslope.records import ENDED, Application, Posting, Suggestion, Written
from upslope.workspace.applications import Applications


class Tracker(Applications):
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
        """Say whether the person applied to an opening, or to its employer, before."""
        known = posting if isinstance(posting, Posting) else self._stored(posting)
        roots = self._workspace.store.duplicates.roots([known.id])
        same = [id for id, root in roots.items() if root == roots[known.id]]
        return already(self.all(), same, known.hiring_organization)

    def calendar(self) -> bytes:
        """Return the days and reminders of all applications as a calendar file."""
        from upslope.guide.tracker.calendar import calendar

        return calendar(self.all())

    def suggestions(self) -> list[Suggestion]:
        """Return what mails seem to say, as long as the person did not answer."""
        return self._own.store.suggestions.waiting() if self._own.has_store() else []

    def agree(self, suggestion: str, application: Application | str | None = None) -> Application:
        """Take over what a mail says.

        Args:
            suggestion: its id, or the beginning of it.
            application: which one it is of, where the mail does not tell, or tells wrong.

        Raises:
            UsageError: there is no such suggestion, or it is not known of which application.
        """
        from upslope.errors import UsageError

        found = self._own.store.suggestions.get(suggestion)
        of = application or found.application
        if of is None and found.posting:  # proposed by an assistant
            began = self.track(found.posting, found.status, day=found.day, id=f"mail-{found.id}")
            self._own.store.suggestions.answer(found.id, "agreed")
            return began
        if of is None:
            raise UsageError(
                "The mail does not say which application it is of.",
                next="Name one: upslope track replies --agree ID --application APPLICATION",
            )
        moved = self.move(of, found.status, day=found.day, by="mail", id=f"mail-{found.id}"[:100])
        self._own.store.suggestions.answer(found.id, "agreed")
        return moved

    def dismiss(self, suggestion: str) -> None:
        """Note that a suggestion is not right; the same mail suggests it no more.

        Raises:
            UsageError: there is no such suggestion.
        """
        found = self._own.store.suggestions.get(suggestion)
        self._own.store.suggestions.answer(found.id, "dismissed")
