"""JSON from a source: what is read and what is refused, each with one sentence."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.json import MAX_BYTES, load


@pytest.mark.parametrize(
    "encoded",
    ['{"a": "Zürich – €5"}'.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
    + ['{"a": "Zürich – €5"}'.encode(name) for name in ("utf-16-le", "utf-16-be")],
)
def test_reads_the_charsets_that_can_be_told(encoded: bytes) -> None:
    assert load(encoded, "acme") == {"a": "Zürich – €5"}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!DOCTYPE html><title>Just a moment", "a web page, not JSON"),
        (b"  <rss>", "a web page, not JSON"),
        (b"", "an empty reply"),
        (b" \n", "an empty reply"),
        (b'{"jobs": [{"id": 1', "cut off"),
        ('{"jobs": ["Zürich'.encode()[:-5], "cut off"),
        (b'{"jobs": []} trailing', "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b"[" * 10_000 + b"]" * 10_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        ('["ü'.encode() + b" \xfc" + b'"' * 9 + b"]", "damaged charset"),
        (b'["\x81\x8d' + b" " * 9 + b'"]', "no known charset"),
        (b"\x89PNG\r\n\x1a\n", "charset|not JSON"),
        (b" " * (MAX_BYTES + 1), "more than is ever read"),
    ],
)
def test_says_in_one_sentence_what_is_wrong(body: bytes, why: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError, match=why) as caught:
        load(body, "acme")
    assert str(caught.value).startswith("acme sent ")
    assert len(str(caught.value)) < 250
    assert time.process_time() - began < 2


def test_half_an_emoji_hides_nothing_else() -> None:
    assert load(b'["\\ud83d", "\\ud83d\\ude00"]', "acme") == ["\ud83d", "😀"]
    for body in (b'["\\ud83d", NaN]', b'["\\ud83d"', b'["\\ud83d"]]', b"[" * 9999 + b'"\\ud83d'):
        with pytest.raises(ReadError):
            load(body, "acme")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        load(body, "acme")
    except ReadError:
        return
    assert body


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda kids: st.lists(kids, max_size=3)))
def test_what_was_written_is_read(value: object) -> None:
    assert load(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), "acme") == (
        json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    )


@pytest.mark.shared
def test_the_shared_json_suite(shared: Path) -> None:
    """Files called y_ must be read, files called n_ must be refused; the rest may be either."""
    wrong = []
    for path in sorted((shared / "hostile/json-suite/test_parsing").glob("*.json")):
        # What is no UTF-8 but reads as Windows-1252 is read on purpose.
        try:
            path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        try:
            load(path.read_bytes(), "the suite")
            read = True
        except ReadError:
            read = False
        if path.name[0] in "yn" and read != path.name.startswith("y"):
            wrong.append(path.name)
    assert wrong == []


@pytest.mark.shared
def test_the_shared_json_bombs(shared: Path) -> None:
    for path in sorted((shared / "hostile/bombs").glob("json_*")):
        began = time.process_time()
        try:
            load(path.read_bytes(), "the bomb")
        except ReadError as error:
            assert str(error).startswith("the bomb sent ")
        assert time.process_time() - began < 2


def test_json_lines_are_a_list_unless_one_is_damaged() -> None:
    assert load(b'\xef\xbb\xbf{"a": 1}\r\n\r\n{"a": 2}\n', "acme") == [{"a": 1}, {"a": 2}]
    for damaged in (b'{"a": 1}\n{"a": 2', b'{"a": 1}\n{"a": NaN}', b'{"a": 1}{"a": 2}'):
        with pytest.raises(ReadError):
            load(damaged, "acme")
