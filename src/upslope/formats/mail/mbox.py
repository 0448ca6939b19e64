"""The mails of an mbox file, read some at a time in children that can be killed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from upslope.errors import DocumentError
from upslope.formats import worker
from upslope.formats.mail.message import MAX_BYTES, extract
from upslope.records.mail import Mail

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_BATCH, _BATCH_BYTES = 100, 8 * worker.MIB
_LINE = 1 << 16


def read_mbox(file: BinaryIO, *, received: bool = False) -> Iterator[Mail | DocumentError]:
    """Read each mail of an mbox file; one that cannot be read gives its error instead.

    An mbox says nothing trustworthy of its senders: no mail of it is ``verified``, unless it was
    ``received``, that is packed by Upslope from a mailbox where a server put the mails itself.
    """
    batch: list[bytes] = []
    for message in messages(file):
        if batch and (len(batch) == _BATCH or sum(map(len, batch)) + len(message) > _BATCH_BYTES):
            yield from _read_all(batch, received)
            batch = []
        batch.append(message)
    yield from _read_all(batch, received)


def _read_all(batch: list[bytes], received: bool) -> Iterator[Mail | DocumentError]:
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
            yield from _read_all([message], received)
        return
    for answer in answers:
        if "reason" in answer:
            yield DocumentError(answer["what"], reason=answer["reason"], next=answer["next"])
        else:
            mail = msgspec.convert(answer, Mail)
            mail.verified = mail.verified and received
            yield mail


def messages(file: BinaryIO) -> Iterator[bytes]:
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
