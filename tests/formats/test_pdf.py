"""A PDF gives its text or a clear error, whatever it holds."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.formats.pdfs import encrypted, pdf

from upslope.errors import DocumentError
from upslope.formats.pdf import clarity, text_of

REASONS = {"empty", "encrypted", "damaged", "too_big", "timeout"}


def test_text_comes_in_reading_order_with_pages_parted() -> None:
    text = text_of(pdf(["Skills", "Python and SQL"], ["Education"]))
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
        text_of(data)
    assert caught.value.reason == reason
    assert says in str(caught.value)


def test_a_pdf_locked_against_changes_only_is_read() -> None:
    assert "Python" in text_of(encrypted(pdf(["Python developer"]), ""))


def test_a_cut_off_file_gives_text_or_an_error() -> None:
    whole = pdf(["Machine learning engineer"] * 20)
    for part in (0.3, 0.6, 0.9):
        try:
            assert "Machine" in text_of(whole[: int(len(whole) * part)])
        except DocumentError as error:
            assert error.reason in REASONS


def test_clarity_prefers_words_to_what_was_run_together() -> None:
    assert clarity("provides support for clients") > clarity("providessupport forclients")
    assert clarity("\x01\x02 \x03\x04") == 0


@pytest.mark.shared
def test_real_resumes_are_read_with_their_spaces(shared: Path) -> None:
    files = sorted((shared / "data" / "resumes").glob("*.pdf"))
    with ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda file: text_of(file.read_bytes()), files))
    assert len(texts) == 30
    assert min(map(len, texts)) > 1000
    assert min(map(clarity, texts)) > 0.92


@pytest.mark.shared
def test_hostile_files_end_in_time_with_a_typed_result(shared: Path) -> None:
    hostile = sorted((shared / "hostile" / "pdf").rglob("*.pdf"))[::7]
    bombs = sorted((shared / "hostile" / "bombs").glob("pdf_*"))
    assert hostile and bombs

    def outcome(file: Path) -> tuple[str, float]:
        started = time.monotonic()
        try:
            text_of(file.read_bytes())
        except DocumentError as error:
            return error.reason, time.monotonic() - started
        return "text", time.monotonic() - started

    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(hostile + bombs, pool.map(outcome, hostile + bombs), strict=True))
    assert {reason for reason, _ in results.values()} <= REASONS | {"text"}
    assert max(seconds for _, seconds in results.values()) < 16
    assert not any(results[bomb][0] == "text" for bomb in bombs)
