"""What a run leaves behind: Parquet in folders by value, and lines of text."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import chain, count, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from upslope.batch.local.cut import into_folders, into_parts
from upslope.batch.local.parts import part_name, saving, write_part
from upslope.store.disk.whole import whole

if TYPE_CHECKING:
    import pyarrow as pa

_NOTHING = "__HIVE_DEFAULT_PARTITION__"  # as Hive and Spark call it
_LINES = 100_000  # of a file


def write_parts(rows: pa.RecordBatchReader, folder: Path, by: str) -> None:
    """Write sorted rows to parts, at least one, so that no value is in two of them."""
    for number, runs in groupby(into_parts(rows, by), key=lambda each: each[0]):
        write_part(folder / part_name(number), rows.schema, (run for _, run in runs))
    if not any(folder.iterdir()):
        write_part(folder / part_name(0), rows.schema, [])


def write_folders(rows: pa.RecordBatchReader, folder: Path, by: Sequence[str]) -> None:
    """Write sorted rows to files ``folder/COLUMN=VALUE/.../part-N.parquet``.

    As usual in such folders, the columns that name them are not in the files as well.
    """
    left = [name for name in rows.schema.names if name not in by]
    schema = rows.schema.empty_table().select(left).schema
    for (values, number), runs in groupby(into_folders(rows, by), key=lambda each: each[0]):
        place = folder.joinpath(*map(_folder, by, values))
        with saving(folder):
            place.mkdir(parents=True, exist_ok=True)
        write_part(place / part_name(number), schema, (run.select(left) for _, run in runs))


def _folder(column: str, value: object) -> str:
    return f"{column}={_NOTHING if value is None else quote(str(value), safe='')}"


def write_lines(rows: pa.RecordBatchReader, folder: Path) -> None:
    """Write the texts of the first column as lines, to one file at least."""
    lines = (f"{text}\n".encode() for batch in rows for text in batch.column(0).to_pylist())
    with saving(folder):
        folder.mkdir(parents=True)
        for number in count():
            first = [*islice(lines, 1)]
            if number and not first:
                return
            with _file(folder / f"part-{number:07}.jsonl") as file:
                file.writelines(chain(first, islice(lines, _LINES - 1)))


def write_report(report: bytes, file: Path) -> None:
    """Write what was done; from then on the folder is whole."""
    with saving(file.parent), _file(file) as written:
        written.write(report)


def _file(file: Path) -> AbstractContextManager[BinaryIO]:
    return whole(file, file.with_suffix(f".{secrets.token_hex(4)}.half"))
