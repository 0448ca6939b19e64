"""A PDF gives its text or a clear error, whatever it holds."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import msgspec
import pypdf
import pypdf.annotations
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.pdfs import drawn, encrypted, pdf

from upslope.errors import DocumentError
from upslope.formats.document import Document
from upslope.formats.pdf import clarity, extract, read

REASONS = {"empty", "encrypted", "damaged", "too_big", "timeout"}


def test_text_comes_in_reading_order() -> None:
    document = read(pdf(["Skills", "Python and SQL"], ["Education"]))
    assert document.text.split("\n") == ["Skills", "Python and SQL", "Education"]
    assert document.layout.pages == 2


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
    texts = [str(extract(file.read_bytes())["text"]) for file in files]
    assert len(texts) == 30
    assert min(map(len, texts)) > 1000
    assert min(map(clarity, texts)) > 0.92


def seen(data: bytes) -> Document:
    return msgspec.convert(extract(data), Document)


def page(*lines: str) -> bytes:
    """A page whose content is written out, under one visible line."""
    return drawn("\n".join(["BT /F1 11 Tf 50 700 Td (Python developer in view) Tj ET", *lines]))


WORDS = "BT {} 50 600 Td (kubernetes rust haskell) Tj ET"
PLAIN = WORDS.format("/F1 11 Tf 0 g")
PICTURE = (
    "q 400 0 0 100 40 560 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID 204060> EI Q"  # of one dot
)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([WORDS.format("/F1 11 Tf 3 Tr")], id="drawn in no mode"),
        pytest.param([PICTURE, WORDS.format("/F1 11 Tf 3 Tr")], id="in no mode on a picture"),
        pytest.param([WORDS.format("/F1 11 Tf 1 g")], id="white"),
        pytest.param([WORDS.format("/F1 11 Tf .97 g")], id="nearly white"),
        pytest.param([WORDS.format("/F1 1 Tf")], id="one point"),
        pytest.param([WORDS.format("/F1 11 Tf .1 0 0 .1 0 0 Tm")], id="shrunk"),
        pytest.param([WORDS.format("/F1 11 Tf 9000 0 Td")], id="outside the page"),
        pytest.param(
            ["0 0 .4 rg 40 590 400 30 re f", WORDS.format("/F1 11 Tf 0 0 .4 rg")],
            id="of the colour of its banner",
        ),
        pytest.param([PLAIN, PICTURE], id="behind a picture"),
        pytest.param([PLAIN, "1 g 40 590 400 30 re f"], id="behind a white bar"),
        pytest.param(["q 0 0 20 20 re W n", PLAIN, "Q"], id="clipped away"),
    ],
)
def test_what_nobody_sees_is_counted_and_left_out(lines: list[str]) -> None:
    document = seen(page(*lines))
    assert "in view" in document.text and "rust" not in document.text
    assert document.hidden >= len("kubernetesrusthaskell")


def test_what_is_hidden_within_a_form_is_left_out() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page()))
    stamp = pypdf.PdfReader(io.BytesIO(drawn(WORDS.format("/F1 11 Tf 1 g")))).pages[0]
    form = pypdf.generic.StreamObject()
    form.set_data(stamp.get_contents().get_data())  # type: ignore[union-attr]
    form.update(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/XObject"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Form"),
            pypdf.generic.NameObject("/BBox"): stamp["/MediaBox"],
            pypdf.generic.NameObject("/Resources"): stamp["/Resources"].clone(writer),
        }
    )
    first = writer.pages[0]
    resources = first["/Resources"]
    named = {pypdf.generic.NameObject("/X"): writer._add_object(form)}
    resources[pypdf.generic.NameObject("/XObject")] = pypdf.generic.DictionaryObject(named)  # type: ignore[index]
    contents = first.get_contents()
    assert contents is not None
    contents.set_data(contents.get_data() + b"\n/X Do")
    first[pypdf.generic.NameObject("/Contents")] = writer._add_object(contents)
    out = io.BytesIO()
    writer.write(out)
    document = seen(out.getvalue())
    assert "rust" not in document.text and document.hidden >= 20


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["0 0 .4 rg 40 590 400 30 re f", WORDS.format("/F1 11 Tf 1 g")], id="banner"),
        pytest.param([PICTURE, WORDS.format("/F1 11 Tf 1 g")], id="on a picture"),
        pytest.param([".9 g 40 590 400 30 re f", PLAIN], id="on a grey bar"),
        pytest.param([WORDS.format("/F1 6 Tf")], id="small print"),
        pytest.param([WORDS.format("/F1 11 Tf .8 g")], id="grey"),
        pytest.param(["q 0 500 600 200 re W n", PLAIN, "Q"], id="within a clip"),
    ],
)
def test_what_can_be_seen_is_read(lines: list[str]) -> None:
    document = seen(page(*lines))
    assert "rust" in document.text
    assert document.hidden == 0


def test_the_words_of_a_scan_are_read() -> None:
    scan = PICTURE.replace("400 0 0 100 40 560", "612 0 0 792 0 0")
    document = seen(drawn(f"{scan}\n{WORDS.format('/F1 11 Tf 3 Tr')}"))
    assert "rust" in document.text and document.hidden == 0


def test_links_are_listed() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page()))
    box = pypdf.generic.RectangleObject((50, 690, 200, 710))
    writer.add_annotation(0, pypdf.annotations.Link(rect=box, url="https://code.example/ada"))
    out = io.BytesIO()
    writer.write(out)
    assert extract(out.getvalue())["links"] == ["https://code.example/ada"]


@settings(max_examples=6, deadline=None)
@given(at=st.integers(0, 900), bits=st.integers(1, 255))
def test_a_flipped_byte_gives_text_or_a_typed_error(at: int, bits: int) -> None:
    data = bytearray(pdf(["Machine learning engineer"]))
    data[at % len(data)] ^= bits
    with contextlib.suppress(DocumentError):
        read(bytes(data))
