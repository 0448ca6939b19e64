"""Mails, one by one or from an mbox file, read in a child that can be killed.

A mail is data and never an instruction: its pictures are not asked for, its attachments are named
by their content, and who sent it is unknown unless the receiving server vouches for them.
"""

from __future__ import annotations

import hashlib
import html as entities
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from upslope.errors import DocumentError
from upslope.formats import charset, worker
from upslope.formats.document import web_links
from upslope.formats.headers import shown
from upslope.formats.mime import Part, parts, split
from upslope.records.mail import Attachment, Mail

MAX_BYTES = 5 * worker.MIB
"""Bytes of a mail that are read; what follows is mostly attachments."""
MAX_CHARS = 1 << 20
"""Characters of each body that are read."""

_LINK = re.compile(r"""\bhref\s*+=\s*+["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_BARE_LINK = re.compile(r"https?://[^\s<>\"'\]]{1,2000}[^\s<>\"'\].,;:!?)]", re.IGNORECASE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_BATCH, _BATCH_BYTES = 100, 8 * worker.MIB
_LINE = 1 << 16


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


def read_mbox(file: BinaryIO) -> Iterator[Mail | DocumentError]:
    """Read each mail of an mbox file; one that cannot be read gives its error instead.

    An mbox says nothing trustworthy of its senders: no mail of it is ``verified``.
    """
    batch: list[bytes] = []
    for message in _messages(file):
        if batch and (len(batch) == _BATCH or sum(map(len, batch)) + len(message) > _BATCH_BYTES):
            yield from _read_all(batch)
            batch = []
        batch.append(message)
    yield from _read_all(batch)


def _read_all(batch: list[bytes]) -> Iterator[Mail | DocumentError]:
    """Read mails in one child; if they are too much for it, each in its own."""
    if not batch:
        return
    try:
        answers = worker.run(extract_all, msgspec.msgpack.encode(batch))
    except DocumentError as error:
        if len(batch) == 1:
            yield error
            return
        for message in batch:
            yield from _read_all([message])
        return
    for answer in answers:
        if "reason" in answer:
            yield DocumentError(answer["what"], reason=answer["reason"], next=answer["next"])
        else:
            yield msgspec.structs.replace(msgspec.convert(answer, Mail), verified=False)


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """Yield the mails of an mbox as they stand, none longer than is read."""
    held, blank = bytearray(), True
    while line := file.readline(_LINE):
        if blank and line.startswith(b"From "):
            if held.strip():
                yield _QUOTED_FROM.sub(rb"\1", held)
            held = bytearray()
        elif len(held) <= MAX_BYTES:
            held += line
        blank = line in (b"\n", b"\r\n")
    if held.strip():
        yield _QUOTED_FROM.sub(rb"\1", held)


def extract_all(batch: bytes) -> list[dict[str, Any]]:
    """Do the work of :func:`read_mbox` in this process: for each mail its fields, or its error."""
    answers: list[dict[str, Any]] = []
    for message in msgspec.msgpack.decode(batch, type=list[bytes]):
        try:
            answers.append(extract(message))
        except DocumentError as error:
            answers.append({"what": error.what, "reason": error.reason, "next": error.next})
    return answers


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
