"""Kept files are read once: what they say lies beside them, for the version that read it."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import ReadError
from upslope.formats.series import VERSION, read
from upslope.records.series import Vintage

if TYPE_CHECKING:
    from upslope.store.vintages import KeptFile, VintageFiles


class _Read(msgspec.Struct, frozen=True):
    version: int
    digest: str
    vintage: Vintage


def read_kept(files: VintageFiles, file: KeptFile) -> Vintage | None:
    """Return what a kept file says; ``None`` if somebody has damaged or removed it."""
    try:
        body = file.path.read_bytes()
    except OSError:
        return None
    digest = sha256(body).hexdigest()
    with suppress(msgspec.DecodeError):
        known = msgspec.msgpack.decode(files.recall(file) or b"", type=_Read)
        if (known.version, known.digest) == (VERSION, digest):
            return known.vintage
    try:
        vintage = read(file.series, body, file.as_of)
    except ReadError:
        return None
    files.remember(file, msgspec.msgpack.encode(_Read(VERSION, digest, vintage)))
    return vintage
