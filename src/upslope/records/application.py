"""One application and its journal: what a person wrote of it, kept line by line."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Status = Literal[
    "saved",
    "applied",
    "screening",
    "interview",
    "offer",
    "accepted",
    "rejected",
    "withdrawn",
    "no_answer",
]
STATUSES: tuple[Status, ...] = get_args(Status)
"""From the first to the last; those of :data:`ENDED` end an application."""

ENDED: frozenset[Status] = frozenset({"accepted", "rejected", "withdrawn", "no_answer"})

EntryKind = Literal[
    "tracked",
    "details",
    "status",
    "note",
    "contact",
    "document",
    "date",
    "reminder",
    "done",
    "erased",
    "removed",
    "restored",
    "seen",
]
Author = Literal["person", "mail", "import"]


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal: never changed and never deleted, but with all of the person's data.

    Args:
        id: of the line; writing a line of the same id once more changes nothing.
        application: whose line it is.
        kind: what was written; see :mod:`upslope.guide.tracker.fold` for what ``data`` holds.
        at: when it was written, ISO 8601 in UTC.
        by: the person, or what they took over from a mail or a file.
        number: its place in the journal; 0 as long as it is not kept.
    """

    id: str
    application: str
    kind: EntryKind
    data: dict[str, str]
    at: str
    by: Author = "person"
    number: int = 0


class StatusStep(msgspec.Struct, frozen=True, kw_only=True):
    """A status, the day from which it holds (ISO 8601; empty if not known) and who said so.

    ``id`` is of the line that began it, ``number`` of the one that wrote it last.
    """

    status: Status
    day: str
    at: str
    by: Author = "person"
    id: str = ""
    number: int = 0


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """Something written down: a note, a person to talk to, a document used, a day, a reminder.

    Args:
        id: of the line that began it; later ones change it.
        kind: which of these it is.
        data: its fields: ``text`` of a note; ``name``, ``role``, ``email``, ``text`` of a contact;
            ``name``, ``text`` of a document; ``day``, ``text`` of a date or a reminder.
        at: when it was last written.
        number: of the line that wrote it last: who changes it says which one they saw.
        done: of a reminder: whether it was done.
    """

    id: str
    kind: EntryKind
    data: dict[str, str]
    at: str
    number: int
    done: bool = False


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """One application as its journal tells it.

    Args:
        id: of the application.
        posting: of the stored posting it is about; ``None`` where it is not stored.
        company: where.
        title: for what.
        url: of the advert.
        steps: every status it had, oldest first; corrected days replace those before.
        written: notes, contacts, documents, dates and reminders, oldest first.
        number: of its last line: who moves it says which one they saw.
        began: the day on which it was tracked, ISO 8601.
        seen_closed: whether the person was told that the advert closed.
        removed: whether it was taken off the board.
    """

    id: str
    posting: str | None = None
    company: str = ""
    title: str = ""
    url: str = ""
    place: str = ""
    steps: list[StatusStep] = []
    written: list[Written] = []
    number: int = 0
    began: str = ""
    seen_closed: bool = False
    removed: bool = False

    @property
    def status(self) -> Status:
        """Where it stands now.

        >>> Application(id="a").status
        'saved'
        """
        return self.steps[-1].status if self.steps else "saved"


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail seems to say of an application; nothing changes until the person agrees.

    Args:
        id: of the suggestion: the same mail gives the same one.
        application: which one is meant; ``None`` if the person must say.
        posting: a stored posting that an assistant proposes to track, where none is tracked.
        status: what the mail says.
        day: of the mail, ISO 8601.
        quote: the sentence it rests on.
        sender: whom the mail says it is from.
        subject: of the mail.
        verified: whether the mailbox's server vouches for the sender.
        probability: how sure the reading is, 0 to 1.
    """

    id: str
    application: str | None
    status: Status
    day: str
    quote: str
    sender: str
    subject: str
    posting: str | None = None
    verified: bool = False
    probability: float = 0.0
