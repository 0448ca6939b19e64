"""A Word document gives what a person sees, one paragraph a line, or a typed error."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.offices import STRICT, W, docx, paragraph, zipped

from upslope.errors import DocumentError
from upslope.formats.office import OLE, extract, read

BULLET = "<w:numPr><w:numId w:val='3'/></w:numPr>"


def text(*body: str, **more: object) -> str:
    return str(extract(docx(*body, **more))["text"])  # type: ignore[arg-type]


def run(words: str, *properties: str) -> str:
    return f"<w:r><w:rPr>{''.join(properties)}</w:rPr><w:t>{words}</w:t></w:r>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_paragraphs_lists_tabs_and_breaks_become_lines() -> None:
    assert text(
        paragraph("SKILLS", style="<w:pStyle w:val='Heading1'/>" + BULLET.replace("3", "0")),
        paragraph("Python", ", SQL", style=BULLET),
        paragraph("Spark", style="<w:pStyle w:val='ListBullet'/>"),
        paragraph("Acme", "<w:r><w:tab/><w:t>2020</w:t><w:br/><w:t>Berlin</w:t></w:r>"),
        paragraph(style="<w:tabs><w:tab w:val='right'/></w:tabs>"),
        paragraph(),
        paragraph("end"),
    ).split("\n") == ["SKILLS", "- Python, SQL", "- Spark", "Acme  2020", "Berlin", "", "end"]


def test_a_row_of_single_lines_is_one_line_and_others_follow_cell_by_cell() -> None:
    nested = f"<w:tbl>{row(paragraph('in'), paragraph('side'))}</w:tbl>"
    assert text(
        "<w:tbl>",
        row(paragraph("2020 - 2022"), paragraph("Data Engineer")),
        row(paragraph("2018"), paragraph("Analyst") + paragraph("Reports", style=BULLET)),
        row(nested, paragraph("out")),
        "</w:tbl>",
    ).split("\n") == ["2020 - 2022  Data Engineer", "2018", "Analyst", "- Reports", "in  side  out"]


def test_a_text_box_is_read_once_and_before_its_anchor() -> None:
    box = "<w:txbxContent>" + paragraph("boxed") + "</w:txbxContent>"
    assert (
        text(
            paragraph(
                "<w:r><mc:AlternateContent><mc:Choice><wps:txbx>" + box + "</wps:txbx></mc:Choice>"
                "<mc:Fallback><w:pict>"
                + box
                + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                "anchor",
            )
        )
        == "boxed\nanchor"
    )


def test_what_was_deleted_or_moved_away_is_not_read() -> None:
    old = "<w:r><w:t>old</w:t></w:r>"
    new = "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
    assert text(paragraph(f"<w:del>{old}</w:del><w:moveFrom>{old}</w:moveFrom>{new}")) == "new"


def test_headers_notes_and_footers_are_read_around_the_body() -> None:
    part = f"<w:hdr {W}>{{}}</w:hdr>"
    data = docx(
        paragraph("body"),
        related=[
            ("footer", "footer1.xml"),
            ("header", "header1.xml"),
            ("header", "/word/header2.xml"),
            ("footnotes", "footnotes.xml"),
            ("image", "gone.png"),
        ],
        parts={
            "word/header1.xml": part.format(paragraph("Ada Byron")),
            "word/header2.xml": part.format(paragraph("Ada Byron")),
            "word/footnotes.xml": part.format(paragraph("a note")),
            "word/footer1.xml": part.format(paragraph("Page 1")),
        },
    )
    assert extract(data)["text"] == "Ada Byron\nbody\na note\nPage 1"


@pytest.mark.parametrize(("space", "main"), [(STRICT, "word/document.xml"), (W, "office/d2.xml")])
def test_strict_documents_and_other_names_of_the_main_part_are_read(space: str, main: str) -> None:
    assert text(paragraph("words"), space=space, main=main) == "words"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_part_may_be_in_another_encoding(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    body = f"<?xml version='1.0' encoding='{name}'?><w:document {W}>{paragraph('Zürich')}"
    members: dict[str, str | bytes] = {"word/document.xml": f"{body}</w:document>".encode(encoding)}
    assert extract(zipped(members))["text"] == "Zürich"


@pytest.mark.parametrize("encoding", ["no-such", "utf-7", "euc-jp"])
def test_an_encoding_that_is_not_read_is_a_typed_error(encoding: str) -> None:
    part = f"<?xml version='1.0' encoding='{encoding}'?><w:document {W}/>"
    with pytest.raises(DocumentError, match="no XML"):
        extract(zipped({"word/document.xml": part}))


def test_links_are_listed_and_nothing_outside_is_asked_for() -> None:
    field = '<w:r><w:instrText> HYPERLINK "https://b.example/" </w:instrText></w:r>'
    found = extract(
        docx(
            paragraph("words", field),
            related=[
                ("hyperlink", "https://a.example/me"),
                ("hyperlink", "file:///etc/passwd"),
                ("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
                ("header", "http://127.0.0.1:9/header.xml"),
            ],
        )
    )
    assert found["links"] == ["https://a.example/me", "https://b.example/"]
    assert found["text"] == "words"


BLACK = "<w:tcPr><w:shd w:fill='000000'/></w:tcPr>"
WHITE, TINY, GONE = "<w:color w:val='FFFFFF'/>", "<w:sz w:val='2'/>", "<w:vanish/>"


@pytest.mark.parametrize("how", [WHITE, TINY, GONE])
def test_what_nobody_sees_is_counted_and_left_out(how: str) -> None:
    found = extract(docx(paragraph("seen ", run("kubernetes", how), run("there", "<w:b/>"))))
    assert (found["text"], found["hidden"]) == ("seen there", len("kubernetes"))


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Ada", WHITE, "<w:shd w:val='clear' w:fill='1F3864'/>")),
        paragraph(run("Ada", WHITE), style="<w:shd w:val='clear' w:fill='1F3864'/>"),
        f"<w:tbl>{row(BLACK + paragraph(run('Ada', WHITE)))}</w:tbl>",
        paragraph(run("Ada", "<w:vanish w:val='0'/>")),
        paragraph("Ada", style=f"<w:rPr>{GONE}</w:rPr>"),
        "<w:background w:color='000000'/>" + paragraph(run("Ada", WHITE)),
    ],
)
def test_white_on_a_banner_is_read(body: str) -> None:
    found = extract(docx(body))
    assert (found["text"], found["hidden"]) == ("Ada", 0)


def styles(*written: tuple[str, str, str]) -> dict[str, object]:
    """The part and the relation of styles: each with its id, what it is based on, and its look."""
    body = "".join(
        f"<w:style w:styleId='{name}'><w:basedOn w:val='{base}'/><w:rPr>{look}</w:rPr></w:style>"
        for name, base, look in written
    )
    part: dict[str, str | bytes] = {"word/styles.xml": f"<w:styles {W}>{body}</w:styles>"}
    return {"related": [("styles", "styles.xml")], "parts": part}


def test_what_a_style_hides_is_left_out_and_what_a_run_shows_again_is_not() -> None:
    looks = styles(("Gone", "", "<w:vanish/>"), ("Pale", "", WHITE), ("Paler", "Pale", ""))
    found = extract(
        docx(
            paragraph("seen"),
            paragraph("rust", style="<w:pStyle w:val='Paler'/>"),
            paragraph(run("haskell", "<w:rStyle w:val='Gone'/>")),
            paragraph(run("again", "<w:vanish w:val='0'/>"), style="<w:pStyle w:val='Gone'/>"),
            **looks,  # type: ignore[arg-type]
        )
    )
    assert (str(found["text"]).split(), found["hidden"]) == (["seen", "again"], len("rusthaskell"))


def test_letters_of_the_colour_of_their_ground_are_left_out() -> None:
    dark = "<w:shd w:val='clear' w:fill='203040'/>"
    same, light = "<w:color w:val='213141'/>", "<w:color w:val='FEFEFE'/>"
    found = extract(docx(paragraph("seen", run("rust", same, dark), run("scala", light))))
    assert (found["text"], found["hidden"]) == ("seen", len("rustscala"))


def test_tables_boxes_and_headers_are_counted() -> None:
    box = "<w:r><w:txbxContent>" + paragraph("boxed") + "</w:txbxContent></w:r>"
    found = extract(
        docx(
            f"<w:tbl>{row(paragraph('a'), paragraph('b'))}</w:tbl>",
            paragraph(box),
            related=[("header", "header1.xml")],
            parts={"word/header1.xml": f"<w:hdr {W}>{paragraph('Ada Byron')}</w:hdr>"},
        )
    )
    layout = found["layout"]
    assert isinstance(layout, dict)
    assert (layout["tables"], layout["boxes"], layout["around"]) == (1, 1, ["Ada Byron"])


def test_a_long_document_says_that_the_rest_was_left_out() -> None:
    found = extract(docx(paragraph(" ".join(map(str, range(90_000))))))
    assert found["left_out"] == "Only the first 400,000 characters were read."
    assert extract(docx(paragraph("words")))["left_out"] == ""


LOCKED = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
DTD = "<!DOCTYPE w [<!ENTITY a 'b'>]>"


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        pytest.param(b"", "empty", "empty", id="no bytes"),
        pytest.param(docx(), "empty", "no text", id="no text"),
        pytest.param(OLE + bytes(600), "unsupported", "docx", id="old Word"),
        pytest.param(LOCKED, "encrypted", "without a password", id="locked"),
        pytest.param(zipped({"a.txt": "x"}), "unsupported", "no Word", id="another ZIP"),
        pytest.param(docx(main="xl/workbook.xml").replace(b"", b""), "empty", "", id="no root"),
        pytest.param(docx("<w:p>"), "damaged", "no XML", id="broken XML"),
        pytest.param(docx("x")[:-30], "damaged", "cut off", id="cut off"),
        pytest.param(
            zipped({"word/document.xml": f"{DTD}<w:document>&a;</w:document>"}),
            "damaged",
            "DTD",
            id="entities",
        ),
        pytest.param(
            zipped({"word/document.xml": "<workbook/>"}), "unsupported", "slides", id="a table"
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.reason == reason
    assert says in str(caught.value)


def test_deep_tables_and_endless_text_are_bounded() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 800 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 800
    assert text(deep) == "x"
    long = "".join(paragraph(f"{number} and so on") for number in range(40_000))
    assert len(text(long)) <= 400_000


WHOLE = docx(
    paragraph("Machine learning"), "<w:tbl>", row(paragraph("a"), paragraph("b")), "</w:tbl>"
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=4))
def test_flipped_bytes_end_in_text_or_a_typed_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, bits in flips:
        data[at] ^= bits
    with contextlib.suppress(DocumentError):
        extract(bytes(data))


TAGS = (
    "<w:p> </w:p> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:r> </w:r> <w:t>x</w:t> <w:rPr>"
    " </w:rPr> <w:vanish/> <w:shd/> <w:tab/> <w:del> </w:del> <w:txbxContent> </w:txbxContent>"
    " <w:numPr/> <w:color/> <w:instrText/> & <"
)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(TAGS.split()), max_size=40))
def test_any_order_of_elements_ends_in_text_or_a_typed_error(tags: list[str]) -> None:
    closed = "".join(
        f"{tag}</{tag[1:]}" if tag[:2] != "</" and tag.endswith(">") and "/" not in tag else tag
        for tag in tags
    )
    for body in ("".join(tags), closed):
        with contextlib.suppress(DocumentError):
            extract(docx(body))
