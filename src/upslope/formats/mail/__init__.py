"""Mails, one by one (.eml), from an mbox file or from a Maildir folder."""

from upslope.formats.mail.maildir import PACKED, is_maildir, packed, read_maildir
from upslope.formats.mail.mbox import messages, read_mbox
from upslope.formats.mail.message import MAX_BYTES, read

__all__ = [
    "MAX_BYTES",
    "PACKED",
    "is_maildir",
    "messages",
    "packed",
    "read",
    "read_maildir",
    "read_mbox",
]
