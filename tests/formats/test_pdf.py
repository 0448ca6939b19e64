"""A PDF gives its text or a clear error, whatever it holds."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.pdfs import encrypted, pdf

from upslope.errors import DocumentError
from upslope.formats.pdf import clarity, read

REASONS = {"empty", "encrypted", "damaged", "too_big", "timeout"}


def test_text_comes_in_reading_order_with_pages_parted() -> None:
    text = read(pdf(["Skills", "Python and SQL"], ["Education"])).text
    assert [page.split("\n") for page in text.split("\f")] == [
        ["Skills", "Python and SQL"],
        ["Education"],
    ]


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        pytest.param(b"", "empty", "The file is empty", id="no bytes"),
        pytest.param(pdf([]), "empty", "This PDF is a picture", id="picture"),
        pytest.param(encrypted(pdf(["x"]), "pw"), "encrypted", "without a password", id="locked"),
        pytest.param(b"%PDF-1.4\n%%EOF", "damaged", "not a PDF", id="header only"),
        pytest.param(b"<html>no</html>", "damaged", "not a PDF", id="other kind"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.reason == reason
    assert says in str(caught.value)


def test_a_pdf_locked_against_changes_only_is_read() -> None:
    assert "Python" in read(encrypted(pdf(["Python developer"]), "")).text


def test_a_cut_off_file_gives_text_or_an_error() -> None:
    whole = pdf(["Machine learning engineer"] * 20)
    for part in (0.3, 0.6, 0.9):
        try:
            assert "Machine" in read(whole[: int(len(whole) * part)]).text
        except DocumentError as error:
            assert error.reason in REASONS


def test_clarity_prefers_words_to_what_was_run_together() -> None:
    assert clarity("provides support for clients") > clarity("providessupport forclients")
    assert clarity("\x01\x02 \x03\x04") == 0


@pytest.mark.shared
def test_real_resumes_are_read_with_their_spaces(shared: Path) -> None:
    files = sorted((shared / "data" / "resumes").glob("*.pdf"))
    with ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda file: read(file.read_bytes()).text, files))
    assert len(texts) == 30
    assert min(map(len, texts)) > 1000
    assert min(map(clarity, texts)) > 0.92


def drawn(*lines: str) -> bytes:
    """A page whose content is written out, above one visible line."""
    content = "\n".join(["BT /F1 11 Tf 50 700 Td (Python developer in view) Tj ET", *lines])
    return pdf(["."]).replace(b"BT /F1 11 Tf 14 TL 50 780 Td (.) Tj ET", content.encode())


WORDS = "BT {} 50 600 Td (kubernetes rust haskell) Tj ET"


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("/F1 11 Tf 3 Tr", id="drawn in no mode"),
        pytest.param("/F1 11 Tf 1 g", id="white"),
        pytest.param("/F1 1 Tf", id="one point"),
        pytest.param("/F1 11 Tf .1 0 0 .1 0 0 Tm", id="shrunk"),
        pytest.param("/F1 11 Tf 9000 0 Td", id="outside the page"),
    ],
)
def test_what_nobody_sees_is_counted_and_left_out(how: str) -> None:
    document = read(drawn(WORDS.format(how)))
    assert "in view" in document.text and "rust" not in document.text
    assert document.hidden >= len("kubernetesrusthaskell")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["0 0 .4 rg 40 590 400 30 re f", WORDS.format("/F1 11 Tf 1 g")], id="banner"),
        pytest.param([WORDS.format("/F1 6 Tf")], id="small print"),
        pytest.param([WORDS.format("/F1 11 Tf .8 g")], id="grey"),
    ],
)
def test_white_on_a_banner_and_small_print_are_read(lines: list[str]) -> None:
    document = read(drawn(*lines))
    assert "rust" in document.text
    assert document.hidden == 0


@settings(max_examples=15)
@given(at=st.integers(0, 900), bits=st.integers(1, 255))
def test_a_flipped_byte_gives_text_or_a_typed_error(at: int, bits: int) -> None:
    data = bytearray(pdf(["Machine learning engineer"]))
    data[at % len(data)] ^= bits
    with contextlib.suppress(DocumentError):
        read(bytes(data))
