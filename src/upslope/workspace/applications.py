"""The applications of the person: read from their journal, written line by line."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from upslope.errors import UsageError
from upslope.guide.tracker import lines
from upslope.guide.tracker.fold import fold
from upslope.guide.tracker.written import as_day, as_id, as_status, checked
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

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

Decide = Callable[[list[JournalEntry]], Sequence[JournalEntry]]


class _Read(NamedTuple):
    """What was folded so far, and the last line that is in it."""

    last: JournalEntry | None
    folded: dict[str, Application]


class Applications:
    """What the person tracks. Everything they write is a line that is added, and never lost.

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
        if id in known:
            return known[id]
        found = [one for one in known.values() if id and id in (one.posting, "")]
        found = found or [
            one
            for one in known.values()
            if id and (one.id.startswith(id) or (one.posting or "").startswith(id))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            ids = " or ".join(one.id for one in found[:5])
            raise UsageError(f"Several applications begin with {id}.", next=f"Did you mean {ids}?")
        raise UsageError(f"There is no application {id[:100]!r}.", next="See: upslope track")

    def of(self, posting: str) -> Application | None:
        """Return the application of a stored posting, or of another posting of its opening."""
        return self.ids().get(posting)

    def ids(self) -> dict[str, Application]:
        """Return the applications on the board by the ids of their openings' postings.

        Of several for one opening, a posting's own comes first, then the furthest.
        """
        tracked = {one.posting: one for one in reversed(self.all()) if one.posting}
        roots = self._workspace.store.duplicates.roots(list(tracked)) if tracked else {}
        of_root = {
            roots[id]: one
            for id, one in sorted(tracked.items(), key=lambda pair: len(pair[1].steps))
        }
        return {id: tracked.get(id) or of_root[root] for id, root in roots.items()}

    def track(
        self,
        posting: Posting | str,
        status: Status = "saved",
        *,
        day: str | None = None,
        id: str | None = None,
    ) -> Application:
        """Track a stored posting, or move its application on; never back.

        Args:
            posting: itself, or its id or the beginning of one.
            status: where it stands.
            day: since when; default: today.
            id: of the line, so that the same word said twice counts once.

        Raises:
            UsageError: there is no such posting, or the day is none.
        """
        known = posting if isinstance(posting, Posting) else self._stored(posting)
        tracked = self.of(known.id)
        application = tracked.id if tracked else id_of("posting", known.id)
        said = {
            "posting": known.id,
            "company": known.hiring_organization or "",
            "title": known.title,
            "url": known.url or "",
            "place": "; ".join(known.job_location),
        }
        return self._begin(application, said, status, day, id=id)

    def add(  # noqa: PLR0913  (what a form asks for)
        self,
        *,
        company: str,
        title: str,
        url: str = "",
        place: str = "",
        status: Status = "applied",
        day: str | None = None,
        by: Author = "person",
        id: str | None = None,
    ) -> Application:
        """Track an opening that is not stored, by what the person knows of it.

        Args:
            company, title, url, place: of the opening; a company or a title must be told.
            status: where it stands.
            day: since when, ISO 8601; default: today.
            by: who says so.
            id: of the form, so that a form that is sent twice counts once.

        Raises:
            UsageError: nothing is told, a field is too long, or the day is none.
        """
        said = {"company": company, "title": title, "url": url, "place": place}
        if not company.strip() and not title.strip():
            raise UsageError("Say at which company, or for what.")
        application = id_of("added", as_id(id)) if id else uuid.uuid4().hex[:16]
        return self._begin(application, said, status, day, by=by)

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
        """Give an application another status; the one it has again, with another day, corrects it.

        Args:
            application: which one.
            status: the new one.
            day: since when, ISO 8601; default: today.
            seen: number of the application that the person saw.
            by: who says so.
            id: of the line, so that the same word said twice counts once.

        Raises:
            ChangedMeanwhileError: it was moved since it was seen.
            UsageError: there is no such application, status or day.
        """
        known = self._named(application)
        said: dict[str, str] = {"status": as_status(status)}
        if day is not None or known.status != said["status"] or not known.steps:
            said["day"] = as_day(day) if day else date.today().isoformat()
        line = self._line(known.id, "status", said, by=by, id=id)
        moved = self._write(known.id, lambda before: lines.moved(before, line, seen))
        self._learn(known, moved)
        return moved

    def details(
        self, application: Application | str, *, seen: int | None = None, **said: str
    ) -> Application:
        """Correct ``company``, ``title``, ``url`` or ``place``.

        Raises:
            ChangedMeanwhileError: one of these was corrected since it was seen.
            UsageError: a field is unknown or too long.
        """
        known = self._named(application)
        kept = checked("details", said)
        line = self._line(known.id, "details", {})
        whole = {name: kept.get(name, "") for name in said}
        line = msgspec.structs.replace(line, data=whole)
        return self._write(known.id, lambda before: lines.detailed(before, line, seen))

    def note(
        self, application: Application | str, text: str, *, id: str | None = None
    ) -> Application:
        """Write a note."""
        return self._append(application, "note", id, text=text)

    def contact(  # noqa: PLR0913  (what a form asks for)
        self,
        application: Application | str,
        name: str = "",
        *,
        role: str = "",
        email: str = "",
        text: str = "",
        id: str | None = None,
    ) -> Application:
        """Write down somebody to talk to."""
        return self._append(
            application, "contact", id, name=name, role=role, email=email, text=text
        )

    def document(
        self, application: Application | str, name: str, *, text: str = "", id: str | None = None
    ) -> Application:
        """Write down which document was used: which resume, which letter."""
        return self._append(application, "document", id, name=name, text=text)

    def date(
        self, application: Application | str, day: str, text: str = "", *, id: str | None = None
    ) -> Application:
        """Write down a day: an interview, an answer that was promised."""
        return self._append(application, "date", id, day=as_day(day), text=text)

    def remind(
        self, application: Application | str, day: str, text: str = "", *, id: str | None = None
    ) -> Application:
        """Ask to be reminded on a day, until it is done."""
        return self._append(application, "reminder", id, day=as_day(day), text=text)

    def change(
        self,
        application: Application | str,
        written: str,
        data: Mapping[str, str],
        *,
        seen: int | None = None,
    ) -> Application:
        """Change something written, or the day of a step, by its id; other fields stay.

        Raises:
            ChangedMeanwhileError: it was changed since it was seen; says what stands now.
            UsageError: there is nothing of that id, or a field is unknown, too long or missing.
        """
        known = self._named(application)

        def decide(before: list[JournalEntry]) -> Sequence[JournalEntry]:
            one = lines.written(before, written)
            said = {**lines.whole(one, data), "of": written}
            line = self._line(known.id, lines.kind_of(one), said)
            return lines.changed(before, line, seen)

        return self._write(known.id, decide)

    def done(
        self, application: Application | str, written: str, *, done: bool = True
    ) -> Application:
        """Tick a reminder off by its id, or take that back."""
        said = {"of": written, "done": "yes" if done else "no"}
        return self._mark(application, "done", said)

    def erase(self, application: Application | str, written: str) -> Application:
        """Show something written, or a step, no more. The journal keeps it."""
        return self._mark(application, "erased", {"of": written})

    def remove(self, application: Application | str) -> Application:
        """Take an application off the board; see :meth:`restore`."""
        known = self._mark(application, "removed", {})
        if known.posting and self._is_stored(known.posting):
            self._workspace.store.person.take_back([known.posting])
        return known

    def restore(self, application: Application | str) -> Application:
        """Put an application back on the board, with all that was written of it."""
        known = self._named(application)
        back = self._mark(known, "restored", {})
        self._learn(None if known.removed else known, back)
        return back

    def saw_closing(self, application: Application | str) -> Application:
        """Note that the person knows that the advert closed."""
        return self._mark(application, "seen", {"what": "closed"})

    def journal(self, application: Application | str | None = None) -> list[JournalEntry]:
        """Return the lines of the journal in order, all or those of an application."""
        if not self._own.has_store():
            return []
        wanted = None if application is None else self._named(application).id
        return self._own.store.journal.since(0, wanted)

    def _folded(self) -> dict[str, Application]:
        if not self._own.has_store():
            return {}
        last, folded = self._read
        fresh = self._own.store.journal.since(last.number if last else 0)
        if last and (not fresh or fresh[0].id != last.id):  # another journal: deleted, restored
            fresh, folded = self._own.store.journal.since(0), {}
        elif last:
            fresh = fresh[1:]
        if fresh or not folded:
            folded = fold(fresh, folded)
            self._read = _Read(fresh[-1] if fresh else None, folded)
        return folded

    def _named(self, application: Application | str) -> Application:
        return application if isinstance(application, Application) else self.get(application)

    def _stored(self, posting: str) -> Posting:
        return self._workspace.store.postings.get(posting)[0]

    def _is_stored(self, posting: str) -> bool:
        return bool(self._workspace.store.postings.by_ids([posting]))

    def _begin(  # noqa: PLR0913  (what begins an application)
        self,
        application: str,
        said: Mapping[str, str],
        status: Status,
        day: str | None,
        *,
        by: Author = "person",
        id: str | None = None,
    ) -> Application:
        when = as_day(day) if day else date.today().isoformat()
        step = {"status": as_status(status), **({"day": when} if day else {})}
        tracked = self._line(application, "tracked", {**said, "day": when}, by=by)
        line = self._line(application, "status", step, by=by, id=id)

        def decide(before: list[JournalEntry]) -> Sequence[JournalEntry]:
            if day or (before and lines.state(before).status == status):
                return lines.begun(before, tracked, line)
            data = {**line.data, "day": when}
            return lines.begun(before, tracked, msgspec.structs.replace(line, data=data))

        begun = self._write(application, decide)
        self._learn(None, begun)
        return begun

    def _append(
        self, application: Application | str, kind: EntryKind, id: str | None, **said: str
    ) -> Application:
        known = self._named(application)
        line = self._line(known.id, kind, said, id=id)
        return self._write(known.id, lambda before: [line] if lines.state(before) else [])

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
            data=checked(kind, said),
            at=now(),
            by=by,
        )

    def _write(self, application: str, decide: Decide) -> Application:
        self._own.store.journal.write(decide, application)
        return self._folded()[application]

    def _learn(self, before: Application | None, after: Application) -> None:
        """Let the ranking learn of an application that is new, or no longer only saved."""
        is_news = before is None or (before.status == "saved") != (after.status == "saved")
        if is_news and after.posting and self._is_stored(after.posting):
            choice: ChoiceKind = "saved" if after.status == "saved" else "applied"
            self._workspace.store.person.choose([after.posting], choice)


def id_of(*parts: str) -> str:
    """Return the id of an application that is known by something of its own, always the same.

    >>> id_of("posting", "gh-1") == id_of("posting", "gh-1") != id_of("added", "gh-1")
    True
    """
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]
