"""Small office documents written by hand: the parts that a reader asks for, and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for prefix, space in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these members, deflated."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return made.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of plain runs; what begins with ``<`` is written as it is."""
    words = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{style}</w:pPr>{words}</w:p>"


def docx(
    *body: str,
    space: str = W,
    main: str = "word/document.xml",
    related: Sequence[tuple[str, str]] = (),
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """A Word document of these paragraphs, with further parts and relations (kind, target)."""
    folder, _, name = main.rpartition("/")
    return zipped(
        {
            "_rels/.rels": _relations([("officeDocument", main)]),
            main: f"<w:document {space}><w:body>{''.join(body)}</w:body></w:document>",
            f"{folder}/_rels/{name}.rels": _relations(related),
            **(parts or {}),
        }
    )


def _relations(related: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="r{at}" Type="{RELATED}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for at, (kind, target) in enumerate(related)
    )
    return f"<Relationships>{rows}</Relationships>"


def odt(*body: str, styles: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text of these elements, with automatic styles."""
    content = (
        f"<office:document-content {ODF}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, **(parts or {})})
