"""Which files a run reads, and what each holds."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["parquet", "lines", "whole"]
"""``parquet`` and ``lines`` (JSON Lines) can be read in pieces; ``whole`` is streamed by one
worker: CSV, JSON, WARC, and whatever is packed."""


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file.

    Args:
        path: local, or an address that fsspec knows (``s3://``, ``gs://``, ``hdfs://``).
        kind: how it can be read.
        size: in bytes.
    """

    path: str
    kind: Kind
    size: int
