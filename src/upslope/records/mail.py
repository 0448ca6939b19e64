"""What a mail says, as far as job alerts and replies to applications need it."""

from __future__ import annotations

import msgspec


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came with a mail. ``sha256`` of its content is its only safe name.

    ``shown_as`` is what the sender calls it: words to show, never a path. ``size`` is in bytes.
    """

    sha256: str
    shown_as: str
    content_type: str
    size: int


class Mail(msgspec.Struct, kw_only=True):
    """One mail.

    ``date`` is ISO 8601 with its offset, ``None`` where the mail states none that can be read.
    ``text`` and ``html`` are its bodies, empty where it has none of that kind; ``html`` is as it
    came and must be cleaned before it is shown. ``links`` are the addresses on the web in both.
    ``verified`` says that the server which received the mail found the sender's domain to be true;
    without that, anybody may have written it. ``cut`` says that it was too large to be read whole.
    """

    message_id: str = ""
    subject: str = ""
    sender: str = ""
    sender_name: str = ""
    date: str | None = None
    text: str = ""
    html: str = ""
    links: list[str] = []
    attachments: list[Attachment] = []
    verified: bool = False
    cut: bool = False
