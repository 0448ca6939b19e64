"""An engine that keeps every table in memory, for tests: steps run here, queries in DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from upslope.batch.columns import RECORDS
from upslope.batch.engine import Step, Table


@dataclass
class Held:
    name: str
    rows: pa.Table
    gather: str | None = None


class MemoryEngine:
    """Each call of a step gets the rows cut into ``parts``, each part into batches of ``size``."""

    def __init__(self, parts: int = 1, size: int = 1_000) -> None:
        self._parts, self._size = parts, size
        self._database = duckdb.connect(config={"threads": 1})
        self.asked: list[str] = []
        self.written: dict[str, list[dict[str, Any]]] = {}

    def read(self, name: str, inputs: Any, step: Step, schema: pa.Schema) -> Held:
        """Read ``inputs``: rows of ``RECORDS`` in place of files."""
        return self.apply(name, Held("files", pa.Table.from_pylist(inputs, RECORDS)), step, schema)

    def apply(
        self,
        name: str,
        table: Table,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Held:
        self.asked.append(name)
        held = _held(table)
        rows = held.rows.select(list(columns)) if columns else held.rows
        done = [
            batch
            for part in self._cut(rows, held.gather)
            for batch in step(iter(part.to_batches(max_chunksize=self._size)))
        ]
        return Held(name, pa.Table.from_batches(done, schema))

    def _cut(self, rows: pa.Table, gather: str | None) -> list[pa.Table]:
        """Cut rows into parts; those of one gathered value stay together, wherever they go."""
        of = rows[gather].to_pylist() if gather else range(len(rows))
        whose = pa.array([crc32(str(value).encode()) % self._parts for value in of], pa.int64())
        return [rows.filter(pc.equal(whose, number)) for number in range(self._parts)]

    def query(
        self,
        name: str,
        sql: str,
        tables: dict[str, Table],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Held:
        self.asked.append(name)
        held = Held(name, self._answer(sql, tables))
        if gather:
            by = [(column, "ascending") for column in (gather, *order)]
            held = Held(name, held.rows.sort_by(by), gather)
        return held

    def count(self, sql: str, tables: dict[str, Table]) -> dict[str, int]:
        rows = self._answer(sql, tables)
        return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))

    def write(self, table: Table, by: Sequence[str]) -> None:
        self.written["/".join(by)] = _held(table).rows.to_pylist()

    def write_lines(self, table: Table, folder: str) -> None:
        self.written[folder] = _held(table).rows.to_pylist()

    def _answer(self, sql: str, tables: dict[str, Table]) -> pa.Table:
        with self._database.cursor() as cursor:
            for name, table in tables.items():
                cursor.register(name, _held(table).rows)
            return cursor.sql(sql).to_arrow_table()


def _held(table: Table) -> Held:
    assert isinstance(table, Held)
    return table
