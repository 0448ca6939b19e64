"""An OpenDocument text gives what a person sees, one paragraph a line, or a typed error."""

from __future__ import annotations

import contextlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.offices import ODF, odt, zipped

from upslope.errors import DocumentError
from upslope.formats.document import Layout
from upslope.formats.office import extract, read


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def text(*body: str) -> str:
    return str(extract(odt(*body))["text"])


def styled(name: str, properties: str, kind: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:parent-style-name="{parent}">'
        f"<style:{kind}-properties {properties}/></style:style>"
    )


def test_paragraphs_lists_blanks_and_breaks_become_lines() -> None:
    items = "".join(f"<text:list-item>{p(item)}</text:list-item>" for item in ("Python", "SQL"))
    assert text(
        "<text:h>Skills</text:h>",
        f"<text:list>{items}</text:list>",
        p("Acme<text:tab/>2020<text:line-break/>in\n  Berlin<text:s text:c='40'/>x"),
        p(
            "<draw:frame><svg:title>no</svg:title><draw:text-box>" + p("boxed") + "</draw:text-box>"
            "</draw:frame>anchor"
        ),
    ).split("\n") == [
        "Skills",
        "- Python",
        "- SQL",
        "Acme  2020",
        "in Berlin  x",
        "boxed",
        "anchor",
    ]


def test_tables_notes_and_comments() -> None:
    cells = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in ("2020", "Acme"))
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('note')}"
    assert (
        text(
            f"<table:table><table:table-row>{cells}</table:table-row></table:table>",
            p(f"end{note}</text:note-body></text:note>"),
            f"<office:annotation>{p('aside')}</office:annotation>",
            f"<text:tracked-changes>{p('deleted')}</text:tracked-changes>",
        )
        == "2020  Acme\nnote\nend"
    )


def test_the_header_comes_first_and_links_are_listed() -> None:
    styles = (
        f"<office:document-styles {ODF}>{p('no text')}<office:master-styles>"
        + f"<style:header>{p('Ada Byron')}</style:header>" * 2
        + "</office:master-styles></office:document-styles>"
    )
    link = '<text:a xlink:href="https://a.example/me">site</text:a>'
    found = extract(odt(p(link), parts={"styles.xml": styles}))
    assert found["text"] == "Ada Byron\nsite"
    assert found["links"] == ["https://a.example/me"]


WHITE = 'fo:color="#FFFFFF"'


@pytest.mark.parametrize("how", [WHITE, 'text:display="none"', 'fo:font-size="1pt"'])
def test_what_nobody_sees_is_counted_and_left_out(how: str) -> None:
    styles = styled("base", how) + styled("T1", "", parent="base")
    span = '<text:span text:style-name="T1">kubernetes</text:span>'
    found = extract(odt(p(f"seen {span}"), p("rust", "T1"), styles=styles))
    assert (found["text"], found["hidden"]) == ("seen", len("kubernetesrust"))


def test_white_on_a_banner_and_dark_in_a_white_paragraph_are_read() -> None:
    ground = 'fo:background-color="#1f3864"'
    styles = (
        styled("white", WHITE)
        + styled("cell", ground, "table-cell")
        + styled("dark", 'fo:color="#000000"')
    )
    cell = f'<table:table-cell table:style-name="cell">{p("Ada", "white")}</table:table-cell>'
    inner = '<text:span text:style-name="dark">Byron</text:span>'
    body = (
        f"<table:table><table:table-row>{cell}</table:table-row></table:table>",
        p(inner, "white"),
    )
    found = extract(odt(*body, styles=styles))
    assert (found["text"], found["hidden"]) == ("Ada\nByron", 0)
    assert found["layout"] == msgspec.to_builtins(Layout(tables=1))


def test_letters_of_the_colour_of_their_ground_are_left_out() -> None:
    same = styled("same", 'fo:color="#1f3864" fo:background-color="#203965"')
    found = extract(odt(p("seen"), p("rust", "same"), styles=same))
    assert (found["text"], found["hidden"]) == ("seen", len("rust"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt(p("x<text:s text:c='999999999'/>")), "too_big"),
        (odt(p("x"), parts={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "encrypted"),
        (odt("<text:p>"), "damaged"),
        (odt(p("")), "empty"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "unsupported"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.reason == reason


WHOLE = odt(p("Machine learning"), styles=styled("a", WHITE))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=4))
def test_flipped_bytes_end_in_text_or_a_typed_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, bits in flips:
        data[at] ^= bits
    with contextlib.suppress(DocumentError):
        extract(bytes(data))


TAGS = (
    "text:p text:h text:span text:list-item text:s text:a text:note-citation table:table-row"
    " table:table-cell draw:frame office:annotation office:body style:style"
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(TAGS.split()), max_size=30))
def test_any_nesting_ends_in_text_or_a_typed_error(tags: list[str]) -> None:
    nested = "".join(f"<{tag}>" for tag in tags) + "x" + "".join(f"</{tag}>" for tag in tags[::-1])
    row = "".join(f"<{tag}>x</{tag}>" for tag in tags)
    for body in (nested, row):
        with contextlib.suppress(DocumentError):
            extract(odt(body))
