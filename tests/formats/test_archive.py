"""An archive is bounded, never unpacked to disk, and says what is wrong with it."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.offices import zipped

from upslope.errors import DocumentError
from upslope.formats.archive import MEMBERS, Archive

KINDS = {"damaged", "too_big", "encrypted", "unsupported"}


def everything(data: bytes) -> dict[str, bytes]:
    archive = Archive(data)
    return {name: archive.read(name) for name in archive.names}


def reason(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        everything(data)
    assert caught.value.next
    return caught.value.reason


def test_members_come_back_as_they_were() -> None:
    held = {"a.txt": b"alpha", "deep/b.bin": bytes(range(256)) * 99, "empty": b""}
    assert everything(zipped(dict(held))) == held


@pytest.mark.parametrize("name", ["../../up.txt", "/etc/passwd", "C:\\x.txt", "a\\..\\b"])
def test_a_name_is_data_and_leads_nowhere(name: str) -> None:
    assert list(everything(zipped({name: b"x"})).values()) == [b"x"]


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert reason(zipped({"zeros": bytes(1 << 20)})) == "too_big"
    many = {f"{number}": b"" for number in range(MEMBERS + 1)}
    assert reason(zipped(dict(many))) == "too_big"
    with pytest.raises(DocumentError):
        Archive(zipped({"text": b"words " * 9})).read("text", most=10)


def test_a_header_that_understates_the_size_does_not_help() -> None:
    data = zipped({"zeros": bytes(1 << 22)})
    told = data.replace(struct.pack("<L", 1 << 22), struct.pack("<L", 99))
    assert told != data
    assert reason(told) == "too_big"


def test_members_that_share_bytes_are_refused() -> None:
    data = zipped({"first": b"the same bytes", "other": b"x"})
    start = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    assert reason(data[: start + 42] + bytes(4) + data[start + 46 :]) == "damaged"


def test_two_members_of_one_name_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("Word/a.xml", "1")
        out.writestr("word/A.xml", "2")
    assert reason(made.getvalue()) == "damaged"


def test_other_ways_of_packing_and_locked_members_are_told_apart() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as out:
        out.writestr("a", "text")
    assert reason(made.getvalue()) == "unsupported"
    locked = bytearray(zipped({"a": "text"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(locked)) == "encrypted"


def test_a_changed_byte_of_the_content_is_seen() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("a", "canary")
    assert reason(made.getvalue().replace(b"canary", b"danary")) == "damaged"


WHOLE = zipped({"mimetype": b"x", "content.xml": b"<a>words</a>" * 20})


@given(st.binary(max_size=300) | st.builds(lambda end: WHOLE[:end], st.integers(0, len(WHOLE))))
def test_any_bytes_end_in_a_typed_error(data: bytes) -> None:
    try:
        everything(data)
    except DocumentError as error:
        assert error.reason in KINDS


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=4))
def test_flipped_bytes_end_in_a_typed_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, bits in flips:
        data[at] ^= bits
    with contextlib.suppress(DocumentError):
        everything(bytes(data))
