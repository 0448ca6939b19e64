"""Records become columns of Arrow, field by field, without a Python dictionary for each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import pyarrow as pa


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Make a column of values, whose parts are found by the names that the type gives them.

    Args:
        values: texts and numbers, or records and mappings for a struct, or lists of any of these;
            ``None`` is null.
        kind: the type of the column.

    Raises:
        ValueError: a value does not fit the type; so does :class:`pyarrow.ArrowException`.

    >>> from upslope.batch.columns import PLACE
    >>> from upslope.records import Place
    >>> column([[Place(city="Bonn")], None], pa.list_(PLACE)).to_pylist()
    [[{'city': 'Bonn', 'region': None, 'country': None}], None]
    """
    if pa.types.is_struct(kind):
        return _structs(values, kind)
    if pa.types.is_list(kind) and pa.types.is_nested(kind.value_type):
        return _lists(values, kind)
    return pa.array(values, kind)


def _structs(values: Sequence[Any], kind: pa.StructType) -> pa.Array:
    fields = [kind.field(place) for place in range(kind.num_fields)]
    parts = [column(_parts(values, field.name), field.type) for field in fields]
    missing = pa.array([value is None for value in values], pa.bool_())
    return pa.StructArray.from_arrays(parts, fields=fields, mask=missing)


def _parts(values: Sequence[Any], name: str) -> list[Any]:
    """Give one field of all records of a column, which are of one kind."""
    if any(isinstance(value, dict) for value in values):
        return [None if value is None else value.get(name) for value in values]
    part = attrgetter(name)
    return [None if value is None else part(value) for value in values]


def _lists(values: Sequence[Any], kind: pa.ListType) -> pa.Array:
    sizes = (len(value or ()) for value in values)
    offsets = pa.array(accumulate(sizes, initial=0), pa.int32())
    flat = list(chain.from_iterable(value or () for value in values))
    missing = pa.array([value is None for value in values], pa.bool_())
    parts = column(flat, kind.value_type)
    return pa.ListArray.from_arrays(offsets, parts, type=kind, mask=missing)
