"""What is no posting, as lines for people to read."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pyarrow as pa

from upslope.batch.columns import NO_POSTING

LINES = pa.schema([("line", pa.string())])


def lines(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Turn rows with ``file``, ``reason`` and ``record`` into JSON, leaving out what was read.

    A page of a crawl that holds no posting is none of them: it is counted.
    """
    for batch in batches:
        rows = [
            {"line": msgspec.json.encode(row).decode()}
            for row in batch.to_pylist()
            if row["reason"] not in {None, NO_POSTING}
        ]
        yield pa.RecordBatch.from_pylist(rows, LINES)
