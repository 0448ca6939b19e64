"""Batches of a Parquet file: a posting a row, whatever its columns are called and hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upslope.batch.files.found import Reader, batch

if TYPE_CHECKING:
    import pyarrow as pa


def records_of_rows(rows: pa.RecordBatch, file: str | pa.Array) -> pa.RecordBatch:
    """Read rows, each by itself.

    Args:
        rows: any columns.
        file: where they are from, one for all or one each.

    >>> import pyarrow as pa
    >>> rows = pa.RecordBatch.from_pydict({"Job Title": ["ML Engineer", None]})
    >>> records_of_rows(rows, "a.parquet").column("reason").to_pylist()
    [None, 'it has no title']
    """
    names = rows.schema.names
    columns = [_cells(rows.column(place)) for place in range(rows.num_columns)]
    cells = zip(*columns, strict=True) if columns else ((),) * rows.num_rows
    reader = Reader()
    return batch(file, [reader.read(dict(zip(names, row, strict=True))) for row in cells])


def _cells(column: pa.Array) -> list[Any]:
    """Give a column as Python values; what has no such value is missing."""
    import pyarrow as pa  # noqa: PLC0415

    kind = column.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        column = _moments(column)
    elif pa.types.is_decimal(kind):
        column = column.cast(pa.float64())
    try:
        cells: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):  # not UTF-8, or a time that Python does not know
        cells = [_cell(column[place]) for place in range(len(column))]
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return [cell and cell.decode("utf-8", "replace") for cell in cells]
    return cells


def _moments(column: pa.Array) -> pa.Array:
    """Write moments in UTC, as no engine keeps the time zone that they were written in."""
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        column = column.cast(pa.timestamp("us"))
    return column.cast(pa.string())


def _cell(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return bytes(cell.as_buffer()).decode("utf-8", "replace")
    except (ValueError, OverflowError):
        return None
