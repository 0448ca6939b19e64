"""DuckDB over the parts of stages: within a bound of memory, what does not fit goes to the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from upslope.batch.local.parts import Parts
from upslope.errors import StoreError

if TYPE_CHECKING:
    import pyarrow as pa

_MIB = 512  # of memory in all: with what DuckDB does not count, the process stays below 1 GB
_THREADS = 4  # at most: each needs some 100 MiB, whatever it is asked
_PART = (
    "FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB', "
    "ROW_GROUP_SIZE 16384, ROW_GROUP_SIZE_BYTES '16MB'"
)
_AT_ONCE = 1_024  # rows of a batch


class Duck:
    """Answers queries about tables of parts; use it with ``with``.

    Args:
        folder: for what does not fit into memory.
        threads: how many work at once, at most four: they share 512 MiB.
        tables: name in the query -> its parts.

    Raises:
        StoreError: no room, on the disk or in memory.
        KeyboardInterrupt: the person stopped it.
    """

    def __init__(self, folder: Path, threads: int, tables: Mapping[str, Parts]) -> None:
        self._folder, self._threads, self._tables = folder, threads, tables

    def __enter__(self) -> Duck:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": min(self._threads, _THREADS),
            "memory_limit": f"{_MIB}MiB",
            "temp_directory": str(self._folder),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._con = duckdb.connect(config=settings)
        for name, table in self._tables.items():
            files = ", ".join(_pattern(file) for file in table.files)
            self._con.execute(
                f'CREATE VIEW "{name}" AS '  # noqa: S608  names are those of our own stages
                f"SELECT * FROM read_parquet([{files}], hive_partitioning = false)"
            )
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._con.close()
        if isinstance(error, RuntimeError) and "interrupted" in str(error):
            raise KeyboardInterrupt from error  # that is how DuckDB tells of Ctrl-C
        if isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException)):
            raise StoreError(
                f"There is no room to go on: {str(error).splitlines()[0]}",
                kept="The parts that were finished are kept.",
                next=f"Free some space in {self._folder.parent}, then give the same command again.",
            ) from error

    def copy(self, sql: str, folder: Path) -> None:
        """Write the answer to a query as Parquet files of 32 MB into a folder."""
        self._con.execute(f"COPY ({sql}) TO {_text(folder)} ({_PART}, OVERWRITE_OR_IGNORE)")

    def stream(self, sql: str, order: Sequence[str]) -> pa.RecordBatchReader:
        """Return the answer to a query, sorted by some columns, to be read in batches."""
        self._con.execute("SET threads = 1")  # two that sort more than fits pin all the memory
        by = ", ".join(f'"{column}"' for column in order)
        answer = self._con.sql(f"SELECT * FROM ({sql}) ORDER BY {by}")  # noqa: S608
        return answer.to_arrow_reader(_AT_ONCE)

    def rows(self, sql: str) -> list[tuple[str, int]]:
        """Return the answer to a query of one text and one number a row."""
        answer: list[tuple[str, int]] = self._con.execute(sql).fetchall()
        return answer


def _text(path: Path) -> str:
    """Write a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _pattern(path: Path) -> str:
    """Write a path so that none of its letters stands for others."""
    return _text(Path(re.sub(r"([\[*?])", r"[\1]", str(path))))
