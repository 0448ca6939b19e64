"""The mails of a person, read for what they say of applications; none of them is kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from upslope.errors import DocumentError, UsageError
from upslope.records import Mail
from upslope.sources.door.keys import Find


def mails_of(origin: str, find: Find) -> Iterator[Mail | DocumentError]:
    """Read the newest mails of a mailbox, or the one in a file.

    Args:
        origin: a mail (.eml), an mbox file, a Maildir folder, a folder of mails, or
            ``imaps://user@host/Folder``.
        find: gives the person's own key of a name.

    Raises:
        UsageError: there is no such file or folder, or no password.
        NetworkError: the server could not be asked.
    """
    from upslope.formats.mail import is_maildir, packed, read_maildir, read_mbox
    from upslope.workspace.portals import newest

    if origin.lower().startswith("imaps:"):
        return read_mbox(io.BytesIO(_over_imap(origin, find)), received=True)
    path = Path(origin)
    if path.is_dir() and is_maildir(path):
        return read_mbox(io.BytesIO(packed(newest(read_maildir(path)))), received=True)
    if path.is_dir():
        files = sorted(path.glob("*.eml"), key=lambda file: file.stat().st_mtime)
        return read_mbox(io.BytesIO(packed(newest(map(_bytes, files)))))
    return _of_file(path)


def _over_imap(origin: str, find: Find) -> bytes:
    from upslope.settings.keys import variable
    from upslope.sources.door.imap import ImapDoor
    from upslope.sources.door.mailbox import Mailbox
    from upslope.workspace.portals import PASSWORD

    mailbox, password = Mailbox.parse(origin), find(PASSWORD)
    if not mailbox.folder:
        raise UsageError(
            "Name the folder in which the replies are: of an inbox every mail would be read.",
            next=f"For example {origin.rstrip('/')}/Applications, or /INBOX for all of it.",
        )
    if not password:
        raise UsageError(
            f"The password of {mailbox.host} is not known.",
            next=f"Keep it: upslope keys set {PASSWORD}, or set {variable(PASSWORD)}.",
        )
    return ImapDoor().fetch(mailbox, password, today=datetime.now(UTC).date()).body


def _of_file(path: Path) -> Iterator[Mail | DocumentError]:
    from upslope.formats.mail import messages, packed, read, read_mbox
    from upslope.workspace.portals import newest

    data = _bytes(path)
    if data.startswith(b"From "):
        with path.open("rb") as stream:
            return read_mbox(io.BytesIO(packed(newest(messages(stream)))))
    return iter([read(data)])


def _bytes(path: Path) -> bytes:
    from upslope.formats.mail import MAX_BYTES

    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} could not be read: {error.strerror}.") from error
