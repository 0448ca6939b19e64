"""An engine that keeps every table in memory, for tests: steps run here, queries in DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from upslope.batch.engine import Step


@dataclass
class Held:
    name: str
    rows: pa.Table


class MemoryEngine:
    """Each call of a step gets the rows cut into ``parts``, each part into batches of ``size``."""

    def __init__(self, parts: int = 1, size: int = 1_000) -> None:
        self._parts, self._size = parts, size
        self.asked: list[str] = []

    def read(self, *_: Any) -> Held:
        raise NotImplementedError

    def apply(
        self,
        name: str,
        table: Held,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Held:
        self.asked.append(name)
        rows = table.rows.select(list(columns)) if columns else table.rows
        gathered = getattr(table, "gather", None)
        done = [
            batch
            for part in self._cut(rows, gathered)
            for batch in step(iter(part.to_batches(max_chunksize=self._size)))
        ]
        return Held(name, pa.Table.from_batches(done, schema))

    def _cut(self, rows: pa.Table, gather: str | None) -> list[pa.Table]:
        if gather is None:
            whose = [number % self._parts for number in range(len(rows))]
        else:
            whose = [hash(value) % self._parts for value in rows[gather].to_pylist()]
        return [
            rows.take([place for place, part in enumerate(whose) if part == number])
            for number in range(self._parts)
        ]

    def query(
        self,
        name: str,
        sql: str,
        tables: dict[str, Held],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Held:
        self.asked.append(name)
        held = Held(name, self._answer(sql, tables))
        if gather:
            by = [(column, "ascending") for column in (gather, *order)]
            held = Held(name, held.rows.sort_by(by))
            held.gather = gather  # type: ignore[attr-defined]
        return held

    def count(self, sql: str, tables: dict[str, Held]) -> dict[str, int]:
        rows = self._answer(sql, tables)
        return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))

    def write(self, *_: Any) -> None:
        raise NotImplementedError

    def write_lines(self, *_: Any) -> None:
        raise NotImplementedError

    @staticmethod
    def _answer(sql: str, tables: dict[str, Held]) -> pa.Table:
        with duckdb.connect() as connection:
            for name, table in tables.items():
                connection.register(name, table.rows)
            return connection.sql(sql).to_arrow_table()
