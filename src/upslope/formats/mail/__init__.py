"""Mails, one by one (.eml) or from an mbox file."""

from upslope.formats.mail.mbox import read_mbox
from upslope.formats.mail.message import MAX_BYTES, read

__all__ = ["MAX_BYTES", "read", "read_mbox"]
