"""What is written down of an application: notes, people, documents, days, reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upslope.guide.tracker import lines
from upslope.guide.tracker.written import as_day, checked
from upslope.records import Application, EntryKind, JournalEntry
from upslope.workspace.tracker.applications import Applications


class Notes(Applications):
    """What is written of applications. What two windows add both stays.

    Each raises a :class:`upslope.errors.UsageError` for an application that there is not, and for
    a field that is empty or too long, with nothing written.
    """

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
        said = {"name": name, "role": role, "email": email, "text": text}
        return self._append(application, "contact", id, **said)

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
        """Ask to be reminded from a day on, until it is done."""
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

        Args:
            application: whose.
            written: id of what is changed.
            data: the fields that change.
            seen: number of what the person saw.

        Raises:
            ChangedMeanwhileError: it was changed since it was seen; says what stands now.
            UsageError: there is nothing of that id, or a field is unknown, too long or missing.
        """
        known = self._named(application)

        def decide(before: list[JournalEntry]) -> Sequence[JournalEntry]:
            one = lines.written(before, written)
            kind, said = lines.kind_of(one), lines.whole(one, data)
            line = self._line(known.id, kind, {**checked(kind, said), "of": written})
            return lines.changed(before, line, seen)

        return self._write(known.id, decide)

    def done(
        self, application: Application | str, written: str, *, done: bool = True
    ) -> Application:
        """Tick a reminder off by its id, or take that back."""
        return self._mark(application, "done", {"of": written, "done": "yes" if done else "no"})

    def erase(self, application: Application | str, written: str) -> Application:
        """Show something written, or a step, no more. The journal keeps it."""
        return self._mark(application, "erased", {"of": written})

    def _append(
        self, application: Application | str, kind: EntryKind, id: str | None, **said: str
    ) -> Application:
        known = self._named(application)
        line = self._line(known.id, kind, checked(kind, said), id=id)
        return self._write(known.id, lambda before: lines.appended(before, line))
