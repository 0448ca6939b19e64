"""What a person brings from the job portals: alert mails, and where the people they know work."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from upslope.errors import UsageError
from upslope.records import Posting, Reply

if TYPE_CHECKING:
    from upslope.sources.door.keys import Find
    from upslope.store import Store

PASSWORD = "imap_password"  # noqa: S105 - the name of a key, not a password
"""Name of the person's own key for a mailbox."""

MOST_MAILS, MOST_BYTES = 2_000, 64 * 2**20
"""Alert mails of a folder or an mbox, and bytes of them together, that are taken: the newest."""
_MBOX = b"From "


class Acquainted(NamedTuple):
    """A company, how many of the person's connections work there, and its open postings here."""

    company: str
    people: int
    postings: int


def is_mailbox(origin: str) -> bool:
    """Say whether what a person names is a mailbox: an address, a Maildir folder or an mbox.

    >>> is_mailbox("imaps://ada@mail.example/Jobs"), is_mailbox("/no/such/file")
    (True, False)
    """
    from upslope.formats.mail import is_maildir

    if origin.lower().startswith("imaps:"):
        return True
    path = Path(origin)
    return is_maildir(path) if path.is_dir() else _begins(path) == _MBOX


def mails_of(origin: str, store: Store, find: Find) -> Reply:
    """Copy the alert mails of a mailbox; other mails are neither read nor kept.

    Args:
        origin: ``imaps://user@host/Folder``, a Maildir folder or an mbox file.
        store: knows which mails of an address came before.
        find: gives the person's own key of a name.

    Raises:
        UsageError: there is no password, folder or file.
        NetworkError: the server could not be asked.
    """
    if origin.lower().startswith("imaps:"):
        return _over_imap(origin, store, find)
    path = Path(origin)
    return _of_maildir(path) if path.is_dir() else _of_mbox(path)


def _over_imap(origin: str, store: Store, find: Find) -> Reply:
    from upslope.settings.keys import variable
    from upslope.sources.door.imap import ImapDoor
    from upslope.sources.door.mailbox import Mailbox

    mailbox, password = Mailbox.parse(origin), find(PASSWORD)
    if not password:
        raise UsageError(
            f"The password of {mailbox.host} is not known.",
            next=f"Keep it: upslope keys set {PASSWORD}, or set {variable(PASSWORD)}. Many "
            "providers want a password of its own for each program.",
        )
    before = store.replies.last(str(mailbox))
    today = datetime.now(UTC).date()
    return ImapDoor().fetch(mailbox, password, before.etag if before else None, today=today)


def _of_maildir(folder: Path) -> Reply:
    from upslope.formats.alerts.mailbox import is_alert
    from upslope.formats.mail import PACKED, packed, read_maildir

    kept = newest(filter(is_alert, read_maildir(folder)))
    return Reply(url=folder.name, body=packed(kept), media_type=PACKED)


def _of_mbox(file: Path) -> Reply:
    from upslope.formats.alerts.mailbox import is_alert
    from upslope.formats.mail import messages, packed

    try:
        with file.open("rb") as stream:
            kept = newest(filter(is_alert, messages(stream)))
    except OSError as error:
        raise UsageError(f"{file} could not be read: {error.strerror}.") from error
    return Reply(url=file.name, body=packed(kept) or _MBOX)


def newest(mails: Iterable[bytes]) -> list[bytes]:
    """Keep the last of the mails: :data:`MOST_MAILS` and :data:`MOST_BYTES`; newest first."""
    kept, total = deque[bytes](), 0
    for mail in mails:
        kept.append(mail)
        total += len(mail)
        while len(kept) > MOST_MAILS or total > MOST_BYTES:
            total -= len(kept.popleft())
    return list(kept)[::-1]


def _begins(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_MBOX))
    except OSError:
        return b""


class Connections:
    """Counts of the person's connections by company, and what they are good for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def parted(self, reply: Reply) -> tuple[Reply, str]:
        """Store the counts that an export of LinkedIn's holds, in place of those before.

        Returns:
            The export with its jobs only, which is all that may be kept, and what was counted.

        Raises:
            DocumentError, ReadError: it is no export, or is damaged.
        """
        from upslope.formats.linkedin_export import Export, jobs_only

        export = Export(reply.body)
        said = self._count(export.companies()) if "connections" in export else ""
        return msgspec.structs.replace(reply, body=jobs_only(reply.body)), said

    def _count(self, companies: list[str]) -> str:
        from upslope.normalize.company import company_key
        from upslope.store.connections import Acquaintances

        spelled: dict[str, Counter[str]] = {}
        for company in companies:
            if key := company_key(company):
                spelled.setdefault(key, Counter())[company] += 1
        known = {
            key: Acquaintances(company=names.most_common(1)[0][0], people=names.total())
            for key, names in spelled.items()
        }
        self._store.connections.replace(known)
        people = sum(one.people for one in known.values())
        return f"Counted, without names: connections {people:,}, companies {len(known):,}."

    def at(self, companies: Iterable[str | None]) -> dict[str, int]:
        """Count the connections at each of these companies, by the name as it is given."""
        known = self._store.connections.all()
        if not known:
            return {}
        from upslope.normalize.company import company_key

        keys = {name: company_key(name) for name in companies if name}
        return {name: known[key].people for name, key in keys.items() if key in known}

    def of(self, postings: Iterable[Posting]) -> dict[str, int]:
        """Count the connections at the company of each posting, by the posting's id."""
        listed = list(postings)
        people = self.at({posting.hiring_organization for posting in listed})
        return {
            posting.id: people[posting.hiring_organization]
            for posting in listed
            if posting.hiring_organization in people
        }

    def with_openings(self) -> list[Acquainted]:
        """Every company where the person knows somebody, those with open postings first."""
        from upslope.normalize.company import company_key

        openings = Counter(
            company_key(posting.hiring_organization) for posting, _ in self._store.postings.all()
        )
        known = self._store.connections.all()
        listed = [Acquainted(one.company, one.people, openings[key]) for key, one in known.items()]
        return sorted(listed, key=lambda one: (-one.postings, -one.people, one.company.casefold()))
