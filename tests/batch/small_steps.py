"""Small steps for tests of an engine: quick, and some of them deadly."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

TITLES = pa.schema([(n, pa.string()) for n in ("id", "title", "employer", "month", "reason")])
LENGTHS = pa.schema([("employer", pa.string()), ("titles", pa.int64()), ("line", pa.string())])


def titles(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read records; a title may tell to die or to fail."""
    for batch in batches:
        yield pa.RecordBatch.from_pylist([_title(row) for row in batch.to_pylist()], TITLES)


def _title(row: dict[str, Any]) -> dict[str, Any]:
    if row["reason"] is not None:
        return {"id": row["file"], "reason": row["reason"], "title": row["record"]}
    posting = json.loads(row["record"])
    match posting["title"]:
        case "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        case "venom":
            raise ValueError("it has venom in it")
        case "endless":
            time.sleep(3_600)
        case "gone":
            raise FileNotFoundError(2, "what it needs is not there")
    return {
        "id": posting["source_id"],
        "title": posting["title"],
        "employer": posting["hiring_organization"],
        "month": (posting["date_posted"] or "unknown")[:7],
    }


def lengths(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Count titles of employers, whose rows must be side by side in one stream."""
    rows = [row for batch in batches for row in batch.to_pylist()]
    found: dict[str, int] = {}
    for row in rows:
        if row["employer"] not in found and row["employer"] == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        found[row["employer"]] = found.get(row["employer"], 0) + 1
    told = [{"employer": e, "titles": n, "line": f"{e} {n}"} for e, n in found.items()]
    yield pa.RecordBatch.from_pylist(told, LENGTHS)


def unreachable() -> Iterator[pa.RecordBatch]:
    """A store that does not answer."""
    raise OSError(113, "no route to it")
