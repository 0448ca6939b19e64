"""The mails of a Maildir folder (https://cr.yp.to/proto/maildir.html); mails packed into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from upslope.errors import UsageError
from upslope.formats.mail.message import MAX_BYTES

PACKED = "multipart/digest"
"""Media type of mails that Upslope packed from a mailbox: a server may vouch for their senders."""

_FROM = re.compile(rb"^(>*From )", re.MULTILINE)


def is_maildir(folder: Path) -> bool:
    """Say whether a folder is a Maildir."""
    return any((folder / part).is_dir() for part in ("cur", "new"))


def read_maildir(folder: Path) -> Iterator[bytes]:
    """Yield the mails as they stand, oldest first, each cut where no mail is read further.

    Links are not followed, and what is being delivered (``tmp``) is passed over.

    Raises:
        UsageError: the folder is no Maildir.
    """
    if not is_maildir(folder):
        raise UsageError(
            f"The folder {folder} is no Maildir: it has no cur or new in it.",
            next="Give the folder of one mailbox, or a file (.eml, mbox).",
        )
    files = [
        file
        for part in ("cur", "new")
        if (folder / part).is_dir()
        for file in (folder / part).iterdir()
        if file.is_file() and not file.is_symlink()
    ]
    for file in sorted(files, key=lambda file: file.stat().st_mtime):
        with file.open("rb") as stream:
            yield stream.read(MAX_BYTES + 1)


def packed(messages: Iterable[bytes]) -> bytes:
    """Put mails into one mbox: a line ``From`` before each, such lines in them marked with ``>``.

    >>> packed([b"Subject: a\\n\\nFrom here\\n"])
    b'From - \\nSubject: a\\n\\n>From here\\n\\n'
    """
    return b"".join(
        b"From - \n" + _FROM.sub(rb">\1", message).rstrip(b"\r\n") + b"\n\n" for message in messages
    )
