"""What a person names to collect from: a page, a file, an export, a mailbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from upslope.formats.linkedin_export import is_export
from upslope.records import Reply
from upslope.settings import keys
from upslope.sources.pages.files import Files
from upslope.sources.recognize import recognize
from upslope.sources.source import Source
from upslope.workspace.given import reply_of
from upslope.workspace.portals import Connections, is_mailbox, mails_of

if TYPE_CHECKING:
    from upslope.workspace.opened import Opened


class Saved(NamedTuple):
    """What was saved, whose reader reads it, and what a person should know of it."""

    reader: Source
    reply: Reply
    note: str


def is_page(origin: str) -> bool:
    """Say whether an origin is the address of a page, to be asked for.

    >>> is_page("https://careers.acme.example/1"), is_page("imaps://a@b.example"), is_page("a.csv")
    (True, False, False)
    """
    return bool(re.match(r"[a-z][a-z0-9+.-]+://", origin, re.I)) and not is_mailbox(origin)


def saved(
    origin: str, workspace: Opened, source: str | None, columns: Mapping[str, str] | None
) -> Saved:
    """Open a file, a folder of mails or a mailbox, and choose who reads it.

    Args:
        origin: a path, or ``imaps://user@host/Folder``.
        workspace: whose sources and connections.
        source: whose reader to use; default: the one that understands it best.
        columns: for a table: which column holds a field.

    Raises:
        UsageError: there is no such file or source.
    """
    if source in {None, "email_alerts"} and is_mailbox(origin):
        mails = mails_of(origin, workspace.store, keys.find)
        return Saved(workspace.source("email_alerts"), mails, "")
    reply = reply_of(Path(origin))
    reader = Files(columns) if columns else _reader(reply, workspace, source)
    if reader.name == "linkedin_export":  # whose other parts are not even kept
        return Saved(reader, *Connections(workspace.store).parted(reply))
    return Saved(reader, reply, "")


def _reader(reply: Reply, workspace: Opened, source: str | None) -> Source:
    if source is None and is_export(reply.body):  # else people would be read as postings
        source = "linkedin_export"
    return workspace.source(source) if source else recognize(workspace.sources(), reply)
