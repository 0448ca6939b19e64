"""What comes from elsewhere: what mails suggest, and what files of other trackers list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from upslope.errors import UsageError
from upslope.guide.tracker.taken_over import TakenOver, take_over
from upslope.records import STATUSES, Application, JournalEntry, Mail, Problem, Suggestion
from upslope.store.runs import now
from upslope.workspace.tracker.restoring import Restoring


class Imported(NamedTuple):
    """What became of a file's rows: new applications, such as moved on, known ones, refused."""

    taken: list[Application]
    moved: list[Application]
    known: list[Application]
    refused: list[Problem]


class Incoming(Restoring):
    """Applications taken over, and moved as mails suggest if the person agrees."""

    def read_file(self, name: str, content: bytes | Path) -> Imported:
        """Take over the applications that a table or an export of LinkedIn's lists.

        The same file again changes nothing.

        Args:
            name: of the file.
            content: its bytes, or where it is.

        Raises:
            DocumentError: it is neither, or is damaged; nothing is taken over.
            UsageError: there is no such file.
        """
        from upslope.formats.linkedin_export import is_export
        from upslope.guide.tracker import linkedin, table_file
        from upslope.workspace.given import reply_of

        data = content if isinstance(content, bytes) else reply_of(content).body
        reader = linkedin.read if is_export(data) else table_file.read
        rows, problems = reader(name, data)
        taken = TakenOver()

        def decide(before: list[JournalEntry]) -> Sequence[JournalEntry]:
            nonlocal taken
            taken = take_over(rows, before, now())
            return taken.lines

        self._own.store.journal.write(decide)
        known = self._folded()
        fresh, moved, same = (
            [known[id] for id in ids] for ids in (taken.fresh, taken.moved, taken.known)
        )
        return Imported(fresh, moved, same, problems)

    def read_mails(self, origin: str) -> list[Suggestion]:
        """Read mails for what they say of applications; return what they suggest and is new.

        Nothing of the mails is kept but the sentences that are shown.

        Args:
            origin: a mail (.eml), an mbox file, a Maildir folder, a folder of mails, or
                ``imaps://user@host/Folder``.

        Raises:
            DocumentError: the one mail that is given cannot be read; of several it is left out.
            UsageError: there is no such file or folder, or no password.
            NetworkError: the server could not be asked.
        """
        from upslope.guide.tracker import replies
        from upslope.settings import keys
        from upslope.workspace.tracker.mailboxes import mails_of

        known = self.all()
        mails = (mail for mail in mails_of(origin, keys.find) if isinstance(mail, Mail))
        found = [one for mail in mails if (one := replies.read(mail, known))]
        by_id = {one.id: one for one in known}
        news = [one for one in found if _is_news(one, by_id.get(one.application or ""))]
        return self._own.store.suggestions.put(news)

    def suggestions(self) -> list[Suggestion]:
        """Return what was suggested, as long as the person did not answer."""
        return self._own.store.suggestions.waiting() if self._own.has_store() else []

    def agree(self, suggestion: str, application: Application | str | None = None) -> Application:
        """Take over what is suggested.

        Args:
            suggestion: its id, or the beginning of it.
            application: which one it is of, where it does not tell, or tells wrong.

        Raises:
            UsageError: there is no such suggestion, or it is not known of which application.
        """
        kept = self._own.store.suggestions
        found = kept.get(suggestion)
        of, line = application or found.application, f"mail.{found.id}"[:100]
        if of is not None:
            moved = self.move(of, found.status, day=found.day, by="mail", id=line)
        elif found.posting:
            moved = self.track(found.posting, found.status, day=found.day, id=line)
        else:
            raise UsageError(
                "It is not known which application this is of.",
                next="Name one: upslope track replies --agree ID --application APPLICATION",
            )
        kept.answer(found.id, "agreed")
        return moved

    def dismiss(self, suggestion: str) -> None:
        """Note that a suggestion is not right; the same one is not made again.

        Raises:
            UsageError: there is no such suggestion.
        """
        kept = self._own.store.suggestions
        kept.answer(kept.get(suggestion).id, "dismissed")


def _is_news(one: Suggestion, application: Application | None) -> bool:
    """Say whether a mail tells of something after what stands; old mails are read too."""
    if application is None or not application.steps:
        return True
    from upslope.guide.tracker.replies import is_news

    standing = application.steps[-1]
    is_later = STATUSES.index(one.status) > STATUSES.index(standing.status)
    return is_news(one, application) and (is_later or one.day > standing.day)
