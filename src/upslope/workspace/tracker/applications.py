"""Applications begun, moved, corrected, and taken off the board."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from upslope.errors import UsageError
from upslope.guide.tracker import lines
from upslope.guide.tracker.written import as_day, as_id, as_status, checked, fitting, id_of
from upslope.records import (
    Application,
    Author,
    ChoiceKind,
    EntryKind,
    JournalEntry,
    Posting,
    Status,
)
from upslope.store.runs import now
from upslope.workspace.tracker.tracked import Tracked


class Applications(Tracked):
    """Where each application stands. Whatever is said is a line that is added to the journal.

    ``seen`` is the number of what the person's page showed: if somebody wrote of the same thing
    since, :class:`upslope.errors.ChangedMeanwhileError` tells what stands now, and nothing is
    written. A line of an ``id`` that is there already counts once.
    """

    def track(
        self,
        posting: Posting | str,
        status: Status = "saved",
        *,
        day: str | None = None,
        id: str | None = None,
    ) -> Application:
        """Track a stored posting, or move its application on, never back; the ranking learns of it.

        Args:
            posting: itself, or its id or the beginning of one.
            status: where it stands.
            day: since when, ISO 8601; default: today.
            id: of the line.

        Raises:
            UsageError: there is no such posting or status, or the day is none.
        """
        known = self._stored(posting)
        tracked = self.of(known.id)
        said = {
            "posting": known.id,
            "company": known.hiring_organization or "",
            "title": known.title,
            "url": known.url or "",
            "place": "; ".join(known.job_location),
        }
        application = tracked.id if tracked else id_of("posting", known.id)
        return self._begin(application, fitting(said), status, day, id=id)

    def add(  # noqa: PLR0913  (what a form asks for)
        self,
        *,
        company: str,
        title: str,
        url: str = "",
        place: str = "",
        status: Status = "applied",
        day: str | None = None,
        id: str | None = None,
    ) -> Application:
        """Track an opening that is not stored, by what the person knows of it.

        Args:
            company, title, url, place: of the opening; a company or a title must be told.
            status: where it stands.
            day: since when, ISO 8601; default: today.
            id: of the form, so that a form that is sent twice counts once.

        Raises:
            UsageError: nothing is told, a field is too long, or the day is none.
        """
        said = checked("tracked", {"company": company, "title": title, "url": url, "place": place})
        if not said.keys() & {"company", "title"}:
            raise UsageError("Say at which company it is, or for what.")
        application = id_of("added", as_id(id)) if id else uuid.uuid4().hex[:16]
        return self._begin(application, said, status, day, id=id)

    def move(  # noqa: PLR0913  (what a form asks for)
        self,
        application: Application | str,
        status: Status,
        *,
        day: str | None = None,
        seen: int | None = None,
        by: Author = "person",
        id: str | None = None,
    ) -> Application:
        """Give an application another status; the one it has, with another day, corrects the day.

        Args:
            application: which one.
            status: the new one.
            day: since when, ISO 8601; default: today.
            seen: number of the application that the person saw.
            by: who says so.
            id: of the line.

        Raises:
            ChangedMeanwhileError: it was moved since it was seen.
            UsageError: there is no such application, status or day.
        """
        known = self._named(application)
        step = {"status": as_status(status), **({"day": as_day(day)} if day else {})}
        line = self._line(known.id, "status", step, by=by, id=id)
        moved = self._write(known.id, lambda before: lines.moved(before, line, _today(), seen))
        self._learn(known, moved)
        return moved

    def details(
        self, application: Application | str, *, seen: int | None = None, **said: str
    ) -> Application:
        """Correct ``company``, ``title``, ``url`` or ``place``; an empty text clears it.

        Raises:
            ChangedMeanwhileError: one of these was corrected otherwise since it was seen.
            UsageError: a field is unknown or too long.
        """
        known = self._named(application)
        kept = checked("details", said)
        line = self._line(known.id, "details", {name: kept.get(name, "") for name in said})
        return self._write(known.id, lambda before: lines.detailed(before, line, seen))

    def remove(self, application: Application | str) -> Application:
        """Take an application off the board; :meth:`restore` puts it back with all of it."""
        gone = self._mark(application, "removed", {})
        if gone.posting and self._is_stored(gone.posting):
            self._workspace.store.person.take_back([gone.posting])
        return gone

    def restore(self, application: Application | str) -> Application:
        """Put an application back on the board, with all that was written of it."""
        back = self._mark(application, "restored", {})
        self._learn(None, back)
        return back

    def saw_closing(self, application: Application | str) -> Application:
        """Note that the person knows that the advert closed."""
        return self._mark(application, "seen", {"what": "closed"})

    def _begin(
        self,
        application: str,
        said: Mapping[str, str],
        status: Status,
        day: str | None,
        *,
        id: str | None,
    ) -> Application:
        since = {"day": as_day(day)} if day else {}
        tracked = self._line(application, "tracked", {**said, **since})
        step = self._line(application, "status", {"status": as_status(status), **since}, id=id)
        begun = self._write(
            application, lambda before: lines.begun(before, tracked, step, _today())
        )
        self._learn(None, begun)
        return begun

    def _mark(
        self, application: Application | str, kind: EntryKind, said: Mapping[str, str]
    ) -> Application:
        known = self._named(application)
        line = self._line(known.id, kind, said)
        return self._write(known.id, lambda before: lines.marked(before, line))

    def _line(
        self,
        application: str,
        kind: EntryKind,
        said: Mapping[str, str],
        *,
        by: Author = "person",
        id: str | None = None,
    ) -> JournalEntry:
        return JournalEntry(
            id=as_id(id) if id else uuid.uuid4().hex,
            application=application,
            kind=kind,
            data=dict(said),
            at=now(),
            by=by,
        )

    def _write(
        self, application: str, decide: Callable[[list[JournalEntry]], Sequence[JournalEntry]]
    ) -> Application:
        self._own.store.journal.write(decide, application)
        return self._folded()[application]

    def _learn(self, before: Application | None, after: Application) -> None:
        """Let the ranking learn of an application that is new, or no longer only saved."""
        is_news = before is None or (before.status == "saved") != (after.status == "saved")
        if is_news and after.posting and self._is_stored(after.posting):
            choice: ChoiceKind = "saved" if after.status == "saved" else "applied"
            self._workspace.store.person.choose([after.posting], choice)


def _today() -> str:
    return date.today().isoformat()
