"""Tables: told apart by what is in them."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.tables import rows

ROW = {"title": "Ingénieur ML", "company": "Acme"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_any_dress(delimiter: str, charset: str) -> None:
    written = "\r\n".join(delimiter.join(line) for line in (ROW.keys(), ROW.values()))
    assert list(rows(written.encode(charset))) == [ROW]


def test_csv_with_long_and_broken_rows() -> None:
    long = "x" * 500_000
    body = f'title,text\nA,"two\nlines, {long}"\nB\nC,c,more\n'.encode()
    assert list(rows(body)) == [
        {"title": "A", "text": f"two\nlines, {long}"},
        {"title": "B", "text": None},
        {"title": "C", "text": "c"},
    ]


def test_json_in_any_shape() -> None:
    one = b'{"title": "Ing\xc3\xa9nieur ML", "company": "Acme"}'
    for body in (b"[" + one + b"]", one, b'{"jobs": [' + one + b"]}", one + b"\n\n" + one[:0]):
        assert list(rows(body)) == [ROW]


def test_json_lines_with_bad_ones() -> None:
    body = b'{"title": "A", "pay": NaN}\n{"title"\n7\n{"title": "B\xe2\x80\xa8C"}\n'
    assert list(rows(body)) == [
        {"title": "A", "pay": None}, "it is not JSON", "it is not an object", {"title": "B\u2028C"},
    ]  # fmt: skip


def test_json_lines_as_strict_and_as_lenient_readers_take_them() -> None:
    big, half = 2**80, b'{"title": "\\ud83d"}'
    body = b'{"title": "A", "id": %d}\n%s\n{"title": "tab\there", "id": 1e400}\n' % (big, half)
    assert list(rows(body)) == [
        {"title": "A", "id": big}, {"title": "\ud83d"}, {"title": "tab\there", "id": float("inf")},
    ]  # fmt: skip


def test_one_line_that_is_no_json_is_no_table() -> None:
    with pytest.raises(ReadError):
        list(rows(b'{"title": "A"} x\n\n'))


def test_parquet() -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({key: [value] for key, value in ROW.items()}), buffer)
    assert list(rows(buffer.getvalue())) == [ROW]
    with pytest.raises(ReadError, match="damaged"):
        list(rows(buffer.getvalue()[:-20]))


@pytest.mark.parametrize("body", [b"", b"  \n", b"<html><p>Sorry", b"[" * 99_999, b'{"a": '])
def test_what_is_no_table_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        list(rows(body))


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda tail: b"PAR1" + tail))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        assert all(isinstance(row, dict | str) for row in rows(body))
    except ReadError:
        return
