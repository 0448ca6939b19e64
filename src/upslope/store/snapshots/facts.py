"""What a snapshot keeps: facts of each posting, without its words, and the days boards were seen.

A file holds only what changed since the one before. The state on a day is, for each ``id``, the
row of the greatest ``snapshot`` whose ``day`` is not after it, unless that row says ``gone``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from upslope.errors import DamagedError
from upslope.store.batches import chunks

Kind = Literal["text", "day", "flag", "number", "integer", "texts"]

COLUMNS: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "board": "text",
    "employer": "text",  # comparable; empty if unknown
    "company": "text",  # as it is shown
    "role": "text",
    "seniority": "text",
    "remote": "text",
    "employment_type": "text",
    "degree": "text",
    "degree_or_equivalent": "flag",
    "visa": "text",
    "industry": "text",
    "countries": "texts",  # ISO 3166-1 alpha-2
    "places": "texts",  # "Berlin, DE"
    "posted": "day",  # as the source states it, however unlikely
    "first_seen": "day",
    "closed": "day",
    "open": "flag",
    "copy": "flag",  # another posting of the same opening is the one shown
    "earlier": "text",  # the posting that this one is a repost of
    "pay_low": "number",  # stated base pay, in a full-time year, in ``pay_currency``
    "pay_high": "number",
    "pay_currency": "text",
    "pay_from": "text",  # "source" or "text"
    "min_years": "integer",
    "skills": "texts",  # named and not ruled out
    "required": "texts",
    "duties": "texts",
    "areas": "texts",
}
"""Of a posting, beside ``snapshot``, ``day`` and ``gone``."""

_OF_SNAPSHOT: dict[str, Kind] = {"snapshot": "integer", "day": "day", "gone": "flag"}
FACTS = {**_OF_SNAPSHOT, **COLUMNS}
"""Columns of a file of facts."""
VISITS: dict[str, Kind] = {"snapshot": "integer", "source": "text", "board": "text", "day": "day"}
"""Columns of a file of visits: the days on which the whole list of a board was seen."""
_ROWS = 50_000
"""In memory at a time, and in a row group."""


def write(file: BinaryIO, columns: Mapping[str, Kind], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as Parquet; a column that a row lacks is unknown there.

    >>> import io, pyarrow.parquet
    >>> file = io.BytesIO()
    >>> columns = {"id": "text", "skills": "texts"}
    >>> write(file, columns, [{"id": "a", "skills": ["sql"]}, {"id": "b"}])
    >>> pyarrow.parquet.read_table(file).to_pylist()
    [{'id': 'a', 'skills': ['sql']}, {'id': 'b', 'skills': None}]
    """
    import pyarrow as pa  # noqa: PLC0415  (0.2 s to import: only who takes a snapshot pays)
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "day": pa.date32(),
        "flag": pa.bool_(),
        "number": pa.float64(),
        "integer": pa.int32(),
        "texts": pa.list_(pa.string()),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    with pq.ParquetWriter(file, schema, compression="zstd") as table:
        for some in chunks(rows, _ROWS):
            arrays = [pa.array([row.get(one.name) for row in some], one.type) for one in schema]
            table.write_table(pa.Table.from_arrays(arrays, schema=schema))


def ids(files: Iterable[Path]) -> set[str]:
    """Return the postings that are there after these files of facts, in the order of their numbers.

    Raises:
        DamagedError: one of them is not what was written.

    >>> ids([])
    set()
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    there: dict[str, bool] = {}
    for file in files:
        try:
            found = pq.read_table(file, columns=["id", "gone"]).to_pydict()
            there.update(zip(found["id"], found["gone"], strict=True))
        except (pa.ArrowException, OSError, KeyError) as error:
            raise DamagedError(
                f"{file} cannot be read: {error}",
                kept="The openings in the database and the other snapshots are untouched.",
                next="Put the file back from a backup, or move it elsewhere.",
            ) from error
    return {id for id, gone in there.items() if not gone}
