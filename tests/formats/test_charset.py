"""Which charset a page really is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.charset import damage, decode

TEXT = "Zürich – naïve café"


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "iso-8859-1"),
        (TEXT.encode("utf-8-sig"), "cp1252"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("cp1252"), "utf-8"),
        (TEXT.encode("cp1252"), "no-such-charset"),
        (TEXT.encode("cp1252"), "utf-7"),
    ],
)
def test_reads_what_it_is_and_not_what_it_says(body: bytes, claimed: str | None) -> None:
    assert decode(body, claimed) == TEXT


def test_believes_a_claim_that_fits() -> None:
    assert decode("求人".encode("shift_jis"), "Shift_JIS") == "求人"
    assert decode(b"<meta charset=shift_jis>" + "求人".encode("shift_jis")).endswith("求人")
    assert decode("求人".encode("iso2022_jp"), "iso-2022-jp") == "求人"


def test_utf7_is_never_decoded() -> None:
    assert "<script>" not in decode(b"+ADw-script+AD4-", "utf-7")


def test_damaged_utf8_loses_only_what_is_damaged() -> None:
    got = decode((TEXT * 9).encode() + b"\xff" + TEXT.encode())
    assert got == TEXT * 9 + "\ufffd" + TEXT
    assert 0 < damage(got) < 0.01


@given(st.binary(), st.text(max_size=12) | st.none())
def test_never_raises(body: bytes, claimed: str | None) -> None:
    assert isinstance(decode(body, claimed), str)


@pytest.mark.shared
def test_the_shared_pages_of_odd_charset(shared: Path) -> None:
    for path in sorted((shared / "hostile/bombs").glob("html_charset_*")):
        assert damage(decode(path.read_bytes(), "utf-8")) < 0.01
    assert "+ADw-" in decode((shared / "hostile/bombs/html_utf7_xss.html").read_bytes())
