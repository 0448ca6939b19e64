"""YAML: what it is read as, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.yaml import load


def test_every_value_stays_the_text_that_was_written() -> None:
    text = b"a: 2026-05-06 23:59:59\nb: no\nc: [1.50, ~, '']\nd: {e: |\n    two\n    lines\n  }\n"
    assert load(text.replace(b"|\n    two\n    lines\n  ", b"'two'"), "x") == {
        "a": "2026-05-06 23:59:59",
        "b": "no",
        "c": ["1.50", "~", ""],
        "d": {"e": "two"},
    }
    assert load(b"", "x") is None
    assert load(b"--- 1\n--- 2\n", "x") == "1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"a: &a [x]\nb: [*a, *a]", "aliases"),
        (b"[" * 100, "nested too deeply|not YAML"),
        (b"- " * 100 + b"x", "nested too deeply"),
        (b"a: b: c", "not YAML"),
        (b"\x00\x01", "not YAML"),
        (b"\xff\xfe\xfd", "not YAML"),
        (b"x" * (4 * 2**20 + 1), "4 MiB"),
        (b"a: [", "not YAML"),
    ],
)
def test_what_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        load(text, "x")


def test_nothing_is_constructed() -> None:
    assert load(b"!!python/object/apply:os.system [echo]", "x") == ["echo"]
    assert load(b"? [a]\n: b\nc: d\n<<: {e: f}", "x") == {"c": "d", "<<": {"e": "f"}}


@given(st.binary(max_size=200) | st.text("-:[]{}&*!|>'\" \n#ab\t?,%@`", max_size=200))
def test_anything_is_read_or_refused(text: bytes | str) -> None:
    try:
        load(text, "x")
    except ReadError as error:
        assert "\n" not in str(error)
