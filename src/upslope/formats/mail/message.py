"""One mail, read in a child that can be killed.

A mail is data and never an instruction: its pictures are not asked for, its attachments are named
by their content, and who sent it is unknown unless the receiving server vouches for them.
"""

from __future__ import annotations

import hashlib
import html as entities
import re

import msgspec

from upslope.errors import DocumentError
from upslope.formats import charset, worker
from upslope.formats.document import web_links
from upslope.formats.mail.headers import shown
from upslope.formats.mail.mime import Part, parts, split
from upslope.records.mail import Attachment, Mail

MAX_BYTES = 5 * worker.MIB
"""Bytes of a mail that are read; what follows is mostly attachments."""
MAX_CHARS = 1 << 20
"""Characters of each body that are read."""

_LINK = re.compile(r"""\bhref\s*+=\s*+["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_BARE_LINK = re.compile(r"https?://[^\s<>\"'\]]{1,2000}[^\s<>\"'\].,;:!?)]", re.IGNORECASE)


def read(data: bytes) -> Mail:
    """Read one mail (.eml).

    Raises:
        DocumentError: ``empty``, ``damaged`` (it has no headers), or as for :func:`worker.run`.

    >>> mail = read(b"From: Ada <ada@x.example>\\n\\nSee https://x.example/jobs/7.")
    >>> mail.sender, mail.links, mail.verified
    ('ada@x.example', ['https://x.example/jobs/7'], False)
    """
    if not data.strip():
        raise worker.failure("empty", "The file is empty.")
    return msgspec.convert(worker.run(extract, data[: MAX_BYTES + 1]), Mail)


def extract(data: bytes) -> dict[str, object]:
    """Do the work of :func:`read` in this process: only for mails that are trusted."""
    cut = len(data) > MAX_BYTES
    headers, body = split(data[:MAX_BYTES])
    if not headers:
        raise DocumentError(
            "The file is no mail: it has no headers.",
            reason="damaged",
            next="Save the mail as .eml, or the folder as mbox.",
        )
    found = list(parts(headers, body))
    written = [part for part in found if _is_body(part)]
    own = [part for part in written if not part.within] or written
    plain, marked = (_join(own, kind) for kind in ("text/plain", "text/html"))
    kept = found[:-1] if cut else found  # the last one is not whole
    address, name = headers.sender
    mail = Mail(
        message_id=headers.raw("message-id").strip()[:500],
        subject=headers.words("subject"),
        sender=address,
        sender_name=name,
        date=headers.date,
        text=plain,
        html=marked,
        links=_links(marked, plain),
        attachments=[_attachment(part) for part in kept if part not in written],
        verified=headers.verified,
        cut=cut,
    )
    return msgspec.to_builtins(mail)  # type: ignore[no-any-return]


def _is_body(part: Part) -> bool:
    disposition = part.headers.raw("content-disposition").strip().lower()
    texts = ("text/plain", "text/html")
    return part.kind in texts and not disposition.startswith("attachment")


def _join(own: list[Part], kind: str) -> str:
    """Join all bodies of a kind: some programs send one for each stretch between two pictures."""
    texts = []
    for part in own:
        if part.kind == kind:
            label = part.headers.parameter("content-type", "charset")
            texts.append(charset.decode(part.content, label))
    text = "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "")[:MAX_CHARS]


def _links(marked: str, plain: str) -> list[str]:
    named = [entities.unescape(link) for link in _LINK.findall(marked)]
    return web_links([*named, *_BARE_LINK.findall(plain)])


def _attachment(part: Part) -> Attachment:
    content = part.content
    said = part.headers.parameter("content-disposition", "filename")
    said = said or part.headers.parameter("content-type", "name")
    return Attachment(
        sha256=hashlib.sha256(content).hexdigest(),
        shown_as=re.split(r"[/\\]", shown(said))[-1][:100],
        content_type=part.kind,
        size=len(content),
    )
